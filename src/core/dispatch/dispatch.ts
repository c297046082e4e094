import { PLATFORM_COURIER, type Shift } from '../../shared/model/dispatch.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import type { Host } from '../host.ts'
import type { DispatchRecord } from '../ledger/dispatchRecord.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { PosClient, PosProblem, VendorEntry } from '../vendors/posClient.ts'
import { type Accounts, createAccounts } from './accounts.ts'
import { type Courier, mergeCouriers, platformCourier } from './couriers.ts'
import { type CourierSlips, createCourierSlips } from './courierSlips.ts'
import { DispatchBook } from './dispatchBook.ts'
import { createVendorLists } from './vendorLists.ts'
import { createWriteSender } from './writeSender.ts'

interface DispatchDependencies {
  host: Pick<Host, 'clock' | 'timers' | 'random'>
  ledger: Pick<Ledger, 'dispatch' | 'readJobsOf' | 'readValue' | 'writeValue'>
  settings(): Settings
  find(orderKey: string): KnownOrder | null
  /** The same order at all sources, itself among them, by key; the first seen at the head. */
  group(orderKey: string): readonly string[]
  /** null: there is none, or it must not be asked just now. */
  client(sourceId: string): PosClient | null
  /** Of a source whose vendor has couriers and ways of paying of its own. */
  hasCouriers(sourceId: string): boolean
  onChange(isUrgent?: boolean): void
  onFault(error: unknown): void
}

/** Couriers: who carries what, what of it vendors are told, and what is counted in the end. */
export interface Dispatch {
  book: DispatchBook
  accounts: Accounts
  slips: CourierSlips
  couriers(): Courier[]
  record: DispatchRecord
  /** What vendors list, by source. */
  lists(): ReadonlyMap<string, readonly VendorEntry[]>
  paymentTypes(): ReadonlyMap<string, readonly VendorEntry[]>
  /** Why this source's key may not write; null: nothing is known against it. */
  denied(sourceId: string): PosProblem | null
  /** A vendor has said something: its own screen wins. */
  follow(): void
  /** Something new is to be told. */
  wake(): void
  start(): void
  stop(): void
}

export function createDispatch(dependencies: DispatchDependencies): Dispatch {
  const { host, ledger, settings, client, hasCouriers, onChange, onFault } = dependencies
  const { clock, timers } = host
  const lists = createVendorLists({
    ledger,
    clock,
    timers,
    sourceIds: () =>
      settings()
        .sources.filter(({ id, enabled }) => enabled && hasCouriers(id))
        .map(({ id }) => id),
    client,
    onChange: () => onChange(),
    onFault,
  })
  const couriers = (): Courier[] => [
    ...mergeCouriers(settings().couriers, lists.couriers()),
    platformCourier(PLATFORM_COURIER),
  ]
  const nowMs = () => clock.nowMs()
  let openShifts: Shift[] | null = null
  const record: DispatchRecord = {
    ...ledger.dispatch,
    change: (work) => {
      try {
        return ledger.dispatch.change(work)
      } finally {
        // Only now: a change reads shifts before it adds one.
        openShifts = null
      }
    },
    // Each snapshot asks, and seldom is it another answer.
    openShifts: () => (openShifts ??= ledger.dispatch.openShifts()),
  }
  const { find, group } = dependencies
  const isDenied = (sourceId: string): boolean => client(sourceId) === null || sender.denied(sourceId) !== null
  const jobsOf: Ledger['readJobsOf'] = (subject) => ledger.readJobsOf(subject)
  const slips = createCourierSlips({ record, jobsOf, settings, find, nowMs })
  const book = new DispatchBook({ record, slips, nowMs, settings, hasCouriers, couriers, find, group, isDenied })
  const sender = createWriteSender({
    steps: book.steps,
    clock,
    timers,
    random: () => host.random(),
    client,
    onChange: () => onChange(),
    onFault,
  })
  return {
    book,
    accounts: createAccounts({ record, slips, nowMs, couriers }),
    slips,
    couriers,
    record,
    lists: lists.couriers,
    paymentTypes: lists.paymentTypes,
    denied: sender.denied,
    follow: () => {
      try {
        if (book.follow()) onChange()
        sender.wake()
      } catch (error) {
        // It is looked at again with the next answer.
        onFault(error)
      }
    },
    wake: sender.wake,
    start: () => {
      lists.start()
      sender.wake()
    },
    stop: () => {
      lists.stop()
      sender.stop()
    },
  }
}
