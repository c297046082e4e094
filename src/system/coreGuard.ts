import type { Counter } from '../core/counter.ts'
import type { LogEntry } from '../core/host.ts'
import { describeFault } from './logFile.ts'

export interface CoreGuard {
  /** From here on a core is there to be restarted. */
  watch(counter: Pick<Counter, 'restart' | 'reportDeath'>): void
  /** For an exception that nobody has caught: whatever it was in the middle of may never be finished. */
  onUncaught(error: unknown): void
}

/**
 * A core in which something has died is started anew, once a run, and says so on the board. A second time the process goes on
 * as it is, with an alarm: a shop that still polls is better than one that restarts without end.
 */
export function createCoreGuard(log: (entry: LogEntry) => void): CoreGuard {
  let core: Pick<Counter, 'restart' | 'reportDeath'> | null = null
  let isSpent = false
  const restart = async (counter: Pick<Counter, 'restart' | 'reportDeath'>): Promise<void> => {
    try {
      await counter.restart()
    } catch (refusal) {
      log({ level: 'error', what: 'core.notRestarted', data: describeFault(refusal) })
      counter.reportDeath()
    }
  }
  return {
    watch: (counter) => {
      core = counter
    },
    onUncaught: (error) => {
      log({ level: 'error', what: 'uncaught', data: describeFault(error) })
      if (core === null) return
      if (isSpent) return core.reportDeath()
      isSpent = true
      log({ level: 'warn', what: 'core.restarting' })
      void restart(core)
    },
  }
}
