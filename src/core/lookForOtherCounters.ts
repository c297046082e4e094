import { mayBeOnPaper, orderSubject } from '../shared/model/printJob.ts'
import type { Settings } from '../shared/settings/settings.ts'
import { mayPrintTwice, type OtherCounters } from './alerts/otherCounters.ts'
import type { Host } from './host.ts'
import type { Ledger } from './ledger/ledger.ts'
import type { OrderBook } from './orders/orderBook.ts'
import type { Publisher } from './screen/publisher.ts'

interface LookDependencies {
  host: Pick<Host, 'log'>
  ledger: Pick<Ledger, 'readJobsOf' | 'dispatch'>
  settings(): Settings
  book: Pick<OrderBook, 'known'>
  otherCounters: Pick<OtherCounters, 'look' | 'signs'>
  screen: Pick<Publisher, 'changed'>
  isViewOnly: boolean
}

/** Holds what vendors say against what was done here: another program may act on the same keys. @throws LedgerError */
export function lookForOtherCounters(dependencies: LookDependencies): void {
  const { host, ledger, settings, book, otherCounters, screen, isViewOnly } = dependencies
  if (isViewOnly || !mayPrintTwice(settings())) return
  const hasTrace = (orderKey: string): boolean =>
    ledger.readJobsOf(orderSubject(orderKey)).some(mayBeOnPaper) ||
    ledger.dispatch.deliveriesOfOrder(orderKey).length > 0 ||
    ledger.dispatch.writesOfOrder(orderKey).length > 0
  const known = Map.groupBy(book.known(), ({ order }) => order.sourceId)
  const facts = settings().sources.map(({ id }) => ({ sourceId: id, known: known.get(id) ?? [], hasTrace }))
  if (!otherCounters.look(facts)) return
  for (const { kind, sourceId, count } of otherCounters.signs())
    host.log({ level: 'warn', what: 'otherCounter.sign', data: { kind, sourceId, count } })
  screen.changed()
}
