import { isLinkOn } from '../shared/settings/link.ts'
import type { Settings } from '../shared/settings/settings.ts'
import type { Dispatch } from './dispatch/dispatch.ts'
import type { Host } from './host.ts'
import type { Ledger } from './ledger/ledger.ts'
import { createLink, type Link } from './link/link.ts'
import { noteDoubled } from './link/noteDoubled.ts'
import { createOrderKeys } from './link/orderKeys.ts'
import { redisLink } from './link/redisLink.ts'
import { createSharedAlerts, type SharedAlerts } from './link/sharedAlerts.ts'
import { createSharedHandOvers, type SharedHandOvers } from './link/sharedHandOvers.ts'
import type { OrderBook } from './orders/orderBook.ts'
import type { Sources } from './polling/sources.ts'
import type { PrintQueue } from './printing/queue/printQueue.ts'
import type { Publisher } from './screen/publisher.ts'

interface LinkedDependencies {
  host: Host
  ledger: Ledger
  settings(): Settings
  book: OrderBook
  dispatch: Dispatch
  sources: Sources
  queue: PrintQueue
  screen: Publisher
  onFault(error: unknown): void
}

export interface Linked {
  link: Link
  sharedAlerts: SharedAlerts
  sharedHandOvers: SharedHandOvers
  /** Orders are known here now, perhaps as one with another: what other counters have told of them before holds. */
  heardEarly(orderKeys: readonly string[]): void
}

/** Wires what several counters have in common: slips, alerts, and who carries what. */
export function createLinked({
  host,
  ledger,
  settings,
  book,
  dispatch,
  sources,
  queue,
  screen,
  onFault,
}: LinkedDependencies): Linked {
  const find = (key: string) => book.find(key)?.order ?? null
  const account = (sourceId: string) => sources.account(sourceId)
  const sourceIds = () => settings().sources.map(({ id }) => id)
  const orderKeysOf = createOrderKeys({ sourceIds, account, known: () => book.known() })
  const link = createLink({
    host,
    ledger,
    open: redisLink(host.timers),
    settings,
    isPrintingCounter: () => settings().counter.printsByItself,
    snapshot: screen.snapshot,
    findOrder: find,
    group: (key) => book.group(key),
    account,
    orderKeysOf,
    onEvent: (accountId, event) => {
      sharedAlerts.take(accountId, event)
      sharedHandOvers.take(accountId, event)
    },
    onCaughtUp: () => sharedAlerts.caughtUp(),
    onReached: () => sharedHandOvers.follow(),
    onSlipMoved: () => queue.nudge(),
    onDoubled: (job, counterName) =>
      queue.add(noteDoubled({ ledger, findOrder: find, atMs: host.clock.nowMs() }, job, counterName)),
    onChange: screen.changed,
    onFault,
  })
  const isOn = () => isLinkOn(settings().link)
  const shared = { orderKeysOf, account, isOn, tell: link.tell, onChange: () => screen.changed(true) }
  const sharedAlerts = createSharedAlerts({ ...shared, ledger, book, counterName: () => host.computerName })
  const sharedHandOvers = createSharedHandOvers({
    ...shared,
    find,
    book: dispatch.book,
    record: dispatch.record,
  })
  const heardEarly = (orderKeys: readonly string[]): void => {
    sharedHandOvers.catchUp(orderKeys)
    link.tellNames(orderKeys)
  }
  return { link, sharedAlerts, sharedHandOvers, heardEarly }
}
