import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { computeOperations, OperationKind } from 'electron-updater/out/differentialDownloader/downloadPlanBuilder.js'
import { ensureBuilt } from './ensureBuilt.ts'
import { buildPackage, standInName, standInVersion } from './packaging/buildPackage.ts'
import { missingForWindows, windowsPackages } from './packaging/debianTools.ts'
import { packagingCache } from './packaging/folders.ts'
import { tryDeb } from './packaging/tryDeb.ts'
import { makeWineCounter, type WineCounter } from './packaging/wineCounter.ts'
import { installDebianPackages } from './installDebianPackages.ts'

/**
 * `npm run test:installer`: lives through electron-builder's own Windows installer under Wine, built around the stand-in for
 * Electron, and through the deb in a bare Debian. On Debian, as root where something has to be installed.
 */

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`)
const work = join(packagingCache, 'installer')
const [older, newer] = ['0.1.0', '0.2.0'] as const
let passed = 0
let failed = 0
function check(what: string, isTrue: boolean, saw: unknown = ''): void {
  say(`${isTrue ? 'ok    ' : 'FAILED'} ${what}${isTrue ? '' : ` (${String(saw)})`}`)
  if (isTrue) passed += 1
  else failed += 1
}

/** Builds the Windows installer of a version. @returns its path */
function buildInstaller(version: string): string {
  const outFolder = join(work, `win-${version}`)
  rmSync(outFolder, { recursive: true, force: true })
  const begun = performance.now()
  const target = { system: 'win32', arch: 'x64' } as const
  const common = { target, electronDist: null, isQuick: true, isQuiet: true, say }
  buildPackage({ ...common, withoutElectron: 'the installer is tried around a stand-in', outFolder, version })
  const file = join(outFolder, `tezgah-setup-${standInVersion(version)}-x64.exe`)
  const seconds = Math.round((performance.now() - begun) / 1000)
  say(`built ${version}: ${Math.round(statSync(file).size / 1e6)} MB in ${seconds} s`)
  return file
}

async function until(isTrue: () => boolean, seconds: number): Promise<boolean> {
  for (const end = performance.now() + seconds * 1000; performance.now() < end; await pause(100))
    if (isTrue()) return true
  return isTrue()
}

const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '')

/** The paths of one counter that the installer deals with. */
function placesOf({ home }: WineCounter) {
  const installed = join(home, 'AppData/Local/Programs/tezgah')
  const data = join(home, 'AppData/Roaming/Tezgah')
  return {
    installed,
    exe: join(installed, `${standInName}.exe`),
    uninstaller: join(installed, `Uninstall ${standInName}.exe`),
    data,
    log: join(data, 'stand-in.log'),
    links: ['Desktop', 'AppData/Roaming/Microsoft/Windows/Start Menu/Programs'].map((folder) =>
      join(home, folder, `${standInName}.lnk`),
    ),
  }
}

const uninstallKey = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall'

async function tryWindows(): Promise<void> {
  const [first, second] = [buildInstaller(older), buildInstaller(newer)]
  const counter = makeWineCounter(join(work, 'counter'))
  const { installed, exe, uninstaller, data, log, links } = placesOf(counter)
  const isThere = (): boolean => existsSync(exe)

  say('\n== refused, while nothing has been touched')
  check('a /PROVISION that is missing: 3', counter.run(first, ['/S', '/PROVISION=C:\\nowhere.json']) === 3)
  check('… in words that name it', /^3 .*C:\\nowhere\.json/.test(counter.lastWords()), counter.lastWords())
  const fromNowhere = counter.run(first, ['/S', '/PROVISION=C:\\windows'])
  check('a /PROVISION that is a folder: 3', fromNowhere === 3, fromNowhere)
  check('an /AUTOSTART that is neither 1 nor 0: 4', counter.run(first, ['/S', '/AUTOSTART=yes']) === 4)
  check('… in words', /^4 .*\/AUTOSTART/.test(counter.lastWords()), counter.lastWords())
  await tryFullDisk(counter, first)
  check('nothing is installed, nothing starts', !isThere() && !counter.startsAtSignIn().includes('tezgah'))

  say('\n== installed without a question, with the fleet’s file')
  mkdirSync(join(counter.drive, 'fleet dir'))
  writeFileSync(join(counter.drive, 'fleet dir/counter.json'), '{ "language": "tr" }')
  const begun = performance.now()
  const code = counter.run(first, ['/S', '/PROVISION=C:\\fleet dir\\counter.json', '/AUTOSTART=1'])
  check('it ends with 0', code === 0, code)
  say(`       in ${((performance.now() - begun) / 1000).toFixed(1)} s, ${megabytesOf(installed)} MB on the disk`)
  check('the app is there', isThere())
  check(
    'its links are on the desktop and in the menu',
    links.every((link) => existsSync(link)),
  )
  check('the fleet’s file is where both doors look', textOf(join(data, 'provision.json')) === '{ "language": "tr" }')
  check('the wish to start is told to the app', textOf(join(data, 'provision-setup.json')).includes('true'))
  check('it starts at the next sign-in', /app\.tezgah\.counter\s+REG_SZ\s+".*\.exe"/.test(counter.startsAtSignIn()))
  const listed = counter.registry(uninstallKey)
  check(
    'Windows lists it, with who made it',
    listed.includes('DisplayName') && listed.includes('The Tezgah maintainers'),
  )
  check('… and how to remove it without a question', /QuietUninstallString.*\/S/.test(listed))
  check('it says where the data are', /^0 .*AppData\\Roaming\\Tezgah/.test(counter.lastWords()), counter.lastWords())
  counter.run(exe, ['--report=C:\\report.json'])
  const report = textOf(join(counter.drive, 'report.json'))
  check(
    'it runs, and says that it is a stand-in',
    report.includes('stand-in') && report.includes(standInVersion(older)),
  )
  check('the archive is the one that the executable was told of', isArchiveTheKnownOne(exe, report))

  await tryUpdateOnFullDisk(counter, second)

  say('\n== upgraded while it runs, with a slip under way')
  writeFileSync(join(data, 'ledger.sqlite'), 'orders')
  writeFileSync(join(data, 'slip-ms'), '15000')
  counter.start(exe, [])
  check('it runs', await until(() => textOf(log).includes(`started ${standInVersion(older)}`), 30))
  writeFileSync(join(data, 'slip-ms'), '0')
  const ending = once(counter.start(second, ['--updated', '/S', '--force-run']), 'exit')
  await until(() => textOf(log).includes(`ended ${standInVersion(older)}`), 60)
  const awaySince = performance.now()
  await until(() => textOf(log).includes(`started ${standInVersion(newer)}`), 60)
  say(`       the counter was away for ${((performance.now() - awaySince) / 1000).toFixed(1)} s`)
  const [upgrade] = (await ending) as [number | null]
  check('the upgrade ends with 0', upgrade === 0, upgrade)
  sayWhatIsFetched(first, second)
  const steps = ['asked to end', 'slip finished', `ended ${standInVersion(older)}`, `started ${standInVersion(newer)}`]
  const cameInOrder = (): boolean => {
    const places = steps.map((step) => textOf(log).indexOf(step))
    return places.every((place, index) => place > (places[index - 1] ?? -1))
  }
  check('it was asked, finished its slip, ended; the new one runs', await until(cameInOrder, 30), textOf(log))
  check('the shop’s data are as they were', textOf(join(data, 'ledger.sqlite')) === 'orders')
  check(
    'the links are there',
    links.every((link) => existsSync(link)),
  )
  check('it still starts at sign-in', counter.startsAtSignIn().includes('app.tezgah.counter  '))
  check('nothing is left to finish', !counter.startsAtSignIn().includes('.update'), counter.startsAtSignIn())
  counter.run(exe, ['--quit-for-update'])
  check(
    'the running one ends when asked',
    await until(() => textOf(log).includes(`ended ${standInVersion(newer)}`), 20),
  )

  say('\n== a Tezgah that does not end')
  writeFileSync(join(data, 'slip-ms'), '600000')
  rmSync(log)
  counter.start(exe, [])
  await until(() => textOf(log).includes('started'), 30)
  writeFileSync(join(data, 'slip-ms'), '0')
  const forced = performance.now()
  check('is ended by force after twenty seconds, and upgraded', counter.run(second, ['/S']) === 0, counter.lastWords())
  check('not before', performance.now() - forced > 20_000)

  say('\n== two installers at once')
  const running = counter.start(second, ['/S'])
  const ended = new Promise((resolve) => running.once('exit', resolve))
  await pause(2_000)
  const other = counter.run(second, ['/S'])
  check('the second one ends with 7', other === 7, other)
  check('… in words', counter.lastWords().startsWith('7 '), counter.lastWords())
  check('the first one goes on to its end', (await ended) === 0 && isThere())

  say('\n== the power goes between the old files and the new ones')
  rmSync(log, { force: true })
  rmSync(join(data, 'provision.json'))
  counter.start(second, ['--updated', '/S', '--force-run', '/PROVISION=C:\\fleet dir\\counter.json'])
  check('the app is away for a moment', await until(() => !isThere(), 60))
  await counter.cut()
  check('it is not there after the cut', !isThere())
  check('what is left to do stands in the registry', counter.startsAtSignIn().includes('.update'))
  rmSync(join(counter.drive, 'fleet dir'), { recursive: true })
  counter.signIn()
  check('at the next sign-in it is installed', await until(isThere, 90))
  check('… and runs', await until(() => textOf(log).includes(`started ${standInVersion(newer)}`), 60), textOf(log))
  check('… with nothing left to do', !counter.startsAtSignIn().includes('.update'))
  check('… and the shop’s data as they were', textOf(join(data, 'ledger.sqlite')) === 'orders')
  check(
    '… and the fleet’s file where both doors look, although its stick is gone',
    textOf(join(data, 'provision.json')) !== '',
  )
  counter.run(exe, ['--quit-for-update'])
  await pause(1_000)

  say('\n== removed')
  const removed = counter.run(uninstaller, ['/currentuser', '/S'])
  check('it ends with 0', removed === 0, removed)
  const isGone = await until(() => !isThere() && links.every((link) => !existsSync(link)), 60)
  check('app and links are gone', isGone)
  check('nothing starts at sign-in', !(await startsStill(counter)))
  check('Windows does not list it', !counter.registry(uninstallKey).includes('DisplayName'))
  check('the shop’s data are kept', textOf(join(data, 'ledger.sqlite')) === 'orders')
  check('… and it says where', /^0 .*AppData\\Roaming\\Tezgah/.test(counter.lastWords()), counter.lastWords())
  counter.run(second, ['/S', '/AUTOSTART=0'])
  check('/AUTOSTART=0: installed, and does not start', isThere() && !(await startsStill(counter)))
  counter.run(uninstaller, ['/currentuser', '/S', '--delete-app-data'])
  check('removed with --delete-app-data, the data go too', await until(() => !existsSync(data), 60))
  await counter.cut()
}

const startsStill = async (counter: WineCounter): Promise<boolean> =>
  !(await until(() => !counter.startsAtSignIn().includes('tezgah'), 20))

const bytesOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0)

/** A file system of its own where the installer unpacks, with what is there already and so much free; as root. */
async function onDisk({ home }: WineCounter, freeMb: number, body: (local: string) => Promise<void>): Promise<void> {
  const local = join(home, 'AppData/Local')
  const before = join(work, 'local')
  rmSync(before, { recursive: true, force: true })
  cpSync(local, before, { recursive: true, verbatimSymlinks: true })
  const size = Math.ceil(bytesOf(local) / 1e6) + freeMb
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}m`, 'tmpfs', local], { stdio: 'ignore' })
  if (status !== 0) return say('not run: a full disk (it takes the right to mount one)')
  try {
    cpSync(before, local, { recursive: true, verbatimSymlinks: true })
    mkdirSync(join(local, 'Temp'), { recursive: true })
    await body(local)
  } finally {
    spawnSync('umount', ['-l', local], { stdio: 'ignore' })
    rmSync(before, { recursive: true, force: true })
  }
}

/** Less than an installer asks for. */
const TOO_LITTLE_MB = 150

const tryFullDisk = (counter: WineCounter, installer: string): Promise<void> =>
  onDisk(counter, TOO_LITTLE_MB, async () => {
    const code = counter.run(installer, ['/S'])
    check(
      'a full disk: 9, in words that say how much it takes',
      code === 9 && /^9 .*\d+ MB/.test(counter.lastWords()),
      code,
    )
  })

/** An update that finds too little room, and one that runs out of it: Tezgah has ended for it already. */
async function tryUpdateOnFullDisk(counter: WineCounter, second: string): Promise<void> {
  const { exe, installed, log } = placesOf(counter)
  const update = ['--updated', '/S', '--force-run']
  const runs = (version: string): Promise<boolean> =>
    until(() => textOf(log).includes(`started ${standInVersion(version)}`), 60)
  const end = async (): Promise<void> => {
    counter.run(exe, ['--quit-for-update'])
    await until(() => textOf(log).includes('ended '), 30)
    rmSync(log, { force: true })
  }

  say('\n== an update on a full disk')
  await onDisk(counter, TOO_LITTLE_MB, async () => {
    const code = counter.run(second, update)
    check('it ends with 9', code === 9, code)
    check('the old version runs again', await runs(older), textOf(log))
    await end()
  })
  const healed = async (): Promise<void> => {
    check('… what is left to do stands in the registry', counter.startsAtSignIn().includes('.update'))
    rmSync(log, { force: true })
    counter.signIn()
    check('… at the next sign-in the new version is installed and runs', await runs(newer), textOf(log))
    check('… with nothing left to do', !counter.startsAtSignIn().includes('.update'))
    await end()
    await pause(2_000)
  }
  await onDisk(counter, 4 * megabytesOf(installed), async (local) => {
    const installing = counter.start(second, update)
    const ended = once(installing, 'exit')
    check('the disk fills once the old files are gone', await until(() => !existsSync(exe), 60))
    const filler = join(local, 'filler')
    while (installing.exitCode === null && installing.signalCode === null) {
      spawnSync('sh', ['-c', 'cat /dev/zero >> "$0"', filler], { stdio: 'ignore' })
      await pause(50)
    }
    const [code] = (await ended) as [number | null]
    check('… it does not end with 0', code !== 0, code)
    rmSync(filler)
    await healed()
  })

  say('\n== an update of which a file cannot be written')
  await onDisk(counter, 4 * megabytesOf(installed), async () => {
    const installing = counter.start(second, update)
    const ended = once(installing, 'exit')
    const isUnpacking = (): boolean => counter.temporary().some((folder) => existsSync(join(folder, '7z-out')))
    check('the new files are unpacked', await until(isUnpacking, 60))
    mkdirSync(join(exe, 'in the way'), { recursive: true })
    const [code] = (await ended) as [number | null]
    check('… it ends with 10', code === 10, code)
    rmSync(exe, { recursive: true })
    await healed()
  })
}

/** What electron-updater asks of a feed for an update: the blocks that the older installer does not have. */
function sayWhatIsFetched(first: string, second: string): void {
  const blocksOf = (file: string) =>
    JSON.parse(gunzipSync(readFileSync(`${file}.blockmap`)).toString()) as Parameters<typeof computeOperations>[0]
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const operations = computeOperations(blocksOf(first), blocksOf(second), silent)
  const bytes = operations
    .filter(({ kind }) => kind === OperationKind.DOWNLOAD)
    .reduce((sum, { start, end }) => sum + end - start, 0)
  const all = statSync(second).size
  check('an update fetches less than all of it', bytes < all, bytes)
  say(`       ${(bytes / 1e6).toFixed(1)} of ${(all / 1e6).toFixed(1)} MB`)
}

const megabytesOf = (folder: string): number => Math.round(bytesOf(folder) / 1e6)

/** The hash that electron-builder wrote into the executable's resources is that of the archive beside it. */
function isArchiveTheKnownOne(exe: string, report: string): boolean {
  const hash = /"headerSha256":"([0-9a-f]{64})"/.exec(report)?.[1]
  return hash !== undefined && readFileSync(exe).includes(hash)
}

function ensurePrograms(): void {
  if (missingForWindows().length > 0) {
    const reason = installDebianPackages([...windowsPackages, 'debootstrap'], say)
    if (reason !== null) say(reason)
  }
  const missing = missingForWindows()
  if (missing.length > 0)
    throw new Error(`Missing: ${missing.join(', ')}. On Debian: \`apt-get install ${windowsPackages.join(' ')}\`.`)
}

ensurePrograms()
await ensureBuilt()
if (process.argv[2] !== 'deb') await tryWindows()
if (process.argv[2] !== 'windows') tryDeb({ work, versions: [older, newer], check, say })
say(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
