import { EventEmitter } from 'node:events'
import type { BrowserWindow as Real, BrowserWindowConstructorOptions, WebContents } from 'electron'
import { app, windowClosed, windows } from './app.ts'
import { strict } from './strict.ts'
import { DoubleWebContents } from './webContents.ts'

type Part = Pick<
  Real,
  | 'id'
  | 'webContents'
  | 'loadURL'
  | 'show'
  | 'hide'
  | 'focus'
  | 'close'
  | 'destroy'
  | 'isVisible'
  | 'isFocused'
  | 'isDestroyed'
  | 'isMinimized'
  | 'minimize'
  | 'restore'
  | 'setTitle'
  | 'getTitle'
  | 'flashFrame'
  | 'setOverlayIcon'
>

let lastId = 0

/** A window that nobody sees: its states are kept, its page is real. */
export class BrowserWindow extends EventEmitter implements Part {
  readonly id = ++lastId
  readonly webContents: WebContents
  private readonly contents: DoubleWebContents
  private self: BrowserWindow = this
  private state = { visible: false, focused: false, minimized: false, destroyed: false, title: '' }

  constructor(options: BrowserWindowConstructorOptions = {}) {
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    super()
    this.contents = new DoubleWebContents(options.webPreferences ?? {})
    this.webContents = this.contents as unknown as WebContents
    this.state.title = options.title ?? app.getName()
    this.state.visible = options.show !== false
    this.self = strict('BrowserWindow', this)
    windows.add(this.self)
    this.contents.once('did-finish-load', () => this.self.emit('ready-to-show'))
    this.contents.on('close-requested-by-page', () => this.close())
    app.emit('web-contents-created', {}, this.contents)
    return this.self
  }

  static getAllWindows(): Real[] {
    return [...windows] as unknown as Real[]
  }

  static fromWebContents(contents: WebContents): Real | null {
    return ([...windows].find((window) => window.webContents === contents) as unknown as Real | undefined) ?? null
  }

  static getFocusedWindow(): Real | null {
    return ([...windows].find((window) => window.isFocused()) as unknown as Real | undefined) ?? null
  }

  loadURL(url: string): Promise<void> {
    return this.contents.loadURL(url)
  }

  show(): void {
    const was = this.state.visible
    Object.assign(this.state, { visible: true, focused: true })
    if (!was) this.self.emit('show')
  }

  hide(): void {
    Object.assign(this.state, { visible: false, focused: false })
    this.self.emit('hide')
  }

  focus(): void {
    this.state.focused = this.state.visible
  }

  minimize(): void {
    Object.assign(this.state, { minimized: true, focused: false })
  }

  restore(): void {
    this.state.minimized = false
  }

  close(): void {
    if (this.state.destroyed) return
    let isPrevented = false
    this.self.emit('close', { preventDefault: () => (isPrevented = true) })
    if (!isPrevented) this.destroy()
  }

  destroy(): void {
    if (this.state.destroyed) return
    Object.assign(this.state, { destroyed: true, visible: false, focused: false })
    windows.delete(this.self)
    void this.contents.destroyNow()
    this.self.emit('closed')
    windowClosed()
  }

  isVisible(): boolean {
    return this.state.visible
  }

  isFocused(): boolean {
    return this.state.focused
  }

  isMinimized(): boolean {
    return this.state.minimized
  }

  isDestroyed(): boolean {
    return this.state.destroyed
  }

  setTitle(title: string): void {
    this.state.title = title
  }

  getTitle(): string {
    return this.state.title
  }

  flashFrame(): void {
    // Nobody sees it.
  }

  setOverlayIcon(): void {
    // Windows only.
  }
}
