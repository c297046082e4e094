import { describe, expect, it } from 'vitest'
import { dueDay as dueDayOf } from '../../../src/core/reconcile/dueDay.ts'
import { boundsOfBusinessDay } from '../../../src/shared/model/istanbulTime.ts'
import { aFinding, aReconciliation } from '../../support/aProof.ts'

const HOUR_MS = 3_600_000
const DAY_ENDS_AT = '05:00'
const { fromMs, untilMs } = boundsOfBusinessDay('2026-01-05', DAY_ENDS_AT)
const done = (atMs: number, isWhole = true, problem: 'offline' | 'keyRejected' | null = null) =>
  aReconciliation({ atMs, untilMs: atMs, isWhole, problem })
const nothingDone = () => []

/** Of a source that has been heard for days, and a moment ago. */
const dueDay = (
  nowMs: number,
  settings: Parameters<typeof dueDayOf>[2],
  doneOf: Parameters<typeof dueDayOf>[3],
  heard: Partial<Parameters<typeof dueDayOf>[1]> = {},
) => dueDayOf(nowMs, { sinceMs: 0, untilMs: nowMs, ...heard }, settings, doneOf)

describe('which day is held against the books by itself', () => {
  it('is the one that is over, once', () => {
    expect(
      dueDay(untilMs - 1, { reconcileAt: 'dayEnd', dayEndsAt: DAY_ENDS_AT }, (dayIso) =>
        dayIso === '2026-01-05' ? [] : [done(untilMs - 1)],
      ),
    ).toBeNull()
    expect(dueDay(untilMs + 5, { reconcileAt: 'dayEnd', dayEndsAt: DAY_ENDS_AT }, nothingDone)).toBe('2026-01-05')
    expect(
      dueDay(untilMs + HOUR_MS, { reconcileAt: 'dayEnd', dayEndsAt: DAY_ENDS_AT }, () => [done(untilMs + 5)]),
    ).toBeNull()
  })

  it('is one that was asked for before its end all the same: orders came after that', () => {
    expect(
      dueDay(untilMs + 5, { reconcileAt: 'dayEnd', dayEndsAt: DAY_ENDS_AT }, () => [done(untilMs - 2 * HOUR_MS)]),
    ).toBe('2026-01-05')
  })

  it('is yesterday when Tezgah was closed at the hour that is set, and today from that hour on', () => {
    const hour = (new Date(fromMs + 3 * HOUR_MS).getUTCHours() + 20) % 24
    const onlyOf = (days: readonly string[]) => (dayIso: string) => (days.includes(dayIso) ? [] : [done(untilMs)])
    expect(
      dueDay(fromMs + 20 * HOUR_MS - 1, { reconcileAt: hour, dayEndsAt: DAY_ENDS_AT }, onlyOf(['2026-01-05'])),
    ).toBeNull()
    expect(dueDay(fromMs + 20 * HOUR_MS, { reconcileAt: hour, dayEndsAt: DAY_ENDS_AT }, onlyOf(['2026-01-05']))).toBe(
      '2026-01-05',
    )
    expect(dueDay(untilMs + 2 * HOUR_MS, { reconcileAt: hour, dayEndsAt: DAY_ENDS_AT }, onlyOf(['2026-01-05']))).toBe(
      '2026-01-05',
    )
  })

  it('is tried four times, a quarter of an hour apart, and not against a key that is refused', () => {
    const failed = (count: number, atMs = untilMs) => Array.from({ length: count }, () => done(atMs, false, 'offline'))
    expect(dueDay(untilMs + HOUR_MS / 5, { reconcileAt: 'dayEnd', dayEndsAt: DAY_ENDS_AT }, () => failed(1))).toBeNull()
    expect(dueDay(untilMs + HOUR_MS / 3, { reconcileAt: 'dayEnd', dayEndsAt: DAY_ENDS_AT }, () => failed(1))).toBe(
      '2026-01-05',
    )
    expect(dueDay(untilMs + HOUR_MS, { reconcileAt: 'dayEnd', dayEndsAt: DAY_ENDS_AT }, () => failed(4))).toBeNull()
    expect(
      dueDay(untilMs + HOUR_MS, { reconcileAt: 'dayEnd', dayEndsAt: DAY_ENDS_AT }, () => [
        done(untilMs, false, 'keyRejected'),
      ]),
    ).toBeNull()
  })

  it('is tried again when the books settled nothing: a list that is empty, or lacks what is known', () => {
    const settings = { reconcileAt: 'dayEnd', dayEndsAt: DAY_ENDS_AT } as const
    const after = (given: Parameters<typeof aReconciliation>[0]) =>
      dueDay(untilMs + HOUR_MS, settings, () => [aReconciliation({ atMs: untilMs, untilMs, ...given })])
    expect(after({ vendorCount: 0 })).toBe('2026-01-05')
    expect(after({ findings: [aFinding({ kind: 'unknownToVendor' })] })).toBe('2026-01-05')
    expect(after({ findings: [aFinding()] })).toBeNull()
    expect(after({ by: 'askedById', vendorCount: 0 })).toBeNull()
  })

  it('is none before its source was heard after it, and none of the days before it was first heard', () => {
    const settings = { reconcileAt: 'dayEnd', dayEndsAt: DAY_ENDS_AT } as const
    const nowMs = untilMs + HOUR_MS
    expect(dueDay(nowMs, settings, nothingDone, { untilMs: untilMs - 1 })).toBeNull()
    expect(dueDay(nowMs, settings, nothingDone, { untilMs })).toBe('2026-01-05')
    expect(dueDay(nowMs, settings, nothingDone, { sinceMs: untilMs })).toBeNull()
    expect(dueDay(nowMs, settings, nothingDone, { sinceMs: untilMs - 1 })).toBe('2026-01-05')
  })

  it('is none when the shop does not want it', () => {
    expect(dueDay(untilMs + HOUR_MS, { reconcileAt: 'never', dayEndsAt: DAY_ENDS_AT }, nothingDone)).toBeNull()
  })
})
