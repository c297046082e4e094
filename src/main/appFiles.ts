import { join } from 'node:path'

/** Files of the built app, found from the folder of the main script (`out/main`), packed or not. */
export interface AppFiles {
  preload: string
  renderer: string
  icon: string
  trayCalm: string
  trayAlert: string
  trayAlarm: string
  overlay: string
}

export function appFiles(mainFolder: string, platform: NodeJS.Platform): AppFiles {
  const icons = join(mainFolder, '../../resources/icons')
  // macOS tints "Template" images itself; Windows wants an .ico with several sizes for its scaled trays.
  const tray = (name: string): string =>
    join(icons, platform === 'darwin' ? `${name}Template.png` : platform === 'win32' ? `${name}.ico` : `${name}.png`)
  return {
    preload: join(mainFolder, '../preload/index.cjs'),
    renderer: join(mainFolder, '../renderer'),
    icon: join(icons, platform === 'win32' ? 'icon.ico' : 'icon-256.png'),
    trayCalm: tray('tray-calm'),
    trayAlert: tray('tray-alert'),
    trayAlarm: tray('tray-alarm'),
    overlay: join(icons, 'overlay.png'),
  }
}
