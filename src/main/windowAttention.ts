import type { App, BrowserWindow, NativeImage } from 'electron'
import type { Attention } from '../core/host.ts'
import type { Words } from './words.ts'

export interface WindowAttentionOptions {
  app: Pick<App, 'setBadgeCount'>
  platform: NodeJS.Platform
  overlay: NativeImage
}

type Window = Pick<BrowserWindow, 'setTitle' | 'setOverlayIcon' | 'flashFrame' | 'isFocused'>

/** Shows the count where each system has a place for it: title, dock or launcher badge, Windows' taskbar overlay. */
export function createWindowAttention(
  options: WindowAttentionOptions,
): (attention: Attention, words: Words, withWindow: (use: (window: Window) => void) => void) => void {
  let lastCount = 0
  return (attention, words, withWindow) => {
    const count = attention.unacknowledgedCount
    const rose = count > lastCount
    lastCount = count
    if (options.platform !== 'win32') options.app.setBadgeCount(count)
    withWindow((window) => {
      window.setTitle(count > 0 ? `(${count}) Tezgah` : 'Tezgah')
      if (options.platform === 'win32') {
        const isMarked = count > 0 || attention.hasAlarm
        window.setOverlayIcon(isMarked ? options.overlay : null, isMarked ? describe(attention, words) : '')
      }
      if (rose && !window.isFocused()) window.flashFrame(true)
      if (count === 0) window.flashFrame(false)
    })
  }
}

const describe = (attention: Attention, words: Words): string =>
  attention.unacknowledgedCount > 0 ? words.waiting(attention.unacknowledgedCount) : words.alarm
