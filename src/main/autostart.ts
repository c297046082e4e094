import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { app } from 'electron'
import type { LogEntry } from '../core/host.ts'

/** Applies the setting; an app that is not installed has no stable path to start, so it only says so. */
export function setAutostart(enabled: boolean, log: (entry: LogEntry) => void): void {
  if (!app.isPackaged) return log({ level: 'info', what: 'autostart.onlyWhenInstalled' })
  if (process.platform === 'linux') return writeDesktopEntry(enabled, log)
  app.setLoginItemSettings({ openAtLogin: enabled })
  // Windows reports openAtLogin even while the Task Manager has it switched off.
  const { executableWillLaunchAtLogin, openAtLogin } = app.getLoginItemSettings()
  const willStart = process.platform === 'win32' ? executableWillLaunchAtLogin : openAtLogin
  if (enabled && !willStart) log({ level: 'warn', what: 'autostart.switchedOffBySystem' })
}

/** Electron's login items do not exist on Linux. */
function writeDesktopEntry(enabled: boolean, log: (entry: LogEntry) => void): void {
  const path = join(app.getPath('appData'), 'autostart', 'tezgah.desktop')
  try {
    if (!enabled) return rmSync(path, { force: true })
    mkdirSync(dirname(path), { recursive: true })
    // An AppImage is unpacked anew at each start; what starts it is the file itself.
    writeFileSync(path, desktopEntry(process.env['APPIMAGE'] ?? process.execPath))
  } catch {
    log({ level: 'warn', what: 'autostart.notWritten' })
  }
}

/** @param executable an absolute path; quoted by the rules of the Desktop Entry Specification. */
export function desktopEntry(executable: string): string {
  const quoted = executable.replaceAll('\\', '\\\\\\\\').replaceAll(/["`$]/g, '\\\\$&').replaceAll('%', '%%')
  return `[Desktop Entry]\nType=Application\nName=Tezgah\nExec="${quoted}"\nTerminal=false\nX-GNOME-Autostart-enabled=true\n`
}
