import type { AlertOnRecord } from '../../shared/model/alert.ts'

/** What an order said to somebody who said "seen" of it at another counter. */
export interface SeenContent {
  /** A fingerprint of what it said. */
  mark: string
  /** The how many-eth of its alerts there had led to this content. */
  times: number
}

/** How many alerts, of those of one order, led to this content. Pure. */
export const timesOf = (alerts: readonly AlertOnRecord[], mark: string): number =>
  alerts.filter(({ contentMark }) => contentMark === mark).length

/**
 * Which alert of an order is the last one that another counter's "seen" covers here, by id; null: none. It is the alert with
 * which the order came to say here what it said there, for no more than the how many-eth time it did so there; what came up
 * before that is older, and what came up after it has been seen by nobody. That there is an order at all is known to whoever
 * has seen anything of it: its first alert is covered too, unless it is the only one and the order says something else. Pure.
 *
 * @param alerts of one order as this counter has had them, oldest first
 * @param seen empty: not all of the order was known there, or an earlier version does not say
 */
export function coveredUpTo(alerts: readonly AlertOnRecord[], seen: readonly SeenContent[]): number | null {
  const same = seen.flatMap((one) => sameAs(alerts, one)?.id ?? [])
  if (same.length > 0) return Math.max(...same)
  const [first, ...later] = alerts
  if (first?.kind !== 'new') return null
  return later.length > 0 || seen.length === 0 || first.contentMark === null ? first.id : null
}

function sameAs(alerts: readonly AlertOnRecord[], { mark, times }: SeenContent): AlertOnRecord | undefined {
  // One whose content is not known may have led to this one.
  const maybe = alerts.filter(
    ({ kind, contentMark }) => contentMark === mark || (contentMark === null && kind !== 'new'),
  )
  return maybe.slice(0, times).findLast(({ contentMark }) => contentMark === mark)
}
