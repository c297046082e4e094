import type { BrowserWindowConstructorOptions, NativeImage, WebContents } from 'electron'
import { app, BrowserWindow, nativeImage } from 'electron'
import type { Attention, LogEntry } from '../core/host.ts'
import { systemTimers } from '../system/systemClock.ts'
import type { AppFiles } from './appFiles.ts'
import type { WindowKeys } from './windowKeys.ts'
import type { Words } from './words.ts'

export interface BoardWindowOptions {
  files: AppFiles
  url: string
  log: (entry: LogEntry) => void
  /** False while the app is ending: then a close is a close. */
  closesToTray: () => boolean
  /** Windows is ending the session: seconds are left. */
  onSessionEnd: () => void
  keys: WindowKeys
  /** The shop wants it to fill the screen at each start, whatever it was when it was last closed. */
  startsFullScreen: () => boolean
}

export interface BoardWindow {
  /** Brings the board to the front, making its window again if it is gone. */
  show(): void
  /** Sends to the page if there is one; a page that loads later asks for the snapshot itself. */
  send(channel: string, message: unknown): void
  isOurs(contents: WebContents): boolean
  /** Puts the counts where each system has a place for them: title, dock or launcher badge, Windows' taskbar overlay. */
  showAttention(attention: Attention, words: Words): void
}

/** A crashed or hung page comes back after this long, doubling to a minute while it keeps failing. */
const RELOAD_AFTER_MS = 500
const MAX_RELOAD_AFTER_MS = 60_000
const STABLE_AFTER_MS = 60_000

/** The one window. It only shows what the core does, so hiding, reloading or losing it stops nothing. */
export function createBoardWindow(options: BoardWindowOptions): BoardWindow {
  let current: BrowserWindow | null = null
  /** Marks a window; one that is made later knows no title or badge yet. */
  let mark: (window: BrowserWindow) => void = () => undefined
  let lastCount = 0
  const overlay = nativeImage.createFromPath(options.files.overlay)
  const reloader = createReloader(options)

  const make = (): BrowserWindow => {
    const window = new BrowserWindow(windowOptions(options.files))
    current = window
    window.once('ready-to-show', () => {
      if (options.startsFullScreen()) window.setFullScreen(true)
      window.show()
    })
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
    options.keys.attach(window)
    reloader.watch(window)
    mark(window)
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
    showAttention: (attention, words) => {
      const count = attention.unacknowledgedCount
      const rose = count > lastCount
      lastCount = count
      if (process.platform !== 'win32') app.setBadgeCount(count)
      mark = (window) => markWindow(window, attention, words, overlay)
      const window = living()
      if (window === null) return
      mark(window)
      if (rose && !window.isFocused()) window.flashFrame(true)
    },
  }
}

function markWindow(window: BrowserWindow, attention: Attention, words: Words, overlay: NativeImage): void {
  const count = attention.unacknowledgedCount
  window.setTitle(count > 0 ? `(${count}) Tezgah` : 'Tezgah')
  if (count === 0) window.flashFrame(false)
  if (process.platform !== 'win32') return
  if (count > 0) window.setOverlayIcon(overlay, words.waiting(count))
  else window.setOverlayIcon(attention.hasAlarm ? overlay : null, attention.hasAlarm ? words.alarm : '')
}

const windowOptions = ({ preload, icon }: AppFiles): BrowserWindowConstructorOptions => ({
  // Electron remembers place, size, maximised and full screen under this name, and brings them back onto a screen that exists.
  name: 'board',
  windowStatePersistence: true,
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

function createReloader({ log, url }: BoardWindowOptions): { watch(window: BrowserWindow): void } {
  let delayMs = RELOAD_AFTER_MS
  let cancelReload: (() => void) | null = null
  let cancelCalm: (() => void) | null = null
  const reload = (window: BrowserWindow): void => {
    cancelReload?.()
    cancelCalm?.()
    cancelReload = systemTimers.after(delayMs, () => {
      cancelReload = null
      if (window.isDestroyed()) return
      void window.loadURL(url).catch(() => log({ level: 'error', what: 'window.notLoaded' }))
      cancelCalm = systemTimers.after(STABLE_AFTER_MS, () => (delayMs = RELOAD_AFTER_MS))
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
