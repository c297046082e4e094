import type { Card, Snapshot } from '../../shared/contract/snapshot.ts'

export type AgeStep = 'early' | 'fresh' | 'warn' | 'late'

export interface Age {
  /** Whole minutes since it was due; below zero: minutes still to come. */
  minutes: number
  step: AgeStep
}

type AgeLimits = Pick<Snapshot['settings'], 'ageWarnMinutes' | 'ageLateMinutes'>

/** The very same object for the same age: nothing is drawn again while it has not changed. */
const ages = new Map<string, Age>()
const MOST_AGES = 5_000

function age(minutes: number, step: AgeStep): Age {
  const name = `${minutes} ${step}`
  const known = ages.get(name) ?? { minutes, step }
  if (ages.size > MOST_AGES) ages.clear()
  ages.set(name, known)
  return known
}

/** How long an order has been waiting, in three steps by the shop's own limits; `early` while its time is to come. */
export function ageOf(card: Pick<Card, 'dueMs'>, nowMs: number, limits: AgeLimits): Age {
  const waitedMs = nowMs - card.dueMs
  if (waitedMs <= -60_000) return age(Math.ceil(waitedMs / 60_000), 'early')
  const minutes = Math.max(0, Math.floor(waitedMs / 60_000))
  if (minutes >= limits.ageLateMinutes) return age(minutes, 'late')
  return age(minutes, minutes >= limits.ageWarnMinutes ? 'warn' : 'fresh')
}
