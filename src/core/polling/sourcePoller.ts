import type { Problem } from '../../shared/contract/problems.ts'
import { type SourceSettings, vendorDefaults } from '../../shared/settings/source.ts'
import type { Clock, Timers } from '../host.ts'
import { LedgerError } from '../ledger/ledger.ts'
import type { OpenOrders, PosClient, PosProblem, PosResult, QuarantinedRow } from '../vendors/posClient.ts'
import type { CallBudget } from './callBudget.ts'
import { initialPace, type Pace, planNextPoll } from './pollSchedule.ts'

/** How a source is doing, as the header tells it. Wall times are for people, monotonic ones for alarms. */
export interface SourceHealth {
  state: 'starting' | 'ok' | 'offline' | 'stopped'
  problem: Problem | null
  problemSinceMs: number | null
  lastSuccessMs: number | null
  nextPollMs: number | null
  quarantined: QuarantinedRow[]
  isVerifyingEmpty: boolean
  /** How long the vendor took for the last answer. */
  answerMs: number | null
  /** Since when its answers have not been whole. */
  incompleteSinceMs: number | null
  /** From the last success to the next question, as it was planned then. */
  plannedMs: number
  /** Since when its vendor has held it back to a pace that is over a minute slower than the one that is set. */
  heldBackSinceMs: number | null
  /** When the last success was, or when an answer was first waited for. */
  awaitedSince: Since
}

/** A moment of this run, by both clocks. */
export interface Since {
  wallMs: number
  monotonicMs: number
}

interface PollerDependencies {
  source: SourceSettings
  client: PosClient
  /** Since when an answer is waited for: a loop that takes over from one that stood still goes on with its wait. */
  awaitedSince: Since
  clock: Clock
  timers: Timers
  random(): number
  budget: CallBudget
  /** Takes a valid answer, or a part of one. May throw (the ledger): then the answer has not been taken. */
  onOpenOrders(answer: OpenOrders): { isVerifyingEmpty: boolean }
  onHealth(): void
  onFault(error: unknown): void
}

export interface SourcePoller {
  health(): SourceHealth
  start(): void
  /** Since when it has been at one poll, or without a next one, monotonic; null: it goes on, or waits for a person. */
  stuckSinceMs(): number | null
  /** For how long a poll has been under way or due, ms. */
  overdueMs(): number
  /** Poll now, or as soon as the vendor's limit allows; a stopped source stays stopped. */
  wake(): void
  /** From elsewhere (a detail call): the same key fails for polls as well. */
  stopFor(problem: PosProblem): void
  stop(): void
}

/** Held back by more than this, orders come in too late for a shop not to be told. */
const HELD_BACK_MS = 60_000

/** One loop for one source: re-armed only after completion, never two polls at once. */
export function createSourcePoller(dependencies: PollerDependencies): SourcePoller {
  const { source, client, clock, timers } = dependencies
  const intervalMs = source.pollSeconds * 1_000
  const limitMs = vendorDefaults[source.kind].isPaceALimit ? intervalMs : Math.min(1_000, intervalMs)
  const aborter = new AbortController()
  let pace: Pace = initialPace
  let isPolling = false
  let isArmed = false
  let dueMs = Number.POSITIVE_INFINITY
  let lastSignMs = clock.monotonicMs()
  let lastPollEndMs = Number.NEGATIVE_INFINITY
  let notBeforeMs = Number.NEGATIVE_INFINITY
  let cancelTimer: (() => void) | null = null
  let health: SourceHealth = {
    state: 'starting',
    problem: null,
    problemSinceMs: null,
    lastSuccessMs: null,
    nextPollMs: null,
    quarantined: [],
    isVerifyingEmpty: false,
    answerMs: null,
    incompleteSinceMs: null,
    plannedMs: intervalMs,
    heldBackSinceMs: null,
    awaitedSince: dependencies.awaitedSince,
  }

  const update = (change: Partial<SourceHealth>): void => {
    health = { ...health, ...change }
    dependencies.onHealth()
  }

  const isStopped = (): boolean => health.state === 'stopped'

  const arm = (delayMs: number): void => {
    cancelTimer?.()
    isArmed = !aborter.signal.aborted
    lastSignMs = clock.monotonicMs()
    dueMs = lastSignMs + delayMs
    const whenDue = (): void => {
      isArmed = false
      void poll()
    }
    cancelTimer = isArmed ? timers.after(delayMs, whenDue) : null
  }

  const poll = async (): Promise<void> => {
    if (isPolling || aborter.signal.aborted || isStopped()) return
    isPolling = true
    lastSignMs = clock.monotonicMs()
    const answer = await ask()
    isPolling = false
    lastPollEndMs = clock.monotonicMs()
    const answerMs = lastPollEndMs - lastSignMs
    lastSignMs = lastPollEndMs
    // Stopped meanwhile (a detail call met the refused key): this answer does not start it again.
    if (aborter.signal.aborted || isStopped()) return
    const outcome = answer.ok ? take(answer.value) : answer
    const failure = outcome.ok ? (answer.ok ? answer.value.failure : null) : outcome.error
    if (failure?.code === 'rateLimited') dependencies.budget.noteRefusal(failure.retryAfterMs)
    const plan = planNextPoll(pace, failure === null ? { ok: true } : { ok: false, ...failure }, {
      intervalMs,
      limitMs,
      random: dependencies.random(),
    })
    pace = plan.pace
    // What a vendor told us to wait is kept even when somebody wakes us.
    const wasTold = failure?.code === 'rateLimited'
    notBeforeMs = lastPollEndMs + (wasTold ? (plan.delayMs ?? 0) : limitMs)
    if (plan.delayMs !== null) arm(plan.delayMs)
    const nextPollMs = plan.delayMs === null ? null : Math.round(clock.nowMs() + plan.delayMs)
    if (outcome.ok && answer.ok) {
      const plannedMs = failure === null ? (plan.delayMs ?? intervalMs) : intervalMs
      heard(answer.value, { isVerifyingEmpty: outcome.isVerifyingEmpty, nextPollMs, answerMs, plannedMs })
    }
    if (!outcome.ok) missed(outcome.error, plan.delayMs === null, nextPollMs)
  }

  const ask = async (): Promise<PosResult<OpenOrders>> => {
    try {
      dependencies.budget.noteCall()
      return await client.listOpen(aborter.signal, (part) => {
        if (aborter.signal.aborted || isStopped()) return
        // What is here already need not wait for the rest; the end of the reading plans what comes next.
        if (take(part).ok) update({ state: 'ok', ...heardNow() })
      })
    } catch (error) {
      // No client should throw; if one does, that is a failed poll, never the end of the loop.
      dependencies.onFault(error)
      return { ok: false, error: { code: 'internal' } }
    }
  }

  const take = (answer: OpenOrders): { ok: true; isVerifyingEmpty: boolean } | { ok: false; error: PosProblem } => {
    try {
      return { ok: true, ...dependencies.onOpenOrders(answer) }
    } catch (error) {
      dependencies.onFault(error)
      return { ok: false, error: { code: error instanceof LedgerError ? error.code : 'internal' } }
    }
  }

  const heardNow = () => ({
    problem: null,
    problemSinceMs: null,
    lastSuccessMs: clock.nowMs(),
    awaitedSince: { wallMs: clock.nowMs(), monotonicMs: clock.monotonicMs() },
  })

  const heard = (
    { quarantined, extent }: OpenOrders,
    how: Pick<SourceHealth, 'isVerifyingEmpty' | 'nextPollMs' | 'answerMs' | 'plannedMs'>,
  ): void => {
    const incompleteSinceMs = extent !== 'incomplete' ? null : (health.incompleteSinceMs ?? clock.nowMs())
    update({ state: 'ok', ...heardNow(), ...how, quarantined, incompleteSinceMs, heldBackSinceMs: heldBackSinceMs() })
  }

  const missed = (error: PosProblem, isToStop: boolean, nextPollMs: number | null): void => {
    const { retryAfterMs: _, ...problem } = error
    const problemSinceMs = health.problem?.code === error.code ? health.problemSinceMs : clock.nowMs()
    update({
      state: isToStop ? 'stopped' : 'offline',
      problem,
      problemSinceMs,
      nextPollMs,
      heldBackSinceMs: heldBackSinceMs(),
    })
  }

  const heldBackSinceMs = (): number | null =>
    intervalMs * (pace.slowdown - 1) > HELD_BACK_MS ? (health.heldBackSinceMs ?? clock.nowMs()) : null

  return {
    health: () => health,
    start: () => void poll(),
    stuckSinceMs: () => (isArmed || aborter.signal.aborted || isStopped() ? null : lastSignMs),
    overdueMs: () => {
      if (aborter.signal.aborted || isStopped()) return 0
      return Math.max(0, clock.monotonicMs() - (isArmed && !isPolling ? dueMs : lastSignMs))
    },
    wake: () => arm(Math.max(0, notBeforeMs - clock.monotonicMs())),
    stopFor: (problem) => {
      cancelTimer?.()
      missed(problem, true, null)
    },
    stop: () => {
      aborter.abort()
      cancelTimer?.()
    },
  }
}
