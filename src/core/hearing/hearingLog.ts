import { z } from 'zod'
import type { ErrorCode } from '../../shared/contract/problems.ts'
import { gapReasonOf, type GapReason, type HearingGap } from '../../shared/model/hearing.ts'
import type { Clock } from '../host.ts'
import { type Ledger, LedgerError } from '../ledger/ledger.ts'
import {
  type HearingState,
  type Moment,
  noteHeard,
  notePart,
  noteSilence,
  type Silence,
  silenceMs,
  silentAfterMs,
} from './hearingRule.ts'

interface HearingLogDependencies {
  ledger: Pick<Ledger, 'readHearing' | 'readOpenGaps' | 'noteHearing' | 'readValue' | 'writeValue'>
  clock: Clock
  version: string
  /** Those that the shop has set. */
  sources(): readonly { id: string; enabled: boolean; pollSeconds: number }[]
  /** What is wrong with a source just now; null: nothing that is known. */
  problemOf(sourceId: string): ErrorCode | null
}

/** A gap that is over. */
export interface EndedGap {
  /** For how long nothing was heard while this run asked; ms. */
  lastedMs: number
  /** New orders that came in with the answer at its end. */
  cameIn: number
}

/** Keeps on record when each source was heard, and when it was not. */
export interface HearingLog {
  /**
   * An answer of a source has been taken.
   *
   * @param cameIn new orders in it
   * @returns the gap that it has ended; null: none
   */
  noteAnswer(sourceId: string, extent: 'whole' | 'part' | 'incomplete' | 'shifted', cameIn: number): EndedGap | null
  /** An order has left the list whose row nobody could read since then, epoch ms: what there was of it is not known. */
  noteUnread(sourceId: string, sinceMs: number): void
  /** Once a second: opens what has become a gap, and writes down what is due, as soon as the disk takes it. */
  beat(): void
  /** Epoch ms of the last whole answer, of an earlier run as well; null: there has never been one. */
  lastSuccessMs(sourceId: string): number | null
  /** A source is taken away: what was open of it ends here. */
  forget(sourceId: string): void
  /** Tezgah is being closed by a person, as it should be. @throws LedgerError */
  close(): void
}

/** Under this value stands the latest run of Tezgah on this record. */
const RUN = 'run'
const runSchema = z.object({ version: z.string(), endedMs: z.number().nullable() })

/** How far the record of the last success may be behind: a crash makes a gap longer by this at most. */
const KEEP_EVERY_MS = 20_000
/** Between two beats a second apart: so long by the clock that never jumps, and the machine stood still. */
const STALL_MS = 15_000
/** So much by the wall clock alone: it was set, or the machine slept with the other clock. */
const JUMP_MS = 60_000

/** @throws LedgerError */
export function createHearingLog(dependencies: HearingLogDependencies): HearingLog {
  const { ledger, clock, version } = dependencies
  const states = new Map<string, HearingState>()
  /** Not on record yet, by source and beginning. */
  const pending = new Map<string, HearingGap>()
  /** Heard since that was last written down. */
  const heardNow = new Set<string>()
  /** Of the time before this run. */
  const awayReason = reasonOfAway()
  const began = { wallMs: clock.nowMs(), monotonicMs: clock.monotonicMs() }
  /** That this run goes on is on record: should it end without a word, it crashed. */
  let isRunMarked = false
  /** When each was last not to be asked: the shop had switched it off. */
  const unasked = new Map<string, Moment>()
  /** What has befallen the computer since each source was last heard. */
  const befallen = new Map<string, { reason: GapReason; monotonicMs: number }>()
  let lastBeat: { wallMs: number; monotonicMs: number } | null = null
  let keptMonotonicMs = clock.monotonicMs()

  for (const { sourceId, lastSuccessMs } of ledger.readHearing())
    states.set(sourceId, { heard: { wallMs: lastSuccessMs, monotonicMs: null }, part: null, gap: null, cameInSince: 0 })
  for (const gap of ledger.readOpenGaps()) {
    const state = states.get(gap.sourceId)
    if (state) states.set(gap.sourceId, { ...state, gap })
  }

  function reasonOfAway(): GapReason {
    const earlier = readRun(ledger.readValue(RUN))
    if (earlier === null) return 'closed'
    if (earlier.endedMs === null) return 'crashed'
    return earlier.version === version ? 'closed' : 'updated'
  }

  const now = (): { wallMs: number; monotonicMs: number } => ({
    wallMs: clock.nowMs(),
    monotonicMs: clock.monotonicMs(),
  })
  const stateOf = (sourceId: string): HearingState =>
    states.get(sourceId) ?? { heard: null, part: null, gap: null, cameInSince: 0 }
  const paceMs = (sourceId: string): number =>
    (dependencies.sources().find(({ id }) => id === sourceId)?.pollSeconds ?? 0) * 1_000

  const silenceOf = (sourceId: string, { heard }: HearingState): Silence => {
    const problem = dependencies.problemOf(sourceId)
    const afterMs = silentAfterMs(paceMs(sourceId))
    // What has befallen it, or having been away, explains no more of a silence than is needed to be answered after it.
    const isFresh = (sinceMonotonicMs: number): boolean => clock.monotonicMs() - sinceMonotonicMs <= afterMs
    const event = befallen.get(sourceId)
    const away = heard?.monotonicMs === null && isFresh(began.monotonicMs) ? awayReason : null
    const reason = event && isFresh(event.monotonicMs) ? event.reason : (away ?? gapReasonOf(problem))
    const readingMs = Math.max(afterMs, 3 * paceMs(sourceId))
    return { afterMs, readingMs, reason, problem: reason === gapReasonOf(problem) ? problem : null }
  }

  /** Since when it has been asked in vain, in this run. */
  const askedSince = (sourceId: string, { heard }: HearingState): Moment =>
    unasked.get(sourceId) ?? (heard?.monotonicMs === null ? began : (heard ?? began))

  const befall = (sourceId: string, reason: GapReason): void =>
    void befallen.set(sourceId, { reason, monotonicMs: clock.monotonicMs() })

  const take = (sourceId: string, step: { state: HearingState; changed: HearingGap | null }): void => {
    states.set(sourceId, step.state)
    if (step.changed) pending.set(`${sourceId} ${step.changed.fromMs}`, step.changed)
  }

  /** A clock that was set back lives the same hour twice: whoever looks for an order of it has to know. */
  const noteSetBack = (fromMs: number, untilMs: number): void => {
    for (const [sourceId, { gap, heard }] of states) {
      const isHeard = gap === null && heard !== null && heard.monotonicMs !== null
      if (!isHeard) continue
      const twice: HearingGap = { sourceId, fromMs, untilMs, reasons: ['clock'], problem: null, cameIn: 0 }
      pending.set(`${sourceId} ${fromMs}`, twice)
      states.set(sourceId, { heard: { ...now(), wallMs: fromMs }, part: null, gap: null, cameInSince: 0 })
    }
  }

  const noteJumps = (at: { wallMs: number; monotonicMs: number }): void => {
    const [wallMs, monotonicMs] = lastBeat
      ? [at.wallMs - lastBeat.wallMs, at.monotonicMs - lastBeat.monotonicMs]
      : [0, 0]
    const wasAway = monotonicMs > STALL_MS || wallMs - monotonicMs > JUMP_MS
    if (wasAway) for (const sourceId of states.keys()) befall(sourceId, 'asleep')
    if (lastBeat && monotonicMs - wallMs > JUMP_MS) noteSetBack(at.wallMs, lastBeat.wallMs)
    lastBeat = at
  }

  /** What is to be on record; what the disk refuses stays here until it takes it. */
  const keep = (): void => {
    const heard = [...heardNow].flatMap((sourceId) => {
      const wallMs = states.get(sourceId)?.heard?.wallMs
      return wallMs === undefined ? [] : [{ sourceId, atMs: wallMs }]
    })
    ledger.noteHearing(heard, [...pending.values()])
    pending.clear()
    heardNow.clear()
    keptMonotonicMs = clock.monotonicMs()
  }

  const markRun = (endedMs: number | null): void => {
    ledger.writeValue(RUN, JSON.stringify({ version, endedMs }))
    isRunMarked = true
  }

  const beat = (): void => {
    const at = now()
    noteJumps(at)
    for (const { id, enabled } of dependencies.sources()) {
      const state = stateOf(id)
      // Nobody expects anything of a source that is switched off; that it was is known when it is heard again.
      if (!enabled) {
        befall(id, 'disabled')
        unasked.set(id, at)
      } else take(id, noteSilence(id, state, at, silenceOf(id, state)))
    }
    keepDue()
  }

  const keepDue = (): void => {
    try {
      if (!isRunMarked) markRun(null)
      if (pending.size > 0 || clock.monotonicMs() - keptMonotonicMs >= KEEP_EVERY_MS) keep()
    } catch (error) {
      // A disk that refuses is told by whoever has something to record for people.
      if (!(error instanceof LedgerError)) throw error
    }
  }

  return {
    noteAnswer: (sourceId, extent, cameIn) => {
      const state = stateOf(sourceId)
      if (extent === 'part' || extent === 'incomplete') {
        states.set(sourceId, notePart(state, cameIn, extent === 'part' ? now() : null))
        if (extent === 'incomplete') befall(sourceId, 'incomplete')
        return null
      }
      const isFirst = state.heard === null
      const at: Moment = now()
      const silence = silenceOf(sourceId, state)
      const step = noteHeard(sourceId, state, at, { cameIn, silence })
      const ended = step.changed && {
        lastedMs: silenceMs(askedSince(sourceId, state), at),
        cameIn: step.changed.cameIn ?? 0,
      }
      take(sourceId, step)
      befallen.delete(sourceId)
      unasked.delete(sourceId)
      heardNow.add(sourceId)
      if (isFirst) {
        // Since when a source has been heard at all is proof as well.
        keptMonotonicMs = Number.NEGATIVE_INFINITY
        keepDue()
      }
      return ended
    },
    noteUnread: (sourceId, sinceMs) => {
      const untilMs = Math.max(clock.nowMs(), sinceMs + 1)
      const unread: HearingGap = { sourceId, fromMs: sinceMs, untilMs, reasons: ['vendor'], problem: null, cameIn: 0 }
      pending.set(`${sourceId} ${sinceMs}`, unread)
    },
    beat,
    lastSuccessMs: (sourceId) => states.get(sourceId)?.heard?.wallMs ?? null,
    forget: (sourceId) => {
      states.delete(sourceId)
      befallen.delete(sourceId)
      unasked.delete(sourceId)
      heardNow.delete(sourceId)
      for (const [key, gap] of pending) if (gap.sourceId === sourceId) pending.delete(key)
    },
    close: () => {
      try {
        keep()
      } finally {
        markRun(clock.nowMs())
      }
    },
  }
}

function readRun(text: string | null): z.infer<typeof runSchema> | null {
  if (text === null) return null
  try {
    return runSchema.safeParse(JSON.parse(text)).data ?? null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
