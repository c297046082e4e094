import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Card, Snapshot } from '../../src/shared/contract/snapshot.ts'
import { applyPatch, patchBetween } from '../../src/shared/contract/snapshotPatch.ts'
import { inBoardOrder } from '../../src/shared/model/boardOrder.ts'
import { scenarioCards, snapshot } from '../renderer/fixtures.ts'

const [template] = scenarioCards()

const board = fc
  .uniqueArray(fc.record({ key: fc.nat(12), dueMs: fc.nat(3), note: fc.option(fc.constantFrom('a', 'b')) }), {
    selector: ({ key }) => key,
  })
  .map((rows) =>
    rows
      .map(({ key, dueMs, note }): Card => ({ ...(template as Card), key: `k${key}`, number: `${key}`, dueMs, note }))
      .toSorted(inBoardOrder),
  )
const shots = fc.array(fc.record({ cards: board, unacknowledgedCount: fc.nat(2) }), { minLength: 2, maxLength: 6 })

describe('the patches between snapshots', () => {
  it('make each of the one before it, whatever came, went and changed; what did not change stays the same object', () => {
    fc.assert(
      fc.property(shots, (parts) => {
        const all = parts.map((part, rev): Snapshot => structuredClone(snapshot({ ...part, rev })))
        let held = all[0] as Snapshot
        for (const [index, next] of all.slice(1).entries()) {
          const before = held
          const sent = JSON.parse(JSON.stringify(patchBetween(all[index] as Snapshot, next))) as ReturnType<
            typeof patchBetween
          >
          held = applyPatch(before, sent) as Snapshot
          expect(held).toEqual(next)
          for (const card of held.cards) {
            const was = before.cards.find(({ key }) => key === card.key)
            if (JSON.stringify(was) === JSON.stringify(card)) expect(card).toBe(was)
          }
        }
      }),
    )
  })

  it('mean nothing on another snapshot, nor on one of another run', () => {
    const [one, two] = [snapshot({ rev: 1 }), snapshot({ rev: 2 })]
    const patch = patchBetween(one, two)
    expect(applyPatch(snapshot({ rev: 0 }), patch)).toBeNull()
    expect(applyPatch({ ...one, runId: 'another' }, patch)).toBeNull()
  })

  it('carry one card when one of five hundred has changed, and none when only a poll has been heard', () => {
    const cards = Array.from({ length: 500 }, (_, index): Card => ({ ...(template as Card), key: `k${index}` }))
    const before = snapshot({ cards, rev: 1 })
    const changed = {
      ...before,
      rev: 2,
      cards: cards.map((card, index) => (index === 7 ? { ...card, note: 'Zil' } : card)),
    }
    const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))
    expect(bytes(before)).toBeGreaterThan(300_000)
    expect(patchBetween(before, changed).cards.map(({ key }) => key)).toEqual(['k7'])
    expect(bytes(patchBetween(before, changed))).toBeLessThan(4_000)
    const [source] = before.sources
    const heard = {
      ...before,
      rev: 2,
      sources: [{ ...source, lastSuccessMs: 5 }, ...before.sources.slice(1)],
    } as Snapshot
    expect(bytes(patchBetween(before, heard))).toBeLessThan(1_500)
  })
})
