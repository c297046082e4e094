import type { DayProof, SourceProof, Watch } from '../../shared/model/dayProof.ts'
import type { HearingGap, HearingSpan } from '../../shared/model/hearing.ts'
import { countFindings, type Finding, isTelling, type Reconciliation } from '../../shared/model/reconciliation.ts'
import type { SourceSettings } from '../../shared/settings/source.ts'

export interface ProofRecord {
  sources: readonly Pick<SourceSettings, 'id' | 'name' | 'kind' | 'enabled'>[]
  hearing: readonly HearingSpan[]
  gaps: readonly HearingGap[]
  /** Of the day, oldest first. */
  reconciliations: readonly Reconciliation[]
  /** Sources that are being reconciled for this day just now. */
  reconciling: ReadonlySet<string>
  /** Kinds of sources whose vendors list what they have closed. */
  confirming: ReadonlySet<SourceSettings['kind']>
}

/**
 * What a claim about a day may rest on, source by source: those in use, and those that were heard on it. Pure.
 *
 * @param day epoch ms; what of it is still to come is nobody's to hear
 */
export function dayProofOf(
  { fromMs, untilMs, nowMs }: { fromMs: number; untilMs: number; nowMs: number },
  record: ProofRecord,
): DayProof {
  const endMs = Math.min(untilMs, nowMs)
  return record.sources.flatMap(({ id, name, kind, enabled }): SourceProof[] => {
    const span = record.hearing.find(({ sourceId }) => sourceId === id)
    if (!enabled && !isHeardWithin(span, fromMs, endMs)) return []
    const known = record.gaps.filter(({ sourceId }) => sourceId === id)
    const gaps = [...known, ...(enabled ? [] : gapSince(span, known, endMs))].map((gap) => cut(gap, fromMs, endMs))
    // A source that was taken away and set anew may be another account: only what was found missing before still counts.
    const isOfThis = (one: Reconciliation): boolean =>
      countFindings(one, 'missed') > 0 || (span !== undefined && one.atMs >= span.firstSuccessMs)
    const done = record.reconciliations.filter((one) => one.sourceId === id && isOfThis(one))
    const latest = done.at(-1) ?? null
    const standing = done.findLast(isTelling) ?? latest
    return [
      {
        sourceId: id,
        name,
        canConfirm: record.confirming.has(kind),
        dayFromMs: fromMs,
        dayUntilMs: untilMs,
        ...watchOf(gaps, span, { fromMs, endMs }),
        gaps: gaps.filter(({ fromMs: start, untilMs: end }) => end === null || end > start || start >= fromMs),
        reconciliation: standing === null ? null : withEarlierMissed(standing, done),
        triedInVainMs: latest === null || latest === standing ? null : latest.atMs,
        isReconciling: record.reconciling.has(id),
      },
    ]
  })
}

/** What was once found missing stays missed, also when its vendor lists it no more. */
function withEarlierMissed(standing: Reconciliation, done: readonly Reconciliation[]): Reconciliation {
  const isIn = (finding: Finding, findings: readonly Finding[]): boolean =>
    findings.some(
      (one) => one.kind === 'missed' && one.label === finding.label && one.createdAtMs === finding.createdAtMs,
    )
  const findings = [...standing.findings]
  for (const finding of done.filter(({ atMs }) => atMs < standing.atMs).flatMap((one) => one.findings))
    if (finding.kind === 'missed' && !isIn(finding, findings)) findings.push(finding)
  return { ...standing, findings }
}

const isHeardWithin = (span: HearingSpan | undefined, fromMs: number, endMs: number): boolean =>
  span !== undefined && span.firstSuccessMs < endMs && span.lastSuccessMs > fromMs

/** Of a source that is switched off: that it is not heard any more gets on record only when it is heard again. */
function gapSince(span: HearingSpan | undefined, known: readonly HearingGap[], endMs: number): HearingGap[] {
  if (span === undefined || span.lastSuccessMs >= endMs || known.some(({ untilMs }) => untilMs === null)) return []
  const { sourceId, lastSuccessMs } = span
  return [{ sourceId, fromMs: lastSuccessMs, untilMs: null, reasons: ['disabled'], problem: null, cameIn: null }]
}

/** A gap that began before the day is cut to it; that it goes on, or went on after it, is still told. */
const cut = (gap: HearingGap, fromMs: number, endMs: number): HearingGap => ({
  ...gap,
  fromMs: Math.max(gap.fromMs, fromMs),
  untilMs: gap.untilMs === null ? null : Math.min(gap.untilMs, endMs),
})

interface Stretch {
  fromMs: number
  untilMs: number
  isClosing: boolean
}

function watchOf(
  gaps: readonly HearingGap[],
  span: HearingSpan | undefined,
  { fromMs, endMs }: { fromMs: number; endMs: number },
): Pick<SourceProof, 'watch' | 'fromMs' | 'untilMs'> {
  const nothing = { fromMs: null, untilMs: null }
  if (span === undefined || span.firstSuccessMs >= endMs) return { watch: 'unrecorded', ...nothing }
  const silent: Stretch[] = gaps.map((gap) => ({
    fromMs: gap.fromMs,
    untilMs: gap.untilMs ?? endMs,
    // A source that is switched off goes on taking orders while the shop is open.
    isClosing: gap.reasons.every((reason) => reason === 'closed' || reason === 'updated'),
  }))
  // What was before the record of hearing begins was not listened to, as far as anybody can tell.
  if (span.firstSuccessMs > fromMs) silent.push({ fromMs, untilMs: span.firstSuccessMs, isClosing: false })
  silent.sort((left, right) => left.fromMs - right.fromMs)
  const heard = heardIn(silent, fromMs, endMs)
  const [first, last] = [heard[0], heard.at(-1)]
  if (first === undefined || last === undefined) return { watch: 'none', ...nothing }
  const isEdge = (stretch: Stretch): boolean =>
    stretch.isClosing && (stretch.untilMs <= first.fromMs || stretch.fromMs >= last.untilMs)
  const lasting = silent.filter((stretch) => stretch.untilMs > stretch.fromMs)
  const watch: Watch = lasting.length === 0 ? 'whole' : lasting.every(isEdge) ? 'hours' : 'partly'
  return { watch, fromMs: first.fromMs, untilMs: last.untilMs }
}

/** What is left of a day, oldest first. @param silent by their beginning */
function heardIn(silent: readonly Stretch[], fromMs: number, endMs: number): { fromMs: number; untilMs: number }[] {
  const heard: { fromMs: number; untilMs: number }[] = []
  let sinceMs = fromMs
  for (const stretch of silent) {
    if (stretch.fromMs > sinceMs) heard.push({ fromMs: sinceMs, untilMs: stretch.fromMs })
    sinceMs = Math.max(sinceMs, stretch.untilMs)
  }
  if (endMs > sinceMs) heard.push({ fromMs: sinceMs, untilMs: endMs })
  return heard
}
