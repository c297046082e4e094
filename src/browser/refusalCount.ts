import type { LogEntry } from '../core/host.ts'
import type { Refusal } from './otherPages.ts'

const TOLD_EVERY_MS = 60_000

/** Whoever is refused again and again must not fill the log: the first is told at once, the others counted. */
export function createRefusalCount(log: (entry: LogEntry) => void): { count(refusal: Refusal): void; tell(): void } {
  const counts = new Map<Refusal, number>()
  let toldMs = Number.NEGATIVE_INFINITY
  const tell = (): void => {
    toldMs = performance.now()
    for (const [refusal, count] of counts) log({ level: 'warn', what: 'door.refused', data: { refusal, count } })
    counts.clear()
  }
  return {
    count(refusal) {
      counts.set(refusal, (counts.get(refusal) ?? 0) + 1)
      if (performance.now() - toldMs >= TOLD_EVERY_MS) tell()
    },
    tell,
  }
}
