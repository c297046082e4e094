import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openHttpTransport } from '../../contract/httpTransport.ts'
import type { Snapshot } from '../../../src/shared/contract/snapshot.ts'
import { startDoor, type Door } from '../browser/door.ts'
import { expect, startAndWait, startArguments, test as base } from './tezgah.ts'

/** Both doors on one data folder: at any time one of them has it, and the other leads to that one. */

const test = base.extend<{ openBrowserDoor: (args: readonly string[], env?: Record<string, string>) => Promise<Door> }>(
  {
    openBrowserDoor: async ({ baseURL: _unused }, use) => {
      const doors: Door[] = []
      await use(async (args, env = {}) => {
        const door = await startDoor(['--port', '0', ...args], { ...process.env, ...env })
        doors.push(door)
        return door
      })
      for (const door of doors) await door.end('SIGKILL')
    },
  },
)

const refusalOf = (opening: Promise<Door>): Promise<string> => opening.then(() => 'it opened', String)

/** What the board of a browser door shows; its one-time address is used up by that. */
async function snapshotAt(address: string): Promise<Snapshot> {
  const transport = await openHttpTransport(address)
  try {
    return ((await transport.request('snapshot.get', {})) as { value: Snapshot }).value
  } finally {
    await transport.close()
  }
}

test('while the desktop app is open, the browser door says so and brings its window forward', async ({
  launch,
  dataDir,
  openBrowserDoor,
}) => {
  const { app, snapshot } = await launch()
  const isVisible = (): Promise<boolean | undefined> =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
  await expect.poll(isVisible).toBe(true)
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  const refusal = await refusalOf(openBrowserDoor(['--data-dir', dataDir]))
  expect(refusal).toContain('The door ended with 1')
  expect(refusal).toContain('masaüstü uygulaması bu veri klasörüyle zaten açık')
  expect(refusal).toContain('The Tezgah desktop app is already open')
  await expect.poll(isVisible).toBe(true)
  expect((await snapshot()).alarms).toEqual([])
})

test('while the browser door is open, the desktop app gives its address and ends', async ({
  dataDir,
  openBrowserDoor,
}) => {
  const door = await openBrowserDoor(['--data-dir', dataDir])
  const { code, said } = await startAndWait(await startArguments(dataDir))
  expect(code).toBe(0)
  expect(said).toContain('tarayıcıda zaten açık')
  expect(said).toContain('already open in the browser')
  const fresh = /http:\/\/127\.0\.0\.1:\d+\/#\S+/.exec(said)?.[0] ?? ''
  expect(new URL(fresh).port).toBe(String(door.port))
  expect(await snapshotAt(fresh)).toMatchObject({ door: 'browser', alarms: [], isViewOnly: false })
})

test('after either door was killed the other one opens', async ({ launch, dataDir, openBrowserDoor }) => {
  const first = await openBrowserDoor(['--data-dir', dataDir])
  await first.end('SIGKILL')
  const desktop = await launch()
  expect(await desktop.snapshot()).toMatchObject({ door: 'desktop', isViewOnly: false })
  const exit = new Promise((resolve) => desktop.child.once('exit', resolve))
  desktop.child.kill('SIGKILL')
  await exit
  const second = await openBrowserDoor(['--data-dir', dataDir])
  expect(await snapshotAt(second.address)).toMatchObject({ door: 'browser', isViewOnly: false })
})

test('keys that the desktop app encrypted wait for it while the browser door has the folder', async ({
  launch,
  dataDir,
  openBrowserDoor,
}) => {
  const source = { kind: 'restomenum', name: 'Kadıköy', baseUrl: 'http://127.0.0.1:9', pollSeconds: 5, apiKey: 'a.b.c' }
  const first = await launch({ provision: { sources: [source] } })
  await expect.poll(async () => (await first.snapshot()).sources[0]?.keys.isSet).toBe(true)
  const { keyring } = await first.snapshot()
  await first.app.close()
  const before = readFileSync(join(dataDir, 'keys.json'), 'utf8')

  const door = await openBrowserDoor(['--data-dir', dataDir])
  const [view] = (await snapshotAt(door.address)).sources
  expect([view?.name, view?.state, view?.problem?.code]).toEqual(['Kadıköy', 'stopped', 'keyUnreadable'])
  await door.end('SIGTERM')
  expect(readFileSync(join(dataDir, 'keys.json'), 'utf8')).toBe(before)

  const again = await launch()
  expect((await again.snapshot()).sources[0]?.keys.isSet).toBe(keyring === 'system')
})

// Elsewhere the system itself says where these folders are, and a test cannot move them.
if (process.platform === 'linux') {
  const homes = (home: string): Record<string, string> => ({
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'share'),
  })

  test('unless told otherwise both doors have one folder', async ({ launch, dataDir, openBrowserDoor }) => {
    const env = homes(dataDir)
    await launch({ dataDir: null, env })
    expect(existsSync(join(dataDir, 'config/Tezgah/ledger.sqlite'))).toBe(true)
    expect(await refusalOf(openBrowserDoor([], env))).toContain('desktop app is already open')
    expect(existsSync(join(dataDir, 'share'))).toBe(false)
  })

  test('the ledger that the browser door once had elsewhere is found by both doors', async ({
    launch,
    dataDir,
    openBrowserDoor,
  }) => {
    const env = homes(dataDir)
    const old = join(dataDir, 'share/tezgah')
    const provision = join(dataDir, 'provision.json')
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(provision, JSON.stringify({ language: 'en' }))
    const before = await openBrowserDoor(['--data-dir', old, '--provision', provision])
    expect(await before.leave()).toBe(0)

    const desktop = await launch({ dataDir: null, env })
    expect((await desktop.snapshot()).settings.language).toBe('en')
    await desktop.app.close()
    const after = await openBrowserDoor([], env)
    expect((await snapshotAt(after.address)).settings.language).toBe('en')
    expect(readFileSync(join(old, 'logs/tezgah.log'), 'utf8').match(/dataFolder.ofFirstBrowserDoor/g)).toHaveLength(2)
    expect(existsSync(join(dataDir, 'config/Tezgah'))).toBe(false)
  })
}
