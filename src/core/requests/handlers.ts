import type { Handlers, Snapshot } from '../../shared/contract/contract.ts'
import { ok } from '../../shared/contract/problems.ts'
import type { Host } from '../host.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { OrderBook } from '../orders/orderBook.ts'
import type { PosVendors } from '../vendors/posClient.ts'
import type { PrintQueue } from '../printing/queue/printQueue.ts'
import type { SettingsBook } from '../settings/settingsBook.ts'
import type { Sources } from '../polling/sources.ts'
import { jobHandlers } from './jobHandlers.ts'
import { orderHandlers } from './orderHandlers.ts'
import { printerHandlers } from './printerHandlers.ts'
import { reportHandlers } from './reportHandlers.ts'
import { routeHandlers } from './routeHandlers.ts'
import { settingsHandlers } from './settingsHandlers.ts'
import { sourceHandlers } from './sourceHandlers.ts'

export interface RequestDependencies {
  host: Host
  ledger: Ledger
  book: OrderBook
  settings: SettingsBook
  sources: Sources
  vendors: PosVendors
  queue: PrintQueue
  /** Nothing can be recorded, so nothing may be printed. */
  isViewOnly: boolean
  snapshot(): Snapshot
  /** The last alert that a screen of this `rev` knew of; undefined when that is not remembered. */
  lastAlertAt(rev: number): number | undefined
  silence(alarmId: string): void
  changed(): void
}

export type Some<Name extends keyof Handlers> = Pick<Handlers, Name>

/** What each request of a screen does. Inputs are already checked against the contract. */
export function createHandlers(dependencies: RequestDependencies): Handlers {
  return {
    'snapshot.get': async () => ok(dependencies.snapshot()),
    'alarm.silence': async ({ id }) => {
      dependencies.silence(id)
      return ok(null)
    },
    ...orderHandlers(dependencies),
    ...jobHandlers(dependencies),
    ...reportHandlers(dependencies),
    ...routeHandlers(dependencies),
    ...settingsHandlers(dependencies),
    ...sourceHandlers(dependencies),
    ...printerHandlers(dependencies),
  }
}
