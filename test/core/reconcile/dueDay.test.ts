import { describe, expect, it } from 'vitest'
import { dueDay } from '../../../src/core/reconcile/dueDay.ts'
import { boundsOfDay } from '../../../src/shared/model/istanbulTime.ts'

const HOUR_MS = 3_600_000
const { fromMs, untilMs } = boundsOfDay('2026-01-05')
const done = (atMs: number, isWhole = true, problem: 'offline' | 'keyRejected' | null = null) =>
  ({ atMs, untilMs: atMs, isWhole, by: 'completedList', problem }) as const
const nothingDone = () => []

describe('which day is held against the books by itself', () => {
  it('is the one that is over, once', () => {
    expect(dueDay(untilMs - 1, 'dayEnd', (dayIso) => (dayIso === '2026-01-05' ? [] : [done(untilMs - 1)]))).toBeNull()
    expect(dueDay(untilMs + 5, 'dayEnd', nothingDone)).toBe('2026-01-05')
    expect(dueDay(untilMs + HOUR_MS, 'dayEnd', () => [done(untilMs + 5)])).toBeNull()
  })

  it('is one that was asked for before its end all the same: orders came after that', () => {
    expect(dueDay(untilMs + 5, 'dayEnd', () => [done(untilMs - 2 * HOUR_MS)])).toBe('2026-01-05')
  })

  it('is yesterday when Tezgah was closed at the hour that is set, and today from that hour on', () => {
    const hour = (new Date(fromMs + 3 * HOUR_MS).getUTCHours() + 20) % 24
    const onlyOf = (days: readonly string[]) => (dayIso: string) => (days.includes(dayIso) ? [] : [done(untilMs)])
    expect(dueDay(fromMs + 20 * HOUR_MS - 1, hour, onlyOf(['2026-01-05']))).toBeNull()
    expect(dueDay(fromMs + 20 * HOUR_MS, hour, onlyOf(['2026-01-05']))).toBe('2026-01-05')
    expect(dueDay(untilMs + 2 * HOUR_MS, hour, onlyOf(['2026-01-05']))).toBe('2026-01-05')
  })

  it('is tried four times, a quarter of an hour apart, and not against a key that is refused', () => {
    const failed = (count: number, atMs = untilMs) => Array.from({ length: count }, () => done(atMs, false, 'offline'))
    expect(dueDay(untilMs + HOUR_MS / 5, 'dayEnd', () => failed(1))).toBeNull()
    expect(dueDay(untilMs + HOUR_MS / 3, 'dayEnd', () => failed(1))).toBe('2026-01-05')
    expect(dueDay(untilMs + HOUR_MS, 'dayEnd', () => failed(4))).toBeNull()
    expect(dueDay(untilMs + HOUR_MS, 'dayEnd', () => [done(untilMs, false, 'keyRejected')])).toBeNull()
  })

  it('is none when the shop does not want it', () => {
    expect(dueDay(untilMs + HOUR_MS, 'never', nothingDone)).toBeNull()
  })
})
