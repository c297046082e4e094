import type { Delivery, Elsewhere } from '../../shared/model/dispatch.ts'
import type { Order } from '../../shared/model/order.ts'
import type { DispatchRecord } from '../ledger/dispatchRecord.ts'
import type { VendorAccount } from '../vendors/http/account.ts'
import { keepLast } from './keepLast.ts'
import { type LinkEvent, sharedOrderId, type ToldEvent } from './linkKeys.ts'

interface SharedHandOverDependencies {
  orderKeysOf(account: string, orderId: string): string[]
  account(sourceId: string): VendorAccount | null
  find(key: string): Order | null
  book: {
    carried(): Delivery[]
    handOverElsewhere(orderKey: string, courier: { id: string; name: string }, elsewhere: Elsewhere): boolean
    endElsewhere(delivery: Delivery, state: Exclude<Delivery['state'], 'carried'>): void
  }
  record: Pick<DispatchRecord, 'delivery' | 'deliveriesOfOrder'>
  /** There are others to tell. */
  isOn(): boolean
  tell(account: string, events: readonly ToldEvent[]): void
  onChange(): void
}

/** Who carries what, as all counters know it. Accounts and what vendors are told stay where the packet was handed over. */
export interface SharedHandOvers {
  /**
   * Somebody here has handed something over, or taken it back, or others can be told who could not be before: they are told
   * what is new of it.
   */
  follow(): void
  take(account: string, event: LinkEvent): void
  /** These orders have just come in: one of them may be on its way already. */
  catchUp(orderKeys: readonly string[]): void
}

type HandedOver = Extract<LinkEvent, { what: 'handedOver' }>

export function createSharedHandOvers(dependencies: SharedHandOverDependencies): SharedHandOvers {
  const { orderKeysOf, account, find, book, record, isOn, tell, onChange } = dependencies
  /** What was handed over here and has been told, until its end has been told. */
  const told = new Set<number>(ownCarried().map(({ id }) => id))
  /** Told by an earlier run, if the link was on then: it is told again, and taken once. */
  const toldBefore = new Set(told)
  /** Handed over elsewhere, of orders that have not come in here. */
  const early = new Map<string, HandedOver>()

  function ownCarried(): Delivery[] {
    return book.carried().filter(({ elsewhere }) => elsewhere === null)
  }

  /** @returns false: not yet, its source's key is not known */
  const tellOf = (delivery: Delivery, eventOf: (orderId: string, times: number) => ToldEvent): boolean => {
    const order = find(delivery.orderKey)
    if (order === null) return true
    const place = account(order.sourceId)
    if (place === null) return false
    const times = record
      .deliveriesOfOrder(delivery.orderKey)
      .filter(({ elsewhere, id }) => elsewhere === null && id <= delivery.id).length
    tell(place.id, [eventOf(sharedOrderId(order), times)])
    return true
  }

  /** What that counter has handed over of an order, oldest first. What an earlier version wrote is known by name and number. */
  const fromThere = (orderKey: string, by: Pick<LinkEvent, 'member' | 'counterName'>) =>
    record
      .deliveriesOfOrder(orderKey)
      .filter(({ elsewhere }) =>
        elsewhere?.member === null ? elsewhere.counterName === by.counterName : elsewhere?.member === by.member,
      )
      .map((delivery, index) => ({ delivery, times: delivery.elsewhere?.times ?? index + 1 }))

  const takeOver = (event: HandedOver, orderKey: string): void => {
    // It is read again after each start: what is on record has been taken already.
    if (fromThere(orderKey, event).some(({ times }) => times >= event.times)) return
    const { courierId, courierName, counterName, member, times } = event
    if (book.handOverElsewhere(orderKey, { id: courierId, name: courierName }, { counterName, member, times }))
      onChange()
  }

  const tellEnd = (id: number): boolean => {
    const ended = record.delivery(id)
    if (ended === null || ended.state === 'carried') return true
    const { state } = ended
    return tellOf(ended, (orderId, times) => ({ what: 'handOverEnded', orderId, state, times }))
  }

  return {
    follow: () => {
      if (!isOn()) return
      const now = ownCarried()
      for (const delivery of now) {
        const { id, courierId, courierName } = delivery
        if (told.has(id) && !toldBefore.has(id)) continue
        if (!tellOf(delivery, (orderId, times) => ({ what: 'handedOver', orderId, courierId, courierName, times })))
          continue
        told.add(id)
        toldBefore.delete(id)
      }
      const going = new Set(now.map(({ id }) => id))
      for (const id of told) if (!going.has(id) && tellEnd(id)) told.delete(id)
    },
    take: (accountId, event) => {
      if (event.what === 'handedOver') {
        const known = orderKeysOf(accountId, event.orderId).filter((key) => find(key) !== null)
        for (const key of known) takeOver(event, key)
        if (known.length > 0) return
        keepLast(early, `${accountId} ${event.orderId}`, event)
      }
      if (event.what !== 'handOverEnded') return
      const id = `${accountId} ${event.orderId}`
      if (early.get(id)?.member === event.member) early.delete(id)
      for (const key of orderKeysOf(accountId, event.orderId)) {
        // One that came later is not ended with those before it.
        const last = fromThere(key, event).findLast(({ times }) => times <= event.times)
        if (last?.delivery.state !== 'carried') continue
        book.endElsewhere(last.delivery, event.state)
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
