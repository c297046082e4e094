import { join } from 'node:path'
import { app, dialog, protocol } from 'electron'
import { version } from '../../package.json'
import { defaultSettings } from '../shared/settings/settings.ts'
import { fillWords, resources } from '../shared/words/index.ts'
import { chooseDataFolder, describeUnusableFolder, makeFolder, thisComputer } from '../system/dataFolder.ts'
import { describeOtherDoor, lockFolder, type FolderLock } from '../system/instanceLock.ts'
import { createCoreGuard } from '../system/coreGuard.ts'
import { createLogFile, describeFault } from '../system/logFile.ts'
import { readProvisions } from '../system/provisionFile.ts'
import { systemClock } from '../system/systemClock.ts'
import { APP_SCHEME } from './appProtocol.ts'
import { readCommandLine, SECOND_ATTEMPT_FLAG } from './commandLine.ts'
import { runDesktop, type Provisioning } from './desktop.ts'
import { openKeptFile } from './openKeptFile.ts'
import { openBrowserDoor } from './security.ts'
import { createUpdateRecord } from './updates/updateRecord.ts'

/** The desktop door's entry: what must happen before Electron is ready; the rest is in `desktop.ts`. */

app.setName('Tezgah')
app.setAppUserModelId('app.tezgah.counter')
const commandLine = readCommandLine(process.argv.slice(1))
const folder = chooseDataFolder(commandLine.dataDir, app.getPath('appData'), thisComputer())
const logFolder = join(folder.path, 'logs')
const { log } = createLogFile(logFolder, systemClock.nowMs)

// An unexpected error is logged and the process goes on: a shop that still polls is better than none.
const guard = createCoreGuard(log)
process.on('uncaughtException', guard.onUncaught)
process.on('unhandledRejection', (error) => log({ level: 'error', what: 'unhandled', data: describeFault(error) }))

makeProfile()
app.enableSandbox()
protocol.registerSchemesAsPrivileged([
  { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
])

// The first instance is told this command line by Electron.
if (app.requestSingleInstanceLock() && !commandLine.quitsForUpdate) start()
else app.quit()

/**
 * Electron's own files lie in the data folder. They are made before the single instance lock is asked for, which answers
 * wrongly when its folder is missing. A folder that cannot be made is said here, and by the core on the board.
 */
function makeProfile(): void {
  const profile = join(folder.path, 'profile')
  const reason = makeFolder(profile)
  if (reason !== null) process.stderr.write(`${describeUnusableFolder(folder.path, reason)}\n`)
  app.setPath('userData', profile)
  app.setPath('sessionData', profile)
}

function start(): void {
  for (const entry of folder.used) log(entry)
  const read = readProvisions(commandLine.provisionFile, folder.path, defaultSettings.language)
  if (!read.ok) return refuse(read.message)
  // Electron's lock keeps a second desktop app away; this one the browser door, which does not know of Electron's.
  const locking = lockFolder({
    dataDir: folder.path,
    door: 'desktop',
    onOtherStart: async () => {
      app.emit('second-instance')
      return null
    },
    log,
  })
  void Promise.all([locking, app.whenReady()])
    .then(([lock]) => openOrPoint(lock, read))
    .catch((error: unknown) => startAgainOnce(error))
}

async function openOrPoint(lock: FolderLock, provisioning: Provisioning): Promise<void> {
  if (lock.kind === 'heldByOther') {
    const { other } = lock
    if (other.kind === 'browser') await openBrowserDoor(other.address)
    dialog.showErrorBox('Tezgah', describeOtherDoor(other))
    return app.exit(0)
  }
  app.once('quit', () => lock.release())
  await runDesktop({ dataDir: folder.path, log, ...provisioning, guard, mainFolder: import.meta.dirname })
}

/** Before ready, Electron shows the box as a window on Windows and macOS, and writes it to standard error on Linux. */
function refuse(message: string): void {
  dialog.showErrorBox('Tezgah', message)
  app.exit(2)
}

/** A new version that does not open here is no reason to stay without one: the one before it did. */
function howToGoBack(): string[] {
  const { good } = createUpdateRecord(openKeptFile(folder.path, 'updates')).read()
  if (good === null || good === version) return []
  return [fillWords(resources[defaultSettings.language].start.goBack, { version, good, folder: folder.path })]
}

/** A start that fails is tried once more in a fresh process; then a person is told. */
function startAgainOnce(error: unknown): void {
  log({ level: 'error', what: 'start.failed', data: describeFault(error) })
  if (commandLine.isSecondAttempt) {
    const { failedTitle, failed } = resources[defaultSettings.language].start
    dialog.showErrorBox(failedTitle, [failed, logFolder, ...howToGoBack()].join('\n'))
  } else {
    app.relaunch({ args: [...process.argv.slice(1), SECOND_ATTEMPT_FLAG] })
  }
  app.exit(1)
}
