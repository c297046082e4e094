import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayProofOf, type ProofRecord } from '../../../src/core/report/dayProof.ts'
import { isProven, type SourceProof } from '../../../src/shared/model/dayProof.ts'
import type { GapReason, HearingGap } from '../../../src/shared/model/hearing.ts'
import { type Finding, type Reconciliation, reconciliationSchema } from '../../../src/shared/model/reconciliation.ts'
import { resources } from '../../../src/shared/words/index.ts'
import { sayConfirmations, sayLimits, sayReconciliation } from '../../../src/shared/words/proofWords.ts'
import { aFinding, aReconciliation } from '../../support/aProof.ts'

const HOUR_MS = 3_600_000
const DAY = { fromMs: 1_000 * HOUR_MS, untilMs: 1_024 * HOUR_MS, nowMs: 2_000 * HOUR_MS }
const at = (hour: number): number => DAY.fromMs + hour * HOUR_MS

const gap = (fromMs: number, untilMs: number | null, ...reasons: GapReason[]): HearingGap => ({
  sourceId: 'shop',
  fromMs,
  untilMs,
  reasons: reasons.length === 0 ? ['offline'] : reasons,
  problem: null,
  cameIn: untilMs === null ? null : 0,
})

/** Books that agree with the ledger over the whole day. */
const done = (over: Partial<Reconciliation> = {}): Reconciliation =>
  aReconciliation({ sourceId: 'shop', fromMs: at(0), untilMs: at(24), ...over })

const proof = (record: Partial<ProofRecord>, day = DAY): SourceProof => {
  const [source] = dayProofOf(day, {
    sources: [{ id: 'shop', name: 'Moda', kind: 'adisyo', enabled: true }],
    hearing: [{ sourceId: 'shop', firstSuccessMs: 0, lastSuccessMs: day.nowMs }],
    gaps: [],
    reconciliations: [],
    reconciling: new Set(),
    confirming: new Set(['adisyo']),
    ...record,
  })
  if (source === undefined) throw new Error('one source was expected')
  return source
}

describe('what a claim about a day rests on', () => {
  it.each([
    ['no gap', [], 'whole', true],
    ['closed over night and at night', [gap(0, at(10), 'closed'), gap(at(23), at(40), 'closed')], 'hours', true],
    ['closed in the middle', [gap(at(14), at(15), 'closed')], 'partly', false],
    ['a crash over night', [gap(0, at(10), 'crashed')], 'partly', false],
    ['an outage', [gap(at(20), at(20.2))], 'partly', false],
    ['closed all day', [gap(at(-5), at(30), 'closed')], 'none', false],
    ['a gap that still goes on', [gap(at(20), null)], 'partly', false],
  ] as const)('with %s', (_, gaps, watch, isGood) => {
    const source = proof({ gaps: [...gaps] })
    expect(source.watch).toBe(watch)
    expect(isProven(source)).toBe(isGood)
  })

  it('is nothing where the record of hearing does not reach, nor for a source that was never heard', () => {
    const late = [{ sourceId: 'shop', firstSuccessMs: at(30), lastSuccessMs: at(40) }]
    expect(proof({ hearing: late }).watch).toBe('unrecorded')
    expect(proof({ hearing: [] }).watch).toBe('unrecorded')
    expect(isProven(proof({ hearing: late }))).toBe(false)
  })

  it('is the part of the day since it was first heard', () => {
    const source = proof({ hearing: [{ sourceId: 'shop', firstSuccessMs: at(9), lastSuccessMs: at(30) }] })
    expect([source.watch, source.fromMs, source.untilMs]).toEqual(['partly', at(9), at(24)])
  })

  it('is what is over of a day that is not', () => {
    expect(proof({ gaps: [gap(0, at(10), 'closed')] }, { ...DAY, nowMs: at(12) })).toMatchObject({
      watch: 'hours',
      untilMs: at(12),
    })
  })

  it('is confirmed by the vendor’s own books in spite of gaps, if they were read after them and miss nothing', () => {
    const gaps = [gap(at(20), at(21))]
    const read = (over: object) => proof({ gaps, reconciliations: [done(over)] })
    expect(isProven(read({}))).toBe(true)
    expect(isProven(read({ untilMs: at(20.5) }))).toBe(false)
    expect(isProven(read({ isWhole: false }))).toBe(false)
    expect(isProven(read({ by: 'askedById' }))).toBe(false)
    expect(isProven(read({ unreadableCount: 1 }))).toBe(false)
    expect(isProven(read({ findings: [aFinding({ kind: 'amount' })] }))).toBe(true)
    expect(isProven(read({ findings: [aFinding()] }))).toBe(false)
    expect(isProven(read({ findings: [aFinding({ kind: 'unknownToVendor' })] }))).toBe(false)
    expect(isProven(read({ vendorCount: 0 }))).toBe(false)
  })

  it('is confirmed only where no time that was not listened to lies outside of what was compared', () => {
    const late = [{ sourceId: 'shop', firstSuccessMs: at(15), lastSuccessMs: at(40) }]
    const since = (fromMs: number, over: Partial<ProofRecord> = {}) =>
      isProven(proof({ hearing: late, reconciliations: [done({ fromMs })], ...over }))
    expect(since(at(15))).toBe(false)
    expect(since(at(0))).toBe(true)
    expect(since(at(15), { gaps: [gap(at(20), at(21))] })).toBe(false)
    // An earlier run of it, before it was taken away and added again.
    expect(since(at(0), { reconciliations: [done({ untilMs: at(14) })] })).toBe(false)
    const outage = { hearing: [{ sourceId: 'shop', firstSuccessMs: 0, lastSuccessMs: at(40) }] }
    expect(since(at(15), { ...outage, gaps: [gap(at(14), at(16))] })).toBe(false)
    expect(since(at(15), { ...outage, gaps: [gap(at(16), at(17))] })).toBe(true)
    expect(since(at(0), { ...outage, gaps: [gap(at(-5), at(30), 'closed')] })).toBe(true)
    expect(since(at(15), { ...outage, gaps: [gap(at(-5), at(30), 'closed')] })).toBe(false)
  })

  it('says from when to when was compared, where that is not the whole day', () => {
    const words = resources.tr.proof
    const said = (over: Partial<Reconciliation>, day = DAY) =>
      sayReconciliation(words, proof({ reconciliations: [done({ atMs: at(23), ...over })] }, day))
    expect(said({})).toMatch(/^0 kaçan/)
    expect(said({ untilMs: at(10) })).toMatch(/^Yalnız 18:00–04:00 arası karşılaştırıldı\. 0 kaçan/)
    expect(said({ untilMs: at(10), findings: [aFinding()] })).toMatch(/^Yalnız 18:00–04:00 arası .* Kaçan sipariş: 1/)
    expect(said({ untilMs: at(10), by: 'askedById' })).toContain('Yalnız 18:00–04:00 arası karşılaştırıldı.')
    // Hours ago, on a day that goes on.
    expect(said({ untilMs: at(10) }, { ...DAY, nowMs: at(15) })).toMatch(/^Yalnız 18:00–04:00 arası/)
    expect(said({ atMs: at(30) })).toContain('13.02.1970')
  })

  it('keeps what an earlier attempt settled when a later one settles nothing', () => {
    const failed = done({ isWhole: false, atMs: at(23.5), vendorCount: 0 })
    const of = (...reconciliations: Reconciliation[]) => proof({ reconciliations })
    expect(isProven(of(done({ findings: [aFinding()] }), failed))).toBe(false)
    expect(of(done({ atMs: at(23) }), failed)).toMatchObject({
      reconciliation: { atMs: at(23) },
      triedInVainMs: at(23.5),
    })
    expect(of(failed, done({ atMs: at(23) }))).toMatchObject({ reconciliation: { atMs: at(23) }, triedInVainMs: null })
    expect(of(failed).reconciliation).toEqual(failed)
  })

  it('goes by the last whole reading, also where it takes a confirmation back, and forgets nothing missed', () => {
    const of = (...reconciliations: Reconciliation[]) => proof({ gaps: [gap(at(20), at(21))], reconciliations })
    const lacking = done({ atMs: at(23.5), findings: [aFinding({ kind: 'unknownToVendor' })] })
    expect(of(done({ atMs: at(22) }), lacking)).toMatchObject({ reconciliation: lacking, triedInVainMs: null })
    expect(isProven(of(done({ atMs: at(22) }), lacking))).toBe(false)
    const missed = done({ atMs: at(22), findings: [aFinding()] })
    const after = of(missed, missed, done({ atMs: at(23) }))
    expect(after.reconciliation).toMatchObject({ atMs: at(23), findings: missed.findings })
    expect(isProven(after)).toBe(false)
  })

  it('is not the hours of a shop that a source was switched off in', () => {
    const source = proof({ gaps: [gap(at(-5), at(15), 'disabled')] })
    expect(source.watch).toBe('partly')
    expect(isProven(source)).toBe(false)
  })

  it('takes in a source that is switched off now, of a day on which it was heard', () => {
    const off = (lastSuccessMs: number, over: Partial<ProofRecord> = {}) =>
      dayProofOf(DAY, {
        sources: [{ id: 'shop', name: 'Moda', kind: 'adisyo', enabled: false }],
        hearing: [{ sourceId: 'shop', firstSuccessMs: 0, lastSuccessMs }],
        gaps: [],
        reconciliations: [],
        reconciling: new Set(),
        confirming: new Set(['adisyo']),
        ...over,
      })
    expect(off(at(-1))).toEqual([])
    expect(off(at(30)).map(isProven)).toEqual([true])
    const [source] = off(at(10))
    expect(source).toMatchObject({
      watch: 'partly',
      untilMs: at(10),
      gaps: [{ fromMs: at(10), reasons: ['disabled'] }],
    })
    expect(off(at(10)).map(isProven)).toEqual([false])
    // It was silent before it was switched off.
    expect(off(at(10), { gaps: [gap(at(10), null)] })[0]?.gaps).toEqual([gap(at(10), null)])
  })

  it('is each source’s own: one that fails is named beside one that confirms, and one that has no list', () => {
    const words = resources.tr.proof
    const sources = dayProofOf(DAY, {
      sources: [
        { id: 'shop', name: 'Moda', kind: 'adisyo', enabled: true },
        { id: 'other', name: 'Kadıköy', kind: 'adisyo', enabled: true },
        { id: 'packets', name: 'Beşiktaş', kind: 'restomenum', enabled: true },
      ],
      hearing: ['shop', 'other', 'packets'].map((sourceId) => ({ sourceId, firstSuccessMs: 0, lastSuccessMs: at(40) })),
      gaps: [{ ...gap(at(20), at(21)), sourceId: 'shop' }],
      reconciliations: [done(), done({ sourceId: 'other', isWhole: false })],
      reconciling: new Set(),
      confirming: new Set(['adisyo']),
    })
    expect(sources.map(isProven)).toEqual([true, true, true])
    const said = sayConfirmations(words, sources)
    expect(said).toHaveLength(3)
    expect(said[0]).toMatch(/^0 kaçan: Moda/)
    expect(said[1]).toMatch(/^Kadıköy: Karşılaştırma yarım kaldı/)
    expect(said[2]).toMatch(/^Beşiktaş kapanan paketlerin listesini vermez/)
    expect(sayLimits(words, sources)).toEqual([])
  })

  it('is not whole when the books name a missed order, however well it was listened to', () => {
    expect(isProven(proof({ reconciliations: [aReconciliation({ sourceId: 'shop', findings: [aFinding()] })] }))).toBe(
      false,
    )
  })

  it('never counts a moment as listened to that lies in a gap', () => {
    const anyGap = fc.tuple(fc.integer({ min: -10, max: 34 }), fc.integer({ min: 0, max: 20 }))
    fc.assert(
      fc.property(fc.array(anyGap, { maxLength: 8 }), (spans) => {
        const gaps = spans.map(([from, length]) => gap(at(from), at(from + length)))
        const { watch, fromMs, untilMs } = proof({
          gaps: gaps.filter((each) => (each.untilMs ?? 0) > DAY.fromMs && each.fromMs < DAY.untilMs),
        })
        const isSilent = (atMs: number): boolean =>
          gaps.some((each) => each.fromMs <= atMs && atMs < (each.untilMs ?? Number.POSITIVE_INFINITY))
        const heardHours = Array.from({ length: 24 }, (_, hour) => at(hour)).filter((atMs) => !isSilent(atMs))
        expect(watch === 'none').toBe(heardHours.length === 0)
        expect(watch === 'whole').toBe(heardHours.length === 24)
        if (fromMs !== null) expect(fromMs).toBe(heardHours[0])
        if (untilMs !== null) expect(untilMs).toBe((heardHours.at(-1) ?? 0) + HOUR_MS)
      }),
    )
  })
})

it('rests on nothing that was compared before its source was taken away and set anew; what was missed stays', () => {
  const anew = { hearing: [{ sourceId: 'shop', firstSuccessMs: at(20), lastSuccessMs: at(24) }] }
  const before = done({ atMs: at(19) })
  const confirmed = proof({ ...anew, reconciliations: [before] })
  expect([confirmed.reconciliation, isProven(confirmed)]).toEqual([null, false])
  expect(sayConfirmations(resources.tr.proof, [confirmed])).toEqual([])
  const missed = proof({ ...anew, reconciliations: [{ ...before, findings: [aFinding()] }] })
  expect(missed.reconciliation?.findings).toEqual([aFinding()])
})

it('reads what an earlier version found, which did not say the currency', () => {
  const { ledgerForeignCurrency: _, vendorForeignCurrency: __, ...finding } = aFinding()
  expect(reconciliationSchema.parse(done({ findings: [finding as Finding] })).findings).toEqual([aFinding()])
})
