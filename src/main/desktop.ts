import { homedir, hostname } from 'node:os'
import { join } from 'node:path'
import { app, BrowserWindow, Menu, powerMonitor, protocol, session } from 'electron'
import ElectronStore from 'electron-store'
import { version } from '../../package.json'
import { createCounter, type Counter } from '../core/counter.ts'
import type { Host, LogEntry, SettingsStore } from '../core/host.ts'
import type { Provision } from '../core/settings/provision.ts'
import { appFiles } from './appFiles.ts'
import { createAppProtocol } from './appProtocol.ts'
import { createAutostart } from './autostart.ts'
import { createDoor, type Door } from './door.ts'
import type { Folders } from './folders.ts'
import { openIpc } from './ipc.ts'
import { createKeptFile } from '../system/keptFile.ts'
import { createLanguage } from './language.ts'
import { openExternal } from './openExternal.ts'
import { APP_SCHEME, originOf, screenUrl } from './origin.ts'
import { openSecrets } from './secrets.ts'
import { lockDown } from './security.ts'
import { createSystemPrinting } from './systemPrinting.ts'
import { systemClock, systemTimers } from '../system/systemClock.ts'

export interface DesktopOptions {
  folders: Folders
  log: (entry: LogEntry) => void
  provision: Provision | null
  /** Where the built main script lies. */
  mainFolder: string
}

/** Everything after Electron is ready: puts the pieces together and starts the counter. @throws when it cannot start. */
export async function runDesktop(options: DesktopOptions): Promise<void> {
  const { folders, log } = options
  const files = appFiles(options.mainFolder, process.platform)
  const url = screenUrl(app.isPackaged, process.env['ELECTRON_RENDERER_URL'])
  const origin = originOf(url) ?? ''
  lockDown({ app, session: session.defaultSession, openExternal, origin, log })
  protocol.handle(APP_SCHEME, createAppProtocol(files.renderer))
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null)

  const settings = openKeptFile(folders.data, 'settings')
  const door = createDoor({ files, url, log, language: createLanguage(settings) })
  const host = await createHost(options, settings, door)
  const counter = createCounter(host, options.provision)
  door.attach(counter)
  const started = counter.start()
  // Requests of a quick screen wait until there is something to answer with.
  const handle: Counter['handle'] = (name, input) => started.then(() => counter.handle(name, input))
  openIpc({ isOurs: door.board.isOurs, origin, handle, log })
  listenToSystem(counter, door)
  door.board.show()
  await started
  log({ level: 'info', what: 'start.done', data: { version, keyring: host.secrets.keyring } })
}

async function createHost({ folders, log }: DesktopOptions, settings: SettingsStore, door: Door): Promise<Host> {
  const keys = openKeptFile(folders.data, 'keys')
  return {
    door: 'desktop',
    version,
    computerName: hostname(),
    clock: systemClock,
    timers: systemTimers,
    dataDir: folders.data,
    secrets: await openSecrets(keys, log),
    settings,
    random: () => Math.random(),
    notify: door.notify,
    showAttention: door.showAttention,
    setAutostart: createAutostart({
      app,
      platform: process.platform,
      executable: process.env['APPIMAGE'] ?? process.execPath,
      configHome: process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'),
      log,
    }),
    ...createSystemPrinting({ open: (options) => new BrowserWindow(options), timers: systemTimers, log }),
    log,
  }
}

const openKeptFile = (folder: string, name: string): SettingsStore =>
  createKeptFile({
    path: join(folder, `${name}.json`),
    open: () => new ElectronStore({ cwd: folder, name, configFileMode: 0o600 }),
    nowMs: systemClock.nowMs,
  })

function listenToSystem(counter: Counter, { board, quitting }: Door): void {
  app.on('second-instance', () => board.show())
  app.on('activate', () => board.show())
  // Without a listener Electron would quit; the shop is served with no window at all.
  app.on('window-all-closed', () => board.withWindow(() => undefined))
  powerMonitor.on('resume', () => counter.wake())
  powerMonitor.on('unlock-screen', () => counter.wake())
  powerMonitor.on('shutdown', () => quitting.now())
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => quitting.now())
}
