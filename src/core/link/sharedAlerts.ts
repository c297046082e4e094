import type { AcknowledgeHow, AlertOnRecord, OpenAlert } from '../../shared/model/alert.ts'
import { toldContentOf } from '../../shared/model/change.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import type { Acknowledger, Ledger } from '../ledger/ledger.ts'
import type { VendorAccount } from '../vendors/http/account.ts'
import { keepLast } from './keepLast.ts'
import { type LinkEvent, sharedOrderId, type ToldEvent } from './linkKeys.ts'
import { coveredUpTo, timesOf } from './seenRule.ts'

interface SharedAlertDependencies {
  orderKeysOf(account: string, orderId: string): string[]
  account(sourceId: string): VendorAccount | null
  ledger: Pick<Ledger, 'readAlertsOf' | 'noteAlertContents'>
  book: {
    find(orderKey: string): KnownOrder | null
    /** The orders that are one with this one, itself among them. */
    group(orderKey: string): string[]
    /** Oldest first. */
    openAlerts(): readonly OpenAlert[]
    acknowledge(keys: readonly string[], upToAlertId: number, by: Acknowledger): void
    /** @param alerts left out: those that were acknowledged a moment ago */
    unacknowledge(keys: readonly string[], counterName: string, alerts?: readonly OpenAlert[]): boolean
  }
  /** There are others to tell. */
  isOn(): boolean
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
  /** Another counter has told something: it counts with `caughtUp`, once all that was told after it is known too. */
  take(account: string, event: LinkEvent): void
  /** All that has been told so far has been taken. */
  caughtUp(): void
  /**
   * Something new is known of these orders, and these alerts have come up.
   *
   * @returns the alerts of these orders that people are to be called for: nobody has seen them at another counter
   */
  unseenElsewhere(alerts: readonly OpenAlert[], orderKeys: readonly string[]): OpenAlert[]
}

type Seen = Extract<LinkEvent, { what: 'acknowledged' }>

/** An order at its vendor. */
interface Place {
  account: VendorAccount
  orderId: string
  /** The same on each counter. */
  id: string
}

export function createSharedAlerts(dependencies: SharedAlertDependencies): SharedAlerts {
  const { orderKeysOf, account, ledger, book, isOn, counterName, tell, onChange } = dependencies
  /** What was seen last of each order at another counter, by place: this one may hear of the order later. */
  const seen = new Map<string, Seen>()
  /** Orders of which something was told and may have been overtaken by what is told next, by key. */
  const touched = new Set<string>()
  /** What orders say since an alert, by its id: of late, and what is not on record yet. */
  const noted = new Map<number, string>()
  const unrecorded = new Map<number, string>()
  /** Covered before all of the order was known here, by key: what it says may be something else than was seen. */
  const onTrust = new Map<string, OpenAlert>()

  const placeOf = (known: KnownOrder | null): Place | null => {
    const own = known === null ? null : account(known.order.sourceId)
    if (known === null || own === null) return null
    const orderId = sharedOrderId(known.order)
    return { account: own, orderId, id: `${own.id} ${orderId}` }
  }

  /** An acknowledgement is of all that is one with an order. */
  const groupOf = (keys: readonly string[]): Set<string> => new Set(keys.flatMap((key) => book.group(key)))

  const openOf = (group: ReadonlySet<string>): OpenAlert[] =>
    book.openAlerts().filter((alert) => group.has(alert.orderKey))

  /** What an order says, as a fingerprint; null: not all of it is known. */
  const contentMarkOf = (orderKey: string): string | null => {
    const known = book.find(orderKey)
    const place = placeOf(known)
    if (known === null || place === null) return null
    if (known.order.completeness === 'summary' || known.detailsWantedSinceMs !== null) return null
    return place.account.mark(toldContentOf(known.order))
  }

  /** All alerts of an order. What it says is noted with those that came up last as soon as all of it is known. */
  const alertsOf = (orderKey: string): AlertOnRecord[] => {
    const alerts = ledger
      .readAlertsOf(orderKey)
      .map((alert) => ({ ...alert, contentMark: alert.contentMark ?? noted.get(alert.id) ?? null }))
    const last = alerts.at(-1)
    const contentMark = last?.contentMark === null ? contentMarkOf(orderKey) : null
    if (last === undefined || contentMark === null) return alerts
    const lastKnown = alerts.findLastIndex((alert) => alert.contentMark !== null)
    return alerts.map((alert, index) => {
      // An order that was new before all of it was known may have said something else.
      if (index <= lastKnown || (alert.kind === 'new' && alert !== last)) return alert
      keepLast(noted, alert.id, contentMark)
      unrecorded.set(alert.id, contentMark)
      return { ...alert, contentMark }
    })
  }

  const recordNoted = (): void => {
    if (unrecorded.size > 0) ledger.noteAlertContents(new Map(unrecorded))
    unrecorded.clear()
  }

  /** Who has seen this alert at another counter; null: nobody has. */
  const seenBy = ({ orderKey, id }: OpenAlert): Seen | null => {
    const by = seen.get(placeOf(book.find(orderKey))?.id ?? '')
    return by !== undefined && (coveredUpTo(alertsOf(orderKey), by.seen) ?? 0) >= id ? by : null
  }

  /** What was seen at another counter counts here, by the rule in `coveredUpTo`. */
  const coverOrder = (key: string): void => {
    for (const alert of openOf(groupOf([key]))) {
      const by = seenBy(alert)
      // An older one that nobody has seen keeps those after it: an acknowledgement is of all up to one.
      if (by === null) return
      book.acknowledge([alert.orderKey], alert.id, { how: by.how, counterName: by.counterName })
      if (alertsOf(alert.orderKey).at(-1)?.contentMark === null) keepLast(onTrust, alert.orderKey, alert)
    }
  }

  /** All of it is known by now, and it says something else than was seen: it waits for somebody again. */
  const checkTrust = (orderKey: string): void => {
    const alert = onTrust.get(orderKey)
    if (alert === undefined || alertsOf(orderKey).at(-1)?.contentMark === null) return
    onTrust.delete(orderKey)
    if (seenBy(alert) === null) book.unacknowledge([orderKey], counterName(), [alert])
  }

  /** Nobody has seen what has come up: what was seen before it says nothing of what comes up after it. */
  const overtake = (alert: OpenAlert): void => {
    const { orderKey } = alert
    if (touched.has(orderKey) || alertsOf(orderKey).at(-1)?.contentMark === null || seenBy(alert) !== null) return
    seen.delete(placeOf(book.find(orderKey))?.id ?? '')
  }

  /** What is told of an order whose alerts up to one have been seen. */
  const seenEvents = (
    { orderId }: Place,
    open: readonly OpenAlert[],
    { upToAlertId, how }: { upToAlertId: number; how: AcknowledgeHow },
  ): ToldEvent[] => {
    const shown = open.filter(({ id }) => id <= upToAlertId)
    const last = shown.at(-1)
    if (last === undefined) return []
    const alerts = alertsOf(last.orderKey)
    const later = alerts.filter(({ id }) => id > last.id)
    const mark = alerts.find(({ id }) => id === last.id)?.contentMark ?? null
    // It may have gone on without an alert, for which another counter has had one.
    const markNow = later.length === 0 ? contentMarkOf(last.orderKey) : null
    const seenThere = [
      ...(mark === null ? [] : [{ mark, times: timesOf(alerts, mark) - timesOf(later, mark) }]),
      ...(markNow === null || markNow === mark ? [] : [{ mark: markNow, times: timesOf(alerts, markNow) + 1 }]),
    ]
    const kinds = [...new Set(shown.map(({ kind }) => kind))]
    return [{ what: 'acknowledged', orderId, kinds, how, mark: mark ?? '', seen: seenThere }]
  }

  /** Told once for each account. */
  const tellOf = (keys: readonly string[], eventsOf: (orderKey: string, place: Place) => ToldEvent[]): void => {
    const byAccount = new Map<string, ToldEvent[]>()
    for (const key of keys) {
      const place = placeOf(book.find(key))
      if (place === null) continue
      byAccount.set(place.account.id, [...(byAccount.get(place.account.id) ?? []), ...eventsOf(key, place)])
    }
    for (const [accountId, events] of byAccount) tell(accountId, events)
  }

  return {
    acknowledge: (keys, upToAlertId, how) => {
      const open = Map.groupBy(openOf(groupOf(keys)), (alert) => alert.orderKey)
      book.acknowledge(keys, upToAlertId, { how, counterName: counterName() })
      if (isOn()) tellOf([...open.keys()], (key, place) => seenEvents(place, open.get(key) ?? [], { upToAlertId, how }))
      recordNoted()
    },
    unacknowledge: (keys) => {
      const isTakenBack = book.unacknowledge(keys, counterName())
      if (isTakenBack) {
        const group = [...groupOf(keys)]
        for (const key of group) seen.delete(placeOf(book.find(key))?.id ?? '')
        tellOf(group, (_, { orderId }) => [{ what: 'unacknowledged', orderId }])
      }
      return isTakenBack
    },
    take: (accountId, event) => {
      if (event.what !== 'acknowledged' && event.what !== 'unacknowledged') return
      const id = `${accountId} ${event.orderId}`
      const keys = orderKeysOf(accountId, event.orderId)
      if (event.what === 'acknowledged') {
        keepLast(seen, id, event)
        for (const key of keys) touched.add(key)
      } else {
        seen.delete(id)
        book.unacknowledge(keys, event.counterName)
        onChange()
      }
    },
    caughtUp: () => {
      if (touched.size === 0) return
      for (const key of touched) coverOrder(key)
      touched.clear()
      recordNoted()
      onChange()
    },
    unseenElsewhere: (alerts, orderKeys) => {
      if (!isOn()) return [...alerts]
      const keys = new Set([...orderKeys, ...alerts.map(({ orderKey }) => orderKey)])
      const before = new Set(book.openAlerts().map(({ id }) => id))
      for (const key of keys) {
        alertsOf(key)
        checkTrust(key)
        if (!touched.has(key)) coverOrder(key)
      }
      recordNoted()
      const isNew = new Set(alerts.map(({ id }) => id))
      const unseen = book.openAlerts().filter(({ id }) => isNew.has(id) || !before.has(id))
      for (const alert of unseen) overtake(alert)
      return unseen
    },
  }
}
