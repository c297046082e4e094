import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HearingGap } from '../../../src/shared/model/hearing.ts'
import {
  type HearingState,
  noteHeard,
  notePart,
  noteSilence,
  type Silence,
  silentAfterMs,
} from '../../../src/core/hearing/hearingRule.ts'

const AFTER_MS = silentAfterMs(5_000)
const silence: Silence = { afterMs: AFTER_MS, readingMs: AFTER_MS, reason: 'offline', problem: 'offline' }
const START_MS = 1_767_632_700_000

/** What happens next, and how long after the last thing. */
const happenings = fc.array(
  fc.record({
    what: fc.constantFrom('heard', 'part', 'beat', 'beat', 'restart'),
    afterMs: fc.oneof(fc.integer({ min: 1, max: 30_000 }), fc.integer({ min: 30_000, max: 600_000 })),
    cameIn: fc.integer({ min: 0, max: 9 }),
  }),
  { maxLength: 120 },
)

/** Lives through them, as the log does. @returns every gap as it stood in the end, and when it was heard */
function live(story: readonly { what: string; afterMs: number; cameIn: number }[]) {
  const record = new Map<number, HearingGap>()
  const heardAt: number[] = []
  let state: HearingState = { heard: null, part: null, gap: null, cameInSince: 0 }
  let nowMs = START_MS
  let [given, counted] = [0, 0]
  for (const { what, afterMs, cameIn } of story) {
    nowMs += afterMs
    const at = { wallMs: nowMs, monotonicMs: nowMs - START_MS }
    if (what === 'restart') {
      // Only what is on record is left: a wall time, and a gap that goes on.
      const heard: HearingState['heard'] = state.heard && { wallMs: state.heard.wallMs, monotonicMs: null }
      state = {
        heard,
        part: null,
        gap: [...record.values()].find((gap) => gap.untilMs === null) ?? null,
        cameInSince: 0,
      }
      given = 0
    }
    if (what === 'part') {
      state = notePart(state, cameIn, at)
      given += cameIn
    }
    const step =
      what === 'beat'
        ? noteSilence('shop', state, at, silence)
        : what === 'heard'
          ? noteHeard('shop', state, at, { cameIn, silence })
          : null
    if (step === null) continue
    state = step.state
    if (step.changed) record.set(step.changed.fromMs, step.changed)
    if (what !== 'heard') continue
    heardAt.push(nowMs)
    if (step.changed) counted += Math.abs((step.changed.cameIn ?? -1) - (given + cameIn))
    given = 0
  }
  return { gaps: [...record.values()], heardAt, nowMs, miscounted: counted, state }
}

describe('when nothing was heard', () => {
  it('is on record exactly where two whole answers are further apart than a minute', () => {
    fc.assert(
      fc.property(happenings, (story) => {
        const { gaps, heardAt, miscounted } = live(story)
        const apart = heardAt.flatMap((atMs, index) => {
          const beforeMs = heardAt[index - 1]
          return beforeMs !== undefined && atMs - beforeMs >= AFTER_MS ? [[beforeMs, atMs]] : []
        })
        const closed = gaps.filter(({ untilMs }) => untilMs !== null).map(({ fromMs, untilMs }) => [fromMs, untilMs])
        expect(closed).toEqual(apart)
        // At most the last one goes on, and what came in at an end is counted once.
        expect(gaps.filter(({ untilMs }) => untilMs === null).length).toBeLessThanOrEqual(1)
        expect(miscounted).toBe(0)
      }),
    )
  })

  it('is known within a beat, and never while it was heard less than a minute ago', () => {
    fc.assert(
      fc.property(happenings, (story) => {
        const { heardAt, nowMs, state } = live([...story, { what: 'beat', afterMs: 1, cameIn: 0 }])
        const lastMs = heardAt.at(-1)
        const isSilent = lastMs !== undefined && nowMs - lastMs >= AFTER_MS
        expect(state.gap !== null).toBe(isSilent)
        if (state.gap) expect(state.gap.fromMs).toBe(lastMs)
      }),
    )
  })

  it('is not said of a source that has never been heard', () => {
    const never: HearingState = { heard: null, part: null, gap: null, cameInSince: 0 }
    expect(noteSilence('shop', never, { wallMs: 1e12, monotonicMs: 1e9 }, silence).changed).toBeNull()
  })

  it('keeps each reason once, in the order in which they came', () => {
    let state: HearingState = { heard: { wallMs: 0, monotonicMs: 0 }, part: null, gap: null, cameInSince: 0 }
    for (const reason of ['asleep', 'offline', 'asleep', 'refused'] as const)
      state = noteSilence('shop', state, { wallMs: 100_000, monotonicMs: 100_000 }, { ...silence, reason }).state
    expect(state.gap?.reasons).toEqual(['asleep', 'offline', 'refused'])
  })

  it('has no negative length when the clock was ahead at its beginning, and says so', () => {
    const state: HearingState = { heard: { wallMs: 9_000_000, monotonicMs: 0 }, part: null, gap: null, cameInSince: 0 }
    const { changed } = noteHeard('shop', state, { wallMs: 1_000, monotonicMs: 90_000 }, { cameIn: 2, silence })
    expect(changed).toMatchObject({ fromMs: 9_000_000, untilMs: 9_000_000, reasons: ['offline', 'clock'], cameIn: 2 })
  })
})
