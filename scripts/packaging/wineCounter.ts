import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { wineEnvironment } from './debianTools.ts'

const wine = '/usr/lib/wine/wine64'
const runKey = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run'

/** A fresh Windows of Wine's, as the installer and the app find it. */
export interface WineCounter {
  /** The user's folder on this side: `C:\users\…`. */
  home: string
  /** The drive on this side. */
  drive: string
  /** What installers have in the folder for temporary files just now. */
  temporary(): string[]
  /** Runs a program to its end. @returns its exit code; null when it took too long */
  run(program: string, args: readonly string[]): number | null
  /** Starts a program. */
  start(program: string, args: readonly string[]): ChildProcess
  /** The lines of a registry key and what is below it. */
  registry(key: string): string
  /** What starts when the user signs in. */
  startsAtSignIn(): string
  /** The user signs in: what Windows would start is started. */
  signIn(): void
  /** The power goes: every program ends in the middle of things. What stands in Wine's registry is kept. */
  cut(): Promise<void>
  /** What the installer said at its end, as `<code> <sentence>`. */
  lastWords(): string
}

/** Makes the Windows of a folder anew. @param folder absolute */
export function makeWineCounter(folder: string): WineCounter {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const env = { ...process.env, ...wineEnvironment(folder) }
  const run = (program: string, args: readonly string[]): number | null =>
    spawnSync(wine, [program, ...args], { env, stdio: 'ignore', timeout: 180_000, killSignal: 'SIGKILL' }).status
  run('wineboot', ['-i'])
  const drive = join(folder, 'prefix/drive_c')
  const user = readdirSync(join(drive, 'users')).find((name) => name !== 'Public') ?? ''
  const home = join(drive, 'users', user)
  const temps = [join(home, 'AppData/Local/Temp'), join(home, 'Temp')]
  const registry = (key: string): string => {
    const { stdout } = spawnSync(wine, ['reg', 'query', key, '/s'], { env, encoding: 'utf8', timeout: 60_000 })
    return stdout.replaceAll('\r', '')
  }
  return {
    home,
    drive,
    temporary: () =>
      temps.filter((temp) => existsSync(temp)).flatMap((temp) => readdirSync(temp).map((name) => join(temp, name))),
    run,
    start: (program, args) => spawn(wine, [program, ...args], { env, stdio: 'ignore' }),
    registry,
    startsAtSignIn: () => registry(runKey),
    signIn: () => void run('wineboot', []),
    cut: async () => {
      spawnSync('/usr/lib/wine/wineserver64', ['-k'], { env, stdio: 'ignore', timeout: 30_000 })
      await pause(1_000)
    },
    lastWords: () => {
      const file = temps.map((temp) => join(temp, 'tezgah-setup.log')).find((path) => existsSync(path))
      return file === undefined ? '' : readFileSync(file, 'utf16le').replace(/^\uFEFF/, '')
    },
  }
}
