import { app, dialog, protocol } from 'electron'
import { readCommandLine, SECOND_ATTEMPT_FLAG } from './commandLine.ts'
import { runDesktop } from './desktop.ts'
import { prepareFolders } from './folders.ts'
import { createLogFile, describeFault } from './logFile.ts'
import { APP_SCHEME } from './origin.ts'
import { systemClock } from './systemClock.ts'
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

if (app.requestSingleInstanceLock()) {
  void app
    .whenReady()
    .then(() => runDesktop({ folders, log, provisionFile: commandLine.provisionFile, mainFolder: import.meta.dirname }))
    .catch((error: unknown) => startAgainOnce(error))
} else {
  app.quit()
}

/** A start that fails is tried once more in a fresh process; then a person is told. */
function startAgainOnce(error: unknown): void {
  log({ level: 'error', what: 'start.failed', data: describeFault(error) })
  if (commandLine.isSecondAttempt) {
    const words = wordsOf('tr')
    dialog.showErrorBox(words.couldNotStart, `${words.couldNotStartDetail}\n${folders.logs}`)
  } else {
    app.relaunch({ args: [...process.argv.slice(1), SECOND_ATTEMPT_FLAG] })
  }
  app.exit(1)
}
