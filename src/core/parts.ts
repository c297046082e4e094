import { join } from 'node:path'
import type { Handlers } from '../shared/contract/requests.ts'
import type { PrinterView } from '../shared/contract/snapshot.ts'
import type { Language, Settings } from '../shared/settings/settings.ts'
import type { PrinterSettings } from '../shared/settings/printer.ts'
import type { AlarmFacts, Trouble } from './alerts/alarms.ts'
import type { Host, Secrets } from './host.ts'
import { type Ledger, LedgerError } from './ledger/ledger.ts'
import type { OpenAlert } from '../shared/model/alert.ts'
import type { PrintJob } from '../shared/model/printJob.ts'
import { openLedger } from './ledger/openLedger.ts'
import { OrderBook } from './orders/orderBook.ts'
import type { PosVendors } from './vendors/posClient.ts'
import type { Printer } from './printing/printers/printer.ts'
import { createPrintQueue, type PrintQueue } from './printing/queue/printQueue.ts'
import { isForLater } from './printing/queue/printTime.ts'
import { slipForJob } from './printing/queue/slipForJob.ts'
import { applyProvision, type Provision } from './settings/provision.ts'
import type { RequestDependencies } from './requests/dependencies.ts'
import { createHandlers } from './requests/handlers.ts'
import { baselineAnswerKey } from './requests/jobHandlers.ts'
import { openSettings, type SettingsBook } from './settings/settingsBook.ts'
import type { SnapshotFacts } from './screen/projection.ts'
import { createSources, type Sources } from './polling/sources.ts'

const LEDGER_FILE = 'ledger.sqlite'

/** The counter's parts, put together. */
export interface Parts {
  settings: SettingsBook
  ledger: Ledger
  book: OrderBook
  queue: PrintQueue
  sources: Sources
  handlers: Handlers
  /** The ledger could not be opened: orders are shown and alerted, nothing is printed or remembered. */
  ledgerTrouble: Trouble | null
  setAside: Trouble[]
}

interface PartsListener extends Pick<RequestDependencies, 'snapshot' | 'lastAlertAt' | 'silence'> {
  alertsWanted(alerts: readonly OpenAlert[], book: OrderBook, language: Language): void
  /** An answer has been taken whole: the ledger works. */
  onCommitted(): void
  onChange(): void
  onFault(error: unknown): void
}

/** What lies beyond the wires. A soak test brings its own, to live a week in a minute. */
export interface Outside {
  vendors: PosVendors
  openPrinter(settings: PrinterSettings, host: Host): Printer
}

/** Opens what is on the disk and wires the parts; starts nothing. */
export function openParts(host: Host, { vendors, openPrinter }: Outside, listener: PartsListener): Parts {
  const nowMs = (): number => host.clock.nowMs()
  const settings = openSettings(host.settings)
  const { ledger, trouble } = openLedgerOrMemory(host)
  const current = settings.current
  // What cannot be recorded is not wanted on paper: it would only wait there for a person.
  const bookSettings = (): Settings => (trouble ? { ...current(), autoPrint: false, printChanges: false } : current())
  const book: OrderBook = new OrderBook(ledger, nowMs, bookSettings, {
    alertsWanted: (alerts) => listener.alertsWanted(alerts, book, current().language),
    jobsWanted: (jobs) => queue.add(jobs),
    changed: listener.onChange,
  })
  const queue: PrintQueue = createPrintQueue({
    ledger,
    clock: host.clock,
    timers: host.timers,
    random: () => host.random(),
    printers: () => (trouble ? [] : current().printers.filter((printer) => printer.enabled)),
    open: (printer) => openPrinter(printer, host),
    slipFor: (job, waitedMs) => {
      const known = job.orderKey === null ? null : book.find(job.orderKey)
      // A slip is never dropped in silence: what cannot be composed any more is put before a person.
      if (known === null) throw new Error('the order of this slip is not on record')
      return slipForJob(job, known, { nowMs: nowMs(), waitedMs, computerName: host.computerName, settings: current() })
    },
    onChange: listener.onChange,
  })
  const sources = createSources({
    host,
    book,
    vendors,
    settings: () => current().sources,
    onDetails: () => queue.nudge(),
    onCommitted: listener.onCommitted,
    onChange: listener.onChange,
    onFault: listener.onFault,
  })
  const handlers = createHandlers({
    host,
    ledger,
    book,
    settings,
    sources,
    vendors,
    queue,
    isViewOnly: trouble !== null,
    snapshot: listener.snapshot,
    lastAlertAt: listener.lastAlertAt,
    silence: listener.silence,
    changed: listener.onChange,
  })
  const setAside = [
    ...(settings.trouble ? [since(nowMs(), 'settingsUnreadable', settings.trouble)] : []),
    ...(ledger.setAside ? [since(nowMs(), 'ledgerSetAside', ledger.setAside)] : []),
  ]
  return { settings, ledger, book, queue, sources, handlers, ledgerTrouble: trouble, setAside }
}

const since = (sinceMs: number, code: Trouble['problem']['code'], file?: string): Trouble => ({
  problem: file === undefined ? { code } : { code, params: { file } },
  sinceMs,
})

function openLedgerOrMemory(host: Host): { ledger: Ledger; trouble: Trouble | null } {
  try {
    return { ledger: openLedger(join(host.dataDir, LEDGER_FILE)), trouble: null }
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error
    host.log({ level: 'error', what: 'ledger.unavailable', data: { code: error.code } })
    return { ledger: openLedger(':memory:'), trouble: since(host.clock.nowMs(), error.code) }
  }
}

/** Could a ledger be opened now? Takes nothing and leaves nothing. */
export function isLedgerThere(host: Host): boolean {
  try {
    openLedger(join(host.dataDir, LEDGER_FILE)).close()
    return true
  } catch (error) {
    if (error instanceof LedgerError) return false
    throw error
  }
}

/** Lays an installer's file over the stored settings. @returns its keys, by source, which go where keys live */
export function layProvision(provision: Provision, { settings, setAside }: Parts, host: Host): Map<string, Secrets> {
  const { settings: next, secrets } = applyProvision(settings.current(), provision)
  if (!settings.take(next)) setAside.push(since(host.clock.nowMs(), 'settingsUnreadable'))
  return secrets
}

/** Keys that cannot be stored leave their source asking for them; the other sources are not kept waiting. */
export async function storeProvisioned(secrets: Map<string, Secrets>, { sources }: Parts, host: Host): Promise<void> {
  const store = async (sourceId: string, keys: Secrets): Promise<void> => {
    try {
      await sources.storeKeys(sourceId, keys)
    } catch {
      host.log({ level: 'error', what: 'keys.notStored', data: { sourceId } })
    }
  }
  await Promise.all([...secrets].map(([sourceId, keys]) => store(sourceId, keys)))
}

/** What the alarms are judged by. */
export function alarmFactsOf(parts: Parts, host: Host): Omit<AlarmFacts, 'ledger' | 'silenced'> {
  const openJobs = jobsDue(parts, host)
  return {
    nowMs: host.clock.nowMs(),
    sources: parts.sources.views().map(({ view, msSinceLastSuccess }) => ({
      view: { ...view, openCount: 0, baselineOffer: 0 },
      msSinceLastSuccess,
    })),
    printers: printersOf(parts, openJobs).map((printer) => ({
      ...printer,
      isFailing: openJobs.some(
        (job) =>
          job.printerId === printer.settings.id &&
          (job.state === 'held' || (job.state === 'failed' && job.attempt >= 2)),
      ),
    })),
    needsHuman: openJobs.filter((job) => job.state === 'needsHuman'),
    setAside: parts.setAside,
  }
}

/** Open jobs that are open because something is, not because their hour has not come. */
function jobsDue({ ledger, book, settings }: Parts, host: Host): PrintJob[] {
  const isLater = (job: PrintJob): boolean => {
    const order = job.orderKey === null ? null : (book.find(job.orderKey)?.order ?? null)
    return isForLater(job, order, settings.current(), host.clock.nowMs())
  }
  return ledger.readOpenJobs().filter((job) => !isLater(job))
}

function printersOf({ settings, queue }: Parts, jobs: readonly PrintJob[]): PrinterView[] {
  return settings.current().printers.map((printer) => {
    const { state, problem, sinceMs } = queue.printerState(printer.id)
    const waitingCount = jobs.filter((job) => job.printerId === printer.id && job.state !== 'needsHuman').length
    return { settings: printer, state, problem, problemSinceMs: sinceMs, waitingCount }
  })
}

/** What a snapshot is built from. */
export function factsOf(parts: Parts, host: Host, alarms: SnapshotFacts['alarms']): Omit<SnapshotFacts, 'rev'> {
  const { settings, book, ledger, sources } = parts
  const openJobs = jobsDue(parts, host)
  return {
    nowMs: host.clock.nowMs(),
    host,
    settings: settings.current(),
    known: book.known(),
    alerts: book.openAlerts(),
    sources: sources.views().map(({ view }) => view),
    printers: printersOf(parts, openJobs),
    openJobs,
    alarms,
    isViewOnly: parts.ledgerTrouble !== null,
    jobsOf: (orderKey) => ledger.readJobsOfOrder(orderKey),
    isBaselineAnswered: (sourceId) => ledger.readValue(baselineAnswerKey(sourceId)) !== null,
  }
}
