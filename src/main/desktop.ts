import { hostname, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { app, BrowserWindow, Menu, powerMonitor, protocol } from 'electron'
import { version } from '../../package.json'
import { createCounter, type Counter } from '../core/counter.ts'
import { LEDGER_FILE, type Host, type LogEntry, type SettingsStore } from '../core/host.ts'
import { hasOpenSlips } from '../core/ledger/openSlips.ts'
import type { Provision } from '../core/settings/provision.ts'
import type { UpdatePort } from '../core/updates/updatePort.ts'
import { defaultSettings, settingsSchema } from '../shared/settings/settings.ts'
import { createAliveFile } from '../system/aliveFile.ts'
import type { CoreGuard } from '../system/coreGuard.ts'
import { isPublicKey } from '../system/releaseSignature.ts'
import { createSecretStore } from '../system/secretStore.ts'
import { createSupportFolder } from '../system/supportFolder.ts'
import { systemClock, systemTimers } from '../system/systemClock.ts'
import { appFiles } from './appFiles.ts'
import { APP_SCHEME, createAppProtocol, originOf, screenUrl } from './appProtocol.ts'
import { setAutostart } from './autostart.ts'
import { readCommandLine } from './commandLine.ts'
import { createDoor, type Door } from './door.ts'
import { openIpc } from './ipc.ts'
import { createKeepAwake } from './keepAwake.ts'
import { openKeyring } from './keyring.ts'
import { lockDown } from './security.ts'
import type { UpdateSettings } from '../shared/settings/updates.ts'
import { createSystemPrinting } from './systemPrinting.ts'
import { createUpdateRecord, installsAtStart, type UpdateRecord } from './updates/updateRecord.ts'
import { createUpdater, type UpdaterOptions } from './updates/updater.ts'
import { createWindowKeys } from './windowKeys.ts'
import { openKeptFile } from './openKeptFile.ts'
import { createLanguage } from './words.ts'

/** What an installer asks for, and how its files are removed once that is kept. */
export interface Provisioning {
  provision: Provision | null
  remove: () => void
}

/** Put in by the build: the public key of whoever makes this package. */
declare const UPDATE_PUBLIC_KEY: string

export interface DesktopOptions extends Provisioning {
  /** Settings, keys (encrypted), the ledger and logs. */
  dataDir: string
  log: (entry: LogEntry) => void
  guard: CoreGuard
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
  const record = createUpdateRecord(openKeptFile(dataDir, 'updates'))
  const door = createDoor({
    files,
    url,
    log,
    language: createLanguage(settings),
    keys: createWindowKeys(openKeptFile(dataDir, 'window'), process.platform),
    startsFullScreen: () => startsFullScreen(settings.read().value),
  })
  let reopen = async (): Promise<void> => undefined
  const updates = openUpdates({
    record,
    stopCore: door.quitting.stopForUpdate,
    resumeCore: () => {
      door.quitting.resume()
      return reopen()
    },
    log,
  })
  listenForTheEnd(door)
  if (updates !== undefined) await installAtStart(updates, record, settings, dataDir)
  if (door.quitting.isEnding()) return
  const host = { ...(await createHost(options, settings, door)), ...(updates && { updates }) }
  const counter = createCounter(host, options.provision)
  reopen = counter.start
  door.attach(counter)
  options.guard.watch(counter)
  const started = counter.start()
  // Requests of a quick screen wait until there is something to answer with.
  const handle: Counter['handle'] = (name, input) => started.then(() => counter.handle(name, input))
  openIpc({ isOurs: door.board.isOurs, origin, handle, log })
  listenToSystem(counter, door)
  door.board.show()
  await started
  record.note({ good: version })
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
    playsOnPages: true,
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
    keepAwake: createKeepAwake(),
    support: createSupportFolder(dataDir, systemClock.nowMs),
    noteAlive: createAliveFile(dataDir, systemClock.nowMs),
    networkInterfaces,
    ...createSystemPrinting({ open: (options) => new BrowserWindow(options), timers: systemTimers, log }),
    provisionTaken: remove,
    log,
  }
}

/** @param stored the settings as they are in the file */
const storedUpdates = (stored: unknown): UpdateSettings =>
  settingsSchema.pick({ updates: true }).safeParse(stored).data?.updates ?? defaultSettings.updates

/** @returns undefined: this is no package, or one that was built without its maker's key */
function openUpdates(options: Omit<UpdaterOptions, 'publicKey'>): UpdatePort | undefined {
  const publicKey: string = UPDATE_PUBLIC_KEY
  // On macOS nothing is installed that Apple has not signed.
  return app.isPackaged && process.platform !== 'darwin' && isPublicKey(publicKey)
    ? createUpdater({ ...options, publicKey })
    : undefined
}

/**
 * What an earlier run has fetched is installed before the core opens, when no slip waits and nobody has to be there. The feed has to answer: the
 * library takes the file it has only for what is offered now. Resolves when nothing was installed.
 */
async function installAtStart(
  updates: UpdatePort,
  record: UpdateRecord,
  settings: SettingsStore,
  dataDir: string,
): Promise<void> {
  if (!updates.installsUnasked) return
  const set = storedUpdates(settings.read().value)
  const kept = record.read()
  if (!installsAtStart(kept, version, set) || hasOpenSlips(join(dataDir, LEDGER_FILE))) return
  const found = await inTime(updates.check(set.feedUrl))
  if (found?.ok !== true || found.value?.version !== kept.ready) return
  const fetched = await inTime(updates.download())
  if (fetched?.ok === true) await updates.install()
}

/** How long the opening of a shop waits for each answer of the feed. */
const START_PATIENCE_MS = 5_000

/** A shop that opens does not wait for a slow line. @returns null: it took too long */
const inTime = <T>(work: Promise<T>): Promise<T | null> =>
  Promise.race([work, new Promise<null>((resolve) => systemTimers.after(START_PATIENCE_MS, () => resolve(null)))])

/** @param stored the settings as they are in the file: the window opens before the core has read them. */
const startsFullScreen = (stored: unknown): boolean =>
  settingsSchema.pick({ startFullScreen: true }).safeParse(stored).data?.startFullScreen ??
  defaultSettings.startFullScreen

/** The other door's start comes without a command line. */
const quitsForUpdate = (argv: string[] | undefined): boolean => readCommandLine(argv?.slice(1) ?? []).quitsForUpdate

/** From the first: an installer may ask before the counter has opened. */
function listenForTheEnd({ quitting }: Door): void {
  app.on('second-instance', (_event, argv?: string[]) => {
    if (quitsForUpdate(argv)) quitting.now()
  })
  powerMonitor.on('shutdown', () => quitting.now())
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => quitting.now())
}

function listenToSystem(counter: Counter, { board }: Door): void {
  app.on('second-instance', (_event, argv?: string[]) => {
    if (!quitsForUpdate(argv)) board.show()
  })
  app.on('activate', () => board.show())
  // Without a listener Electron would quit; the shop is served with no window at all.
  app.on('window-all-closed', () => undefined)
  powerMonitor.on('resume', () => counter.wake())
  powerMonitor.on('unlock-screen', () => counter.wake())
}
