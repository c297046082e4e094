import { isDelivered, isSettled, isUnsent, isWaiting, type PrintJob } from '../../shared/model/printJob.ts'
import type { Clock } from '../host.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { keepLast } from './keepLast.ts'
import { KEEP_MS, type LinkSession } from './linkSession.ts'
import type { Place } from './slipNames.ts'

interface HeldDependencies {
  clock: Clock
  ledger: Pick<Ledger, 'readJob'>
  own(): { member: string; counterName: string }
  /** null: it does not answer. */
  session(): { session: LinkSession } | null
  /** Runs something on the session; what fails in it ends the session. @returns null: it failed */
  attempt<T>(work: (session: LinkSession) => Promise<T>): Promise<T | null>
  /** A slip that this counter has printed may be on paper at another as well. */
  onDoubled(job: PrintJob, counterName: string): void
}

/** Slips that are this counter's to print, or that it has printed, until the server knows what became of them. */
export interface HeldSlips {
  /**
   * @param token null: it is, or was, printed without leave
   * @returns until when it is to be sent: asked for again, a leave that was not used lasts no longer
   */
  hold(place: Place, job: PrintJob, token: number | null, leaveMs: number | null): number | null
  /** It is on paper here: the server is told, unless it has been of late. */
  holdPrinted(place: Place, job: PrintJob): void
  /** It was given by this name and is another counter's by one of its others. */
  leave(place: Place, token: number): void
  /** Asked for again after a leave that was not used: another counter has a moment to take it. */
  isGivenBack(placeId: string, job: PrintJob): boolean
  /** Slips have moved on: what was printed is told, what was not is given back. */
  follow(): void
  /** Says again what is still this counter's. */
  renew(): void
  /** Everything that has been printed has been told. */
  isQuiet(): boolean
}

interface Held {
  account: string
  slip: string
  /** null: printed for want of an answer. */
  token: number | null
  jobs: Map<number, Turn>
  isTelling: boolean
}

/** A job's leave to be sent. */
interface Turn {
  /** How many attempts it had had. */
  attempt: number
  /** Not sent by then, monotonic, it is another counter's; null: it was printed for want of an answer. */
  untilMs: number | null
}

type Outcome = { kind: 'done' } | { kind: 'free'; isInDoubt: boolean }

/** The server has forgotten it long after that: what still matters by then is told again. */
const TELL_AGAIN_MS = KEEP_MS / 2

export function createHeldSlips(dependencies: HeldDependencies): HeldSlips {
  const { clock, ledger, own, session, attempt } = dependencies
  const held = new Map<string, Held>()
  /** What the server has been told is on paper, when (monotonic), and in which of its datasets. */
  const told = new Map<string, { datasetId: string; atMs: number }>()

  /** Its time has passed and it was not sent: a printer was not ready, or the disk was full. */
  const isUnused = ({ attempt: before, untilMs }: Turn, job: PrintJob): boolean =>
    untilMs !== null && clock.monotonicMs() > untilMs && isWaiting(job) && job.attempt === before

  const hold: HeldSlips['hold'] = (place, job, token, leaveMs) => {
    const { id, account, slip } = place
    const before = held.get(id)
    const jobs = before?.jobs ?? new Map<number, Turn>()
    const turn = jobs.get(job.id)
    const isSame = turn?.attempt === job.attempt && turn.untilMs !== null && !isUnused(turn, job)
    const untilMs = isSame ? turn.untilMs : leaveMs
    jobs.set(job.id, { attempt: job.attempt, untilMs })
    keepLast(held, id, { account, slip, token: token ?? before?.token ?? null, jobs, isTelling: false })
    return untilMs
  }

  const leave: HeldSlips['leave'] = ({ id, account, slip }, token) => {
    const one = held.get(id)
    // Another printer of this counter is at it.
    if (one !== undefined) one.token = token
    else void attempt((server) => server.free({ account, slip, ...own(), token, isInDoubt: false }))
  }

  /** What has become of what is held; null: it is still being decided. */
  const outcomeOf = ({ jobs }: Held): Outcome | null => {
    const all = [...jobs].flatMap(([id, turn]) => {
      const job = ledger.readJob(id)
      return job === null ? [] : [{ job, turn }]
    })
    if (all.some(({ job }) => isDelivered(job))) return { kind: 'done' }
    const isLeft = ({ job, turn }: (typeof all)[number]): boolean =>
      isSettled(job) ||
      job.state === 'undecided' ||
      (job.attempt > turn.attempt && isUnsent(job)) ||
      isUnused(turn, job)
    if (!all.every(isLeft)) return null
    const isInDoubt = all.some(
      ({ job }) => job.isPossibleDuplicate || job.state === 'uncertain' || (isSettled(job) && job.attempt > 0),
    )
    return { kind: 'free', isInDoubt }
  }

  const isGivenBack: HeldSlips['isGivenBack'] = (id, job) => {
    const one = held.get(id)
    const turn = one?.jobs.get(job.id)
    if (one === undefined || turn === undefined || !isUnused(turn, job)) return false
    const outcome = outcomeOf(one)
    if (outcome?.kind !== 'free') return false
    void settle(id, one, outcome)
    return true
  }

  const settle = async (id: string, one: Held, outcome: Outcome): Promise<void> => {
    if (one.isTelling) return
    one.isTelling = true
    const { account, slip, token } = one
    try {
      if (outcome.kind === 'free') {
        if (held.get(id) === one) held.delete(id)
        const { isInDoubt } = outcome
        if (token !== null) await attempt((server) => server.free({ account, slip, ...own(), token, isInDoubt }))
        return
      }
      const settled = await attempt(async (server) => ({
        ...(await server.done({ account, slip, ...own(), token })),
        datasetId: server.datasetId,
      }))
      if (settled === null) return
      if (held.get(id) === one) held.delete(id)
      keepLast(told, id, { datasetId: settled.datasetId, atMs: clock.monotonicMs() })
      if (settled.alsoAt === null) return
      for (const jobId of one.jobs.keys()) {
        const job = ledger.readJob(jobId)
        if (job !== null && isDelivered(job)) dependencies.onDoubled(job, settled.alsoAt)
      }
    } finally {
      one.isTelling = false
    }
  }

  const isTold = (placeId: string): boolean => {
    const last = told.get(placeId)
    if (last === undefined || last.datasetId !== session()?.session.datasetId) return false
    return clock.monotonicMs() - last.atMs < TELL_AGAIN_MS
  }

  const follow = (): void => {
    // Nobody can be told: when the server answers again all of it is looked at.
    if (session() === null) return
    for (const [id, one] of held) {
      const outcome = outcomeOf(one)
      if (outcome !== null) void settle(id, one, outcome)
    }
  }

  return {
    hold,
    holdPrinted: (place, job) => {
      if (!isTold(place.id) && !held.has(place.id)) hold(place, job, null, null)
    },
    leave,
    isGivenBack,
    follow,
    renew: () => {
      for (const [, one] of held) {
        const { account, slip, token } = one
        if (token !== null && outcomeOf(one) === null) void attempt((server) => server.renew(account, slip, token))
      }
    },
    isQuiet: () => [...held.values()].every((one) => outcomeOf(one)?.kind !== 'done'),
  }
}
