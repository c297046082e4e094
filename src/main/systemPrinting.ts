import type { BrowserWindow, BrowserWindowConstructorOptions, WebContentsPrintOptions } from 'electron'
import type { Host, LogEntry, SystemPage, Timers } from '../core/host.ts'
import { fail, ok, type Result } from '../shared/contract/problems.ts'

export interface SystemPrintingOptions {
  open: (options: BrowserWindowConstructorOptions) => BrowserWindow
  timers: Timers
  log: (entry: LogEntry) => void
}

const LOAD_MS = 10_000
const PRINT_MS = 30_000

/** Nothing runs in it: no preload, no script. It loads no images, and the page it shows holds all it needs. */
const windowOptions: BrowserWindowConstructorOptions = {
  show: false,
  width: 400,
  height: 800,
  webPreferences: {
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    javascript: false,
    images: false,
    spellcheck: false,
  },
}

/** Ordinary printers through Electron: each page in a hidden window of its own, gone as soon as it is handed over. */
export function createSystemPrinting({
  open,
  timers,
  log,
}: SystemPrintingOptions): Required<Pick<Host, 'systemPrinters' | 'printPage'>> {
  const within = <T>(promise: Promise<T>, ms: number): Promise<T | 'late'> => {
    const { promise: late, resolve } = Promise.withResolvers<'late'>()
    const cancel = timers.after(ms, () => resolve('late'))
    return Promise.race([promise, late]).finally(cancel)
  }

  const withWindow = async <T>(use: (window: BrowserWindow) => Promise<T>): Promise<T> => {
    const window = open(windowOptions)
    try {
      return await use(window)
    } finally {
      if (!window.isDestroyed()) window.destroy()
    }
  }

  const printersOf = async (window: BrowserWindow): Promise<{ name: string; isDefault: boolean }[]> => {
    const listed = await within(window.webContents.getPrintersAsync(), LOAD_MS)
    // Not every system tells which one is the default.
    return listed === 'late'
      ? []
      : listed.map(({ name, options }) => ({ name, isDefault: 'isDefault' in options && options.isDefault === true }))
  }

  const print = async (window: BrowserWindow, { html, device, paper }: SystemPage): Promise<Result<null>> => {
    if (!(await printersOf(window)).some(({ name }) => name === device)) return fail('queueMissing')
    const loaded = await within(
      window.loadURL(`data:text/html;charset=utf-8;base64,${Buffer.from(html).toString('base64')}`).then(
        () => true,
        () => false,
      ),
      LOAD_MS,
    )
    if (loaded !== true) return fail('systemPrintingUnavailable')
    const handed = await within(hand(window, printOptions(device, paper)), PRINT_MS)
    if (handed === 'late') return fail('printerTimedOut')
    if (handed === null) return ok(null)
    log({ level: 'warn', what: 'systemPrinting.failed', data: { reason: handed.slice(0, 100) } })
    return fail('printUncertain')
  }

  return {
    systemPrinters: () => withWindow(printersOf),
    printPage: async (page) => {
      try {
        return await withWindow((window) => print(window, page))
      } catch (error) {
        log({
          level: 'error',
          what: 'systemPrinting.broken',
          data: { error: error instanceof Error ? error.name : 'unknown' },
        })
        return fail('internal')
      }
    },
  }
}

/** @returns null when it was handed over, else Electron's reason. */
const hand = (window: BrowserWindow, options: WebContentsPrintOptions): Promise<string | null> =>
  new Promise((resolve) => {
    window.webContents.print(options, (isDone, reason) => resolve(isDone ? null : reason))
  })

function printOptions(device: string, paper: SystemPage['paper']): WebContentsPrintOptions {
  const shared = { silent: true, deviceName: device, printBackground: true, color: false, scaleFactor: 100 }
  // A roll is as long as the slip and has no margins; on A4 the page's own rule says them.
  if (paper.kind === 'a4') return { ...shared, pageSize: 'A4', margins: { marginType: 'default' } }
  const micrometres = { width: paper.widthMm * 1000, height: paper.heightMm * 1000 }
  return { ...shared, pageSize: micrometres, margins: { marginType: 'none' } }
}
