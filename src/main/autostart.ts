import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { App } from 'electron'
import type { LogEntry } from '../core/host.ts'

export interface AutostartOptions {
  app: Pick<App, 'isPackaged' | 'setLoginItemSettings' | 'getLoginItemSettings'>
  platform: NodeJS.Platform
  /** What starts this app: the AppImage itself where there is one, else the executable. */
  executable: string
  /** `$XDG_CONFIG_HOME` or `~/.config`; Electron's login items do not exist on Linux. */
  configHome: string
  log: (entry: LogEntry) => void
}

/** Applies the setting; an app that is not installed has no stable path to start, so it only says so. */
export function createAutostart(options: AutostartOptions): (enabled: boolean) => void {
  const { app, log } = options
  return (enabled) => {
    if (!app.isPackaged) return log({ level: 'info', what: 'autostart.onlyWhenInstalled' })
    if (options.platform === 'linux') return writeDesktopEntry(options, enabled)
    app.setLoginItemSettings({ openAtLogin: enabled })
    // Windows reports openAtLogin even while the Task Manager has it switched off.
    const { executableWillLaunchAtLogin, openAtLogin } = app.getLoginItemSettings()
    const willStart = options.platform === 'win32' ? executableWillLaunchAtLogin : openAtLogin
    if (enabled && !willStart) log({ level: 'warn', what: 'autostart.switchedOffBySystem' })
  }
}

function writeDesktopEntry({ executable, configHome, log }: AutostartOptions, enabled: boolean): void {
  const path = join(configHome, 'autostart', 'tezgah.desktop')
  try {
    if (!enabled) return rmSync(path, { force: true })
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, desktopEntry(executable))
  } catch {
    log({ level: 'warn', what: 'autostart.notWritten' })
  }
}

/** @param executable an absolute path; quoted by the rules of the Desktop Entry Specification. */
export function desktopEntry(executable: string): string {
  const quoted = executable.replaceAll('\\', '\\\\\\\\').replaceAll(/["`$]/g, '\\\\$&').replaceAll('%', '%%')
  return `[Desktop Entry]\nType=Application\nName=Tezgah\nExec="${quoted}"\nTerminal=false\nX-GNOME-Autostart-enabled=true\n`
}
