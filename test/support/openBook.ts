import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Ledger } from '../../src/core/ledger/ledger.ts'
import type { PrintJob } from '../../src/shared/model/printJob.ts'
import { openLedger } from '../../src/core/ledger/openLedger.ts'
import { OrderBook, type Wanted } from '../../src/core/orders/orderBook.ts'
import type { Order } from '../../src/shared/model/order.ts'
import { defaultSettings, type Settings } from '../../src/shared/settings/settings.ts'
import { aPrinter } from './aPrinter.ts'
import { temporaryFolder } from './temporaryFolder.ts'

export const till = aPrinter({ id: 'till', connection: { kind: 'tcp', host: '127.0.0.1', port: 9100 } })
export const settings: Settings = { ...defaultSettings, printers: [till] }

export interface OpenedBook {
  book: OrderBook
  ledger: Ledger
  alerts: string[]
  jobs: PrintJob[]
  close(): void
}

/** A book that does what it wants done: shows the alerts and hands the slips over. */
export class CarryingBook extends OrderBook {
  readonly #carryOut: (wanted: Wanted) => void

  constructor(ledger: Ledger, nowMs: () => number, use: () => Settings, carryOut: (wanted: Wanted) => void) {
    super(ledger, nowMs, use)
    this.#carryOut = (wanted) => {
      carryOut(wanted)
      if (wanted.alerts.length > 0) this.noteRaised(wanted.alerts)
    }
  }

  override applyPoll(...given: Parameters<OrderBook['applyPoll']>): ReturnType<OrderBook['applyPoll']> {
    return this.#carried(super.applyPoll(...given))
  }

  override applyDetails(...given: Parameters<OrderBook['applyDetails']>): Wanted | null {
    const wanted = super.applyDetails(...given)
    return wanted && this.#carried(wanted)
  }

  override applyGone(...given: Parameters<OrderBook['applyGone']>): Wanted {
    return this.#carried(super.applyGone(...given))
  }

  #carried<W extends Wanted>(wanted: W): W {
    this.#carryOut(wanted)
    return wanted
  }
}

/** The real book on a real ledger; what it wants carried out is kept in lists. */
export function openBook(file: string, use: Settings = settings): OpenedBook {
  const ledger = openLedger(file)
  const alerts: string[] = []
  const jobs: PrintJob[] = []
  let nowMs = 1_000
  const book = new CarryingBook(
    ledger,
    () => nowMs++,
    () => use,
    (wanted) => {
      alerts.push(...wanted.alerts.map((alert) => `${alert.kind} ${alert.orderKey}`))
      jobs.push(...wanted.jobs)
    },
  )
  onTestFinished(() => ledger.close())
  return { book, ledger, alerts, jobs, close: () => ledger.close() }
}

/** A whole answer of a source. */
export const hear = (book: OrderBook, sourceId: string, orders: Order[]): void =>
  void book.applyPoll(sourceId, { orders, quarantined: [], extent: 'whole', failure: null })

export const freshFile = (): string => join(temporaryFolder(), 'ledger.sqlite')

/** A person who sees the whole board says "seen" of these orders. */
export const acknowledge = (book: OrderBook, orderKeys: readonly string[]): void =>
  book.acknowledge(orderKeys, book.openAlerts().at(-1)?.id ?? 0, { how: 'rail', counterName: 'Kasa PC' })
