import type { OpenAlert } from '../shared/model/alert.ts'
import type { Language } from '../shared/settings/settings.ts'
import { noticesFor } from './alerts/notices.ts'
import type { FaultLog } from './faultLog.ts'
import type { Host } from './host.ts'
import type { OrderBook, Wanted } from './orders/orderBook.ts'
import type { PrintQueue } from './printing/queue/printQueue.ts'

interface CarryOutDependencies {
  host: Pick<Host, 'notify'>
  book: Pick<OrderBook, 'find' | 'noteRaised'>
  queue: Pick<PrintQueue, 'add'>
  language(): Language
  /** They are known here now, perhaps as one with another: what other counters know of them holds here. */
  onKnown(orderKeys: readonly string[]): void
  /** Of these, and of what is known of these orders by now, the alerts that nobody has seen at another counter. */
  unseenElsewhere(alerts: readonly OpenAlert[], orderKeys: readonly string[]): readonly OpenAlert[]
  faults: FaultLog
  onFault(error: unknown): void
  /** `isUrgent`: somebody is called. */
  onChange(isUrgent: boolean): void
}

/** The one place where what the order book wants is done: slips go to the queue, alerts to the host. Never throws. */
export function createCarryOut(dependencies: CarryOutDependencies): (wanted: Wanted) => void {
  const { host, book, queue, language, faults, onFault, onChange } = dependencies
  const raise = (alerts: readonly OpenAlert[]): void => {
    for (const notice of noticesFor(alerts, (key) => book.find(key)?.order ?? null, language())) {
      faults.attempt('notice.failed', () => host.notify(notice))
    }
    book.noteRaised(alerts)
  }
  return ({ alerts, jobs, orderKeys }) => {
    if (jobs.length > 0) queue.add(jobs)
    try {
      if (orderKeys.length > 0) dependencies.onKnown(orderKeys)
    } catch (error) {
      onFault(error)
    }
    let isCalled = alerts.length > 0
    try {
      const unseen = isCalled || orderKeys.length > 0 ? dependencies.unseenElsewhere(alerts, orderKeys) : []
      isCalled ||= unseen.length > 0
      if (unseen.length > 0) raise(unseen)
    } catch (error) {
      // They have been shown; at worst they are shown once more after a restart.
      onFault(error)
    }
    onChange(isCalled)
  }
}
