import type { Problem, Result } from '../../shared/contract/problems.ts'
import { backoffMs } from '../../shared/model/backoff.ts'
import type { Host } from '../host.ts'
import type { LinkSession } from './linkSession.ts'
import type { Outage } from './outage.ts'

interface ConnectionDependencies {
  host: Pick<Host, 'clock' | 'timers' | 'random' | 'log'>
  /** From here on until a session has taken this counter's first beat. */
  outage: Pick<Outage, 'begin' | 'end'>
  /** @param isWanted not any more: what is opened is closed unused. @returns null: nothing was opened */
  open(isWanted: () => boolean): Promise<Result<LinkSession> | null>
  /** Tries a session that was just opened: where it is of no use, `attempt` ends it. */
  firstBeat(): Promise<void>
  /** A session is there that has taken this counter's beat. */
  onUp(session: LinkSession): void
  onChange(): void
  onFault(error: unknown): void
}

/** Keeps one session with the link's server, and opens another one, ever less often, when it ends. */
export interface LinkConnection {
  /** `sinceMs` monotonic; null: there is none. */
  live(): { session: LinkSession; sinceMs: number } | null
  /** It may be there in a moment: it has just been started, or lost. */
  isOpening(): boolean
  /** Why there was none last; null: one is there, or is opened for the first time. */
  problem(): Problem | null
  /** Runs something on the session; what fails in it ends the session. @returns null: it failed, or there is none */
  attempt<T>(work: (session: LinkSession) => Promise<T>): Promise<T | null>
  /** What an earlier start still does is nobody's. @returns whether this start is still the last one */
  begin(): () => boolean
  openSoon(): void
  end(): void
}

/** A session that ends sooner has failed like one that could not be opened: the next one is not opened at once. */
const SHORT_LIVED_MS = 5_000
const pause = { firstMs: 500, lastMs: 5_000 }

export function createLinkConnection(dependencies: ConnectionDependencies): LinkConnection {
  const { host, outage, onChange } = dependencies
  const { clock, timers } = host
  let live: { session: LinkSession; sinceMs: number } | null = null
  let lastProblem: Problem | null = null
  /** In a row, to open a session or to keep it for a while. */
  let failures = 0
  /** Rises with each start and end. */
  let era = 0
  let cancelReopen: (() => void) | null = null

  const begin = (): (() => boolean) => {
    const mine = ++era
    return () => mine === era
  }

  const reopen = (delayMs: number): void => {
    cancelReopen?.()
    const mine = era
    cancelReopen = timers.after(delayMs, () => void open(() => mine === era).catch(dependencies.onFault))
  }

  const failed = (problem: Problem): void => {
    lastProblem = problem
    outage.begin()
    reopen(failures === 0 ? 0 : backoffMs(failures, host.random(), pause))
    onChange()
  }

  /** It is of no more use: another one is opened. */
  const drop = (session: LinkSession): void => {
    if (live?.session !== session) return
    const isShortLived = clock.monotonicMs() - live.sinceMs < SHORT_LIVED_MS
    session.close()
    live = null
    failures = isShortLived ? failures + 1 : 0
    failed({ code: 'timedOut' })
  }

  const open = async (isWanted: () => boolean): Promise<void> => {
    cancelReopen = null
    const opened = await dependencies.open(isWanted)
    if (!isWanted()) return opened?.ok === true ? opened.value.close() : undefined
    if (opened === null) return
    if (!opened.ok) {
      failures++
      return failed(opened.error)
    }
    const session = opened.value
    live = { session, sinceMs: clock.monotonicMs() }
    await dependencies.firstBeat()
    if (live?.session !== session) return
    lastProblem = null
    outage.end()
    dependencies.onUp(session)
  }

  return {
    live: () => live,
    isOpening: () => live === null && failures === 0,
    problem: () => lastProblem,
    attempt: async (work) => {
      const session = live?.session
      if (session === undefined) return null
      try {
        return await work(session)
      } catch (error) {
        host.log({ level: 'warn', what: 'link.noAnswer', data: { error: error instanceof Error ? error.name : '' } })
        drop(session)
        return null
      }
    },
    begin,
    openSoon: () => reopen(0),
    end: () => {
      begin()
      cancelReopen?.()
      cancelReopen = null
      live?.session.close()
      live = null
      lastProblem = null
      outage.end()
      failures = 0
    },
  }
}
