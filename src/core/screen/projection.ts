import type { Alarm, PrinterView, Snapshot, SourceView } from '../../shared/contract/snapshot.ts'
import type { JobView, PrintJob } from '../../shared/model/printJob.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import type { Attention, Host } from '../host.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import { type OpenAlert, isLoud } from '../../shared/model/alert.ts'
import { buildCards } from './cards.ts'

export interface SnapshotFacts {
  rev: number
  nowMs: number
  host: Pick<Host, 'door' | 'version'> & { secrets: Pick<Host['secrets'], 'keyring'> }
  settings: Settings
  known: readonly KnownOrder[]
  alerts: readonly OpenAlert[]
  sources: readonly Omit<SourceView, 'openCount' | 'baselineOffer'>[]
  printers: readonly PrinterView[]
  openJobs: readonly PrintJob[]
  alarms: readonly Alarm[]
  isViewOnly: boolean
  jobsOf(orderKey: string): readonly PrintJob[]
  isBaselineAnswered(sourceId: string): boolean
}

/** Everything a screen shows, from what is known. Pure. */
export function buildSnapshot(facts: SnapshotFacts): Snapshot {
  const { settings, host, known, alarms } = facts
  const shown = facts.sources.filter((source) => source.enabled)
  const cards = buildCards(known, facts.alerts, new Map(shown.map(({ id, name }) => [id, name])), facts.jobsOf)
  const waiting = cards.filter((card) => card.alert !== null)
  const { sources: _, printers: __, routes: ___, ...general } = settings
  return {
    rev: facts.rev,
    nowMs: facts.nowMs,
    door: host.door,
    version: host.version,
    cards,
    sources: facts.sources.map((source) => ({ ...source, ...countsOf(source.id, facts) })),
    printers: [...facts.printers],
    openJobs: facts.openJobs.map((job) => jobView(job, settings)),
    alarms: [...alarms],
    sound: soundOf(
      waiting.some((card) => card.alert !== null && isLoud(card.alert.kind)),
      alarms,
    ),
    unacknowledgedCount: waiting.length,
    settings: general,
    keyring: host.secrets.keyring,
    isViewOnly: facts.isViewOnly,
  }
}

/** A new order rings before an alarm does: it is what the shop lives of, and the alarm's banner stays. */
const soundOf = (hasLoudAlert: boolean, alarms: readonly Alarm[]): Snapshot['sound'] =>
  hasLoudAlert ? 'newOrder' : alarms.some((alarm) => !alarm.isSilenced) ? 'alarm' : 'none'

function countsOf(sourceId: string, facts: SnapshotFacts): Pick<SourceView, 'openCount' | 'baselineOffer'> {
  const open = facts.known.filter((entry) => entry.order.sourceId === sourceId && entry.state === 'open')
  const isOffered = !facts.isBaselineAnswered(sourceId)
  const unprinted = (entry: KnownOrder): boolean => entry.isBaseline && facts.jobsOf(entry.order.key).length === 0
  return { openCount: open.length, baselineOffer: isOffered ? open.filter(unprinted).length : 0 }
}

export function jobView(job: PrintJob, settings: Pick<Settings, 'printers'>): JobView {
  return {
    id: job.id,
    orderKey: job.orderKey,
    orderLabel: job.orderLabel,
    kind: job.kind,
    printerId: job.printerId,
    printerName: settings.printers.find((printer) => printer.id === job.printerId)?.name ?? job.printerId,
    state: job.state,
    copyNumber: job.copyNumber,
    attempt: job.attempt,
    isPossibleDuplicate: job.isPossibleDuplicate,
    reason: job.reason,
    problem: job.problem,
    wantedAtMs: job.wantedAtMs,
    updatedAtMs: job.updatedAtMs,
  }
}

/** What the tray and the window's badge tell. */
export const attentionOf = (snapshot: Snapshot): Attention => ({
  unacknowledgedCount: snapshot.unacknowledgedCount,
  hasAlarm: snapshot.alarms.length > 0,
  openCount: snapshot.cards.filter((card) => !card.isGone).length,
  waitingSlipCount: snapshot.openJobs.length,
})
