import { EventEmitter } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import type * as Electron from 'electron'
import { app } from './app.ts'
import { strict } from './strict.ts'

/** Parts of the desktop that a test looks at through their own API, or replaces in `app.evaluate`. */

export class Notification
  extends EventEmitter
  implements Pick<Electron.Notification, 'title' | 'body' | 'silent' | 'urgency' | 'timeoutType' | 'show' | 'close'>
{
  title: string
  body: string
  silent: boolean
  urgency: 'normal' | 'critical' | 'low'
  timeoutType: 'default' | 'never'

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super()
    this.title = options.title ?? ''
    this.body = options.body ?? ''
    this.silent = options.silent ?? false
    this.urgency = options.urgency ?? 'normal'
    this.timeoutType = options.timeoutType ?? 'default'
    return strict('Notification', this)
  }

  static isSupported(): boolean {
    return true
  }

  show(): void {
    queueMicrotask(() => this.emit('show', {}))
  }

  close(): void {
    queueMicrotask(() => this.emit('close', {}))
  }
}

type TrayPart = Pick<
  Electron.Tray,
  'setImage' | 'setToolTip' | 'setTitle' | 'getTitle' | 'setContextMenu' | 'destroy' | 'isDestroyed'
>

export class Tray extends EventEmitter implements TrayPart {
  private title = ''
  private destroyed = false

  constructor(image: Electron.NativeImage | string) {
    if (!app.isReady()) throw new Error('Cannot create Tray before app is ready')
    super()
    if (typeof image !== 'string' && image.isEmpty()) throw new Error('electron double: the tray image is empty')
    return strict('Tray', this)
  }

  setImage(image: Electron.NativeImage | string): void {
    if (typeof image !== 'string' && image.isEmpty()) throw new Error('electron double: the tray image is empty')
  }

  setToolTip(): void {
    // It cannot be read back, in Electron either.
  }

  setTitle(title: string): void {
    this.title = title
  }

  getTitle(): string {
    return this.title
  }

  setContextMenu(): void {
    // Read it through Menu.buildFromTemplate.
  }

  destroy(): void {
    this.destroyed = true
  }

  isDestroyed(): boolean {
    return this.destroyed
  }
}

export class Menu implements Pick<Electron.Menu, 'items' | 'getMenuItemById'> {
  items: Electron.MenuItem[] = []

  static buildFromTemplate(template: Electron.MenuItemConstructorOptions[]): Electron.Menu {
    const menu = new Menu()
    menu.items = template.map((item) => ({ enabled: true, visible: true, ...item })) as unknown as Electron.MenuItem[]
    return strict('Menu', menu) as unknown as Electron.Menu
  }

  static setApplicationMenu(): void {
    // Nobody sees it.
  }

  getMenuItemById(id: string): Electron.MenuItem | null {
    return this.items.find((item) => item.id === id) ?? null
  }
}

type ImagePart = Pick<Electron.NativeImage, 'isEmpty' | 'toDataURL'>

export const nativeImage: Pick<typeof Electron.nativeImage, 'createFromPath'> = strict('nativeImage', {
  createFromPath: (path: string) => {
    const image: ImagePart = {
      isEmpty: () => !existsSync(path),
      toDataURL: () => `data:image/png;base64,${readFileSync(path).toString('base64')}`,
    }
    return strict('NativeImage', image) as unknown as Electron.NativeImage
  },
})

const nobodyAnswers = (name: string) => (): never => {
  throw new Error(`electron double: ${name}: nobody is here to answer; replace it in app.evaluate`)
}

export const dialog: Pick<Electron.Dialog, 'showMessageBox' | 'showErrorBox'> = strict('dialog', {
  showMessageBox: async () => nobodyAnswers('dialog.showMessageBox')(),
  showErrorBox: (title: string, content: string) => void process.stderr.write(`${title}: ${content}\n`),
})

export const shell: Pick<Electron.Shell, 'openExternal' | 'openPath'> = strict('shell', {
  openExternal: async () => undefined,
  openPath: async () => '',
})

const blockers = new Set<number>()
let lastBlocker = 0

export const powerSaveBlocker: Pick<Electron.PowerSaveBlocker, 'start' | 'stop' | 'isStarted'> = strict(
  'powerSaveBlocker',
  {
    start: () => {
      if (!app.isReady()) throw new Error('powerSaveBlocker cannot be used before app is ready')
      blockers.add((lastBlocker += 1))
      return lastBlocker
    },
    stop: (id) => blockers.delete(id),
    isStarted: (id) => blockers.has(id),
  },
)

export const powerMonitor = strict('powerMonitor', new EventEmitter())
