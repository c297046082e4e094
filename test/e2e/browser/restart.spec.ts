import { execFile } from 'node:child_process'
import { chmod, readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, openBoard, root, snapshot, test } from './door.ts'

/** The process ends, by itself or not, and begins again on the same folder. */

/** A port nobody has just now, so that two starts can have the same one. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address !== null && typeof address !== 'string' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })

/** What a kiosk's script calls. */
async function askForAddress(dataDir: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const command = [join(root, 'out/browser/index.js'), '--address', '--data-dir', dataDir]
  return new Promise((resolve) => {
    execFile(process.execPath, command, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    )
  })
}

test('kill -9 and a restart: what was printed is not printed again, what was missed is made up for', async ({
  openDoor,
  page,
  printer,
  shop,
}) => {
  const first = await openDoor()
  await openBoard(page, first.address)
  shop.addPacket({ pos: 'restomenum', lines: [{ title: 'Birinci' }] })
  shop.addPacket({ pos: 'restomenum', lines: [{ title: 'İkinci' }] })
  await printer.waitForSlips(2, 15_000)
  await expect.poll(async () => (await snapshot(page)).openJobs).toEqual([])
  await first.end('SIGKILL')

  shop.addPacket({ pos: 'restomenum', lines: [{ title: 'Üçüncü' }] })
  const second = await openDoor()
  await openBoard(page, second.address)
  await printer.waitForSlips(3, 15_000)
  for (const title of ['Birinci', 'İkinci', 'Üçüncü'])
    await expect(page.locator('[data-alert="new"]', { hasText: title })).toHaveCount(1)
  // Two more polls of every source have nothing to add.
  const polls = shop.requests.length
  await expect.poll(() => shop.requests.length).toBeGreaterThan(polls + 4)
  expect(printer.slips()).toHaveLength(3)
  expect((await snapshot(page)).unacknowledgedCount).toBe(3)
})

test('a page says that the server is gone, and goes on by itself when it is back', async ({ openDoor, page, shop }) => {
  const port = await freePort()
  const first = await openDoor({ port })
  await openBoard(page, first.address)
  await first.end('SIGKILL')
  await expect(page.getByRole('alert').filter({ hasText: 'Tezgah yanıt vermiyor' })).toBeVisible()

  await openDoor({ port })
  await expect(page.getByText('Tezgah yanıt vermiyor')).toHaveCount(0, { timeout: 30_000 })
  shop.addPacket({ pos: 'restomenum', lines: [{ title: 'Sonradan' }] })
  await expect(page.locator('.card', { hasText: 'Sonradan' })).toBeVisible()
})

// Windows has no signals to end a process with; there the channel below is the way.
for (const signal of process.platform === 'win32' ? [] : (['SIGTERM', 'SIGINT'] as const))
  test(`${signal} ends it cleanly, with a screen open`, async ({ openDoor, page }) => {
    const door = await openDoor()
    await openBoard(page, door.address)
    expect(await door.end(signal)).toBe(0)
    expect(door.stdout()).toBe(`Tezgah is open at ${door.address}\n`)
    expect(door.stderr()).toBe('')
  })

test('it ends cleanly when its parent is gone', async ({ openDoor, page }) => {
  const door = await openDoor()
  await openBoard(page, door.address)
  expect(await door.leave()).toBe(0)
})

test('a second start on the same folder points to the first and touches nothing', async ({
  openDoor,
  page,
  dataDir,
}) => {
  const first = await openDoor()
  const lock = await readFile(`${dataDir}/instance.json`, 'utf8')
  const refusal = await openDoor().then(
    () => 'it opened',
    (error: unknown) => String(error),
  )
  expect(refusal).toContain('already open')
  expect(refusal).toContain('zaten açık')
  expect(await readFile(`${dataDir}/instance.json`, 'utf8')).toBe(lock)
  const fresh = /http:\/\/127\.0\.0\.1:\d+\/#\S+/.exec(refusal)?.[0] ?? ''
  expect(new URL(fresh).port).toBe(String(first.port))
  await openBoard(page, fresh)
})

test('--address prints a fresh address of the open door and nothing else, or says that none is open', async ({
  openDoor,
  page,
  dataDir,
}) => {
  const nobody = await askForAddress(dataDir)
  expect(nobody).toMatchObject({ code: 1, stdout: '' })
  expect(nobody.stderr).toContain('açık bir Tezgah yok')
  const door = await openDoor()
  const { code, stdout, stderr } = await askForAddress(dataDir)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#\S+\n$/)
  expect(new URL(stdout).port).toBe(String(door.port))
  await openBoard(page, stdout.trim())
})

test('38: an exception nobody caught restarts the core once; orders go on, and the board says so', async ({
  openDoor,
  page,
  printer,
  shop,
}) => {
  // From outside of the built door: a signal makes something in its process throw.
  const thrower = 'process.on("SIGUSR2",()=>setTimeout(()=>{throw new Error("planted")}))'
  const options = process.env['NODE_OPTIONS']
  process.env['NODE_OPTIONS'] = `--import=data:text/javascript,${encodeURIComponent(thrower)}`
  const door = await openDoor().finally(() => {
    if (options === undefined) delete process.env['NODE_OPTIONS']
    else process.env['NODE_OPTIONS'] = options
  })
  await openBoard(page, door.address)
  shop.addPacket({ pos: 'restomenum', lines: [{ title: 'Önce' }] })
  await printer.waitForSlips(1, 15_000)
  door.process.kill('SIGUSR2')
  // While it is between two cores there is no board to be had.
  const codes = async (): Promise<string[]> => {
    try {
      return (await snapshot(page)).alarms.map(({ problem }) => problem.code)
    } catch {
      return []
    }
  }
  await expect.poll(codes, { timeout: 15_000 }).toContain('coreRestarted')
  shop.addPacket({ pos: 'restomenum', lines: [{ title: 'Sonra' }] })
  await printer.waitForSlips(2, 15_000)
  // A second one is recorded, and nothing is started anew for it.
  door.process.kill('SIGUSR2')
  shop.addPacket({ pos: 'restomenum', lines: [{ title: 'Daha sonra' }] })
  await printer.waitForSlips(3, 15_000)
  expect(printer.slips()).toHaveLength(3)
})

test('30: a folder that refuses to be written: orders are shown, the board says so, and its slips follow when it gives way', async ({
  dataDir,
  openDoor,
  page,
  printer,
  shop,
}) => {
  test.setTimeout(120_000)
  await chmod(dataDir, 0o555)
  const door = await openDoor({ isNobody: true })
  await openBoard(page, door.address)
  shop.addPacket({ pos: 'restomenum', lines: [{ title: 'Birinci' }] })
  await expect(page.locator('[data-alert="new"]', { hasText: 'Birinci' })).toHaveCount(1)
  await expect(page.getByText('Yalnızca izleme: kayıt tutulamıyor.')).toBeVisible()
  const { isViewOnly, alarms } = await snapshot(page)
  // The settings of this start could not be kept either.
  expect([isViewOnly, alarms.map(({ problem }) => problem.code)]).toEqual([
    true,
    ['ledgerUnavailable', 'settingsUnreadable'],
  ])
  expect(await readdir(dataDir)).toEqual([])
  expect(printer.slips()).toHaveLength(0)

  await chmod(dataDir, 0o777)
  await printer.waitForSlips(1, 60_000)
  await expect.poll(async () => (await snapshot(page)).isViewOnly).toBe(false)
  expect(await readdir(dataDir)).toContain('ledger.sqlite')
  expect((await snapshot(page)).cards.map(({ alert }) => alert?.kind)).toEqual(['new'])
})
