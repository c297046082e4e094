import { app } from './app.ts'
import { BrowserWindow } from './browserWindow.ts'
import { ipcMain } from './ipcMain.ts'
import { autoUpdater, net } from './net.ts'
import { protocol } from './protocol.ts'
import { safeStorage } from './safeStorage.ts'
import { session } from './session.ts'
import { strict } from './strict.ts'
import { dialog, Menu, nativeImage, Notification, powerMonitor, powerSaveBlocker, shell, Tray } from './systemParts.ts'
import { webContents } from './webContents.ts'

/**
 * What `import 'electron'` finds. The default export is one mutable object, as Electron's module is, and its parts are
 * what the named exports are: a spec may replace a method of a part, and the app sees it.
 */
const electron = strict('electron', {
  app,
  autoUpdater,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  net,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  session,
  shell,
  Tray,
  webContents,
})

export default electron
export { electron as 'module.exports' }
export {
  app,
  autoUpdater,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  net,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  session,
  shell,
  Tray,
  webContents,
}
