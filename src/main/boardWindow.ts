import type { BrowserWindow, BrowserWindowConstructorOptions, WebContents } from 'electron'
import type { LogEntry, Timers } from '../core/host.ts'

export interface BoardWindowOptions {
  open: (options: BrowserWindowConstructorOptions) => BrowserWindow
  url: string
  preload: string
  icon: string
  timers: Timers
  log: (entry: LogEntry) => void
  /** False while the app is ending: then a close is a close. */
  closesToTray: () => boolean
  /** A new window knows no title, badge or count yet. */
  onMade: () => void
  /** Windows is ending the session: seconds are left. */
  onSessionEnd: () => void
}

export interface BoardWindow {
  /** Brings the board to the front, making its window again if it is gone. */
  show(): void
  /** Sends to the page if there is one; a page that loads later asks for the snapshot itself. */
  send(channel: string, message: unknown): void
  isOurs(contents: WebContents): boolean
  /** Title, taskbar badge and such: called with the window whenever there is one. */
  withWindow(use: (window: BrowserWindow) => void): void
}

/** A crashed or hung page comes back after this long, doubling to a minute while it keeps failing. */
const RELOAD_AFTER_MS = 500
const MAX_RELOAD_AFTER_MS = 60_000
const STABLE_AFTER_MS = 60_000

/** The one window. It only shows what the core does, so hiding, reloading or losing it stops nothing. */
export function createBoardWindow(options: BoardWindowOptions): BoardWindow {
  let current: BrowserWindow | null = null
  const reloader = createReloader(options)

  const make = (): BrowserWindow => {
    const window = options.open(windowOptions(options))
    current = window
    window.once('ready-to-show', () => window.show())
    window.on('page-title-updated', (event) => event.preventDefault())
    window.on('close', (event) => {
      if (!options.closesToTray()) return
      event.preventDefault()
      window.hide()
    })
    window.on('closed', () => {
      if (current === window) current = null
    })
    window.on('session-end', options.onSessionEnd)
    reloader.watch(window)
    options.onMade()
    void window.loadURL(options.url).catch(() => options.log({ level: 'error', what: 'window.notLoaded' }))
    return window
  }
  const living = (): BrowserWindow | null => (current === null || current.isDestroyed() ? null : current)

  return {
    show: () => {
      const window = living()
      if (window === null) return void make()
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    send: (channel, message) => {
      const contents = living()?.webContents
      if (contents !== undefined && !contents.isDestroyed() && !contents.isCrashed()) contents.send(channel, message)
    },
    isOurs: (contents) => living()?.webContents === contents,
    withWindow: (use) => {
      const window = living()
      if (window !== null) use(window)
    },
  }
}

const windowOptions = ({ preload, icon }: BoardWindowOptions): BrowserWindowConstructorOptions => ({
  width: 1280,
  height: 720,
  minWidth: 640,
  minHeight: 480,
  title: 'Tezgah',
  icon,
  show: false,
  autoHideMenuBar: true,
  backgroundColor: '#f6f4ef',
  webPreferences: {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    spellcheck: false,
    // The app's own sound must be heard while the window is hidden, and without anybody having clicked first.
    backgroundThrottling: false,
    autoplayPolicy: 'no-user-gesture-required',
  },
})

function createReloader({ timers, log, url }: BoardWindowOptions): { watch(window: BrowserWindow): void } {
  let delayMs = RELOAD_AFTER_MS
  let cancelReload: (() => void) | null = null
  let cancelCalm: (() => void) | null = null
  const reload = (window: BrowserWindow): void => {
    cancelReload?.()
    cancelCalm?.()
    cancelReload = timers.after(delayMs, () => {
      cancelReload = null
      if (window.isDestroyed()) return
      void window.loadURL(url).catch(() => log({ level: 'error', what: 'window.notLoaded' }))
      cancelCalm = timers.after(STABLE_AFTER_MS, () => (delayMs = RELOAD_AFTER_MS))
    })
    delayMs = Math.min(delayMs * 2, MAX_RELOAD_AFTER_MS)
  }
  return {
    watch: (window) => {
      window.webContents.on('render-process-gone', (_event, details) => {
        log({ level: 'error', what: 'window.crashed', data: { reason: details.reason, exitCode: details.exitCode } })
        if (details.reason !== 'clean-exit') reload(window)
      })
      window.on('unresponsive', () => {
        log({ level: 'error', what: 'window.unresponsive' })
        // A hung page cannot be reloaded; ending its process raises render-process-gone, which does.
        window.webContents.forcefullyCrashRenderer()
      })
      window.webContents.on('did-fail-load', (_event, code, _description, _url, isMainFrame) => {
        if (!isMainFrame || code === -3) return // -3: replaced by another load
        log({ level: 'error', what: 'window.notLoaded', data: { code } })
        reload(window)
      })
    },
  }
}
