import { z } from 'zod'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import { type OtherCounterSign, otherCounterSignSchema } from '../../shared/model/otherCounter.ts'
import { isLinkOn } from '../../shared/settings/link.ts'
import type { Settings } from '../../shared/settings/settings.ts'

/** What is held against the ledger of one source. */
export interface OtherCounterFacts {
  nowMs: number
  sourceId: string
  /** Its orders that are not over yet. */
  known: readonly KnownOrder[]
  /** A slip of it may have come out here, or somebody here has given it to a courier or called it ready. */
  hasTrace(orderKey: string): boolean
  /** When its vendor refused a call for pace, epoch ms; empty where its limits are not published. */
  refusedMs: readonly number[]
}

type Seen = Pick<OtherCounterSign, 'kind' | 'sourceId' | 'count'>

/** A single one may be chance. */
const LEAST_REFUSALS = 3
const LEAST_MOVED = 3
const REFUSALS_WITHIN_MS = 3_600_000
/** A slip takes some time, and whoever stands at the vendor's own screen may be quicker. */
const SLIP_PATIENCE_MS = 10 * 60_000
/** What is carried on later than this was not under way at the first start. */
const JUST_STARTED_MS = 5 * 60_000
/** The same sign is not told again for so long after somebody closed it. */
const CLOSED_FOR_MS = 24 * 3_600_000
const MOST_KEPT = 20

/** What these facts say of another program on the same keys. Pure. */
export function signsIn({ nowMs, sourceId, known, hasTrace, refusedMs }: OtherCounterFacts): Seen[] {
  const isUntouchedHere = ({ order }: KnownOrder): boolean => !hasTrace(order.key)
  const isUnderWay = ({ order: { phase, courier }, state, firstSeenMs }: KnownOrder): boolean =>
    state === 'open' &&
    nowMs - firstSeenMs < JUST_STARTED_MS &&
    (phase === 'preparing' || phase === 'ready' || phase === 'onTheWay' || courier !== null)
  const isMoved = ({ order: { phase }, firstSeenMs }: KnownOrder): boolean =>
    (phase === 'onTheWay' || phase === 'delivered') && nowMs - firstSeenMs >= SLIP_PATIENCE_MS
  const openBefore = known.filter((one) => one.isBaseline && isUnderWay(one) && isUntouchedHere(one)).length
  const moved = known.filter((one) => !one.isBaseline && isMoved(one) && isUntouchedHere(one)).length
  const refused = refusedMs.filter((atMs) => nowMs - atMs < REFUSALS_WITHIN_MS).length
  const seen: Seen[] = []
  if (openBefore > 0) seen.push({ kind: 'openBefore', sourceId, count: openBefore })
  if (moved >= LEAST_MOVED) seen.push({ kind: 'movedElsewhere', sourceId, count: moved })
  if (refused >= LEAST_REFUSALS) seen.push({ kind: 'askedTooMuch', sourceId, count: refused })
  return seen
}

/** Whether slips may come out twice at all: here by itself, and nobody has said yet who prints. Pure. */
export const mayPrintTwice = ({ counter, autoPrint, printers, link }: Settings): boolean =>
  !isLinkOn(link) &&
  counter.printsByItself &&
  counter.others !== 'some' &&
  autoPrint &&
  printers.some(({ enabled }) => enabled)

/** The warnings that a person has to read. What was under way at the first start is no news to whoever said "none". Pure. */
export const warningsOf = (signs: readonly OtherCounterSign[], settings: Settings): OtherCounterSign[] =>
  mayPrintTwice(settings)
    ? signs.filter(
        ({ kind, closedAtMs }) =>
          closedAtMs === null && (kind !== 'openBefore' || settings.counter.others === 'unsaid'),
      )
    : []

export interface OtherCounters {
  /** All that was seen, the last first. */
  signs(): readonly OtherCounterSign[]
  /** The vendor says "too many" to a counter that keeps its published limits. */
  noteRefusal(sourceId: string): void
  /** Looks at what is known by now. @returns whether there is a new sign. @throws LedgerError */
  look(facts: readonly Omit<OtherCounterFacts, 'nowMs' | 'refusedMs'>[]): boolean
  /** A person has read them. @throws LedgerError */
  close(): void
}

/** Keeps on record what was seen of other programs on the same keys, and that somebody has read it. */
export function createOtherCounters(
  record: { read(): string | null; write(stored: string): void },
  nowMs: () => number,
): OtherCounters {
  let signs = readSigns(record.read())
  const refusedMs = new Map<string, number[]>()

  const keep = (next: OtherCounterSign[]): void => {
    const kept = next.slice(0, MOST_KEPT)
    if (JSON.stringify(kept) === JSON.stringify(signs)) return
    record.write(JSON.stringify(kept))
    signs = kept
  }

  const note = (all: readonly OtherCounterSign[], { kind, sourceId, count }: Seen): OtherCounterSign[] => {
    const atMs = nowMs()
    const index = all.findIndex((one) => one.kind === kind && one.sourceId === sourceId)
    const before = all[index]
    const isTold = before !== undefined && (before.closedAtMs === null || atMs - before.closedAtMs < CLOSED_FOR_MS)
    if (!isTold) return [{ kind, sourceId, sinceMs: atMs, lastMs: atMs, count, closedAtMs: null }, ...all]
    // Written down when it grows, not with every look.
    if (count <= before.count) return [...all]
    return all.with(index, { ...before, count, lastMs: atMs })
  }

  return {
    signs: () => signs,
    noteRefusal: (sourceId) => {
      const atMs = nowMs()
      const recent = (refusedMs.get(sourceId) ?? []).filter((one) => atMs - one < REFUSALS_WITHIN_MS)
      refusedMs.set(sourceId, [...recent, atMs])
    },
    look: (facts) => {
      const before = signs
      const atMs = nowMs()
      const seen = facts.flatMap((one) =>
        signsIn({ ...one, nowMs: atMs, refusedMs: refusedMs.get(one.sourceId) ?? [] }),
      )
      keep(seen.reduce<OtherCounterSign[]>(note, [...signs]))
      return signs !== before
    },
    close: () => {
      const atMs = nowMs()
      keep(signs.map((sign) => (sign.closedAtMs === null ? { ...sign, closedAtMs: atMs } : sign)))
    },
  }
}

function readSigns(stored: string | null): OtherCounterSign[] {
  try {
    return z.array(otherCounterSignSchema).parse(JSON.parse(stored ?? '[]'))
  } catch {
    return []
  }
}
