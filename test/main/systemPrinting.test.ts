import type { BrowserWindow, BrowserWindowConstructorOptions, WebContentsPrintOptions } from 'electron'
import { expect, test } from 'vitest'
import type { LogEntry, SystemPage, Timers } from '../../src/core/host.ts'
import { createSystemPrinting } from '../../src/main/systemPrinting.ts'

const html = '<!doctype html><style>@page{size:80mm 123mm;margin:0}</style><p>ğ</p>'
const page: SystemPage = { html, device: 'Ofis', paper: { kind: 'roll', widthMm: 80, heightMm: 123 }, title: 'Tezgah' }

interface Behaviour {
  printers?: string[]
  loads?: boolean
  /** Electron's answer; null: it never answers. */
  answer?: [boolean, string] | null
}

/** A window of Electron as far as printing uses it, and what was asked of it. */
function systemWith({ printers = ['Ofis'], loads = true, answer = [true, ''] }: Behaviour = {}) {
  const opened: BrowserWindowConstructorOptions[] = []
  const printed: WebContentsPrintOptions[] = []
  const urls: string[] = []
  const logs: LogEntry[] = []
  let living = 0
  const open = (options: BrowserWindowConstructorOptions): BrowserWindow => {
    opened.push(options)
    living += 1
    const window: Pick<BrowserWindow, 'isDestroyed' | 'destroy' | 'loadURL'> & { webContents: object } = {
      isDestroyed: () => false,
      destroy: () => void (living -= 1),
      loadURL: async (url) => {
        urls.push(url)
        if (!loads) throw new Error('ERR_FAILED')
      },
      webContents: {
        getPrintersAsync: async () =>
          printers.map((name) => ({ name, displayName: name, description: '', options: {} })),
        print: (wanted: WebContentsPrintOptions, done: (isDone: boolean, reason: string) => void) => {
          printed.push(wanted)
          if (answer !== null) done(...answer)
        },
      },
    }
    return window as unknown as BrowserWindow
  }
  // Patience runs out at once where nobody answers.
  const timers: Timers = {
    after: (_delayMs, callback) => {
      const timer = setTimeout(callback, 20)
      return () => clearTimeout(timer)
    },
  }
  return {
    printing: createSystemPrinting({ open, timers, log: (entry) => logs.push(entry) }),
    opened,
    printed,
    urls,
    logs,
    living: () => living,
  }
}

test('hands a page over without a dialog, on paper as long as the slip, and closes the window', async () => {
  const { printing, printed, urls, living } = systemWith()
  expect(await printing.printPage(page)).toEqual({ ok: true, value: null })
  expect(printed).toMatchObject([
    { silent: true, deviceName: 'Ofis', pageSize: { width: 80_000, height: 123_000 }, margins: { marginType: 'none' } },
  ])
  expect(Buffer.from(urls[0]?.split('base64,')[1] ?? '', 'base64').toString()).toBe(html)
  expect(living()).toBe(0)
})

test('prints on A4 with the margins of the page', async () => {
  const { printing, printed } = systemWith()
  await printing.printPage({ ...page, paper: { kind: 'a4' } })
  expect(printed).toMatchObject([{ pageSize: 'A4', margins: { marginType: 'default' } }])
})

test('opens a window in which nothing can run and nobody sees', async () => {
  const { printing, opened } = systemWith()
  await printing.printPage(page)
  expect(opened).toMatchObject([
    {
      show: false,
      webPreferences: { sandbox: true, javascript: false, nodeIntegration: false, contextIsolation: true },
    },
  ])
  expect(opened[0]?.webPreferences).not.toHaveProperty('preload')
})

test.each([
  ['a printer that is not there', { printers: ['Depo'] }, 'queueMissing', 0],
  ['a page that does not load', { loads: false }, 'systemPrintingUnavailable', 0],
  ['a job that Electron calls failed', { answer: [false, 'Print job failed'] }, 'printUncertain', 1],
  ['a system that never answers', { answer: null }, 'printerTimedOut', 1],
] as const)('%s', async (_name, behaviour, code, count) => {
  const { printing, printed, living } = systemWith(behaviour as Behaviour)
  expect(await printing.printPage(page)).toMatchObject({ ok: false, error: { code } })
  expect(printed).toHaveLength(count)
  expect(living()).toBe(0)
})

test('names the ordinary printers', async () => {
  const { printing, living } = systemWith({ printers: ['Ofis', 'Depo'] })
  expect(await printing.systemPrinters()).toEqual([
    { name: 'Ofis', isDefault: false },
    { name: 'Depo', isDefault: false },
  ])
  expect(living()).toBe(0)
})
