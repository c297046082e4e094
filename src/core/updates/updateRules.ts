import type { Problem, Result } from '../../shared/contract/problems.ts'

/** A version that is newer than the one that runs. */
export interface Release {
  version: string
  /** What is new in it, two lines at most. */
  notes: readonly string[]
}

/** Times are monotonic ms. */
export type UpdateState =
  /** `refusedVersion`: what was fetched as this version was not signed by its maker. */
  | { kind: 'resting'; nextCheckMs: number; problem: Problem | null; refusedVersion: string | null }
  | { kind: 'checking'; isAsked: boolean; refusedVersion: string | null }
  | { kind: 'found'; release: Release }
  | { kind: 'downloading'; release: Release }
  /** `isTried`: installing it did not succeed; it is not tried again unless a person says so. */
  | { kind: 'ready'; release: Release; problem: Problem | null; isTried: boolean }
  | { kind: 'installing'; release: Release }

export type UpdateEvent =
  | { kind: 'tick' }
  | { kind: 'askedToCheck' }
  | { kind: 'checked'; result: Result<Release | null> }
  | { kind: 'downloaded'; result: Result<{ isTried: boolean }> }
  | { kind: 'askedToInstall' }
  | { kind: 'notInstalled'; problem: Problem }

/** What is going on in the shop, as far as an update has to know. */
export interface Surroundings {
  nowMs: number
  /** 0 <= value < 1 */
  random: number
  isOn: boolean
  /** Never where a person has to be there. */
  isQuietHour: boolean
  /** Every source answers, nothing is being fetched and nobody waits to be seen. */
  isLineIdle: boolean
  /** A slip is under way or waits for its printer or for a person. */
  hasOpenSlips: boolean
  hasUnseenOrders: boolean
}

export interface UpdateStep {
  state: UpdateState
  /** What the door has to do now; its answer comes back as an event. */
  effect: 'check' | 'download' | 'install' | null
}

const MINUTE_MS = 60_000
/** A start is busy enough without it. */
const FIRST_CHECK_MS = 10 * MINUTE_MS
const CHECK_EVERY_MS = 6 * 60 * MINUTE_MS
const AFTER_FAILURE_MS = 60 * MINUTE_MS
const AFTER_REFUSAL_MS = 24 * 60 * MINUTE_MS

/** A quarter more or less: a chain's counters must not all ask at once. */
const jittered = (ms: number, random: number): number => Math.round(ms * (0.75 + random / 2))

/** @param nowMs monotonic @param random 0 <= value < 1 */
export const firstState = (nowMs: number, random: number): UpdateState => ({
  kind: 'resting',
  nextCheckMs: nowMs + jittered(FIRST_CHECK_MS, random),
  problem: null,
  refusedVersion: null,
})

/**
 * The life of an update: looked for, fetched while the line is idle, and installed only when a person says so with no slip
 * open, or in the quiet hour with nothing open at all. Pure.
 */
export function stepUpdate(state: UpdateState, event: UpdateEvent, around: Surroundings): UpdateStep {
  const rest = (waitMs: number, problem: Problem | null = null, refusedVersion: string | null = null): UpdateStep => ({
    state: { kind: 'resting', nextCheckMs: around.nowMs + jittered(waitMs, around.random), problem, refusedVersion },
    effect: null,
  })
  const stay: UpdateStep = { state, effect: null }

  switch (event.kind) {
    case 'tick':
      return tick(state, around)
    case 'askedToCheck':
      if (state.kind !== 'resting') return stay
      return { state: { kind: 'checking', isAsked: true, refusedVersion: state.refusedVersion }, effect: 'check' }
    case 'checked': {
      if (state.kind !== 'checking') return stay
      const { result } = event
      if (!result.ok) return rest(AFTER_FAILURE_MS, result.error, state.refusedVersion)
      if (result.value === null) return rest(CHECK_EVERY_MS)
      if (result.value.version === state.refusedVersion && !state.isAsked)
        return rest(AFTER_REFUSAL_MS, { code: 'updateUntrusted' }, state.refusedVersion)
      return { state: { kind: 'found', release: result.value }, effect: null }
    }
    case 'downloaded': {
      if (state.kind !== 'downloading') return stay
      const { release } = state
      if (event.result.ok) {
        const { isTried } = event.result.value
        const problem: Problem | null = isTried ? { code: 'updateNotInstalled' } : null
        return { state: { kind: 'ready', release, problem, isTried }, effect: null }
      }
      const { error } = event.result
      if (error.code === 'updateUntrusted') return rest(AFTER_REFUSAL_MS, error, release.version)
      return rest(AFTER_FAILURE_MS, error)
    }
    case 'askedToInstall':
      if (state.kind !== 'ready') return stay
      if (around.hasOpenSlips) return { state: { ...state, problem: { code: 'updateWaitsForSlips' } }, effect: null }
      return { state: { kind: 'installing', release: state.release }, effect: 'install' }
    case 'notInstalled':
      if (state.kind !== 'installing') return stay
      if (event.problem.code === 'updateUntrusted') return rest(AFTER_REFUSAL_MS, event.problem, state.release.version)
      return {
        state: { kind: 'ready', release: state.release, problem: event.problem, isTried: true },
        effect: null,
      }
  }
}

function tick(state: UpdateState, around: Surroundings): UpdateStep {
  const { nowMs, random, isOn, isLineIdle, isQuietHour, hasOpenSlips, hasUnseenOrders } = around
  const isWaiting = state.kind === 'resting' || state.kind === 'found' || state.kind === 'ready'
  if (!isOn && isWaiting) return { state: firstState(nowMs, random), effect: null }
  if (state.kind === 'resting' && nowMs >= state.nextCheckMs)
    return { state: { kind: 'checking', isAsked: false, refusedVersion: state.refusedVersion }, effect: 'check' }
  if (state.kind === 'found' && isLineIdle)
    return { state: { kind: 'downloading', release: state.release }, effect: 'download' }
  const isCalm = isQuietHour && !hasOpenSlips && !hasUnseenOrders
  if (state.kind === 'ready' && isCalm && !state.isTried)
    return { state: { kind: 'installing', release: state.release }, effect: 'install' }
  return { state, effect: null }
}
