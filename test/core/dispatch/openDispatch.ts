import { type Courier, mergeCouriers } from '../../../src/core/dispatch/couriers.ts'
import { DispatchBook } from '../../../src/core/dispatch/dispatchBook.ts'
import { createWriteSender, type WriteSender } from '../../../src/core/dispatch/writeSender.ts'
import type { Ledger } from '../../../src/core/ledger/ledger.ts'
import type { PosClient } from '../../../src/core/vendors/posClient.ts'
import type { KnownOrder } from '../../../src/shared/model/knownOrder.ts'
import { defaultSettings, type Settings } from '../../../src/shared/settings/settings.ts'
import type { ManualTime } from '../../support/manualTime.ts'

export const COURIER_IDS = ['c0', 'c1', 'c2']

/** Of the shop's own list, each linked with an id at Adisyo. */
export const ownCouriers: Courier[] = mergeCouriers(
  COURIER_IDS.map((id) => ({
    id,
    name: id,
    phone: null,
    hue: 'blue',
    isActive: true,
    vendorIds: { adisyo: id, label: id },
  })),
  new Map(),
)

export const dispatchSettings: Settings = {
  ...defaultSettings,
  tells: { ready: true, onTheWay: true, delivered: true },
  paymentTypes: { adisyo: { cash: '1', card: '2', mealCard: '3', online: '4' } },
}

interface Around {
  time: ManualTime
  ledger: Pick<Ledger, 'dispatch'>
  client: Pick<PosClient, 'readStatus' | 'writeStatus'>
  known: ReadonlyMap<string, KnownOrder>
  onFault(error: unknown): void
  couriers?: () => readonly Courier[]
  settings?: () => Settings
}

/** The book and its sender as `dispatch.ts` puts them together, in a time that moves by hand; `adisyo` is a source with couriers. */
export function openDispatch(around: Around): [DispatchBook, WriteSender] {
  const {
    time,
    ledger,
    client,
    known,
    onFault,
    couriers = () => ownCouriers,
    settings = () => dispatchSettings,
  } = around
  const book = new DispatchBook({
    group: (key) => [key],
    isDenied: () => false,
    record: ledger.dispatch,
    slips: { ofHandOver: () => [] },
    nowMs: () => time.nowMs(),
    settings,
    hasCouriers: (sourceId) => sourceId === 'adisyo',
    couriers,
    find: (key) => known.get(key) ?? null,
  })
  const sender = createWriteSender({
    steps: book.steps,
    clock: time,
    timers: time,
    random: () => 0.5,
    client: () => client,
    onChange: () => undefined,
    onFault,
  })
  sender.wake()
  return [book, sender]
}
