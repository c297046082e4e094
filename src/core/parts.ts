import type { Handlers } from '../shared/contract/requests.ts'
import type { Trouble } from './alerts/alarms.ts'
import type { Dispatch } from './dispatch/dispatch.ts'
import type { HearTests } from './alerts/hearTest.ts'
import type { PageSounds } from './alerts/pageSounds.ts'
import type { OtherCounters } from './alerts/otherCounters.ts'
import type { HearingLog } from './hearing/hearingLog.ts'
import type { LedgerWithBacklog } from './ledger/backlog.ts'
import type { Link } from './link/link.ts'
import type { Ledger } from './ledger/ledger.ts'
import type { OrderBook } from './orders/orderBook.ts'
import type { Retention } from './orders/retention.ts'
import type { Reconciler } from './reconcile/reconciler.ts'
import type { Sources } from './polling/sources.ts'
import type { PrintQueue } from './printing/queue/printQueue.ts'
import type { SettingsBook } from './settings/settingsBook.ts'
import type { Watch } from './watch.ts'
import type { Webhook } from './webhook/webhook.ts'

/** The ledger as it could be opened. */
export interface OpenRecord {
  ledger: Ledger
  /** Why it is one in memory alone: orders are shown and alerted, nothing is printed or remembered. null: it is not. */
  viewOnlyBecause: Trouble | null
}

/** What lives from one opening of the ledger to its closing. */
export interface Parts extends OpenRecord {
  ledger: LedgerWithBacklog
  settings: SettingsBook
  book: OrderBook
  retention: Retention
  queue: PrintQueue
  dispatch: Dispatch
  hearingLog: HearingLog
  reconciler: Reconciler
  sources: Sources
  webhook: Webhook
  link: Link
  hearTests: HearTests
  pageSounds: PageSounds
  otherCounters: OtherCounters
  /** Since when this counter prints by itself, epoch ms; null: it always has, or does not. */
  printsSince(): number | null
  watch: Watch
  handlers: Handlers
  /** Shows alerts that were committed, and perhaps not shown, by an earlier run. */
  raiseAgain(): void
}

/** Lets the slip under way end, then lets go of the ledger. @param atEnd done when everything is at rest, before that */
export async function closeParts(parts: Parts, atEnd: (last: Parts) => void): Promise<void> {
  const { sources, queue, dispatch, ledger, watch, reconciler, link } = parts
  watch.rest()
  for (const part of [reconciler, dispatch]) part.stop()
  await sources.stop()
  await queue.stop().then(link.stop)
  try {
    atEnd(parts)
  } finally {
    ledger.close()
  }
}
