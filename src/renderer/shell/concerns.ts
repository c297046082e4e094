import type { Problem } from '../../shared/contract/problems.ts'
import type { Alarm, Snapshot, SourceView } from '../../shared/contract/snapshot.ts'
import type { JobView } from '../../shared/model/printJob.ts'
import { type SetupStep, setupToOffer } from '../setup/setupSteps.ts'
import { gatherAlarms, type UndecidedGroup } from './gatherAlarms.ts'

/** One thing that needs a person. */
export type Concern =
  | { kind: 'linkLost' }
  | { kind: 'viewOnly' }
  /** What a person asked for did not happen. */
  | { kind: 'refused'; problem: Problem }
  | { kind: 'alarm'; alarm: Alarm }
  /** "Çıktı mı?" */
  | { kind: 'slip'; job: JobView; alarm: Alarm | null }
  | { kind: 'undecided'; group: UndecidedGroup }
  | { kind: 'baseline'; source: SourceView }
  /** Two sources show one order: is it one? */
  | { kind: 'overlap'; offer: NonNullable<Snapshot['overlapOffer']> }
  /** Is the sound heard? */
  | { kind: 'hearTest' }
  /** A source is heard again after a silence. */
  | { kind: 'heardAgain'; source: SourceView; silence: NonNullable<SourceView['lastSilence']> }
  /** Another program may print the same orders. */
  | { kind: 'otherCounters' }
  /** The set-up was begun and left: printer and sound may be missing. */
  | { kind: 'setup'; step: SetupStep }
  /** A new version waits for a press, or is being installed. */
  | { kind: 'update'; update: NonNullable<Snapshot['update']> }

/** Concerns of one kind, which are one row; never empty. */
export interface ConcernRow {
  id: string
  concerns: readonly Concern[]
}

export interface ScreenTrouble {
  isLinkLost: boolean
  refused: Problem | null
  /** Whoever sets Tezgah up has not seen the orders yet, and is not asked about them. */
  isSettingUp: boolean
  /** Epoch ms, the core's. */
  nowMs: number
}

/**
 * What needs a person, by harm: orders that nobody hears of come before a record that cannot be kept, that before slips
 * that do not come out, and questions that can wait come last. Of equal harm the oldest first. Pure.
 */
export function rankConcerns(
  snapshot: Pick<
    Snapshot,
    | 'alarms'
    | 'openJobs'
    | 'sources'
    | 'isViewOnly'
    | 'hearTest'
    | 'update'
    | 'otherCounters'
    | 'overlapOffer'
    | 'settings'
    | 'cards'
  >,
  { isLinkLost, refused, isSettingUp, nowMs }: ScreenTrouble,
): ConcernRow[] {
  const { jobs, undecided, alarms } = gatherAlarms(snapshot)
  const concerns: Concern[] = [
    ...(isLinkLost ? [{ kind: 'linkLost' } as const] : []),
    ...(snapshot.isViewOnly ? [{ kind: 'viewOnly' } as const] : []),
    ...(refused === null ? [] : [{ kind: 'refused', problem: refused } as const]),
    ...alarms.map((alarm): Concern => ({ kind: 'alarm', alarm })),
    ...jobs.map(({ job, alarm }): Concern => ({ kind: 'slip', job, alarm })),
    ...undecided.map((group): Concern => ({ kind: 'undecided', group })),
    ...(snapshot.hearTest === 'none' ? [] : [{ kind: 'hearTest' } as const]),
    ...snapshot.sources.flatMap((source) => heardAgain(source, nowMs)),
    ...snapshot.sources
      .filter((source) => source.baselineOffer > 0 && !isSettingUp)
      .map((source): Concern => ({ kind: 'baseline', source })),
    ...(snapshot.overlapOffer === null ? [] : [{ kind: 'overlap', offer: snapshot.overlapOffer } as const]),
    ...(snapshot.otherCounters.warnings.length > 0 && !isSettingUp ? [{ kind: 'otherCounters' } as const] : []),
    ...(isSettingUp ? [] : leftSetup(snapshot)),
    ...(isToTell(snapshot.update) ? [{ kind: 'update', update: snapshot.update } as const] : []),
  ]
  const sorted = concerns.toSorted((left, right) => harmOf(left) - harmOf(right) || sinceOf(left) - sinceOf(right))
  return [...Map.groupBy(sorted, kindOf)].map(([id, ofKind]) => ({ id, concerns: ofKind }))
}

/**
 * The rows that stand over a page; the others are a touch away. What a person has just been refused is always among
 * them: it is the answer to what they did.
 */
export function rowsInSight(rows: readonly ConcernRow[], most: number): readonly ConcernRow[] {
  const first = rows.slice(0, most)
  const refused = rows.find(({ id }) => id === 'refused')
  return refused === undefined || first.includes(refused) ? first : [...first.slice(0, -1), refused]
}

/** What is told in one row: the same fault of several sources, the same question about several slips. */
const kindOf = (concern: Concern): string =>
  concern.kind === 'alarm' ? `${concern.alarm.subject}:${concern.alarm.problem.code}` : concern.kind

/** What it is about, so that its buttons never become those of another concern. Pure. */
export function concernId(concern: Concern): string {
  if (concern.kind === 'alarm') return `alarm ${concern.alarm.id}`
  if (concern.kind === 'slip') return `slip ${concern.job.id}`
  if (concern.kind === 'undecided') return `undecided ${concern.group.printerId}`
  if (concern.kind === 'baseline' || concern.kind === 'heardAgain') return `${concern.kind} ${concern.source.id}`
  if (concern.kind === 'overlap') return `overlap ${concern.offer.label}`
  return concern.kind
}

/** How long it is told that a source is heard again, ms. */
const TOLD_FOR_MS = 10 * 60_000

function heardAgain(source: SourceView, nowMs: number): Concern[] {
  const { lastSilence: silence, hearing } = source
  const isOver = silence === null || hearing === 'silent' || nowMs - silence.endedMs > TOLD_FOR_MS
  return isOver ? [] : [{ kind: 'heardAgain', source, silence }]
}

const alarmHarm: Record<Alarm['subject'], number> = {
  source: 1,
  ledger: 2,
  // A sound that nobody hears is an order that nobody hears of.
  sound: 2,
  pages: 2,
  // A kitchen that hears nothing of an order, and no printer that could be mended to tell it.
  unprinted: 3,
  printer: 4,
  job: 5,
  undecided: 6,
  settings: 7,
  webhook: 7,
  link: 4,
}
const harm: Record<Exclude<Concern['kind'], 'alarm'>, number> = {
  linkLost: 0,
  viewOnly: 2,
  refused: 3,
  slip: 5,
  undecided: 6,
  hearTest: 3,
  otherCounters: 7,
  heardAgain: 8,
  baseline: 8,
  overlap: 8,
  setup: 9,
  update: 9,
}

/** An empty board offers it itself. */
function leftSetup(snapshot: Pick<Snapshot, 'settings' | 'cards'>): Concern[] {
  const step = snapshot.cards.length === 0 ? null : setupToOffer(snapshot)
  return step === null ? [] : [{ kind: 'setup', step }]
}

const isToTell = (update: Snapshot['update']): update is NonNullable<Snapshot['update']> =>
  update !== null && update.version !== null && (update.state === 'ready' || update.state === 'installing')

const harmOf = (concern: Concern): number =>
  concern.kind === 'alarm' ? alarmHarm[concern.alarm.subject] : harm[concern.kind]

function sinceOf(concern: Concern): number {
  if (concern.kind === 'alarm') return concern.alarm.sinceMs
  if (concern.kind === 'slip') return concern.job.wantedAtMs
  if (concern.kind === 'undecided') return concern.group.jobs[0]?.wantedAtMs ?? 0
  return 0
}
