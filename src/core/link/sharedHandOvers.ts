import type { Delivery } from '../../shared/model/dispatch.ts'
import type { Order } from '../../shared/model/order.ts'
import type { DispatchRecord } from '../ledger/dispatchRecord.ts'
import type { VendorAccount } from '../vendors/http/account.ts'
import { type LinkEvent, sharedOrderId, type ToldEvent } from './linkKeys.ts'

interface SharedHandOverDependencies {
  orderKeysOf(account: string, orderId: string): string[]
  account(sourceId: string): VendorAccount | null
  find(key: string): Order | null
  book: {
    carried(): Delivery[]
    handOverElsewhere(orderKey: string, courier: { id: string; name: string }, counterName: string): boolean
    endElsewhere(delivery: Delivery, state: Exclude<Delivery['state'], 'carried'>): void
  }
  record: Pick<DispatchRecord, 'delivery' | 'deliveriesOfOrder'>
  tell(account: string, events: readonly ToldEvent[]): void
  onChange(): void
}

/** Who carries what, as all counters know it. Accounts and what vendors are told stay where the packet was handed over. */
export interface SharedHandOvers {
  /** Somebody here has handed something over, or taken it back: the others are told what is new of it. */
  follow(): void
  take(account: string, event: LinkEvent): void
  /** These orders have just come in: one of them may be on its way already. */
  catchUp(orderKeys: readonly string[]): void
}

type HandedOver = Extract<LinkEvent, { what: 'handedOver' }>

const KEPT = 2_000

export function createSharedHandOvers(dependencies: SharedHandOverDependencies): SharedHandOvers {
  const { orderKeysOf, account, find, book, record, tell, onChange } = dependencies
  /** What was handed over here and goes on, as it has been told. */
  let told = new Set<number>(ownCarried().map(({ id }) => id))
  /** Handed over elsewhere, of orders that have not come in here. */
  const early = new Map<string, HandedOver>()

  function ownCarried(): Delivery[] {
    return book.carried().filter(({ elsewhere }) => elsewhere === null)
  }

  const tellOf = (delivery: Delivery, eventOf: (orderId: string, times: number) => ToldEvent): void => {
    const order = find(delivery.orderKey)
    const place = order === null ? null : account(order.sourceId)
    if (order === null || place === null) return
    const times = record
      .deliveriesOfOrder(delivery.orderKey)
      .filter(({ elsewhere, id }) => elsewhere === null && id <= delivery.id).length
    tell(place.id, [eventOf(sharedOrderId(order), times)])
  }

  const fromThere = (orderKey: string, counterName: string): Delivery[] =>
    record.deliveriesOfOrder(orderKey).filter(({ elsewhere }) => elsewhere === counterName)

  const takeOver = (event: HandedOver, orderKey: string): void => {
    // It is read again after each start: what is on record has been taken already.
    if (fromThere(orderKey, event.counterName).length >= event.times) return
    const courier = { id: event.courierId, name: event.courierName }
    if (book.handOverElsewhere(orderKey, courier, event.counterName)) onChange()
  }

  return {
    follow: () => {
      const now = ownCarried()
      for (const delivery of now)
        if (!told.has(delivery.id))
          tellOf(delivery, (orderId, times) => {
            const { courierId, courierName } = delivery
            return { what: 'handedOver', orderId, courierId, courierName, times }
          })
      const going = new Set(now.map(({ id }) => id))
      for (const id of told) {
        const ended = going.has(id) ? null : record.delivery(id)
        if (ended === null || ended.state === 'carried') continue
        const { state } = ended
        tellOf(ended, (orderId, times) => ({ what: 'handOverEnded', orderId, state, times }))
      }
      told = going
    },
    take: (accountId, event) => {
      if (event.what === 'handedOver') {
        const known = orderKeysOf(accountId, event.orderId).filter((key) => find(key) !== null)
        for (const key of known) takeOver(event, key)
        if (known.length > 0) return
        const [oldest] = early.keys()
        if (early.size >= KEPT && oldest !== undefined) early.delete(oldest)
        early.set(`${accountId} ${event.orderId}`, event)
      }
      if (event.what !== 'handOverEnded') return
      early.delete(`${accountId} ${event.orderId}`)
      for (const key of orderKeysOf(accountId, event.orderId)) {
        const there = fromThere(key, event.counterName)
        const last = there.at(-1)
        if (last === undefined || last.state !== 'carried' || there.length !== event.times) continue
        book.endElsewhere(last, event.state)
        onChange()
      }
    },
    catchUp: (orderKeys) => {
      if (early.size === 0) return
      for (const orderKey of orderKeys) {
        const order = find(orderKey)
        const place = order === null ? null : account(order.sourceId)
        const id = order === null || place === null ? '' : `${place.id} ${sharedOrderId(order)}`
        const event = early.get(id)
        if (event === undefined) continue
        early.delete(id)
        takeOver(event, orderKey)
      }
    },
  }
}
