import type { LinkDay, LinkOutage } from '../../shared/model/linkDay.ts'

/** Something that other counters have yet to be told. */
export interface LinkEventRow {
  id: number
  /** Of which account at a vendor, by its fingerprint. */
  account: string
  body: string
}

/** What a counter tells the others of its shop, until it has been told. */
export interface LinkLedger {
  addLinkEvents(account: string, bodies: readonly string[], atMs: number): void
  /** The oldest of those that wait. */
  readLinkEvents(): LinkEventRow[]
  removeLinkEvents(ids: readonly number[]): void
  /** Since when, and until when (null: it goes on), the others cannot be asked; one is told from another by its beginning. */
  noteLinkOutage(outage: LinkOutage): void
  /** What there is of [fromMs, untilMs). */
  readLinkDay(fromMs: number, untilMs: number): LinkDay
}
