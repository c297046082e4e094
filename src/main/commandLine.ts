import { parseArgs } from 'node:util'

export interface CommandLine {
  dataDir: string | null
  provisionFile: string | null
  /** The app started itself again after it could not start: it does not try a third time. */
  isSecondAttempt: boolean
  /** An installer asks the running app to finish the slip under way and end; one that does not run has nothing to do. */
  quitsForUpdate: boolean
}

/** Marks a start made by the app itself (see `isSecondAttempt`). */
export const SECOND_ATTEMPT_FLAG = '--second-attempt'

/**
 * Reads our options out of Electron's command line. Anything else on it (the script's path, Chromium switches, what a
 * test driver adds) is passed over.
 * @param args process.argv without the executable.
 */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values } = parseArgs({
    args: [...args],
    options: {
      'data-dir': { type: 'string' },
      provision: { type: 'string' },
      'second-attempt': { type: 'boolean' },
      'quit-for-update': { type: 'boolean' },
    },
    strict: false,
    allowPositionals: true,
  })
  const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
  return {
    dataDir: text(values['data-dir']),
    provisionFile: text(values.provision),
    isSecondAttempt: values['second-attempt'] === true,
    quitsForUpdate: values['quit-for-update'] === true,
  }
}
