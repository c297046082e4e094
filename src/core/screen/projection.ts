import {
  type Alarm,
  isOverWhenRead,
  type PrinterView,
  type Snapshot,
  type SnapshotMark,
  type SourceStateView,
  type SourceView,
} from '../../shared/contract/snapshot.ts'
import type { Problem } from '../../shared/contract/problems.ts'
import type { OpenAlert } from '../../shared/model/alert.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import { groupTwins, isOnBoard, keysOf } from '../../shared/model/twins.ts'
import { isWaiting, type JobView, needsPerson, type PrintJob } from '../../shared/model/printJob.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import { type AlarmFacts, alarmsOf } from '../alerts/alarms.ts'
import { warningsOf } from '../alerts/otherCounters.ts'
import { type HearTest, isAsked, soundTroubleOf } from '../alerts/hearTest.ts'
import { ringingOf } from '../alerts/ringing.ts'
import type { Attention, Host } from '../host.ts'
import type { PrinterState } from '../printing/queue/printerWorker.ts'
import { baselineLeft } from './baselineLeft.ts'
import { buildCards, type CardDispatch } from './cards.ts'
import { unprintedOrders } from './unprinted.ts'

/** Everything that a screen shows is made of these facts and of nothing else. */
export interface ScreenFacts {
  nowMs: number
  door: Host['door']
  version: string
  counterName: string
  otherCounterSigns: Snapshot['otherCounters']['signs']
  keyring: Host['secrets']['keyring']
  settings: Settings
  known: readonly KnownOrder[]
  /** Since when this counter prints by itself, epoch ms; null: it always has. */
  printsSinceMs: number | null
  alerts: readonly OpenAlert[]
  sources: readonly {
    view: SourceStateView
    isHeldBack: boolean
  }[]
  /** By the printer's id. */
  printerStates: ReadonlyMap<string, PrinterState>
  /** Jobs that are open because something is wrong or under way, not because their hour has not come. */
  openJobs: readonly PrintJob[]
  jobsOf(orderKey: string): readonly PrintJob[]
  isBaselineAnswered(sourceId: string): boolean
  couriers: Snapshot['couriers']
  /** What is known here of an order's way. */
  dispatchOf(orderKey: string): CardDispatch
  /** Why a source's key may not write; null: nothing is known against it. */
  writeProblemOf(sourceId: string): Problem | null
  /** What is wrong with the ledger just now. */
  ledgerTrouble: AlarmFacts['ledger']
  /** What was wrong with the files at start. */
  startTroubles: AlarmFacts['startTroubles']
  pagesTrouble: AlarmFacts['pagesTrouble']
  webhook: Snapshot['webhook']
  webhookTrouble: AlarmFacts['webhookTrouble']
  link: Snapshot['link']
  linkTrouble: AlarmFacts['linkTrouble']
  /** Another counter has printed this order, or may still do so. @param waitedMs how long it has been known here */
  isElsewhere(orderKey: string, waitedMs: number): boolean
  /** For how long a slip is held back because no other counter can be asked about it, ms; null: it is not. */
  heldBackMs(jobId: number): number | null
  /** What was last said of the sound. */
  heard: HearTest | null
  /** The ledger could not be opened: orders are shown and alerted, nothing is printed or remembered. */
  isViewOnly: boolean
  update: Snapshot['update']
}

/** The snapshot of these facts, with the alarms that `alarmsIn` has found in them. Pure. */
export function project(facts: ScreenFacts, allAlarms: readonly Alarm[], mark: SnapshotMark): Snapshot {
  const { sources, printers: _, routes: __, couriers: ___, ...general } = facts.settings
  const shownNames = new Map(sources.filter(({ enabled }) => enabled).map(({ id, name }) => [id, name]))
  const { cardKind, paymentMeanings } = facts.settings
  const { known, alerts, jobsOf, dispatchOf } = facts
  const areJoined = facts.settings.overlaps === 'together'
  const cards = buildCards(known, alerts, shownNames, jobsOf, cardKind, dispatchOf, paymentMeanings, areJoined)
  const waiting = cards.filter((card) => card.alert !== null)
  const alarms = allAlarms.filter((alarm) => !(alarm.isSilenced && isOverWhenRead(alarm)))
  return {
    ...mark,
    nowMs: facts.nowMs,
    door: facts.door,
    version: facts.version,
    counterName: facts.counterName,
    otherCounters: {
      warnings: warningsOf(facts.otherCounterSigns, facts.settings),
      signs: facts.otherCounterSigns,
    },
    cards,
    sources: facts.sources.map(({ view }) => ({ ...view, ...countsOf(view.id, facts) })),
    printers: printerViews(facts),
    openJobs: facts.openJobs.map((job) => jobView(job, facts.settings)),
    alarms,
    couriers: [...facts.couriers],
    ...ringingIn(facts, alarms),
    hearTest: isAsked(facts.settings.sounds.hearTestAt, facts.heard, facts.nowMs) ? 'asked' : 'none',
    overlapOffer: overlapOfferOf(facts, shownNames),
    webhook: facts.webhook,
    link: facts.link,
    unacknowledgedCount: waiting.length,
    settings: general,
    keyring: facts.keyring,
    isViewOnly: facts.isViewOnly,
    update: facts.update,
  }
}

/** All alarms there are, those included that are over because somebody has read them. Pure. */
export function alarmsIn(facts: ScreenFacts, silenced: ReadonlySet<string>): Alarm[] {
  return alarmsOf({
    nowMs: facts.nowMs,
    sources: facts.sources,
    printers: printerViews(facts).map((printer) => ({ ...printer, isFailing: isFailing(printer, facts) })),
    asking: facts.openJobs.filter(needsPerson),
    unprinted: unprintedOrders(facts),
    ledger: facts.ledgerTrouble,
    startTroubles: facts.startTroubles,
    soundTrouble: soundTroubleOf(facts.heard),
    pagesTrouble: facts.pagesTrouble,
    webhookTrouble: facts.webhookTrouble,
    linkTrouble: facts.linkTrouble,
    silenced,
  })
}

/** A first failed attempt is not yet worth an alarm; a slip that is held is, and a second failure while one waits. */
const isFailing = ({ settings: { id } }: PrinterView, { openJobs, printerStates }: ScreenFacts): boolean => {
  const isFailingAgain = (printerStates.get(id)?.failureCount ?? 0) >= 2
  return openJobs.some(
    (job) =>
      job.printerId === id &&
      (job.state === 'held' || (job.state === 'failed' && job.attempt >= 2) || (isFailingAgain && isWaiting(job))),
  )
}

function printerViews({ settings, printerStates, openJobs }: ScreenFacts): PrinterView[] {
  return settings.printers.map((printer) => {
    const known = printerStates.get(printer.id)
    const { state = 'unknown', problem = null, sinceMs = null, mayPrintAnyway = false, habits = null } = known ?? {}
    const waitingCount = openJobs.filter((job) => job.printerId === printer.id && !needsPerson(job)).length
    return { settings: printer, state, problem, problemSinceMs: sinceMs, waitingCount, mayPrintAnyway, habits }
  })
}

/** Asked of a pair that people see, as long as nobody has said how such orders are to be shown. Pure. */
function overlapOfferOf(
  { settings, known }: ScreenFacts,
  names: ReadonlyMap<string, string>,
): Snapshot['overlapOffer'] {
  if (settings.overlaps !== 'ask') return null
  const isSeen = (entry: KnownOrder): boolean => isOnBoard(entry) && names.has(entry.order.sourceId)
  const twin = known.find((entry) => entry.twinOf !== null && isSeen(entry))
  const primary = known.find((entry) => entry.order.key === twin?.twinOf && isSeen(entry))
  if (twin === undefined || primary === undefined) return null
  const sourceNames = [primary, twin].map(({ order }) => names.get(order.sourceId) ?? '')
  const { channel, code } = primary.order
  return { label: [channel.name, code].filter((part) => part !== null).join(' '), sourceNames }
}

/** What is to be heard of these facts. Pure. */
export function ringingIn(facts: ScreenFacts, alarms: readonly Alarm[]): Pick<Snapshot, 'sound' | 'ringing'> {
  const enabled = new Set(facts.settings.sources.filter((source) => source.enabled).map(({ id }) => id))
  const areJoined = facts.settings.overlaps === 'together'
  const alerted = new Set(facts.alerts.map(({ orderKey }) => orderKey))
  const asked = areJoined ? facts.known : facts.known.filter(({ order }) => alerted.has(order.key))
  const shown = new Set(
    groupTwins(asked, areJoined)
      .filter((members) => members.some(({ order }) => enabled.has(order.sourceId)))
      .flatMap((members) => keysOf(members, areJoined)),
  )
  const orders = new Map(facts.known.flatMap(({ order }) => (alerted.has(order.key) ? [[order.key, order]] : [])))
  const waiting = facts.alerts.flatMap((alert) => {
    const order = orders.get(alert.orderKey)
    return order !== undefined && shown.has(order.key) ? [{ alert, order }] : []
  })
  return ringingOf({ nowMs: facts.nowMs, waiting, alarms, settings: facts.settings })
}

function countsOf(sourceId: string, facts: ScreenFacts): Omit<SourceView, keyof SourceStateView> {
  const open = facts.known.filter((entry) => entry.order.sourceId === sourceId && entry.state === 'open')
  // A counter that leaves the printing to another does not offer to begin with it.
  const isOffered = !facts.isBaselineAnswered(sourceId) && facts.settings.counter.printsByItself
  const isJoined = facts.settings.overlaps === 'together'
  const detailsWaiting = open.filter((entry) => entry.detailsWantedSinceMs !== null).length
  const problem = facts.writeProblemOf(sourceId)
  const writeProblem = problem === null ? null : { code: problem.code }
  return {
    openCount: open.length,
    detailsWaiting,
    writeProblem,
    baselineOffer: isOffered ? baselineLeft(facts.known, sourceId, isJoined, facts.jobsOf).length : 0,
  }
}

/** A print job as screens see it. Pure. */
export function jobView(job: PrintJob, settings: Pick<Settings, 'printers'>): JobView {
  return {
    id: job.id,
    subject: job.subject,
    label: job.label,
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

/** What the tray and the window's badge tell. Pure. */
export const attentionOf = (snapshot: Snapshot): Attention => ({
  unacknowledgedCount: snapshot.unacknowledgedCount,
  hasAlarm: snapshot.alarms.length > 0,
  unheard: snapshot.sources
    .filter(({ hearing }) => hearing === 'silent' || hearing === 'refused')
    .map(({ name }) => name),
  openCount: snapshot.cards.filter((card) => !card.isGone).length,
  waitingSlipCount: snapshot.openJobs.length,
})
