import { hostname } from 'node:os'
import { join } from 'node:path'
import { app, BrowserWindow, Menu, powerMonitor, protocol } from 'electron'
import ElectronStore from 'electron-store'
import { version } from '../../package.json'
import { createCounter, type Counter } from '../core/counter.ts'
import type { Host, LogEntry, SettingsStore } from '../core/host.ts'
import type { Provision } from '../core/settings/provision.ts'
import { defaultSettings, settingsSchema } from '../shared/settings/settings.ts'
import { createKeptFile } from '../system/keptFile.ts'
import { createSecretStore } from '../system/secretStore.ts'
import { systemClock, systemTimers } from '../system/systemClock.ts'
import { appFiles } from './appFiles.ts'
import { APP_SCHEME, createAppProtocol, originOf, screenUrl } from './appProtocol.ts'
import { setAutostart } from './autostart.ts'
import { readCommandLine } from './commandLine.ts'
import { createDoor, type Door } from './door.ts'
import { openIpc } from './ipc.ts'
import { openKeyring } from './keyring.ts'
import { lockDown } from './security.ts'
import { createSystemPrinting } from './systemPrinting.ts'
import { createWindowKeys } from './windowKeys.ts'
import { createLanguage } from './words.ts'

/** What an installer asks for, and how its files are removed once that is kept. */
export interface Provisioning {
  provision: Provision | null
  remove: () => void
}

export interface DesktopOptions extends Provisioning {
  /** Settings, keys (encrypted), the ledger and logs. */
  dataDir: string
  log: (entry: LogEntry) => void
  /** Where the built main script lies. */
  mainFolder: string
}

/** Everything after Electron is ready: puts the pieces together and starts the counter. @throws when it cannot start. */
export async function runDesktop(options: DesktopOptions): Promise<void> {
  const { dataDir, log } = options
  const files = appFiles(options.mainFolder, process.platform)
  const url = screenUrl(app.isPackaged, process.env['ELECTRON_RENDERER_URL'])
  const origin = originOf(url) ?? ''
  lockDown(origin, log)
  protocol.handle(APP_SCHEME, createAppProtocol(files.renderer))
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null)

  const settings = openKeptFile(dataDir, 'settings')
  const door = createDoor({
    files,
    url,
    log,
    language: createLanguage(settings),
    keys: createWindowKeys(openKeptFile(dataDir, 'window'), process.platform),
    startsFullScreen: () => startsFullScreen(settings.read().value),
  })
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

async function createHost(
  { dataDir, log, remove }: DesktopOptions,
  settings: SettingsStore,
  door: Door,
): Promise<Host> {
  const keyring = await openKeyring(process.platform, log)
  return {
    door: 'desktop',
    version,
    computerName: hostname(),
    clock: systemClock,
    timers: systemTimers,
    dataDir,
    secrets: createSecretStore({ keyring, file: openKeptFile(dataDir, 'keys'), log }),
    settings,
    random: () => Math.random(),
    notify: door.notify,
    showAttention: door.showAttention,
    setAutostart: (enabled) => setAutostart(enabled, log),
    ...createSystemPrinting({ open: (options) => new BrowserWindow(options), timers: systemTimers, log }),
    provisionTaken: remove,
    log,
  }
}

/** @param stored the settings as they are in the file: the window opens before the core has read them. */
const startsFullScreen = (stored: unknown): boolean =>
  settingsSchema.pick({ startFullScreen: true }).safeParse(stored).data?.startFullScreen ??
  defaultSettings.startFullScreen

const openKeptFile = (folder: string, name: string): SettingsStore =>
  createKeptFile({
    path: join(folder, `${name}.json`),
    open: () => new ElectronStore({ cwd: folder, name, configFileMode: 0o600 }),
    nowMs: systemClock.nowMs,
  })

function listenToSystem(counter: Counter, { board, quitting }: Door): void {
  // The other door's start comes without a command line.
  app.on('second-instance', (_event, argv?: string[]) => {
    if (readCommandLine(argv?.slice(1) ?? []).quitsForUpdate) quitting.now()
    else board.show()
  })
  app.on('activate', () => board.show())
  // Without a listener Electron would quit; the shop is served with no window at all.
  app.on('window-all-closed', () => undefined)
  powerMonitor.on('resume', () => counter.wake())
  powerMonitor.on('unlock-screen', () => counter.wake())
  powerMonitor.on('shutdown', () => quitting.now())
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => quitting.now())
}
