import type { PrinterSettings } from '../../../shared/settings/printer.ts'
import type { Clock, Timers } from '../../host.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { PrinterHabits } from '../../../shared/model/printerHabits.ts'
import type { PrintLeave } from '../../../shared/model/printLeave.ts'
import type { PrintJob } from '../../../shared/model/printJob.ts'
import type { Printer } from '../printers/printer.ts'
import type { JobSlip } from './slipForJob.ts'

export interface PrintQueueDependencies {
  ledger: Pick<Ledger, 'readOpenJobs' | 'readJob' | 'moveJob' | 'moveJobs' | 'readValue' | 'writeValue'>
  clock: Clock
  /** The computer's own, whose wall time alone shows a sleep. */
  systemClock: Clock
  timers: Timers
  /** False: how long a slip of an earlier run has waited is not known. */
  isTimeBelieved(): boolean
  /** 0 <= value < 1, for jitter. */
  random(): number
  /** As set now; a printer that is not in it, or disabled, prints nothing. */
  printers(): readonly PrinterSettings[]
  /** A slip that has waited this long for its printer or for a person is dropped. */
  expiryHours(): number
  /** @param learnt what an earlier run learnt about it */
  open(printer: PrinterSettings, learnt: PrinterHabits | null): Printer
  /**
   * The slip of a job as it would be printed now.
   *
   * @param job with the attempt and the mark that it is about to have
   * @param waitedMs how long it has been waiting, by the monotonic clock
   */
  slipFor(job: PrintJob, waitedMs: number): JobSlip
  /**
   * Whether this counter may print a slip whose turn has come. Asked before its first byte, again for each attempt.
   *
   * @param about how long it has waited, and whether a person wants it now
   */
  mayPrint(job: PrintJob, about: { waitedMs: number; isAsked: boolean }): Promise<PrintLeave>
  /** Called after every committed step and every change of a printer's state. */
  onChange(): void
}
