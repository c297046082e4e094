import type { Handlers } from '../../shared/contract/requests.ts'
import type { HearTests } from '../alerts/hearTest.ts'
import type { PageSounds } from '../alerts/pageSounds.ts'
import type { OtherCounters } from '../alerts/otherCounters.ts'
import type { HearingLog } from '../hearing/hearingLog.ts'
import type { Host } from '../host.ts'
import type { Dispatch } from '../dispatch/dispatch.ts'
import type { Link } from '../link/link.ts'
import type { SharedAlerts } from '../link/sharedAlerts.ts'
import type { SharedHandOvers } from '../link/sharedHandOvers.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { OrderBook } from '../orders/orderBook.ts'
import type { Retention } from '../orders/retention.ts'
import type { Sources } from '../polling/sources.ts'
import type { PrintQueue } from '../printing/queue/printQueue.ts'
import type { Reconciler } from '../reconcile/reconciler.ts'
import type { Publisher } from '../screen/publisher.ts'
import type { SettingsBook } from '../settings/settingsBook.ts'
import type { Webhook } from '../webhook/webhook.ts'
import type { Updates } from '../updates/updates.ts'
import type { PosVendors } from '../vendors/posClient.ts'

/** What the handlers of a screen's requests are given. */
export interface RequestDependencies {
  host: Host
  ledger: Ledger
  book: OrderBook
  retention: Retention
  hearingLog: Pick<HearingLog, 'forget' | 'lastSuccessMs'>
  reconciler: Pick<Reconciler, 'run' | 'running'>
  settings: SettingsBook
  sources: Sources
  vendors: PosVendors
  queue: PrintQueue
  hearTests: HearTests
  pageSounds: PageSounds
  otherCounters: Pick<OtherCounters, 'close'>
  /** Since when this counter prints by itself, epoch ms; null: it always has, or does not. */
  printsSince(): number | null
  webhook: Webhook
  link: Link
  sharedHandOvers: Pick<SharedHandOvers, 'follow'>
  sharedAlerts: Pick<SharedAlerts, 'acknowledge' | 'unacknowledge'>
  dispatch: Dispatch
  updates: Pick<Updates, 'check' | 'install'>
  /** Nothing can be recorded, so nothing may be printed. */
  isViewOnly: boolean
  screen: Pick<Publisher, 'snapshot' | 'lastAlertAt' | 'silence' | 'changed'>
}

/** The handlers of one topic. */
export type Some<Name extends keyof Handlers> = Pick<Handlers, Name>
