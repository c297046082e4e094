import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { _electron, type ElectronApplication } from '@playwright/test'
import type { Snapshot } from '../../../src/shared/contract/snapshot.ts'
import { startPracticePrinter } from '../../../src/practice/printer/practicePrinter.ts'
import { startPracticeShop } from '../../../src/practice/practiceShop.ts'
import { layOutPackage, standInTools, startFeed, temporary, type FeedFault, type PackageKind } from './updateFeed.ts'
import { electronPath, endTezgah, expect, startArguments, test as base, type Tezgah } from './tezgah.ts'

/**
 * The real electron-updater, against a feed on this computer: fault 41 of docs/faults.md. On the double alone: it takes a
 * package, and the real one's is proven by its installer.
 */

interface Packaged {
  feed: Awaited<ReturnType<typeof startFeed>>
  tools: Awaited<ReturnType<typeof standInTools>>
  cache: string
  /** The file that it was started from, where the package is an AppImage. */
  appImage: string
  /** `diskBytes`: what is fetched lies on a disk of its own, of this size. */
  open(provision?: object, diskBytes?: number): Promise<Tezgah>
  /** Waits until Tezgah has started itself again, and ends it. */
  endRestarted(): Promise<void>
}

const test = base.extend<{ kind: PackageKind; packaged: Packaged }>({
  kind: ['deb', { option: true }],
  packaged: async ({ dataDir, kind }, use, info) => {
    const folder = temporary(info.testId)
    const feed = await startFeed(join(folder, 'feed'), kind)
    const { app: appFolder, resources } = await layOutPackage(info.testId, feed.url, kind)
    const appImage = join(folder, 'tezgah.AppImage')
    await writeFile(appImage, 'old', { mode: 0o755 })
    const tools = await standInTools(join(folder, 'tools'))
    const cache = join(folder, 'cache')
    const opened: Tezgah[] = []
    const holder = (): number | null => holderOf(dataDir)
    const endHolder = async (): Promise<void> => {
      await expect.poll(holder, { timeout: 20_000 }).not.toBeNull()
      const pid = holder()
      if (pid !== null) process.kill(pid, 'SIGTERM')
      await expect.poll(holder, { timeout: 20_000 }).toBeNull()
    }
    const env = {
      ...process.env,
      ELECTRON_DOUBLE_RESOURCES: resources,
      XDG_CACHE_HOME: cache,
      ...(kind === 'AppImage' && { APPIMAGE: appImage }),
      PATH: `${tools.path}:${process.env['PATH'] ?? ''}`,
    } as Record<string, string>
    await use({
      feed,
      tools,
      cache,
      appImage,
      endRestarted: endHolder,
      open: async (provision, diskBytes) => {
        const [, ...args] = await startArguments(dataDir, provision)
        const executablePath =
          diskBytes === undefined ? electronPath : await onSmallDisk(join(folder, 'small'), cache, diskBytes)
        const app = await _electron.launch({ executablePath, args: [appFolder, ...args], env })
        const page = await app.firstWindow()
        await page.waitForFunction(() => 'tezgah' in window && document.readyState === 'complete')
        const request: Tezgah['request'] = (name, input) =>
          page.evaluate(([asked, given]) => window.tezgah?.request(asked as never, given as never) as never, [
            name,
            input,
          ] as const)
        const snapshot = async (): Promise<Snapshot> => (await request('snapshot.get', {})).value as Snapshot
        const tezgah = { app, page, request, snapshot, child: app.process() }
        opened.push(tezgah)
        return tezgah
      },
    })
    for (const tezgah of opened) await endTezgah(tezgah).catch(() => undefined)
    if (holder() !== null) await endHolder()
    await feed.close()
    await Promise.all([folder, appFolder].map((path) => rm(path, { recursive: true, force: true })))
  },
})

test.skip(process.env['ELECTRON_BIN'] !== undefined || process.platform !== 'linux', 'needs a package of the double')

/** undefined: the core has ended for an update. */
const updateOf = async ({ request }: Tezgah) =>
  ((await request('snapshot.get', {})).value as Snapshot | undefined)?.update

/** Looks, and waits until what is looked for is there. */
async function look(tezgah: Tezgah, expected: Record<string, unknown>): Promise<void> {
  await tezgah.request('update.check', {})
  await expect.poll(() => updateOf(tezgah), { timeout: 20_000 }).toMatchObject(expected)
}

const pending = (cache: string): string[] => {
  const folder = join(cache, 'tezgah-updater/pending')
  return existsSync(folder) ? readdirSync(folder).filter((name) => /\.(deb|AppImage)$/.test(name)) : []
}

/** A double of which what the library fetches lies on a tmpfs that it alone sees. @returns its executable */
async function onSmallDisk(path: string, cache: string, bytes: number): Promise<string> {
  const mounted = join(cache, 'tezgah-updater')
  await mkdir(mounted, { recursive: true })
  const inner = `mount -t tmpfs -o size=${bytes} tmpfs "${mounted}" && exec "${electronPath}" "$@"`
  await writeFile(path, `#!/bin/sh\nexec unshare --user --map-root-user --mount sh -c '${inner}' sh "$@"\n`, {
    mode: 0o755,
  })
  return path
}

/** The process that has the data folder; null: none, also when one ended so early that it left its name behind. */
function holderOf(dataDir: string): number | null {
  try {
    const { pid } = JSON.parse(readFileSync(join(dataDir, 'instance.json'), 'utf8')) as { pid: number }
    process.kill(pid, 0)
    return pid
  } catch {
    return null
  }
}

/** That it ends by itself. */
const ended = (app: ElectronApplication): Promise<unknown> => once(app.process(), 'exit')

test('a newer version is fetched, verified and told in two lines; the press installs it and ends Tezgah', async ({
  packaged: { feed, tools, open, endRestarted },
}) => {
  await feed.offer('9.0.0')
  const tezgah = await open()
  await look(tezgah, {
    state: 'ready',
    version: '9.0.0',
    notes: ['Kurye sayfası daha hızlı', 'Yazıcı hataları giderildi'],
    problem: null,
  })
  await expect(tezgah.page.getByText('Tezgah 9.0.0 hazır.')).toBeVisible()
  expect(await tools.calls()).toEqual([])
  const end = ended(tezgah.app)
  await tezgah.page.getByRole('button', { name: 'Kur ve yeniden başlat' }).click()
  await end
  expect(await tools.calls()).toEqual([expect.stringMatching(/dpkg -i .*tezgah_9\.0\.0_amd64\.deb$/)])
  await endRestarted()
})

for (const [what, version] of [
  ['the same version', '0.1.0'],
  ['an older version', '0.0.9'],
] as const)
  test(`${what} is nothing new`, async ({ packaged: { feed, open } }) => {
    await feed.offer(version)
    const tezgah = await open()
    await tezgah.request('update.check', {})
    await expect.poll(async () => (await updateOf(tezgah))?.checkedAtMs ?? null).not.toBeNull()
    expect(await updateOf(tezgah)).toMatchObject({ state: 'none', version: null, problem: null })
    expect(feed.asked.filter((path) => path.endsWith('.deb'))).toEqual([])
  })

for (const [fault, code] of [
  ['gone', 'updateFeedUnreachable'],
  ['page', 'updateFeedMalformed'],
  ['flipped', 'updateDownloadFailed'],
  ['cut', 'updateDownloadFailed'],
  ['unsigned', 'updateUntrusted'],
  ['otherKey', 'updateUntrusted'],
  ['otherVersionSigned', 'updateUntrusted'],
] as const satisfies readonly (readonly [FeedFault, string])[])
  test(`${fault}: nothing is kept or installed, it is said, and Tezgah goes on`, async ({
    packaged: { feed, tools, cache, open },
  }) => {
    feed.fault = fault
    await feed.offer('9.0.0')
    const tezgah = await open()
    await look(tezgah, { state: 'none', problem: { code } })
    expect(pending(cache)).toEqual([])
    expect(await tezgah.request('update.install', {})).toEqual({ ok: true, value: { isInstalling: false } })
    expect(await tools.calls()).toEqual([])
    expect((await tezgah.snapshot()).alarms).toEqual([])
  })

test('a full disk: nothing is kept or installed, it is said so, and Tezgah goes on', async ({
  packaged: { feed, tools, cache, open },
  dataDir,
}) => {
  await feed.offer('9.0.0')
  const tezgah = await open(undefined, 100 * 1024)
  await look(tezgah, { state: 'none', problem: { code: 'updateDiskFull' } })
  expect(feed.asked.filter((path) => path.endsWith('.deb'))).toHaveLength(1)
  expect(await tezgah.request('update.install', {})).toEqual({ ok: true, value: { isInstalling: false } })
  expect(await tools.calls()).toEqual([])
  expect((await tezgah.snapshot()).alarms).toEqual([])
  // What was fetched in part does not stay in the way of what is to come.
  const left = readdirSync(`/proc/${String(holderOf(dataDir))}/root${cache}`, { recursive: true })
  expect(left.filter((name) => String(name).endsWith('.deb'))).toEqual([])
})

test('41: while a slip waits it is put off, and said; with the slip done the press installs it', async ({
  packaged: { feed, tools, open, endRestarted },
}) => {
  const shop = await startPracticeShop()
  const printer = await startPracticePrinter({ mode: 'paperOut' })
  try {
    await feed.offer('9.0.0')
    const tezgah = await open({
      sources: [
        {
          kind: 'restomenum',
          name: 'Kadıköy',
          baseUrl: shop.restomenum.baseUrl,
          apiKey: shop.restomenum.apiKey,
          pollSeconds: 0.3,
        },
      ],
      printers: [
        {
          name: 'Kasa',
          connection: { kind: 'tcp', host: printer.host, port: printer.port },
          paperWidthMm: 80,
          codePage: 'cp857',
        },
      ],
    })
    await look(tezgah, { state: 'ready' })
    shop.addPacket({ pos: 'restomenum', lines: [{ title: 'Bekleyen' }] })
    await expect.poll(async () => (await tezgah.snapshot()).openJobs.map(({ state }) => state)).toEqual(['held'])
    expect(await tezgah.request('update.install', {})).toMatchObject({ error: { code: 'updateWaitsForSlips' } })
    expect(await updateOf(tezgah)).toMatchObject({ state: 'ready', problem: { code: 'updateWaitsForSlips' } })
    expect(await tools.calls()).toEqual([])
    await expect(tezgah.page.getByText('Bekleyen fiş varken yeni sürüm kurulmaz.').first()).toBeVisible()

    await printer.setMode('well')
    await printer.waitForSlips(1, 30_000)
    await expect.poll(async () => (await tezgah.snapshot()).openJobs).toEqual([])
    const end = ended(tezgah.app)
    await tezgah.request('update.install', {}).catch(() => undefined)
    await end
    expect(await tools.calls()).toHaveLength(1)
    await endRestarted()
    expect(printer.slips()).toHaveLength(1)
  } finally {
    await Promise.all([shop.close(), printer.stop()])
  }
})

test('never at shutdown: the session ends while a version is ready, and nothing is installed', async ({
  packaged: { feed, tools, open },
}) => {
  await feed.offer('9.0.0')
  const tezgah = await open()
  await look(tezgah, { state: 'ready' })
  const end = ended(tezgah.app)
  tezgah.app.process().kill('SIGTERM')
  expect(await end).toEqual([0, null])
  expect(await tools.calls()).toEqual([])
})

test('a package tool that fails: it is said, Tezgah goes on, and the next press tries again', async ({
  packaged: { feed, tools, open, endRestarted },
}) => {
  await feed.offer('9.0.0')
  await tools.setCode(1)
  const tezgah = await open()
  await look(tezgah, { state: 'ready' })
  await tezgah.request('update.install', {})
  const said = { state: 'ready', problem: { code: 'updateNotInstalled' } }
  await expect.poll(() => updateOf(tezgah), { timeout: 20_000 }).toMatchObject(said)
  expect((await tezgah.snapshot()).alarms).toEqual([])
  expect(await tools.calls()).toHaveLength(1)
  await tools.setCode(0)
  const end = ended(tezgah.app)
  await tezgah.request('update.install', {}).catch(() => undefined)
  await end
  expect(await tools.calls()).toHaveLength(2)
  await endRestarted()
})

test('what was fetched is gone from the disk at the press: nothing is installed, and Tezgah goes on', async ({
  packaged: { feed, tools, cache, open },
}) => {
  await feed.offer('9.0.0')
  const tezgah = await open()
  await look(tezgah, { state: 'ready' })
  for (const name of pending(cache)) rmSync(join(cache, 'tezgah-updater/pending', name))
  await tezgah.request('update.install', {})
  await expect.poll(() => updateOf(tezgah)).toMatchObject({ state: 'none', problem: { code: 'updateUntrusted' } })
  expect(await tools.calls()).toEqual([])
  expect((await tezgah.snapshot()).alarms).toEqual([])
  await look(tezgah, { state: 'ready', problem: null })
})

test('where a password is asked nothing is installed at a start, and the settings say so', async ({
  packaged: { feed, tools, open },
}) => {
  await feed.offer('9.0.0')
  const first = await open()
  await look(first, { state: 'ready', installsUnasked: false })
  await endTezgah(first)
  const second = await open()
  await look(second, { state: 'ready', problem: null })
  expect(await tools.calls()).toEqual([])
  await second.page.getByRole('button', { name: 'Ayarlar' }).click()
  await second.page.getByRole('tab', { name: 'Genel' }).click()
  await expect(second.page.getByText('Bu bilgisayar kurulum için parola sorar')).toBeVisible()
  await expect(second.page.getByText('Kendiliğinden kurulum saati')).toHaveCount(0)
})

test.describe('an AppImage', () => {
  test.use({ kind: 'AppImage' })

  test('what lay ready is installed at the next start, before the core opens, and only once by itself', async ({
    packaged: { feed, appImage, open },
  }) => {
    await feed.offer('9.0.0')
    const first = await open()
    await look(first, { state: 'ready', installsUnasked: true })
    await endTezgah(first)
    await open().catch(() => undefined)
    const starts = (): string => (existsSync(`${appImage}.started`) ? readFileSync(`${appImage}.started`, 'utf8') : '')
    await expect.poll(starts, { timeout: 20_000 }).toBe('9.0.0\n')
    expect(readFileSync(appImage, 'utf8')).toContain('echo "9.0.0"')
    // The stand-in is no Tezgah: it is the same version that starts again, and goes on as it is.
    const third = await open()
    await look(third, { state: 'ready', problem: { code: 'updateNotInstalled' } })
    expect(starts()).toBe('9.0.0\n')
  })

  test('one that cannot be written leaves the old one, which goes on and says so, after a start too', async ({
    packaged: { feed, appImage, open },
  }) => {
    await feed.offer('9.0.0')
    await mkdir(`${appImage}.new`)
    const tezgah = await open()
    await look(tezgah, { state: 'ready' })
    await tezgah.request('update.install', {})
    const said = { state: 'ready', problem: { code: 'updateNotInstalled' } }
    await expect.poll(() => updateOf(tezgah), { timeout: 20_000 }).toMatchObject(said)
    expect((await tezgah.snapshot()).alarms).toEqual([])
    expect(readFileSync(appImage, 'utf8')).toBe('old')
    await endTezgah(tezgah)
    const next = await open()
    await look(next, said)
    await rm(`${appImage}.new`, { recursive: true })
    const end = ended(next.app)
    await next.request('update.install', {}).catch(() => undefined)
    await end
    await expect.poll(() => existsSync(`${appImage}.started`)).toBe(true)
  })
})
