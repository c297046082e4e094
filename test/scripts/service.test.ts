import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { servicePlan, type ServicePlace } from '../../scripts/service/servicePlan.ts'
import { ALIVE_FILE } from '../../src/system/aliveFile.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const hasSystemd = existsSync('/usr/bin/systemd-analyze')

const linux: ServicePlace = {
  platform: 'linux',
  user: 'kasa',
  home: '/home/kasa',
  configFolder: '/home/kasa/.config',
  node: '/opt/tezgah/node',
  root: '/opt/tezgah',
  dataDir: '/home/kasa/.config/Tezgah',
  isKiosk: true,
}

const windows: ServicePlace = {
  ...linux,
  platform: 'win32',
  user: 'KASA-PC\\kasa',
  node: 'C:\\Program Files\\nodejs\\node.exe',
  root: 'C:\\Tezgah',
  dataDir: 'C:\\Users\\kasa\\AppData\\Roaming\\Tezgah',
}

/** Writes a plan's files. @returns what finds the path of one by its name */
function write(place: ServicePlace): (name: string) => string {
  const paths = writeAll(place)
  return (name) => paths.find((path) => path.endsWith(`/${name}`)) ?? ''
}

function writeAll(place: ServicePlace): string[] {
  return (servicePlan(place)?.files ?? []).map(({ path, content, isProgram }) => {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
    if (isProgram) chmodSync(path, 0o755)
    return path
  })
}

/** A program that notes what it was called with, one call a line. */
function noting(path: string, says = ''): string {
  writeFileSync(path, `#!/bin/sh\nprintf '%s\\n' "$*" >> "$0.calls"\nprintf '%s' '${says}'\n`, { mode: 0o755 })
  return path
}
const callsOf = (program: string): string[] =>
  existsSync(`${program}.calls`) ? readFileSync(`${program}.calls`, 'utf8').trim().split('\n') : []

/** With what a folder's name can have in it. */
function awkward(): ServicePlace {
  const folder = join(temporaryFolder(), `Kasa 1's "Tezgah" 50% $HOME`)
  mkdirSync(folder, { recursive: true })
  const [home, configFolder, dataDir] = [folder, join(folder, 'config'), join(folder, 'data')]
  return { ...linux, home, configFolder, dataDir, node: noting(join(folder, 'node')), root: folder }
}

test.runIf(hasSystemd)('systemd reads the unit as it is meant, whatever the folders are called', () => {
  const place = awkward()
  const pathOf = write(place)
  const units = ['tezgah.service', 'tezgah-watch.service', 'tezgah-watch.timer'].map(pathOf)
  const said = execFileSync('systemd-analyze', ['verify', '--user', ...units], {
    encoding: 'utf8',
    stdio: 'pipe',
    env: { ...process.env, XDG_RUNTIME_DIR: place.home },
  })
  expect(said).toBe('')
})

test.runIf(process.platform !== 'win32')('the kiosk asks for an address, shows it, and does so again', async () => {
  const place = awkward()
  const kiosk = write({ ...place, node: noting(place.node, 'http://127.0.0.1:4780/#fresh') })('kiosk.sh')
  const chromium = noting(join(place.home, 'chromium'))
  const child = spawn(kiosk, { env: { ...process.env, CHROMIUM: chromium } })
  onTestFinished(() => void child.kill('SIGKILL'))
  await vi.waitFor(() => expect(callsOf(chromium).length).toBeGreaterThan(1), { timeout: 15_000 })
  expect(callsOf(place.node)[0]).toBe(`${place.root}/out/browser/index.js --address --data-dir ${place.dataDir}`)
  expect(callsOf(chromium)[0]).toContain('--kiosk --app=http://127.0.0.1:4780/#fresh')
  expect(callsOf(chromium)[0]).toContain(`--user-data-dir=${place.dataDir}/kiosk`)
})

test('a door that is not open yet is asked again, and no browser is shown an empty page', async () => {
  if (process.platform === 'win32') return
  const place = awkward()
  const kiosk = write(place)('kiosk.sh')
  const chromium = noting(join(place.home, 'chromium'))
  const child = spawn(kiosk, { env: { ...process.env, CHROMIUM: chromium } })
  onTestFinished(() => void child.kill('SIGKILL'))
  await vi.waitFor(() => expect(callsOf(place.node).length).toBeGreaterThan(1), { timeout: 15_000 })
  expect(callsOf(chromium)).toEqual([])
})

test('on Windows it is a task of the user who signs in, which comes back and never ends by itself', () => {
  const plan = servicePlan({ ...windows, node: `C:\\Program Files\\O'Neil & Oğlu\\node.exe` })
  const task = plan?.files[0]?.content ?? ''
  // For anybody who signs in, it would be an administrator's to make.
  expect(task).toContain('<LogonTrigger><Enabled>true</Enabled><UserId>KASA-PC\\kasa</UserId></LogonTrigger>')
  expect(task).toContain('<ExecutionTimeLimit>PT0S</ExecutionTimeLimit>')
  expect(task).toContain(`&amp; 'C:\\Program Files\\O''Neil &amp; Oğlu\\node.exe' 'C:\\Tezgah\\out\\browser\\index.js'`)
  expect(plan?.commands[0]).toEqual(['schtasks', '/Create', '/TN', 'Tezgah', '/XML', plan?.files[0]?.path, '/F'])
})

test('elsewhere none is made', () => {
  expect(servicePlan({ ...linux, platform: 'darwin' })).toBeNull()
})

test.runIf(process.platform !== 'win32')('a core that stands still is restarted, and none that has only slept', () => {
  const place = awkward()
  const script = write(place)('restart-when-hung.sh')
  const alive = join(place.dataDir, ALIVE_FILE)
  const programs = join(place.home, 'programs')
  mkdirSync(programs)
  const systemctl = noting(join(programs, 'systemctl'))
  const env = { ...process.env, PATH: `${programs}:${process.env['PATH']}`, ALIVE: alive }
  const look = (): string[] => {
    execFileSync('sh', [script], { env })
    return callsOf(systemctl)
  }
  noting(join(programs, 'sleep'))
  // It has not begun yet.
  expect(look()).toEqual([])
  mkdirSync(place.dataDir, { recursive: true })
  writeFileSync(alive, '')
  expect(look()).toEqual([])
  const aged = (seconds: number): void => utimesSync(alive, Date.now() / 1_000 - seconds, Date.now() / 1_000 - seconds)
  aged(55)
  expect(look()).toEqual([])
  aged(75)
  expect(look()).toEqual(['--user try-restart tezgah.service'])
  // While it is waited the core says that it goes on.
  writeFileSync(join(programs, 'sleep'), '#!/bin/sh\ntouch "$ALIVE"\n', { mode: 0o755 })
  aged(3_600)
  expect(look()).toHaveLength(1)
})

test('docs/service.md shows what the command makes', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/service.md'), 'utf8')
  const made = [{ ...linux, isKiosk: false }, windows].flatMap((place) => servicePlan(place)?.files ?? [])
  expect(made.length).toBe(5)
  for (const { path, content } of made) {
    expect(page).toContain(`\`${path}\``)
    expect(page).toContain(`\n${content.replace('\uFEFF', '')}\`\`\`\n`)
  }
})
