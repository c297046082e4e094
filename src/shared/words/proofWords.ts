import { isOfWholeDay, isProven, type DayProof, type SourceProof } from '../model/dayProof.ts'
import type { HearingGap } from '../model/hearing.ts'
import { formatClock, formatDateTime } from '../model/istanbulTime.ts'
import { countFindings, type Finding, isConfirmed, type Reconciliation } from '../model/reconciliation.ts'
import type { RestartView } from '../model/restart.ts'
import { fillWords, type Words } from './index.ts'

/** What a day's claim may rest on, in words: the same on the screen and on paper. */

export type ProofWords = Words['proof']

/** `20:05`; the day's own last moment is midnight's, and said so. */
const clock = (atMs: number): string => formatClock(atMs)

/** `1 sa 5 dk`, `12 dk`, `45 sn`. @param ms a length of time */
export function sayLength(words: ProofWords, ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return fillWords(words.seconds, { count: seconds })
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return fillWords(words.minutes, { count: minutes })
  return fillWords(words.hours, { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
}

/** How long a source was listened to. */
export function sayWatch(words: ProofWords, proof: SourceProof): string {
  const { watch, fromMs, untilMs, gaps } = proof
  const silentMs = gaps.reduce((sum, gap) => sum + ((gap.untilMs ?? gap.fromMs) - gap.fromMs), 0)
  const params = {
    from: fromMs === null ? '' : clock(fromMs),
    until: untilMs === null ? '' : clock(untilMs),
    count: gaps.length,
    length: sayLength(words, silentMs),
  }
  return fillWords(watch === 'partly' && gaps.length === 0 ? words.unbroken : words.watch[watch], params)
}

/** What the vendor's own books say. */
export function sayReconciliation(words: ProofWords, proof: SourceProof): string {
  const { reconciliation: done, canConfirm, watch, triedInVainMs } = proof
  if (proof.isReconciling) return words.reconciling
  if (done === null && watch === 'unrecorded') return words.cannotCompare
  if (done === null) return canConfirm ? words.notDone : words.cannotConfirm
  const said = sayDone(words, proof, done)
  return triedInVainMs === null ? said : `${said} ${fillWords(words.triedInVain, { time: when(triedInVainMs, proof) })}`
}

/** A day's books may be read on a later day. */
const when = (atMs: number, { dayUntilMs }: SourceProof): string =>
  atMs < dayUntilMs ? clock(atMs) : formatDateTime(atMs)

/** What one reading has shown, and of which part of the day. */
function sayDone(words: ProofWords, proof: SourceProof, done: Reconciliation): string {
  const { name } = proof
  const params = {
    name,
    time: when(done.atMs, proof),
    count: done.vendorCount,
    unexplained: done.unexplainedCount,
    unreadable: done.unreadableCount,
    missed: countFindings(done, 'missed'),
    lacking: countFindings(done, 'unknownToVendor'),
  }
  const say = (text: string): string => {
    const what = fillWords(text, params)
    return isOfWholeDay(proof)
      ? what
      : fillWords(words.part, { from: clock(done.fromMs), until: clock(done.untilMs), what })
  }
  if (done.by === 'askedById') {
    const isExplained = done.unexplainedCount === 0 && done.isWhole
    return `${words.cannotConfirm} ${say(isExplained ? words.allExplained : words.unexplained)}`
  }
  if (params.missed > 0) return say(words.missed)
  if (isConfirmed(done)) return say(words.confirmed)
  if (!done.isWhole) return fillWords(words.notWhole, params)
  if (params.unreadable > 0) return fillWords(words.unreadable, params)
  return fillWords(params.lacking > 0 ? words.lacking : words.empty, params)
}

/** `20:05–20:17 bağlantı yoktu; 2 sipariş sonunda geldi` */
export function sayGap(words: ProofWords, { fromMs, untilMs, reasons, cameIn }: HearingGap): string {
  const span = untilMs === null ? fillWords(words.since, { from: clock(fromMs) }) : `${clock(fromMs)}–${clock(untilMs)}`
  const why = reasons.map((reason) => words.reason[reason]).join(', ')
  return `${span} ${why}${cameIn === null || cameIn === 0 ? '' : `; ${fillWords(words.cameIn, { count: cameIn })}`}`
}

/** `20:17 Kadıköy’ü dinleyen döngü 20:11 anından beri takılıydı, yeniden başlatıldı` */
export function sayRestart(words: ProofWords, { part, name, stuckSinceMs, atMs }: RestartView): string {
  const since = stuckSinceMs === null ? '' : clock(stuckSinceMs)
  return `${clock(atMs)} ${fillWords(words.restarted[part], { name, since })}`
}

/** @param write how amounts are written where it is said; `foreignCurrency` null: it is lira */
export function sayFinding(
  words: ProofWords,
  finding: Finding,
  write: (kurus: number, foreignCurrency: string | null) => string,
): string {
  const amount = (kurus: number | null, foreignCurrency: string | null): string =>
    kurus === null ? words.unknownAmount : write(kurus, foreignCurrency)
  return fillWords(words.finding[finding.kind], {
    ours: amount(finding.ledgerKurus, finding.ledgerForeignCurrency),
    theirs: amount(finding.vendorKurus, finding.vendorForeignCurrency),
  })
}

/** What limits the day's claim, one sentence for each source; none where nothing does. */
export function sayLimits(words: ProofWords, proof: DayProof): string[] {
  if (proof.length === 0) return [words.nobody]
  const isMissing = ({ reconciliation }: SourceProof): boolean =>
    reconciliation !== null && countFindings(reconciliation, 'missed') > 0
  return proof
    .filter((source) => !isProven(source))
    .map((source) =>
      isMissing(source) ? sayReconciliation(words, source) : `${source.name}: ${sayWatch(words, source)}`,
    )
}

/** What the vendors’ books add to the claim, one sentence for each that was asked, or of which none can be. */
export const sayConfirmations = (words: ProofWords, proof: DayProof): string[] =>
  proof.flatMap((source) => {
    const { name, canConfirm, reconciliation } = source
    const isListenedTo = isProven(source)
    if (!canConfirm) return isListenedTo ? [fillWords(words.listenedOnly, { name })] : []
    if (reconciliation === null) return []
    if (isConfirmed(reconciliation)) return [sayReconciliation(words, source)]
    return isListenedTo ? [`${name}: ${sayReconciliation(words, source)}`] : []
  })
