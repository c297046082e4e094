/** A slip under way may take ten seconds to end; past this the process ends anyway. */
const LAST_MOMENT_MS = 15_000
/** One Ctrl+C may arrive twice: from the terminal, and passed on by npm. */
const SAME_KEYSTROKE_MS = 1_000

/**
 * Calls back once when somebody wants the process to end: SIGTERM, Ctrl+C, or a parent that says so or is gone (Windows
 * has no SIGTERM, so `npm start` keeps a channel open instead). A second Ctrl+C ends it at once.
 */
export function onEndRequest(end: () => Promise<void>): void {
  let endingSinceMs: number | null = null
  const askOnce = (): void => {
    if (endingSinceMs !== null) return
    endingSinceMs = performance.now()
    setTimeout(() => process.exit(1), LAST_MOMENT_MS).unref()
    end().catch(() => process.exit(1))
  }
  const ask = (): void => {
    if (endingSinceMs !== null && performance.now() - endingSinceMs > SAME_KEYSTROKE_MS) process.exit(130)
    askOnce()
  }
  process.on('SIGINT', ask)
  process.on('SIGTERM', askOnce)
  process.on('SIGHUP', askOnce)
  process.on('message', (message) => {
    if (message === 'end') askOnce()
  })
  process.on('disconnect', askOnce)
}
