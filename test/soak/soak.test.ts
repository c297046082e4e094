import { describe, expect, it } from 'vitest'
import { runSoak } from './soak.ts'

describe('a day of a busy shop, by virtual time', () => {
  it('loses nothing, prints nothing twice without saying so, and piles nothing up', { timeout: 300_000 }, async () => {
    const report = await runSoak({ days: 1, ordersPerDay: 2_000, open: 60, pollSeconds: 30, seed: 7 })
    expect(report).toMatchObject({
      withoutAlert: [],
      alertedTwice: [],
      withoutSlip: [],
      unmarkedTwice: [],
      missedByBooks: [],
    })
    // Its first day was over, and held against the vendor's books by itself.
    expect(report.reconciledDays).toBeGreaterThan(0)
    expect(report.gapsInHearing).toBeGreaterThan(0)
    // That it was a day worth the name: faults struck, and slips said so.
    expect(report.orders).toBeGreaterThan(1_900)
    expect(Math.min(report.failedPolls, report.powerCuts, report.markedSlips)).toBeGreaterThan(0)
    expect(report.heapGrowthMb).toBeLessThan(30)
  })
})
