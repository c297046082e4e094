import { copyFileSync, existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openLedger } from '../../../src/core/ledger/openLedger.ts'
import { LedgerError } from '../../../src/core/ledger/ledger.ts'
import type { OrderBook } from '../../../src/core/orders/orderBook.ts'
import type { OpenOrders } from '../../../src/core/vendors/posClient.ts'
import { isOver, type Order } from '../../../src/shared/model/order.ts'
import { defaultSettings } from '../../../src/shared/settings/settings.ts'
import { anOrder, asSummary } from '../../support/anOrder.ts'
import { aPrinter } from '../../support/aPrinter.ts'
import { acknowledge, CarryingBook, freshFile } from '../../support/openBook.ts'
import { type SickDisk, sickDisk } from '../../support/sickDisk.ts'

const printers = ['till', 'kitchen'].map((id) =>
  aPrinter({ id, connection: { kind: 'tcp', host: '127.0.0.1', port: 9100 } }),
)
const settings = { ...defaultSettings, printers }
const ORDERS = 6

type Values<A> = A extends fc.Arbitrary<infer T> ? T : never

/** What happens at the shop, at the vendor, or to Tezgah itself. */
const happening = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('add' as const), which: fc.nat(ORDERS - 1), isFull: fc.boolean() }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('poll' as const),
      extent: fc.constantFrom<OpenOrders['extent']>('whole', 'whole', 'whole', 'part', 'incomplete'),
    }),
  },
  { weight: 4, arbitrary: fc.constant({ kind: 'details' as const }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'change' as const,
        'cancel' as const,
        'deliver' as const,
        'vanish' as const,
        'reappear' as const,
        'see' as const,
      ),
      which: fc.nat(ORDERS - 1),
    }),
  },
  { weight: 2, arbitrary: fc.constantFrom({ kind: 'print' as const }, { kind: 'restart' as const }) },
)
/** Where it is cut off: after so many commits the power goes, or the disk is full; mostly not at all. */
const evening = fc.array(
  fc.record({
    happening,
    crashAfter: fc.option(fc.nat(2), { freq: 6 }),
    fullAt: fc.option(fc.nat(1), { freq: 6 }),
  }),
  { minLength: 5, maxLength: 40 },
)

class PowerCut extends Error {}

/** A shop's evening with the real book on the real ledger. */
class Scenario {
  file = freshFile()
  ledger = openLedger(this.file)
  book = this.open()
  orders = new Map<number, { order: Order; isFull: boolean; isListed: boolean }>()
  /** Keys that were in an answer that has been taken, after the baseline. */
  heard = new Set<string>()
  /** What was cancelled or delivered when it was first heard: nobody is told. */
  overAtFirst = new Set<string>()
  baseline = new Set<string>()
  isBaselineTaken = false
  raised = new Map<string, number>()
  cuts = 0
  #revision = 0
  readonly #disk: SickDisk

  constructor(disk: SickDisk) {
    this.#disk = disk
  }

  open(): OrderBook {
    return new CarryingBook(
      this.ledger,
      () => 1_000,
      () => settings,
      ({ alerts }) => {
        for (const { kind, orderKey } of alerts) {
          if (kind === 'new') this.raised.set(orderKey, (this.raised.get(orderKey) ?? 0) + 1)
        }
      },
    )
  }

  /** One happening, cut off where it is said to be. */
  live({ happening: event, crashAfter, fullAt }: Values<typeof evening>[number]): void {
    let commits = 0
    this.#disk.failingCommit = fullAt
    this.#disk.committed = () => {
      if (commits === 0 && event.kind === 'poll') this.#noteHeard(event.extent)
      if (commits++ === crashAfter) {
        this.#copyAway()
        throw new PowerCut()
      }
    }
    try {
      this.#happen(event)
      // An answer that brought nothing needs no commit, and has been heard all the same.
      if (commits === 0 && event.kind === 'poll') this.#noteHeard(event.extent)
    } catch (error) {
      if (!(error instanceof PowerCut) && !(error instanceof LedgerError)) throw error
      this.cuts++
      this.#mend()
      if (error instanceof PowerCut) this.restart()
    }
    this.#mend()
  }

  restart(): void {
    this.ledger.close()
    this.ledger = openLedger(this.file)
    this.book = this.open()
    const untold = this.book.openAlerts().filter((alert) => alert.raisedAtMs === null)
    for (const { kind, orderKey } of untold)
      if (kind === 'new') this.raised.set(orderKey, (this.raised.get(orderKey) ?? 0) + 1)
    this.book.noteRaised(untold)
  }

  /** Of a list that is not whole, the first half. */
  listed(extent: OpenOrders['extent']): Order[] {
    const listed = [...this.orders.values()].filter((entry) => entry.isListed)
    const read = extent === 'whole' ? listed : listed.slice(0, Math.ceil(listed.length / 2))
    return read.map(({ order, isFull }) => (isFull ? order : asSummary(order)))
  }

  #happen(event: Values<typeof happening>): void {
    if (event.kind === 'poll') {
      const { extent } = event
      this.book.applyPoll('shop', { orders: this.listed(extent), quarantined: [], extent, failure: null })
    } else if (event.kind === 'details') this.#answerDetails()
    else if (event.kind === 'print') this.#print()
    else if (event.kind === 'restart') this.restart()
    else if (event.kind === 'add') {
      const order = anOrder({ orderId: String(event.which) })
      if (!this.orders.has(event.which)) this.orders.set(event.which, { order, isFull: event.isFull, isListed: true })
    } else this.#change(event.kind, event.which)
  }

  #change(kind: 'change' | 'cancel' | 'deliver' | 'vanish' | 'reappear' | 'see', which: number): void {
    const entry = this.orders.get(which)
    if (entry === undefined) return
    if (kind === 'see') acknowledge(this.book, [entry.order.key])
    if (kind === 'change') entry.order = { ...entry.order, note: `${++this.#revision}`, totalKurus: this.#revision }
    if (kind === 'cancel') entry.order = { ...entry.order, phase: 'cancelled' }
    if (kind === 'deliver') entry.order = { ...entry.order, phase: 'delivered' }
    if (kind === 'reappear') entry.order = { ...entry.order, phase: 'open' }
    if (kind === 'vanish' || kind === 'deliver') entry.isListed = false
    if (kind === 'reappear') entry.isListed = true
  }

  #answerDetails(): void {
    for (const known of this.book.known()) {
      const details = this.orders.get(Number(known.order.orderId))?.order
      if (details === undefined) continue
      if (known.state === 'gone' && known.goneWhy === null)
        this.book.applyGone(known.order.key, { details, isStillOpen: false })
      else if (known.detailsWantedSinceMs !== null) this.book.applyDetails(known.order.key, details)
    }
  }

  #print(): void {
    for (const job of this.ledger.readOpenJobs()) {
      const steps = { wanted: 'sending', sending: 'sent' } as const
      for (let now = job; now.state === 'wanted' || now.state === 'sending';) {
        now = this.ledger.moveJob(job.id, [now.state], steps[now.state], { atMs: 1_000 })
      }
    }
  }

  #mend(): void {
    this.#disk.committed = () => {}
    this.#disk.failingCommit = null
  }

  #noteHeard(extent: OpenOrders['extent']): void {
    const listed = this.listed(extent)
    if (!this.isBaselineTaken) {
      for (const { key } of listed) this.baseline.add(key)
      this.isBaselineTaken = extent !== 'part'
    }
    for (const order of listed) {
      if (this.baseline.has(order.key) || this.heard.has(order.key)) continue
      if (isOver(order)) this.overAtFirst.add(order.key)
      else if (!this.overAtFirst.has(order.key)) this.heard.add(order.key)
    }
  }

  /** What the disk holds at this moment is what the next start finds. */
  #copyAway(): void {
    const copy = freshFile()
    for (const suffix of ['', '-wal'])
      if (existsSync(this.file + suffix)) copyFileSync(this.file + suffix, copy + suffix)
    this.file = copy
  }

  /** Everything on record: alerts and first slips by order. */
  record(): { alerts: string[]; slips: string[] } {
    this.ledger.close()
    const db = new DatabaseSync(this.file)
    const alerts = db
      .prepare(`SELECT order_key AS key FROM alert WHERE kind = 'new' ORDER BY key`)
      .all()
      .map((row) => String(row['key']))
    const slips = db
      .prepare(`SELECT subject_key || ' ' || printer_id AS slip FROM print_job WHERE kind = 'order' ORDER BY slip`)
      .all()
      .map((row) => String(row['slip']))
    db.close()
    return { alerts, slips }
  }
}

const byKey = (book: OrderBook): unknown =>
  book.known().sort((left, right) => (left.order.key < right.order.key ? -1 : 1))

describe('whatever an evening brings', () => {
  it('nothing is lost, nothing is told or wanted twice, and the memory is what the ledger says', () => {
    const disk = sickDisk()
    fc.assert(
      fc.property(evening, (happenings) => {
        const shop = new Scenario(disk)
        for (const one of happenings) {
          shop.live(one)
          const reopened = shop.open()
          expect(byKey(shop.book)).toEqual(byKey(reopened))
          expect(shop.book.openAlerts()).toEqual(reopened.openAlerts())
        }
        const heard = [...shop.heard].sort()
        const { alerts, slips } = shop.record()
        expect(alerts).toEqual(heard)
        const isOfHeard = (slip: string): boolean => shop.heard.has(slip.split(' ')[0] ?? '')
        expect(slips.filter(isOfHeard)).toEqual(heard.flatMap((key) => [`${key} kitchen`, `${key} till`]))
        for (const key of heard) expect(shop.raised.get(key) ?? 0).toBeGreaterThanOrEqual(1)
        if (shop.cuts === 0) expect([...shop.raised.values()].every((times) => times === 1)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
