import type { BrowserWindow, Input } from 'electron'
import { z } from 'zod'
import type { SettingsStore } from '../core/host.ts'

/** Chromium's zoom levels: each whole one is 20 % more. From about 50 % to 250 %. */
const MIN_ZOOM_LEVEL = -3.5
const MAX_ZOOM_LEVEL = 5
const ZOOM_STEP = 0.5

const keptSchema = z.object({ zoomLevel: z.number().min(MIN_ZOOM_LEVEL).max(MAX_ZOOM_LEVEL) })

export type WindowKey = 'fullScreen' | 'zoomIn' | 'zoomOut' | 'zoomReset'

/** What a key asks of the window; null: nothing, it is the page's. On macOS the command key stands for Ctrl. */
export function windowKeyOf(
  { type, key, control, meta, alt }: Pick<Input, 'type' | 'key' | 'control' | 'meta' | 'alt'>,
  platform: NodeJS.Platform,
): WindowKey | null {
  if (type !== 'keyDown') return null
  if (key === 'F11') return 'fullScreen'
  // AltGr is Ctrl and Alt on Windows: it types a letter.
  if (alt || !(platform === 'darwin' ? meta : control)) return null
  if (key === '+' || key === '=') return 'zoomIn'
  if (key === '-' || key === '_') return 'zoomOut'
  return key === '0' ? 'zoomReset' : null
}

export interface WindowKeys {
  /** Gives a window its keys, and the zoom that was chosen before. */
  attach(window: BrowserWindow): void
}

/**
 * Full screen and zoom by keyboard, as every browser has them: there is no menu whose accelerators would do it.
 *
 * @param store keeps the zoom; the full screen is kept with the window's place
 */
export function createWindowKeys(store: SettingsStore, platform: NodeJS.Platform): WindowKeys {
  let level = keptSchema.safeParse(store.read().value).data?.zoomLevel ?? 0

  const zoom = (window: BrowserWindow, next: number): void => {
    level = Math.min(MAX_ZOOM_LEVEL, Math.max(MIN_ZOOM_LEVEL, next))
    window.webContents.setZoomLevel(level)
    try {
      store.write({ zoomLevel: level })
    } catch {
      // A disk that is full forgets the zoom at the next start, and nothing else.
    }
  }
  const act = {
    fullScreen: (window: BrowserWindow) => window.setFullScreen(!window.isFullScreen()),
    zoomIn: (window: BrowserWindow) => zoom(window, level + ZOOM_STEP),
    zoomOut: (window: BrowserWindow) => zoom(window, level - ZOOM_STEP),
    zoomReset: (window: BrowserWindow) => zoom(window, 0),
  } satisfies Record<WindowKey, (window: BrowserWindow) => void>

  return {
    attach: (window) => {
      window.webContents.on('before-input-event', (event, input) => {
        const key = windowKeyOf(input, platform)
        if (key === null) return
        event.preventDefault()
        // Held down, full screen would flicker.
        if (key !== 'fullScreen' || !input.isAutoRepeat) act[key](window)
      })
      window.webContents.on('did-finish-load', () => window.webContents.setZoomLevel(level))
    },
  }
}
