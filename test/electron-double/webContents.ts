import { EventEmitter } from 'node:events'
import type {
  webContents as RealModule,
  HandlerDetails,
  Input,
  KeyboardInputEvent,
  PrinterInfo,
  WebContents as Real,
  WebContentsPrintOptions,
  WebFrameMain,
  WebPreferences,
  WindowOpenHandlerResponse,
} from 'electron'
import { chromium } from './app.ts'
import { receive } from './ipcMain.ts'
import { appOrigin } from './origins.ts'
import { Page } from './page.ts'
import { applyPermissions, defaultSession } from './session.ts'
import { answerScheme } from './protocol.ts'
import { strict } from './strict.ts'
import { createWire } from './wire.ts'

type Part = Pick<
  Real,
  | 'id'
  | 'mainFrame'
  | 'session'
  | 'send'
  | 'getURL'
  | 'getTitle'
  | 'reload'
  | 'isDestroyed'
  | 'isCrashed'
  | 'close'
  | 'forcefullyCrashRenderer'
  | 'executeJavaScript'
  | 'setWindowOpenHandler'
  | 'loadURL'
  | 'getPrintersAsync'
  | 'print'
  | 'getZoomLevel'
  | 'setZoomLevel'
  | 'sendInputEvent'
>
type Frame = Pick<WebFrameMain, 'url' | 'origin' | 'parent' | 'detached' | 'frameToken' | 'name'>

const living = new Map<number, DoubleWebContents>()
let lastId = 0

export class DoubleWebContents extends EventEmitter implements Part {
  readonly id = ++lastId
  readonly session = defaultSession as unknown as Real['session']
  readonly page: Page
  private self: DoubleWebContents = this
  private destroyed = false
  private zoomLevel = 0
  private openHandler: (details: HandlerDetails) => WindowOpenHandlerResponse = () => ({ action: 'allow' })

  constructor(preferences: WebPreferences) {
    super()
    this.page = new Page(chromium(), {
      preload: preferences.preload,
      answer: answerScheme,
      mayNavigate: (url) => this.mayNavigate(url),
      onWindowOpen: (url) => this.windowOpen(url),
      onMessage: (message) => void receive(this.self as unknown as Real, message, (reply) => this.page.post(reply)),
    })
    this.page.on('loaded', () => this.self.emit('did-finish-load'))
    this.page.on('crashed', () => this.self.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 }))
    this.self = strict('webContents', this)
    living.set(this.id, this.self)
    return this.self
  }

  get mainFrame(): WebFrameMain {
    const url = this.page.url
    const frame: Frame = {
      url,
      origin: appOrigin(url),
      parent: null,
      detached: false,
      frameToken: this.page.targetId,
      name: '',
    }
    return strict('webFrameMain', frame) as unknown as WebFrameMain
  }

  send(channel: string, ...args: unknown[]): void {
    createWire().encode(args) // structured clone errors arrive here, in the caller
    if (!this.destroyed) this.page.post({ kind: 'event', channel, value: args })
  }

  getURL(): string {
    return this.page.url
  }

  getTitle(): string {
    return this.mainFrame.name
  }

  async loadURL(url: string): Promise<void> {
    await applyPermissions(this.self as unknown as Real, url)
    try {
      await this.page.load(url)
    } catch (error) {
      const code = String(error).includes('ERR_ABORTED') ? -3 : -2
      this.self.emit('did-fail-load', {}, code, String(error), url, true)
      throw error
    }
  }

  reload(): void {
    void this.page.reload()
  }

  isDestroyed(): boolean {
    return this.destroyed
  }

  isCrashed(): boolean {
    return this.page.isCrashed
  }

  forcefullyCrashRenderer(): void {
    // A crashed page never answers.
    void this.page.send('Page.crash').catch(() => undefined)
  }

  async executeJavaScript(code: string): Promise<unknown> {
    const answer = await this.page.send('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
    })
    const { result, exceptionDetails } = answer as { result: { value?: unknown }; exceptionDetails?: { text: string } }
    if (exceptionDetails !== undefined) throw new Error(`Script failed to execute: ${exceptionDetails.text}`)
    return result.value
  }

  setWindowOpenHandler(handler: (details: HandlerDetails) => WindowOpenHandlerResponse): void {
    this.openHandler = handler
  }

  /** A computer without any printer; a spec that needs one replaces this in `app.evaluate`. */
  async getPrintersAsync(): Promise<PrinterInfo[]> {
    return []
  }

  print(_options?: WebContentsPrintOptions, done?: (success: boolean, failureReason: string) => void): void {
    queueMicrotask(() => done?.(false, 'Invalid deviceName provided'))
  }

  getZoomLevel(): number {
    return this.zoomLevel
  }

  setZoomLevel(level: number): void {
    this.zoomLevel = level
  }

  /** Keys of a keyboard come to the main process first; what it prevents never reaches the page. */
  sendInputEvent(event: Parameters<Real['sendInputEvent']>[0]): void {
    const { type, keyCode, modifiers = [] } = event as KeyboardInputEvent
    if (type !== 'keyDown' && type !== 'keyUp') throw new Error(`electron double: input ${type} is not implemented`)
    const has = (name: (typeof modifiers)[number]): boolean => modifiers.includes(name)
    const input: Input = {
      type,
      key: keyCode,
      code: keyCode,
      isAutoRepeat: has('isautorepeat'),
      isComposing: false,
      shift: has('shift'),
      control: has('control') || has('ctrl'),
      alt: has('alt'),
      meta: has('meta') || has('command') || has('cmd'),
      location: 0,
      modifiers: modifiers as string[],
    }
    let isPrevented = false
    this.self.emit('before-input-event', { preventDefault: () => (isPrevented = true) }, input)
    if (!isPrevented) throw new Error('electron double: a key that goes on to the page is not implemented')
  }

  close(): void {
    this.self.emit('close-requested-by-page')
  }

  /** For the window only. */
  destroyNow(): Promise<void> {
    if (this.destroyed) return Promise.resolve()
    this.destroyed = true
    living.delete(this.id)
    this.self.emit('destroyed')
    return this.page.close()
  }

  private mayNavigate(url: string): boolean {
    let isAllowed = true
    const details = { url, isMainFrame: true, isSameDocument: false, preventDefault: () => (isAllowed = false) }
    this.self.emit('will-navigate', details, url)
    return isAllowed
  }

  private windowOpen(url: string): void {
    const details = {
      url,
      frameName: '',
      features: '',
      disposition: 'foreground-tab',
      referrer: { url: '', policy: 'default' },
    }
    const { action } = this.openHandler(details as HandlerDetails)
    if (action === 'allow') throw new Error('electron double: allowing window.open is not implemented')
  }
}

type Finder = Pick<typeof RealModule, 'fromId' | 'getAllWebContents' | 'fromDevToolsTargetId'>

export const webContents: Finder = strict('webContents', {
  fromId: (id: number) => living.get(id) as unknown as Real | undefined,
  getAllWebContents: () => [...living.values()] as unknown as Real[],
  fromDevToolsTargetId: (targetId: string) =>
    [...living.values()].find((contents) => contents.page.targetId === targetId) as unknown as Real | undefined,
})
