import type { App, MessageBoxOptions } from 'electron'
import type { LogEntry, Timers } from '../core/host.ts'
import { describeFault } from '../system/logFile.ts'
import type { Words } from './words.ts'

export interface QuittingOptions {
  app: Pick<App, 'on' | 'quit'>
  waitingSlipCount: () => number
  words: () => Words
  /** @returns the index of the button. */
  ask: (options: MessageBoxOptions) => Promise<number>
  /** Ends the core: at most about ten seconds. */
  stop: () => Promise<void>
  timers: Timers
  log: (entry: LogEntry) => void
}

export interface Quitting {
  /** Ends without asking: SIGTERM, the session's end. */
  now(): void
  isEnding(): boolean
  /**
   * Ends the core and stays: what follows is the installer of a new version, which ends the app.
   *
   * @returns false: the session has ended meanwhile, nothing may be installed any more
   */
  stopForUpdate(): Promise<boolean>
  /** That did not come to pass: the app goes on. */
  resume(): void
}

/** More than the ten seconds the core gives a slip under way. */
const STOP_WITHIN_MS = 15_000
const QUIT_BUTTON = 0
const STAY_BUTTON = 1

/** Every way out of the app goes through here: asks while slips wait, ends the core, then lets go. */
export function createQuitting(options: QuittingOptions): Quitting {
  let phase: 'running' | 'asking' | 'stopping' | 'stopped' = 'running'
  let mustEnd = false

  const endCore = async (): Promise<void> => {
    phase = 'stopping'
    await Promise.race([stopCore(options), tooLong(options)])
    phase = 'stopped'
  }
  const stop = async (): Promise<void> => {
    await endCore()
    options.app.quit()
  }
  const ask = async (count: number): Promise<void> => {
    phase = 'asking'
    const answer = await options.ask(question(count, options.words())).catch(() => STAY_BUTTON)
    // The session may have ended while the question was open, which has begun the stop already.
    if (phase !== 'asking') return
    if (answer === QUIT_BUTTON) await stop()
    else phase = 'running'
  }
  options.app.on('before-quit', (event) => {
    if (phase === 'stopped') return
    event.preventDefault()
    if (phase !== 'running') return
    const count = options.waitingSlipCount()
    void (count > 0 ? ask(count) : stop())
  })
  return {
    now: () => {
      mustEnd = true
      if (phase === 'running' || phase === 'asking') void stop()
      else if (phase === 'stopped') options.app.quit()
    },
    isEnding: () => phase === 'stopping' || phase === 'stopped',
    stopForUpdate: async () => {
      await endCore()
      if (mustEnd) options.app.quit()
      return !mustEnd
    },
    resume: () => {
      phase = 'running'
    },
  }
}

const stopCore = (options: QuittingOptions): Promise<void> =>
  options
    .stop()
    .catch((error: unknown) => options.log({ level: 'error', what: 'quit.stopFailed', data: describeFault(error) }))

/** A core that hangs must not hold up the computer's shutdown; what it wanted is in the ledger. */
const tooLong = ({ timers, log }: QuittingOptions): Promise<void> =>
  new Promise((resolve) => {
    timers.after(STOP_WITHIN_MS, () => {
      log({ level: 'error', what: 'quit.stopTooSlow' })
      resolve()
    })
  })

function question(count: number, words: Words): MessageBoxOptions {
  const { title, body, quit, stay } = words.quitQuestion(count)
  const choice = { buttons: [quit, stay], defaultId: STAY_BUTTON, cancelId: STAY_BUTTON, noLink: true }
  return { type: 'warning', title: 'Tezgah', message: title, detail: body, ...choice }
}
