import { defaultSettings } from '../shared/settings/settings.ts'
import { app, dialog, protocol } from 'electron'
import type { Provision } from '../core/settings/provision.ts'
import { readCommandLine, SECOND_ATTEMPT_FLAG } from './commandLine.ts'
import { runDesktop } from './desktop.ts'
import { prepareFolders } from './folders.ts'
import { createLogFile, describeFault } from '../system/logFile.ts'
import { APP_SCHEME } from './origin.ts'
import { readProvisionFile } from '../system/provisionFile.ts'
import { systemClock } from '../system/systemClock.ts'
import { wordsOf } from './words.ts'

/** The desktop door's entry: what must happen before Electron is ready; the rest is in `desktop.ts`. */

app.setName('Tezgah')
app.setAppUserModelId('app.tezgah.counter')
const commandLine = readCommandLine(process.argv.slice(1))
const folders = prepareFolders(app, commandLine.dataDir)
const log = createLogFile(folders.logs, systemClock.nowMs)

// What nobody expected is recorded and the loop goes on: a shop that still polls is better than none.
process.on('uncaughtException', (error) => log({ level: 'error', what: 'uncaught', data: describeFault(error) }))
process.on('unhandledRejection', (error) => log({ level: 'error', what: 'unhandled', data: describeFault(error) }))

app.enableSandbox()
protocol.registerSchemesAsPrivileged([
  { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
])

if (app.requestSingleInstanceLock()) start()
else app.quit()

function start(): void {
  let provision: Provision | null = null
  if (commandLine.provisionFile !== null) {
    const read = readProvisionFile(commandLine.provisionFile, defaultSettings.language)
    if (!read.ok) return refuse(read.message)
    provision = read.provision
  }
  void app
    .whenReady()
    .then(() => runDesktop({ folders, log, provision, mainFolder: import.meta.dirname }))
    .catch((error: unknown) => startAgainOnce(error))
}

/** Whoever installs it must see this: before ready the box is a window on Windows and macOS, standard error on Linux. */
function refuse(message: string): void {
  dialog.showErrorBox('Tezgah', message)
  app.exit(2)
}

/** A start that fails is tried once more in a fresh process; then a person is told. */
function startAgainOnce(error: unknown): void {
  log({ level: 'error', what: 'start.failed', data: describeFault(error) })
  if (commandLine.isSecondAttempt) {
    const { title, body } = wordsOf('tr').couldNotStart
    dialog.showErrorBox(title, `${body}\n${folders.logs}`)
  } else {
    app.relaunch({ args: [...process.argv.slice(1), SECOND_ATTEMPT_FLAG] })
  }
  app.exit(1)
}
