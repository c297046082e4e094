/** A slip under way may take ten seconds to end; past this the process ends anyway. */
const LAST_MOMENT_MS = 15_000

/**
 * Calls back once when somebody wants the process to end: SIGTERM, Ctrl+C, or a parent that says so or is gone (Windows
 * has no SIGTERM, so `npm start` keeps a channel open instead). A second Ctrl+C ends it at once.
 */
export function onEndRequest(end: () => Promise<void>): void {
  let isEnding = false
  const ask = (): void => {
    if (isEnding) process.exit(130)
    isEnding = true
    setTimeout(() => process.exit(1), LAST_MOMENT_MS).unref()
    end().catch(() => process.exit(1))
  }
  const askOnce = (): void => {
    if (!isEnding) ask()
  }
  process.on('SIGINT', ask)
  process.on('SIGTERM', askOnce)
  process.on('SIGHUP', askOnce)
  process.on('message', (message) => {
    if (message === 'end') askOnce()
  })
  process.on('disconnect', askOnce)
}
