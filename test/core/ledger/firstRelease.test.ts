import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished } from 'vitest'
import type { Ledger } from '../../../src/core/ledger/ledger.ts'
import { openLedger } from '../../../src/core/ledger/openLedger.ts'
import { deleteSetAside } from '../../../src/core/ledger/setAsideFiles.ts'
import type { OrderChange } from '../../../src/shared/model/change.ts'
import { parseSearch } from '../../../src/shared/model/orderSearch.ts'
import { aChangedLine } from '../../support/anOrder.ts'
import { freshFile } from '../../support/openBook.ts'

/** The ledger of a shop that has updated Tezgah: written by the first release, opened by this one. */
function openFirstRelease(file = freshFile()): Ledger {
  const old = new DatabaseSync(file)
  old.exec(readFileSync(new URL('../../fixtures/ledger/first-release.sql', import.meta.url), 'utf8'))
  old.close()
  const ledger = openLedger(file)
  onTestFinished(() => ledger.close())
  return ledger
}

const changes: OrderChange[] = [
  { what: 'line', before: aChangedLine('Adana'), after: aChangedLine('Adana (YOK: Soğan)', { quantity: 2.5 }) },
  { what: 'line', before: aChangedLine('Ezme', { cancelled: true }), after: null },
  { what: 'note', before: null, after: 'Zil bozuk' },
  { what: 'scheduledFor', before: null, after: 1_767_639_600_000 },
  { what: 'total', before: 24_550, after: 123_450 },
]

it('has its orders, and what people last knew of them', () => {
  const ledger = openFirstRelease()
  expect(ledger.setAside).toBeNull()
  const [known] = ledger.readKnownOrders().known
  expect([known?.order.number, known?.order.totalKurus, known?.lastAnnounced?.totalKurus]).toEqual([
    '7',
    123_450,
    24_550,
  ])
  expect(known?.order.customer?.name).toBe('Ayşe Örnek')
})

it('has its open alerts, and takes a second one of the same kind', () => {
  const ledger = openFirstRelease()
  expect(ledger.readOpenAlerts().map(({ kind }) => kind)).toEqual(['changed'])
  ledger.commit({
    sourceId: 'shop',
    atMs: 20,
    isBaseline: false,
    known: [],
    alerts: [{ orderKey: 'shop/1', kind: 'changed' }],
    jobs: [],
    history: [],
  })
  expect(ledger.readOpenAlerts()).toHaveLength(2)
})

it('has its slips with what changed as data, and the journal with its notes', () => {
  const ledger = openFirstRelease()
  const [changed, copy] = ledger.readOpenJobs()
  expect(changed?.changes).toEqual(changes)
  expect(ledger.readJobSteps(changed?.id ?? 0).map(({ note }) => note)).toEqual([
    null,
    { code: 'printerSaid', said: 'ğ=g 🎉=∅' },
    { code: 'printerSaid', said: 'ECONNRESET after 412 bytes' },
    { code: 'waitedTooLong' },
    { code: 'answered', answer: 'printAgain' },
  ])
  expect(ledger.readJobSteps(copy?.id ?? 0).map(({ note }) => note)).toEqual([
    { code: 'wantedBecause', reason: 'Mutfak istedi' },
  ])
})

it('has its history', () => {
  expect(
    openFirstRelease()
      .readHistory('shop/1')
      .map(({ happening }) => happening),
  ).toEqual([
    { what: 'seen' },
    { what: 'changed', changes },
    { what: 'cancelled', reason: 'Adres yok' },
    { what: 'goneWhy', why: 'cancelled' },
    { what: 'acknowledged', kind: 'new' },
  ])
})

it('has orders that are found once they have been given their words', () => {
  const ledger = openFirstRelease()
  const found = () => ledger.searchOrders(parseSearch('ayse ornek #7'), 10).map(({ order }) => order.number)
  expect(found()).toEqual([])
  expect(ledger.indexForSearch()).toBeGreaterThan(0)
  expect(ledger.indexForSearch()).toBe(0)
  expect(found()).toEqual(['7'])
})

it('is copied aside as it was before its tables change: whoever goes back finds it, until the retention is over', () => {
  const file = freshFile()
  openFirstRelease(file).close()
  const copies = readdirSync(dirname(file)).filter((name) => name.includes('.before-v'))
  expect(copies).toHaveLength(1)
  const copy = join(dirname(file), copies[0] ?? '')
  const old = new DatabaseSync(copy, { readOnly: true })
  expect(old.prepare('SELECT told_json IS NOT NULL AS told FROM known_order').get()).toEqual({ told: 1 })
  old.close()
  if (process.platform !== 'win32') expect(statSync(copy).mode & 0o077).toBe(0)
  // A ledger that is as it should be is not copied again.
  openLedger(file).close()
  expect(readdirSync(dirname(file)).filter((name) => name.includes('.before-v'))).toEqual(copies)
  // It holds customers like the ledger itself.
  const anHourAgoMs = Date.now() - 3_600_000
  expect(deleteSetAside(file, { writtenBeforeMs: anHourAgoMs, nowMs: Date.now() })).toBe(0)
  expect(deleteSetAside(file, { writtenBeforeMs: Date.now() + 60_000, nowMs: Date.now() })).toBe(1)
  expect(existsSync(copy)).toBe(false)
})
