import { Menu, nativeImage, Tray, type MenuItemConstructorOptions } from 'electron'
import type { Attention } from '../core/host.ts'
import type { AppFiles } from './appFiles.ts'
import type { Words } from './words.ts'

export interface TrayActions {
  open: () => void
  /** The board, where what is not seen stands: nobody acknowledges from here what nobody has looked at. */
  showBoard: () => void
  quit: () => void
}

/**
 * Puts the icon into the system's tray. Clicks do not arrive on every Linux desktop, so the menu can do everything. Call
 * after ready.
 * @returns what puts the counts and the language into it.
 */
export function openTray(files: AppFiles, actions: TrayActions): (attention: Attention, words: Words) => void {
  const images = {
    calm: nativeImage.createFromPath(files.trayCalm),
    alert: nativeImage.createFromPath(files.trayAlert),
    alarm: nativeImage.createFromPath(files.trayAlarm),
  }
  const tray = new Tray(images.calm)
  tray.on('click', actions.open)
  let shown = ''
  return (attention, words) => {
    const state = JSON.stringify([attention, words.quit])
    if (state === shown) return // replacing an open menu closes it under the pointer
    shown = state
    const { unacknowledgedCount } = attention
    tray.setImage(images[trayIcon(attention)])
    tray.setToolTip(toolTip(attention, words))
    if (process.platform === 'darwin') tray.setTitle(unacknowledgedCount > 0 ? String(unacknowledgedCount) : '')
    tray.setContextMenu(Menu.buildFromTemplate(trayMenu(attention, words, actions)))
  }
}

/** A trouble before orders that wait: they ring, and the menu counts them. */
export const trayIcon = ({ unacknowledgedCount, hasAlarm, unheard }: Attention): 'calm' | 'alert' | 'alarm' =>
  hasAlarm || unheard.length > 0 ? 'alarm' : unacknowledgedCount > 0 ? 'alert' : 'calm'

/** Who is not heard matters most; then that something else needs somebody, then the counts. */
export const toolTip = (attention: Attention, words: Words): string =>
  attention.unheard.length > 0
    ? words.unheard(attention.unheard)
    : attention.hasAlarm
      ? words.alarm
      : countOf(attention, words)

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
    { id: 'unseen', label: words.showUnseen, enabled: attention.unacknowledgedCount > 0, click: actions.showBoard },
    { type: 'separator' },
    { id: 'quit', label: words.quit, click: actions.quit },
  ]
}
