import type { AcknowledgeHow, OpenAlert } from '../../shared/model/alert.ts'
import type { Order } from '../../shared/model/order.ts'
import type { Acknowledger } from '../ledger/ledger.ts'
import type { VendorAccount } from '../vendors/http/account.ts'
import { contentOf, type LinkEvent, sharedOrderId, type ToldEvent } from './linkKeys.ts'

interface SharedAlertDependencies {
  orderKeysOf(account: string, orderId: string): string[]
  account(sourceId: string): VendorAccount | null
  find(key: string): Order | null
  book: {
    openAlerts(): readonly OpenAlert[]
    acknowledge(keys: readonly string[], upToAlertId: number, by: Acknowledger): void
    unacknowledge(keys: readonly string[], counterName: string): boolean
  }
  counterName(): string
  tell(account: string, events: readonly ToldEvent[]): void
  onChange(): void
}

/** Alerts that are one on all counters: seen at one of them is seen. */
export interface SharedAlerts {
  /** A person here says "seen" of these orders. */
  acknowledge(keys: readonly string[], upToAlertId: number, how: AcknowledgeHow): void
  /** It was a slip of the hand. @returns whether anything was taken back */
  unacknowledge(keys: readonly string[]): boolean
  /** Another counter has told something. */
  take(account: string, event: LinkEvent): void
  /** Of alerts that have just come up, those that nobody has seen at another counter. */
  unseenElsewhere(alerts: readonly OpenAlert[]): OpenAlert[]
}

type Seen = Extract<LinkEvent, { what: 'acknowledged' }>

/** An order is over long before as many others have been seen. */
const ORDERS_KEPT = 10_000
const SEEN_KEPT = 10

export function createSharedAlerts(dependencies: SharedAlertDependencies): SharedAlerts {
  const { orderKeysOf, account, find, book, counterName, tell, onChange } = dependencies
  /** What other counters have seen, by account and order: this one may hear of the order later. */
  const seen = new Map<string, Seen[]>()

  const placeOf = (order: Order): { account: VendorAccount; id: string } | null => {
    const own = account(order.sourceId)
    return own === null ? null : { account: own, id: `${own.id} ${sharedOrderId(order)}` }
  }

  const openOf = (key: string): OpenAlert[] => book.openAlerts().filter((alert) => alert.orderKey === key)

  /** What was seen at another counter counts here as far as both know the same. */
  const coverOrder = (key: string): void => {
    const order = find(key)
    const place = order === null ? null : placeOf(order)
    const known = place === null ? undefined : seen.get(place.id)
    if (order === null || place === null || known === undefined) return
    const mark = place.account.mark(contentOf(order))
    const coveredBy = (alert: OpenAlert): Seen | undefined =>
      known.find(({ kinds, mark: then }) => kinds.includes(alert.kind) && (alert.kind === 'new' || then === mark))
    for (const alert of openOf(key)) {
      const by = coveredBy(alert)
      // An older one that nobody has seen keeps those after it: an acknowledgement is of all up to one.
      if (by === undefined) return
      book.acknowledge([key], alert.id, { how: by.how, counterName: by.counterName })
    }
  }

  const remember = (id: string, event: Seen): void => {
    const [oldest] = seen.keys()
    if (seen.size >= ORDERS_KEPT && oldest !== undefined) seen.delete(oldest)
    seen.set(id, [...(seen.get(id) ?? []).slice(-SEEN_KEPT), event])
  }

  /** Told once for each account. */
  const tellOf = (keys: readonly string[], eventOf: (order: Order, place: VendorAccount) => ToldEvent | null): void => {
    const byAccount = new Map<string, ToldEvent[]>()
    for (const key of keys) {
      const order = find(key)
      const place = order === null ? null : placeOf(order)
      const event = order === null || place === null ? null : eventOf(order, place.account)
      if (place !== null && event !== null)
        byAccount.set(place.account.id, [...(byAccount.get(place.account.id) ?? []), event])
    }
    for (const [accountId, events] of byAccount) tell(accountId, events)
  }

  return {
    acknowledge: (keys, upToAlertId, how) => {
      const wanted = new Set(keys)
      const open = book.openAlerts().filter(({ id, orderKey: key }) => id <= upToAlertId && wanted.has(key))
      const kindsOf = Map.groupBy(open, (alert) => alert.orderKey)
      book.acknowledge(keys, upToAlertId, { how, counterName: counterName() })
      tellOf([...kindsOf.keys()], (order, { mark }) => ({
        what: 'acknowledged',
        orderId: sharedOrderId(order),
        kinds: [...new Set((kindsOf.get(order.key) ?? []).map(({ kind }) => kind))],
        how,
        mark: mark(contentOf(order)),
      }))
    },
    unacknowledge: (keys) => {
      const isTakenBack = book.unacknowledge(keys, counterName())
      if (isTakenBack) {
        for (const key of keys) {
          const order = find(key)
          const place = order === null ? null : placeOf(order)
          if (place !== null) seen.delete(place.id)
        }
        tellOf(keys, (order) => ({ what: 'unacknowledged', orderId: sharedOrderId(order) }))
      }
      return isTakenBack
    },
    take: (accountId, event) => {
      if (event.what !== 'acknowledged' && event.what !== 'unacknowledged') return
      const id = `${accountId} ${event.orderId}`
      const keys = orderKeysOf(accountId, event.orderId)
      if (event.what === 'acknowledged') {
        remember(id, event)
        for (const key of keys) coverOrder(key)
      } else {
        seen.delete(id)
        book.unacknowledge(keys, event.counterName)
      }
      onChange()
    },
    unseenElsewhere: (alerts) => {
      if (seen.size === 0) return [...alerts]
      for (const key of new Set(alerts.map((alert) => alert.orderKey))) coverOrder(key)
      const open = new Set(book.openAlerts().map(({ id }) => id))
      return alerts.filter(({ id }) => open.has(id))
    },
  }
}
