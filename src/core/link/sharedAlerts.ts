import type { AcknowledgeHow, OpenAlert } from '../../shared/model/alert.ts'
import type { Order } from '../../shared/model/order.ts'
import type { Acknowledger, Ledger } from '../ledger/ledger.ts'
import type { VendorAccount } from '../vendors/http/account.ts'
import { keepLast } from './keepLast.ts'
import { contentOf, type LinkEvent, sharedOrderId, type ToldEvent } from './linkKeys.ts'

interface SharedAlertDependencies {
  orderKeysOf(account: string, orderId: string): string[]
  account(sourceId: string): VendorAccount | null
  find(key: string): Order | null
  ledger: Pick<Ledger, 'readAlertNumber'>
  book: {
    /** The orders that are one with this one, itself among them. */
    group(orderKey: string): string[]
    /** Oldest first. */
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

/** Of one order. */
const SEEN_KEPT = 10

export function createSharedAlerts(dependencies: SharedAlertDependencies): SharedAlerts {
  const { orderKeysOf, account, find, ledger, book, counterName, tell, onChange } = dependencies
  /** What other counters have seen, by account and order: this one may hear of the order later. */
  const seen = new Map<string, Seen[]>()

  const placeOf = (order: Order): { account: VendorAccount; id: string } | null => {
    const own = account(order.sourceId)
    return own === null ? null : { account: own, id: `${own.id} ${sharedOrderId(order)}` }
  }

  /** An acknowledgement is of all that is one with an order. */
  const groupOf = (keys: readonly string[]): Set<string> => new Set(keys.flatMap((key) => book.group(key)))

  const openOf = (group: ReadonlySet<string>): OpenAlert[] =>
    book.openAlerts().filter((alert) => group.has(alert.orderKey))

  /** Where another counter has seen this alert: it knew the same of its order, and had had as many of its kind. */
  const seenElsewhere = (alert: OpenAlert): Seen | undefined => {
    const order = find(alert.orderKey)
    const place = order === null ? null : placeOf(order)
    const known = place === null ? undefined : seen.get(place.id)
    if (order === null || place === null || known === undefined) return undefined
    const mark = place.account.mark(contentOf(order))
    const number = ledger.readAlertNumber(alert)
    return known.find(
      ({ kinds, upTo, mark: then }) =>
        kinds.includes(alert.kind) &&
        (alert.kind === 'new' || then === mark) &&
        number <= (upTo?.[alert.kind] ?? Number.POSITIVE_INFINITY),
    )
  }

  /** What was seen at another counter counts here as far as both know the same. */
  const coverOrder = (key: string): void => {
    for (const alert of openOf(groupOf([key]))) {
      const by = seenElsewhere(alert)
      // An older one that nobody has seen keeps those after it: an acknowledgement is of all up to one.
      if (by === undefined) return
      book.acknowledge([alert.orderKey], alert.id, { how: by.how, counterName: by.counterName })
    }
  }

  /**
   * What is told of an order whose alerts up to one have been seen. What has come since is in the mark: of its kind nothing
   * is told.
   */
  const seenEvent = (
    order: Order,
    { mark }: VendorAccount,
    alerts: readonly OpenAlert[],
    { upToAlertId, how }: { upToAlertId: number; how: AcknowledgeHow },
  ): ToldEvent | null => {
    const isLeft = new Set(alerts.flatMap(({ id, kind }) => (id > upToAlertId ? [kind] : [])))
    const last = new Map(alerts.flatMap((alert) => (isLeft.has(alert.kind) ? [] : [[alert.kind, alert]])))
    if (last.size === 0) return null
    return {
      what: 'acknowledged',
      orderId: sharedOrderId(order),
      kinds: [...last.keys()],
      upTo: Object.fromEntries([...last].map(([kind, alert]) => [kind, ledger.readAlertNumber(alert)])),
      how,
      mark: mark(contentOf(order)),
    }
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
      const open = Map.groupBy(openOf(groupOf(keys)), (alert) => alert.orderKey)
      book.acknowledge(keys, upToAlertId, { how, counterName: counterName() })
      tellOf([...open.keys()], (order, place) =>
        seenEvent(order, place, open.get(order.key) ?? [], { upToAlertId, how }),
      )
    },
    unacknowledge: (keys) => {
      const isTakenBack = book.unacknowledge(keys, counterName())
      if (isTakenBack) {
        const group = [...groupOf(keys)]
        for (const key of group) {
          const order = find(key)
          const place = order === null ? null : placeOf(order)
          if (place !== null) seen.delete(place.id)
        }
        tellOf(group, (order) => ({ what: 'unacknowledged', orderId: sharedOrderId(order) }))
      }
      return isTakenBack
    },
    take: (accountId, event) => {
      if (event.what !== 'acknowledged' && event.what !== 'unacknowledged') return
      const id = `${accountId} ${event.orderId}`
      const keys = orderKeysOf(accountId, event.orderId)
      if (event.what === 'acknowledged') {
        keepLast(seen, id, [...(seen.get(id) ?? []).slice(-SEEN_KEPT), event])
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
