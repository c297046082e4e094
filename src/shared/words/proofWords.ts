import { isProven, type DayProof, type SourceProof } from '../model/dayProof.ts'
import type { HearingGap } from '../model/hearing.ts'
import { formatClock } from '../model/istanbulTime.ts'
import { type Finding, isConfirmed } from '../model/reconciliation.ts'
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
  const { reconciliation: done, name, canConfirm } = proof
  if (proof.isReconciling) return words.reconciling
  if (done === null) return canConfirm ? words.notDone : words.cannotConfirm
  const params = {
    name,
    time: clock(done.atMs),
    count: done.vendorCount,
    unexplained: done.unexplainedCount,
    missed: done.findings.filter(({ kind }) => kind === 'missed').length,
  }
  if (done.by === 'askedById') {
    const isExplained = done.unexplainedCount === 0 && done.isWhole
    return `${words.cannotConfirm} ${fillWords(isExplained ? words.allExplained : words.unexplained, params)}`
  }
  if (params.missed > 0) return fillWords(words.missed, params)
  return fillWords(isConfirmed(done) ? words.confirmed : words.notWhole, params)
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

/** @param lira how amounts are written where it is said */
export function sayFinding(words: ProofWords, finding: Finding, lira: (kurus: number) => string): string {
  const amount = (kurus: number | null): string => (kurus === null ? words.unknownAmount : lira(kurus))
  return fillWords(words.finding[finding.kind], {
    ours: amount(finding.ledgerKurus),
    theirs: amount(finding.vendorKurus),
  })
}

/** What limits the day's claim, one sentence for each source; none where nothing does. */
export function sayLimits(words: ProofWords, proof: DayProof): string[] {
  if (proof.length === 0) return [words.nobody]
  const isMissing = ({ reconciliation }: SourceProof): boolean =>
    reconciliation?.findings.some(({ kind }) => kind === 'missed') ?? false
  return proof
    .filter((source) => !isProven(source))
    .map((source) =>
      isMissing(source) ? sayReconciliation(words, source) : `${source.name}: ${sayWatch(words, source)}`,
    )
}

/** What the vendors confirm, one sentence for each that does. */
export const sayConfirmations = (words: ProofWords, proof: DayProof): string[] =>
  proof
    .filter(({ reconciliation }) => reconciliation !== null && isConfirmed(reconciliation))
    .map((source) => sayReconciliation(words, source))
