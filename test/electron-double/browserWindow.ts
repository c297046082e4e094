import { EventEmitter } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserWindow as Real, BrowserWindowConstructorOptions, Rectangle, WebContents } from 'electron'
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
  | 'getBounds'
  | 'setBounds'
  | 'maximize'
  | 'unmaximize'
  | 'isMaximized'
  | 'setFullScreen'
  | 'isFullScreen'
>

let lastId = 0

interface Persisted {
  bounds: Rectangle
  isMaximized: boolean
  isFullScreen: boolean
}

/** Where Electron keeps it, too: by the window's name, in the profile. */
const persistedFile = (): string => join(app.getPath('userData'), 'Local State')

const readPersisted = (): Record<string, Persisted> =>
  existsSync(persistedFile()) ? (JSON.parse(readFileSync(persistedFile(), 'utf8')) as Record<string, Persisted>) : {}

/** A window that nobody sees: its states are kept, its page is real. */
export class BrowserWindow extends EventEmitter implements Part {
  readonly id = ++lastId
  readonly webContents: WebContents
  private readonly contents: DoubleWebContents
  private self: BrowserWindow = this
  private state = { visible: false, focused: false, minimized: false, destroyed: false, title: '' }
  private place: Persisted
  private readonly persistedAs: string | null

  constructor(options: BrowserWindowConstructorOptions = {}) {
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    super()
    this.contents = new DoubleWebContents(options.webPreferences ?? {})
    this.webContents = this.contents as unknown as WebContents
    const { name = '', windowStatePersistence: isPersisted = false } = options
    if (isPersisted !== false && name === '')
      throw new Error('electron double: windowStatePersistence has no effect without a name')
    this.persistedAs = isPersisted === false ? null : name
    const bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 }
    const fresh = { bounds, isMaximized: false, isFullScreen: options.fullscreen ?? false }
    this.place = (this.persistedAs === null ? undefined : readPersisted()[this.persistedAs]) ?? fresh
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

  getBounds(): Rectangle {
    return { ...this.place.bounds }
  }

  setBounds(bounds: Partial<Rectangle>): void {
    this.persist({ bounds: { ...this.place.bounds, ...bounds } })
  }

  maximize(): void {
    this.persist({ isMaximized: true })
  }

  unmaximize(): void {
    this.persist({ isMaximized: false })
  }

  isMaximized(): boolean {
    return this.place.isMaximized
  }

  setFullScreen(isFullScreen: boolean): void {
    this.persist({ isFullScreen })
  }

  isFullScreen(): boolean {
    return this.place.isFullScreen
  }

  private persist(part: Partial<Persisted>): void {
    Object.assign(this.place, part)
    if (this.persistedAs === null) return
    writeFileSync(persistedFile(), JSON.stringify({ ...readPersisted(), [this.persistedAs]: this.place }))
  }
}
