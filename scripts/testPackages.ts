import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'
import { ensureBuilt } from './ensureBuilt.ts'
import { buildPackage, standInName } from './packaging/buildPackage.ts'
import { missingForWindows, windowsPackages } from './packaging/debianTools.ts'
import { packagingCache } from './packaging/folders.ts'
import { runTool } from './packaging/runTool.ts'
import { shippedPackages } from './packaging/shippedPackages.ts'
import { nameOf, type Target } from './packaging/target.ts'
import { ensureTools, toolFile } from './packaging/tools.ts'
import { fromRoot } from './paths.ts'

/**
 * `npm run test:packages`: builds the packages around the stand-in for Electron and reads them back: contents, natives, fuses,
 * hash of the archive, icons, signature, feed, deb. Part of `npm test` on a Linux that has Debian's packages for it.
 */

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`)
const work = join(packagingCache, 'read-back')
let passed = 0
let failed = 0
function check(what: string, isTrue: boolean, saw: unknown = ''): void {
  if (!isTrue) say(`FAILED ${what} (${String(saw)})`)
  else say(`ok     ${what}`)
  if (isTrue) passed += 1
  else failed += 1
}

const hosting = {
  TEZGAH_HOMEPAGE: 'https://tezgah.example/start',
  TEZGAH_EMAIL: 'help@tezgah.example',
  TEZGAH_FEED: 'https://updates.tezgah.example/counter',
}
const password = 'only for this test'

/** Builds into a folder of its own. @returns it */
function build(
  target: Target,
  more: { kinds?: readonly string[]; electronDist?: string; env?: NodeJS.ProcessEnv },
): string {
  const outFolder = join(work, nameOf(target))
  rmSync(outFolder, { recursive: true, force: true })
  const begun = performance.now()
  buildPackage({
    target,
    withoutElectron: more.electronDist === undefined ? 'the packages are read back around a stand-in' : null,
    electronDist: more.electronDist ?? null,
    outFolder,
    ...(more.kinds === undefined ? {} : { kinds: more.kinds }),
    mustSign: more.env !== undefined,
    isQuick: true,
    isQuiet: true,
    env: { ...process.env, ...hosting, ...more.env },
    say,
  })
  say(`\n== ${nameOf(target)}, built in ${Math.round((performance.now() - begun) / 1000)} s`)
  return outFolder
}

interface Asar {
  listPackage(archive: string, options: { isPack: boolean }): string[]
  extractAll(archive: string, folder: string): void
}
const missing = process.platform === 'linux' ? missingForWindows() : ['Linux']
if (missing.length === 0) ensureTools(say)
const asar = (await importTool('@electron/asar/lib/asar.js')) as Asar

async function importTool(path: string): Promise<unknown> {
  return existsSync(toolFile(path)) ? import(pathToFileURL(toolFile(path)).href) : null
}

/** The executable's format and machine, from its first bytes. */
function machineOf(file: string): string {
  const bytes = readFileSync(file).subarray(0, 1024)
  if (bytes.toString('latin1', 0, 4) === '\u007FELF') return `linux-${elf[bytes.readUInt16LE(18)] ?? '?'}`
  if (bytes.toString('latin1', 0, 2) !== 'MZ') return 'no program'
  return `win32-${pe[bytes.readUInt16LE(bytes.readUInt32LE(60) + 4)] ?? '?'}`
}
const elf: Record<number, string> = { 62: 'x64', 183: 'arm64' }
const pe: Record<number, string> = { 34404: 'x64', 43620: 'arm64' }

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

/** What is in the archive and beside it, for this target and no other. */
function readContents(target: Target, unpackedApp: string): string[] {
  const resources = join(unpackedApp, 'resources')
  const listed = asar
    .listPackage(join(resources, 'app.asar'), { isPack: false })
    .map((path) => path.replaceAll('\\', '/'))
  const strange = listed.filter((path) => /\.(md|map|d\.ts|cc?|h|gyp)$|mock|\/docs?(\/|$)|musl|(^|\/)test/i.test(path))
  check(
    'no documentation, sources, types or mocks',
    strange.filter((path) => !path.endsWith('/license.md')).length === 0,
    strange,
  )
  const ours = ['/out/main/index.js', '/out/preload/index.cjs', '/out/renderer/index.html', '/package.json']
  check(
    'main, preload and screen are there',
    ours.every((path) => listed.includes(path)),
    ours,
  )
  const foreign = listed.filter((path) => /^\/out\/(browser|practice)/.test(path))
  check('neither the browser door nor the practice shop', foreign.length === 0, foreign)
  const natives = filesOf(`${join(resources, 'app.asar')}.unpacked`).filter((file) => file.endsWith('.node'))
  const machines = natives.map((file) => machineOf(file))
  check(
    'three natives: drawing, Windows queues, serial ports',
    natives.length === 3,
    natives.map((file) => relative(resources, file)),
  )
  check(
    `each for ${nameOf(target)}`,
    machines.every((machine) => machine === nameOf(target)),
    machines,
  )
  const manifest = z
    .looseObject({ homepage: z.string(), author: z.looseObject({ name: z.string() }) })
    .parse(JSON.parse(readFileSync(join(work, 'app', nameOf(target), 'package.json'), 'utf8')))
  check('who made it and who hosts it', manifest.homepage === hosting.TEZGAH_HOMEPAGE && manifest.author.name !== '')
  return listed
}

/** Unpacks the archive beside nothing else. @returns the folder */
function extract(target: Target, unpackedApp: string): string {
  const folder = join(work, 'app', nameOf(target))
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  asar.extractAll(join(unpackedApp, 'resources/app.asar'), folder)
  return folder
}

/** What the app asks for outside its bundles is found with nothing around but what was packed. */
function loadPacked(app: string): void {
  // Away from the repository, whose node_modules would help out.
  const alone = mkdtempSync(join(tmpdir(), 'tezgah-packed-'))
  runTool('cp', ['-r', `${app}/.`, alone])
  const packed = createRequire(join(alone, 'out/main/index.js'))
  for (const name of shippedPackages) {
    const path = name === 'dejavu-fonts-ttf' ? `${name}/ttf/DejaVuSansMono.ttf` : name
    try {
      if (path === name) packed(path)
      else packed.resolve(path)
      check(`${name} is found and loads`, true)
    } catch (error) {
      check(`${name} is found and loads`, false, error)
    }
  }
  rmSync(alone, { recursive: true, force: true })
}

interface Fuses {
  getCurrentFuseWire(exe: string): Promise<Record<string, unknown>>
  FuseV1Options: Record<string, number>
}

async function readFuses(exe: string): Promise<void> {
  const { getCurrentFuseWire, FuseV1Options } = (await importTool('@electron/fuses/dist/index.js')) as Fuses
  const wire = await getCurrentFuseWire(exe)
  const isOn = (name: string): boolean => wire[String(FuseV1Options[name])] === '1'.charCodeAt(0)
  const on = ['EnableCookieEncryption', 'EnableEmbeddedAsarIntegrityValidation', 'OnlyLoadAppFromAsar']
  const off = ['RunAsNode', 'EnableNodeOptionsEnvironmentVariable', 'EnableNodeCliInspectArguments'].concat([
    'GrantFileProtocolExtraPrivileges',
  ])
  check('fuses that are on', on.every(isOn), JSON.stringify(wire))
  check('fuses that are blown', !off.some(isOn), JSON.stringify(wire))
}

const feedSchema = z.object({
  version: z.string(),
  path: z.string(),
  sha512: z.string(),
  files: z.array(z.object({ url: z.string(), sha512: z.string(), size: z.number() })),
})

function readFeed(folder: string, name: string, unpackedApp: string): void {
  const feed = feedSchema.parse(parse(readFileSync(join(folder, name), 'utf8')))
  const file = join(folder, feed.path)
  const hash = createHash('sha512').update(readFileSync(file)).digest('base64')
  check(
    `${name} names the file, its size and its hash`,
    feed.sha512 === hash && feed.files[0]?.size === statSync(file).size,
  )
  const own = z
    .looseObject({ provider: z.string(), url: z.string() })
    .parse(parse(readFileSync(join(unpackedApp, 'resources/app-update.yml'), 'utf8')))
  check(
    'the app knows where newer ones would be',
    own.provider === 'generic' && own.url === hosting.TEZGAH_FEED,
    own.url,
  )
}

/** A certificate that nobody trusts, as a file with its key. */
function makeCertificate(): { link: string; authority: string } {
  const folder = join(work, 'certificate')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const [key, authority, link] = ['key.pem', 'certificate.pem', 'certificate.p12'].map((name) =>
    join(folder, name),
  ) as [string, string, string]
  const usage = ['-addext', 'extendedKeyUsage=codeSigning', '-addext', 'keyUsage=digitalSignature']
  const subject = ['-subj', '/CN=Tezgah test/O=Tezgah test']
  const ask = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', '-keyout', key, '-out', authority]
  runTool('openssl', [...ask, ...subject, ...usage], { isQuiet: true })
  const pack = ['pkcs12', '-export', '-inkey', key, '-in', authority, '-out', link, '-passout', `pass:${password}`]
  runTool('openssl', pack, { isQuiet: true })
  return { link, authority }
}

function isSigned(file: string, authority: string): boolean {
  try {
    return runTool('osslsigncode', ['verify', '-CAfile', authority, '-in', file], { isQuiet: true }).includes(
      'Succeeded',
    )
  } catch {
    return false
  }
}

async function readWindows(): Promise<void> {
  const target = { system: 'win32', arch: 'x64' } as const
  const { link, authority } = makeCertificate()
  const folder = build(target, { env: { WIN_CSC_LINK: link, WIN_CSC_KEY_PASSWORD: password } })
  const app = join(folder, 'win-unpacked')
  const exe = join(app, `${standInName}.exe`)
  extract(target, app)
  readContents(target, app)
  await readFuses(exe)
  const bytes = readFileSync(exe)
  const archive = readFileSync(join(app, 'resources/app.asar'))
  const header = archive.subarray(16, 16 + archive.readUInt32LE(12))
  const hash = createHash('sha256').update(header).digest('hex')
  check('the executable holds the hash of its archive', bytes.includes(hash))
  const icon = readFileSync(fromRoot('resources/icons/icon.ico'))
  const [size, offset] = [icon.readUInt32LE(6 + 16 * 6 + 8), icon.readUInt32LE(6 + 16 * 6 + 12)]
  check('… and the icon in its largest size', bytes.includes(icon.subarray(offset, offset + size)))
  check('… and who made it', bytes.includes(Buffer.from('The Tezgah maintainers', 'utf16le')))
  const installer = readdirSync(folder).find((name) => name.endsWith('.exe')) ?? ''
  const natives = filesOf(app).filter((file) => file.endsWith('.node'))
  for (const file of [join(folder, installer), exe, ...natives])
    check(`signed: ${relative(folder, file)}`, isSigned(file, authority))
  check('the installer says what it is in its name', installer.includes('standin'), installer)
  readFeed(folder, 'latest.yml', app)
  say(`installer: ${(statSync(join(folder, installer)).size / 1e6).toFixed(1)} MB, quickly packed`)
}

async function readLinux(): Promise<string> {
  const target = { system: 'linux', arch: 'x64' } as const
  const folder = build(target, { kinds: ['deb'] })
  const app = join(folder, 'linux-unpacked')
  const extracted = extract(target, app)
  readContents(target, app)
  loadPacked(extracted)
  await readFuses(join(app, 'tezgah'))
  readFeed(folder, 'latest-linux.yml', app)
  const deb = join(folder, readdirSync(folder).find((name) => name.endsWith('.deb')) ?? '')
  const control = runTool('dpkg-deb', ['-f', deb], { isQuiet: true })
  const fields = ['Package: tezgah', 'Version: 0.1.0~standin', 'Architecture: amd64', 'libnss3', 'libgbm1']
  check(
    'the deb says what it is and needs',
    fields.every((field) => control.includes(field)),
    control,
  )
  check(
    '… and who hosts it',
    control.includes(hosting.TEZGAH_EMAIL) && control.includes(hosting.TEZGAH_HOMEPAGE),
    control,
  )
  const content = runTool('dpkg-deb', ['-c', deb], { isQuiet: true })
  const sizes = [16, 24, 32, 48, 64, 128, 256, 512]
  const icons = sizes.map((size) => `/usr/share/icons/hicolor/${size}x${size}/apps/tezgah.png`)
  check(
    '… with icons of every size',
    icons.every((icon) => content.includes(icon)),
  )
  check(
    '… a menu entry and a profile for AppArmor',
    content.includes('/usr/share/applications/tezgah.desktop') && content.includes('resources/apparmor-profile'),
  )
  check(
    '… and everything in it is root’s',
    content
      .trim()
      .split('\n')
      .every((line) => line.includes(' root/root ')),
  )
  say(`deb: ${(statSync(deb).size / 1e6).toFixed(1)} MB, not packed`)
  return join(packagingCache, 'stand-in', nameOf(target), 'electron')
}

function readArm(electronDist: string): void {
  // The executable is another machine's; what is packed around it is what is looked at.
  const target = { system: 'linux', arch: 'arm64' } as const
  const app = join(build(target, { kinds: ['dir'], electronDist }), 'linux-arm64-unpacked')
  extract(target, app)
  readContents(target, app)
}

if (missing.length > 0) {
  say(`Not run: it takes ${missing.join(', ')}; \`npm run setup\` brings ${windowsPackages.join(' ')} on Debian.`)
  process.exitCode = 1
} else {
  await ensureBuilt()
  readArm(await readLinux())
  await readWindows()
  say(`${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
}
