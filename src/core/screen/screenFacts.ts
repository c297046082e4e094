import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { orderSubject } from '../../shared/model/printJob.ts'
import type { Dispatch } from '../dispatch/dispatch.ts'
import type { DispatchBook } from '../dispatch/dispatchBook.ts'
import type { Host } from '../host.ts'
import type { HearTests } from '../alerts/hearTest.ts'
import type { PageSounds } from '../alerts/pageSounds.ts'
import type { OtherCounters } from '../alerts/otherCounters.ts'
import { baselineAnswerKey, type Ledger } from '../ledger/ledger.ts'
import type { OrderBook } from '../orders/orderBook.ts'
import type { Sources } from '../polling/sources.ts'
import type { PrintQueue } from '../printing/queue/printQueue.ts'
import { isForLater } from '../printing/queue/printTime.ts'
import type { SettingsBook } from '../settings/settingsBook.ts'
import { courierViews, tellingOf } from './courierViews.ts'
import type { ScreenFacts } from './projection.ts'

/** Where the facts of a screen stand. */
export interface FactSources {
  host: Pick<Host, 'door' | 'version' | 'clock' | 'computerName'> & { secrets: Pick<Host['secrets'], 'keyring'> }
  settings: Pick<SettingsBook, 'current'>
  book: Pick<OrderBook, 'known' | 'openAlerts' | 'find'>
  ledger: Pick<Ledger, 'readOpenJobs' | 'readJobsOf' | 'readValue'>
  queue: Pick<PrintQueue, 'printerState'>
  sources: Pick<Sources, 'views'>
  hearTests: Pick<HearTests, 'last'>
  pageSounds: Pick<PageSounds, 'trouble'>
  otherCounters: Pick<OtherCounters, 'signs'>
  printsSince(): number | null
  webhook: { view(): Snapshot['webhook']; trouble(): ScreenFacts['webhookTrouble'] }
  link: {
    view(): Snapshot['link']
    trouble(): ScreenFacts['linkTrouble']
    isElsewhere: ScreenFacts['isElsewhere']
    heldBackMs: ScreenFacts['heldBackMs']
  }
  dispatch: Pick<Dispatch, 'book' | 'couriers' | 'denied' | 'record'>
}

/** Reads everything a screen shows, each thing once. @throws LedgerError when it cannot be read */
export function readScreenFacts(
  {
    host,
    settings,
    book,
    ledger,
    queue,
    sources,
    webhook,
    link,
    hearTests,
    pageSounds,
    otherCounters,
    printsSince,
    dispatch,
  }: FactSources,
  troubles: Pick<ScreenFacts, 'ledgerTrouble' | 'startTroubles' | 'isViewOnly' | 'update'>,
): ScreenFacts {
  const current = settings.current()
  const nowMs = host.clock.nowMs()
  const find = (orderKey: string) => book.find(orderKey)?.order ?? null
  return {
    ...troubles,
    nowMs,
    door: host.door,
    version: host.version,
    counterName: host.computerName,
    otherCounterSigns: [...otherCounters.signs()],
    keyring: host.secrets.keyring,
    settings: current,
    known: book.known(),
    printsSinceMs: printsSince(),
    alerts: book.openAlerts(),
    sources: sources.views(),
    printerStates: new Map(current.printers.map(({ id }) => [id, queue.printerState(id)])),
    openJobs: ledger.readOpenJobs().filter((job) => !isForLater(job, find, current, nowMs)),
    jobsOf: (orderKey) => ledger.readJobsOf(orderSubject(orderKey)),
    pagesTrouble: pageSounds.trouble(),
    webhook: webhook.view(),
    webhookTrouble: webhook.trouble(),
    link: link.view(),
    linkTrouble: link.trouble(),
    isElsewhere: link.isElsewhere,
    heldBackMs: link.heldBackMs,
    heard: hearTests.last(),
    couriers: courierViews(dispatch.couriers(), dispatch.book.carried(), dispatch.record.openShifts()),
    dispatchOf: dispatchOfOrders(dispatch.book),
    writeProblemOf: (sourceId) => dispatch.denied(sourceId),
    isBaselineAnswered: (sourceId) => ledger.readValue(baselineAnswerKey(sourceId)) !== null,
  }
}

/** What is known here of each order's way; each thing read once for all cards. */
function dispatchOfOrders(
  book: Pick<DispatchBook, 'carried' | 'steps' | 'isReady' | 'delivered'>,
): ScreenFacts['dispatchOf'] {
  const carried = new Map(book.carried().map((delivery) => [delivery.orderKey, delivery]))
  const writes = Map.groupBy(book.steps.writes(), ({ orderKey }) => orderKey)
  return (orderKey) => {
    const delivery = carried.get(orderKey)
    return {
      carried: delivery
        ? {
            deliveryId: delivery.id,
            courierId: delivery.courierId,
            courierName: delivery.courierName,
            sinceMs: delivery.handedAtMs,
          }
        : null,
      isReady: book.isReady(orderKey),
      isDelivered: book.delivered(orderKey) !== null,
      telling: tellingOf(writes.get(orderKey) ?? []),
    }
  }
}
