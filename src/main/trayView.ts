import type { Menu, MenuItemConstructorOptions, NativeImage, Tray } from 'electron'
import type { Attention } from '../core/host.ts'
import type { Words } from './words.ts'

export interface TrayActions {
  open: () => void
  acknowledgeAll: () => void
  quit: () => void
}

export interface TrayViewOptions {
  tray: Pick<Tray, 'setImage' | 'setToolTip' | 'setTitle' | 'setContextMenu' | 'on'>
  buildMenu: (template: MenuItemConstructorOptions[]) => Menu
  images: { calm: NativeImage; alert: NativeImage }
  platform: NodeJS.Platform
  actions: TrayActions
}

/**
 * The tray icon. Clicks do not arrive on every Linux desktop, so the menu can do everything.
 * @returns what puts the counts and the language into it.
 */
export function createTrayView(options: TrayViewOptions): (attention: Attention, words: Words) => void {
  const { tray, actions } = options
  tray.on('click', actions.open)
  let shown = ''
  return (attention, words) => {
    const state = JSON.stringify([attention, words.quit])
    if (state === shown) return // replacing an open menu closes it under the pointer
    shown = state
    const isAlert = attention.unacknowledgedCount > 0 || attention.hasAlarm
    tray.setImage(isAlert ? options.images.alert : options.images.calm)
    tray.setToolTip(attention.hasAlarm ? words.alarm : countOf(attention, words))
    if (options.platform === 'darwin') {
      tray.setTitle(attention.unacknowledgedCount > 0 ? String(attention.unacknowledgedCount) : '')
    }
    tray.setContextMenu(options.buildMenu(trayMenu(attention, words, actions)))
  }
}

const countOf = (attention: Attention, words: Words): string =>
  attention.unacknowledgedCount > 0 ? words.waiting(attention.unacknowledgedCount) : words.quiet(attention.openCount)

/** The menu as data. */
export function trayMenu(attention: Attention, words: Words, actions: TrayActions): MenuItemConstructorOptions[] {
  const alarm: MenuItemConstructorOptions[] = attention.hasAlarm
    ? [{ id: 'alarm', label: words.alarm, click: actions.open }]
    : []
  return [
    { id: 'open', label: words.open, click: actions.open },
    { type: 'separator' },
    { id: 'count', label: countOf(attention, words), enabled: false },
    ...alarm,
    { id: 'seenAll', label: words.seenAll, enabled: attention.unacknowledgedCount > 0, click: actions.acknowledgeAll },
    { type: 'separator' },
    { id: 'quit', label: words.quit, click: actions.quit },
  ]
}
