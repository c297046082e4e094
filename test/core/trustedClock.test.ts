import { describe, expect, it } from 'vitest'
import { createTrustedClock, RELEASED_MS } from '../../src/core/trustedClock.ts'
import { ManualTime } from '../support/manualTime.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const YEAR_MS = 365 * DAY_MS
const rightMs = RELEASED_MS + 300 * DAY_MS

/** A computer whose clock is so far ahead of what is right. */
const aClock = (aheadMs: number) => {
  const time = new ManualTime(rightMs + aheadMs)
  const clock = createTrustedClock(time)
  /** How far ahead of what is right the clock shows that it is. */
  const aheadBy = (): number => clock.nowMs() - rightMs
  return { time, clock, aheadBy, tell: (offMs = 0) => clock.noteDate(rightMs + offMs, 'a') }
}

describe('what time it is', () => {
  it.each([
    ['by the computer, while nobody says otherwise', YEAR_MS, null, YEAR_MS],
    ['by the computer, where it is a time zone away', 3 * HOUR_MS, 0, 3 * HOUR_MS],
    ['by the vendor, where the computer is a year ahead', YEAR_MS, 0, 0],
    ['by the vendor, where the computer is years behind', -3 * YEAR_MS, 0, 0],
    ['by the computer, where a vendor tells a time from before Tezgah', 0, -3 * YEAR_MS, 0],
  ])('%s', (_what, aheadMs, toldMs, expected) => {
    const { aheadBy, tell } = aClock(aheadMs)
    if (toldMs !== null) tell(toldMs)
    expect(aheadBy()).toBe(expected)
  })

  it('by the vendor, carried on by the clock that does not jump', async () => {
    const { time, aheadBy, tell } = aClock(0)
    tell()
    await time.advance(HOUR_MS)
    time.jumpWall(YEAR_MS)
    expect(aheadBy()).toBe(HOUR_MS)
    await time.advance(HOUR_MS)
    time.jumpWall(-2 * YEAR_MS)
    expect(aheadBy()).toBe(2 * HOUR_MS)
  })

  it('by the computer after a night in which the other clock stood still', () => {
    const { time, aheadBy, tell } = aClock(0)
    tell()
    time.jumpWall(10 * HOUR_MS)
    expect(aheadBy()).toBe(10 * HOUR_MS)
  })

  it('by the computer and the vendor that agrees with it, whatever another one says', () => {
    const { clock, aheadBy, tell } = aClock(0)
    tell(YEAR_MS)
    tell()
    tell(YEAR_MS)
    expect([aheadBy(), clock.fault()]).toEqual([0, null])
  })
})

describe('what is believed for what cannot be undone', () => {
  it.each([
    ['nothing at first', null, false],
    ['the evening after', -DAY_MS, true],
    ['after a weekend', -3 * DAY_MS, true],
    ['nothing a year after', -YEAR_MS, false],
    ['nothing before what was believed', DAY_MS, false],
  ])('%s', (_what, recalledMs, isBelieved) => {
    const { clock } = aClock(0)
    clock.recall(recalledMs === null ? null : rightMs + recalledMs)
    expect(clock.believedNowMs() !== null).toBe(isBelieved)
  })

  it('what a vendor says, and from then on the clock that goes with it', async () => {
    const { time, clock, tell } = aClock(YEAR_MS)
    expect(clock.believedNowMs()).toBeNull()
    tell()
    expect(clock.believedNowMs()).toBe(rightMs)
    await time.advance(HOUR_MS)
    expect(clock.believedNowMs()).toBe(rightMs + HOUR_MS)
  })

  it('a clock that has gone on steadily for a working day, and not one that was set meanwhile', async () => {
    const { time, clock } = aClock(0)
    await time.advance(7 * HOUR_MS)
    time.jumpWall(-DAY_MS)
    expect(clock.believedNowMs()).toBeNull()
    await time.advance(7 * HOUR_MS)
    expect(clock.believedNowMs()).toBeNull()
    await time.advance(2 * HOUR_MS)
    expect(clock.believedNowMs()).not.toBeNull()
  })

  it('nothing of a clock that is far ahead of what was believed, however steadily it goes on', async () => {
    const { time, clock, tell } = aClock(YEAR_MS)
    clock.recall(rightMs)
    await time.advance(100 * HOUR_MS)
    expect([clock.believedNowMs(), clock.fault()]).toEqual([null, 'ahead'])
    tell()
    expect(clock.believedNowMs()).toBe(rightMs)
  })

  it('nothing by one vendor’s word against the computer and what was believed', () => {
    const { clock, tell } = aClock(0)
    clock.recall(rightMs)
    tell(100 * DAY_MS)
    expect(clock.believedNowMs()).toBeNull()
    tell()
    expect(clock.believedNowMs()).toBe(rightMs)
  })

  it('nothing after a jump of a year, when nobody has told the time', () => {
    const { time, clock } = aClock(0)
    clock.recall(rightMs)
    expect(clock.believedNowMs()).not.toBeNull()
    time.jumpWall(YEAR_MS)
    expect(clock.believedNowMs()).toBeNull()
  })
})

describe('what time it is by a source’s own vendor', () => {
  it('is what that vendor said last, right or wrong, carried on; unknown of one that has said nothing', async () => {
    const { time, clock } = aClock(0)
    clock.noteDate(rightMs - YEAR_MS, 'wrong')
    clock.noteDate(rightMs + HOUR_MS, 'ahead')
    clock.noteDate(rightMs, 'right')
    await time.advance(DAY_MS)
    time.jumpWall(-DAY_MS)
    const byIt = ['wrong', 'ahead', 'right', 'silent'].map((sourceId) => clock.vendorNowMs(sourceId))
    expect(byIt).toEqual([rightMs - YEAR_MS + DAY_MS, rightMs + HOUR_MS + DAY_MS, rightMs + DAY_MS, null])
  })

  it('is unknown after a sleep in which the other clock may have stood still, until it says it again', () => {
    const { time, clock } = aClock(0)
    clock.noteDate(rightMs, 'a')
    time.jumpWall(10 * HOUR_MS)
    expect(clock.vendorNowMs('a')).toBeNull()
    clock.noteDate(rightMs + 10 * HOUR_MS, 'a')
    expect(clock.vendorNowMs('a')).toBe(rightMs + 10 * HOUR_MS)
  })
})
