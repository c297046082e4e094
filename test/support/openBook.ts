import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Ledger } from '../../src/core/ledger/ledger.ts'
import type { OpenAlert } from '../../src/shared/model/alert.ts'
import type { PrintJob } from '../../src/shared/model/printJob.ts'
import { openLedger } from '../../src/core/ledger/openLedger.ts'
import { OrderBook } from '../../src/core/orders/orderBook.ts'
import type { Order } from '../../src/shared/model/order.ts'
import { defaultSettings, type Settings } from '../../src/shared/settings/settings.ts'
import { aPrinter } from './aPrinter.ts'
import { temporaryFolder } from './temporaryFolder.ts'

export const till = aPrinter({ id: 'till', connection: { kind: 'tcp', host: '127.0.0.1', port: 9100 } })
export const settings: Settings = { ...defaultSettings, printers: [till] }

/** The real book on a real ledger; what it wants carried out is kept in lists. */
export function openBook(
  file: string,
  use: Settings = settings,
): {
  book: OrderBook
  ledger: Ledger
  alerts: string[]
  jobs: PrintJob[]
  close(): void
} {
  const ledger = openLedger(file)
  const alerts: string[] = []
  const jobs: PrintJob[] = []
  let nowMs = 1_000
  const book: OrderBook = new OrderBook(
    ledger,
    () => nowMs++,
    () => use,
    {
      alertsWanted: (wanted: readonly OpenAlert[]) => {
        alerts.push(...wanted.map((alert) => `${alert.kind} ${alert.orderKey}`))
        book.noteRaised(wanted)
      },
      jobsWanted: (wanted) => jobs.push(...wanted),
      changed: () => {},
    },
  )
  onTestFinished(() => ledger.close())
  return { book, ledger, alerts, jobs, close: () => ledger.close() }
}

export const hear = (book: OrderBook, sourceId: string, orders: Order[]): void =>
  void book.applyPoll(sourceId, { orders, quarantined: [] })
export const freshFile = (): string => join(temporaryFolder(), 'ledger.sqlite')
