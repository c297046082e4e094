import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { initialPace, type Pace, planNextPoll, type PollOutcome } from '../../../src/core/polling/pollSchedule.ts'
import { errorCodes } from '../../../src/shared/contract/problems.ts'

const fast = { intervalMs: 5_000, limitMs: 1_000, random: 0.5 }
const after = (outcomes: PollOutcome[], options = fast): { pace: Pace; delayMs: number | null } =>
  outcomes.reduce<{ pace: Pace; delayMs: number | null }>(({ pace }, outcome) => planNextPoll(pace, outcome, options), {
    pace: initialPace,
    delayMs: 0,
  })
const failure = (code: (typeof errorCodes)[number], retryAfterMs?: number): PollOutcome => ({
  ok: false,
  code,
  retryAfterMs,
})

describe('planNextPoll', () => {
  it('keeps the pace while all is well', () => {
    expect(after([{ ok: true }]).delayMs).toBe(5_000)
  })

  it('backs off with jitter and recovers at once', () => {
    const first = planNextPoll(initialPace, failure('vendorError'), { ...fast, random: 0.999 })
    expect(first.delayMs).toBeGreaterThan(1_000)
    expect(first.delayMs).toBeLessThanOrEqual(2_000)
    expect(after([failure('vendorError'), failure('vendorError'), { ok: true }]).delayMs).toBe(5_000)
  })

  it('opens the breaker after five failures of the vendor', () => {
    const storm = Array.from({ length: 5 }, () => failure('vendorError'))
    expect(after(storm.slice(1)).delayMs).toBeLessThan(30_000)
    expect(after(storm).delayMs).toBeGreaterThanOrEqual(30_000)
  })

  it('comes back within 15 s of the cable being plugged in again, however long it was out', () => {
    const hour = Array.from({ length: 300 }, () => failure('offline'))
    expect(after(hour, { ...fast, random: 0.999 }).delayMs).toBeLessThanOrEqual(15_000)
  })

  it('waits as the vendor said, then goes slower for a while', () => {
    const told = after([failure('rateLimited', 20_000)])
    expect(told.delayMs).toBeGreaterThanOrEqual(20_000)
    expect(told.delayMs).toBeLessThan(21_000)
    const next = planNextPoll(told.pace, { ok: true }, fast)
    expect(next.delayMs).toBe(7_500)
    let { pace } = next
    for (let poll = 0; poll < 40; poll++) pace = planNextPoll(pace, { ok: true }, fast).pace
    expect(planNextPoll(pace, { ok: true }, fast).delayMs).toBe(5_000)
  })

  it('stops for a rejected key, never for being offline', () => {
    expect(after([failure('keyRejected')]).delayMs).toBeNull()
    expect(after([failure('offline')]).delayMs).not.toBeNull()
  })

  it('whatever happens, never asks sooner than the limit and never waits longer than told by much', () => {
    const outcome = fc.oneof(
      fc.constant<PollOutcome>({ ok: true }),
      fc.record({
        ok: fc.constant(false as const),
        code: fc.constantFrom(...errorCodes),
        retryAfterMs: fc.option(fc.integer({ min: 0, max: 600_000 }), { nil: undefined }),
      }),
    )
    const random = fc.double({ min: 0, max: 0.999, noNaN: true })
    fc.assert(
      fc.property(fc.array(fc.tuple(outcome, random), { maxLength: 60 }), (steps) => {
        let pace = initialPace
        for (const [step, chance] of steps) {
          const plan = planNextPoll(pace, step, { intervalMs: 26_000, limitMs: 26_000, random: chance })
          pace = plan.pace
          if (plan.delayMs === null) continue
          expect(plan.delayMs).toBeGreaterThanOrEqual(26_000)
          const told = step.ok ? 0 : (step.retryAfterMs ?? 0)
          expect(plan.delayMs).toBeLessThanOrEqual(Math.max(told, 26_000 * 8, 60_000) + 1_000)
        }
      }),
    )
  })
})
