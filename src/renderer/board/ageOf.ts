import type { Card, Snapshot } from '../../shared/contract/snapshot.ts'

export type AgeStep = 'early' | 'fresh' | 'warn' | 'late'

export interface Age {
  /** Whole minutes since it was due; below zero: minutes still to come. */
  minutes: number
  step: AgeStep
}

type AgeLimits = Pick<Snapshot['settings'], 'ageWarnMinutes' | 'ageLateMinutes'>

/** How long an order has been waiting, in three steps by the shop's own limits; `early` while its time is to come. */
export function ageOf(card: Pick<Card, 'dueMs'>, nowMs: number, limits: AgeLimits): Age {
  const waitedMs = nowMs - card.dueMs
  if (waitedMs <= -60_000) return { minutes: Math.ceil(waitedMs / 60_000), step: 'early' }
  const minutes = Math.max(0, Math.floor(waitedMs / 60_000))
  if (minutes >= limits.ageLateMinutes) return { minutes, step: 'late' }
  return { minutes, step: minutes >= limits.ageWarnMinutes ? 'warn' : 'fresh' }
}
