import { spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { App, LoginItemSettings, RelaunchOptions, Settings } from 'electron'
import type { BrowserWindow } from './browserWindow.ts'
import type { Cdp } from './cdp.ts'
import { startChromium } from './chromium.ts'
import { takeLock } from './singleInstance.ts'
import { strict } from './strict.ts'

type Part = Pick<
  App,
  | 'isPackaged'
  | 'getName'
  | 'setName'
  | 'getVersion'
  | 'getAppPath'
  | 'getPath'
  | 'setPath'
  | 'whenReady'
  | 'isReady'
  | 'quit'
  | 'exit'
  | 'relaunch'
  | 'requestSingleInstanceLock'
  | 'hasSingleInstanceLock'
  | 'setAppUserModelId'
  | 'setBadgeCount'
  | 'getBadgeCount'
  | 'enableSandbox'
  | 'setLoginItemSettings'
  | 'getLoginItemSettings'
  | 'focus'
>

export const windows = new Set<BrowserWindow>()
const paths = new Map<string, string>([
  ['home', homedir()],
  ['appData', process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config')],
])
let appPath = process.cwd()
let appVersion = ''
let cdp: Cdp | null = null
let phase: 'starting' | 'ready' | 'quitting' | 'ended' = 'starting'
let hasQuitEarly = false
let relaunch: RelaunchOptions | null = null
const becameReady = Promise.withResolvers<void>()

class DoubleApp extends EventEmitter implements Part {
  /** A packaged app has its resources beside it; see `updates.spec.ts`. */
  readonly isPackaged = process.env['ELECTRON_DOUBLE_RESOURCES'] !== undefined
  private name = 'Electron'
  private badge = 0
  private isLocked = false
  private loginItem: Settings = { openAtLogin: false }

  getName(): string {
    return this.name
  }

  setName(name: string): void {
    this.name = name
  }

  getVersion(): string {
    return appVersion
  }

  getAppPath(): string {
    return appPath
  }

  getPath(name: Parameters<App['getPath']>[0]): string {
    const path = paths.get(name) ?? (name === 'userData' ? join(this.getPath('appData'), this.name) : undefined)
    if (path === undefined) throw new Error(`electron double: app.getPath('${name}') is not implemented`)
    return path
  }

  setPath(name: string, path: string): void {
    paths.set(name, path)
  }

  whenReady(): Promise<void> {
    return becameReady.promise
  }

  isReady(): boolean {
    return cdp !== null && phase !== 'starting'
  }

  quit(): void {
    if (phase === 'ended') return
    let isPrevented = false
    app.emit('before-quit', { preventDefault: () => (isPrevented = true) })
    if (isPrevented) return
    if (phase === 'starting') {
      hasQuitEarly = true
      return
    }
    phase = 'quitting'
    for (const window of windows) window.close()
    if (windows.size > 0) phase = 'ready'
    else end()
  }

  exit(code = 0): void {
    phase = 'ended'
    app.emit('quit', {}, code)
    process.exit(code)
  }

  relaunch(options: RelaunchOptions = {}): void {
    relaunch = options
  }

  requestSingleInstanceLock(): boolean {
    const folder = this.getPath('userData')
    if (!existsSync(folder))
      throw new Error('electron double: userData does not exist; the real answer would be unreliable')
    this.isLocked ||= takeLock(folder, (argv, cwd) => app.emit('second-instance', {}, argv, cwd, null))
    return this.isLocked
  }

  hasSingleInstanceLock(): boolean {
    return this.isLocked
  }

  setBadgeCount(count = 0): boolean {
    this.badge = count
    return true
  }

  getBadgeCount(): number {
    return this.badge
  }

  setLoginItemSettings(settings: Settings): void {
    this.loginItem = settings
  }

  getLoginItemSettings(): LoginItemSettings {
    const openAtLogin = this.loginItem.openAtLogin ?? false
    return {
      openAtLogin,
      wasOpenedAtLogin: false,
      status: 'enabled',
      executableWillLaunchAtLogin: openAtLogin,
      launchItems: [],
    }
  }

  enableSandbox(): void {
    if (app.isReady()) throw new Error('app.enableSandbox() can only be called before app is ready')
  }

  setAppUserModelId(): void {
    // Windows only.
  }

  focus(): void {
    // Nobody sees it.
  }
}

export const app = strict('app', new DoubleApp())

/** @param version of the app's package.json; Electron's own where there is none */
export function setApp(path: string, version = '45.4.1'): void {
  appPath = path
  appVersion = version
}

/** The browser behind the windows. @throws before ready. */
export function chromium(): Cdp {
  if (cdp === null) throw new Error('electron double: there is no browser before ready')
  return cdp
}

/** Starts Chromium at once, as Electron does. @returns what lets `ready` come, once the main script has run. */
export function beginReady(): () => void {
  const starting = startChromium()
  starting.catch(() => undefined)
  return () => void becomeReady(starting)
}

async function becomeReady(starting: Promise<Cdp>): Promise<void> {
  try {
    cdp = await starting
  } catch (error) {
    process.stderr.write(`${String(error)}\n`)
    process.exit(1)
  }
  if (hasQuitEarly) return end()
  phase = 'ready'
  app.emit('ready', {}, {})
  becameReady.resolve()
}

/** Electron quits after the last window unless somebody listens. */
export function windowClosed(): void {
  if (phase !== 'ready' || windows.size > 0) return
  if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed')
  else app.quit()
}

function end(): void {
  phase = 'ended'
  app.emit('will-quit', { preventDefault: () => undefined })
  app.emit('quit', {}, 0)
  if (relaunch !== null) {
    const cli = join(import.meta.dirname, 'electron-cli')
    spawn(relaunch.execPath ?? cli, relaunch.args ?? process.argv.slice(1), { detached: true, stdio: 'ignore' }).unref()
  }
  process.exit(0)
}
