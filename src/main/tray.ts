import { Menu, nativeImage, Tray } from 'electron'
import type { AppFiles } from './appFiles.ts'
import { createTrayView, type TrayActions } from './trayView.ts'

/** Puts the icon into the system's tray. Call after ready. */
export function openTray(files: AppFiles, actions: TrayActions): ReturnType<typeof createTrayView> {
  const images = {
    calm: nativeImage.createFromPath(files.trayCalm),
    alert: nativeImage.createFromPath(files.trayAlert),
  }
  return createTrayView({
    tray: new Tray(images.calm),
    buildMenu: (template) => Menu.buildFromTemplate(template),
    images,
    platform: process.platform,
    actions,
  })
}
