import type { Host } from './host.ts'
import type { Ledger } from './ledger/ledger.ts'
import type { OrderBook } from './orders/orderBook.ts'
import type { SettingsBook } from './settings/settingsBook.ts'

const HOUR_MS = 3_600_000
/** A closed order's keys, times and states stay this long, to prove what happened; a season is enough. */
const RECORD_KEPT_MS = 90 * 24 * HOUR_MS
/** About what one poll writes: a disk that is too full for that is too full. */
const PROBE = ' '.repeat(16_384)

export const UPKEEP_EVERY_MS = HOUR_MS

/** Takes out of the record what need not be there any more. @throws LedgerError */
export function tidyRecord(
  { book, ledger, settings }: { book: OrderBook; ledger: Ledger; settings: SettingsBook },
  host: Host,
): void {
  const nowMs = host.clock.nowMs()
  const erased = book.eraseCustomerDataBefore(nowMs - settings.current().retentionHours * HOUR_MS)
  const purged = ledger.purgeBefore(nowMs - RECORD_KEPT_MS)
  if (erased + purged > 0) host.log({ level: 'info', what: 'ledger.tidied', data: { erased, purged } })
}

/** Writes something and takes it back. @throws LedgerError when the disk does not take it. */
export function probeLedger(ledger: Ledger): void {
  ledger.writeValue('probe', PROBE)
  ledger.writeValue('probe', '')
}
