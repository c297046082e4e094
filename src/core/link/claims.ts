import {
  isDelivered,
  isSettled,
  isUnsent,
  isWaiting,
  orderSubject,
  type PrintJob,
} from '../../shared/model/printJob.ts'
import type { LinkMember } from '../../shared/model/linkMember.ts'
import type { PrintLeave } from '../../shared/model/printLeave.ts'
import { isLinkOn } from '../../shared/settings/link.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import type { Clock } from '../host.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { claimStep, isDoubtfulAfterSilence, isExpectedElsewhere } from './claimRule.ts'
import { keepLast } from './keepLast.ts'
import { isClaimed, orderIdOf, sharedOrderId } from './linkKeys.ts'
import { type ClaimAnswer, KEEP_MS, LEASE_MS, type LinkSession } from './linkSession.ts'
import { createPrintedElsewhere } from './printedElsewhere.ts'
import { type Place, placeAt, placesOfSlip, type SlipNaming } from './slipNames.ts'

interface ClaimDependencies extends SlipNaming {
  clock: Clock
  ledger: Pick<Ledger, 'readJob' | 'readJobsOf' | 'readOrderKeysSince'>
  settings(): Settings
  isPrintingCounter(): boolean
  /** The orders here that this one of an account is. */
  orderKeysOf(account: string, orderId: string): string[]
  own(): { member: string; counterName: string }
  others(): readonly LinkMember[]
  /** null: it does not answer. */
  session(): { session: LinkSession; sinceMs: number } | null
  /** It may answer in a moment: it has just been started, or lost. */
  isOpening(): boolean
  /** Runs something on the session; what fails in it ends the session. @returns null: it failed */
  attempt<T>(work: (session: LinkSession) => Promise<T>): Promise<T | null>
  /** A slip that this counter has printed may be on paper at another as well. */
  onDoubled(job: PrintJob, counterName: string): void
}

export interface Claims {
  /** Asked before a slip's first byte; answers within two seconds. Never rejects. */
  ask(job: PrintJob, about: { waitedMs: number; isAsked: boolean }): Promise<PrintLeave>
  /** Slips have moved on: what was printed is told, what was not is given back. */
  follow(): void
  /** Says again what is still this counter's. */
  renew(): void
  /** The server answers anew: it is told what it may have missed or lost. */
  catchUp(): void
  /** Orders may have a second name by now: what was printed of them is told under each. */
  tellNames(orderKeys: readonly string[]): void
  /** Another counter has told of a slip. */
  hear(account: string, slip: string, counterName: string | null): void
  /** Another counter has printed this order, or may still do so. @param waitedMs how long it has been known here */
  isElsewhere(orderKey: string, waitedMs: number): boolean
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

/** It is nobody else's. */
const mine: PrintLeave = { kind: 'print', isInDoubt: false, note: null, untilMs: null }
const unheard: PrintLeave = { kind: 'print', isInDoubt: true, note: { code: 'printedUnlinked' }, untilMs: null }

type Outcome = { kind: 'done' } | { kind: 'free'; isInDoubt: boolean }

const ASK_AGAIN_MS = 1_000
const ASK_SOON_MS = 100
/** A server that is there answers by then: with the answer itself no slip waits for more than two seconds. */
const OPENING_MS = 900
const wait: PrintLeave = { kind: 'wait', delayMs: ASK_AGAIN_MS }
/** Of what is held: a slip must be on its way this long before it may be another's. */
const LEAST_LEFT_MS = 3_000
/** The server has forgotten it long after that: what still matters by then is told again. */
const TELL_AGAIN_MS = KEEP_MS / 2
const LOOK_AGAIN_MS = 3_600_000
/** Orders that are gone through at once: nobody notices, and a busy day is told within a minute. */
const ORDERS_AT_ONCE = 200

/** Which slips are this counter's to print, and which are another's. */
export function createClaims(dependencies: ClaimDependencies): Claims {
  const { clock, ledger, settings, own, session, attempt } = dependencies
  const held = new Map<string, Held>()
  const elsewhere = createPrintedElsewhere(() => settings().routes.map(({ name }) => name))
  /** What the server has been told is on paper, when (monotonic), and in which of its datasets. */
  const told = new Map<string, { datasetId: string; atMs: number }>()
  /** Orders of which the server may have to be told what was printed, by key. */
  let untold: string[] = []
  let lookedMs = Number.NEGATIVE_INFINITY
  /** Slips that wait for the server, and since when; monotonic. */
  const turns = new Map<number, number>()

  const placesOf = (job: PrintJob): Place[] => placesOfSlip(job, dependencies)

  /** @returns until when it is to be sent: asked for again, a leave that was not used lasts no longer */
  const hold = (place: Place, job: PrintJob, token: number | null, leaveMs: number | null): number | null => {
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

  const printUnheard = (places: readonly Place[], job: PrintJob): PrintLeave => {
    for (const place of places) hold(place, job, null, null)
    return unheard
  }

  /** Its time has passed and it was not sent: a printer was not ready, or the disk was full. */
  const isUnused = ({ attempt: before, untilMs }: Turn, job: PrintJob): boolean =>
    untilMs !== null && clock.monotonicMs() > untilMs && isWaiting(job) && job.attempt === before

  /** However often the server is lost and found again, a slip waits for it once. */
  const isEarly = (jobId: number): boolean => {
    const nowMs = clock.monotonicMs()
    const sinceMs = turns.get(jobId) ?? nowMs
    turns.set(jobId, sinceMs)
    return nowMs - sinceMs < OPENING_MS
  }

  const ask: Claims['ask'] = async (job, { waitedMs, isAsked: isWanted }) => {
    if (!isLinkOn(settings().link) || !isClaimed(job)) return mine
    const isAsked = isWanted || job.dedupe.startsWith('hand:')
    if (dependencies.isOpening() && isEarly(job.id)) return { kind: 'wait', delayMs: ASK_SOON_MS }
    turns.delete(job.id)
    const places = placesOf(job)
    // The key of its vendor is not known here (any more): nobody can be asked about it.
    if (places.length === 0) return isAsked || dependencies.isPrintingCounter() ? unheard : wait
    const knownAt = isAsked ? null : elsewhere.counterOf(places)
    if (knownAt !== null) return { kind: 'elsewhere', counterName: knownAt }
    // Each of its names is given back, and not the first alone.
    if (places.filter(({ id }) => isGivenBack(id, job)).length > 0) return wait
    const facts = {
      isUp: session() !== null,
      isPrintingCounter: dependencies.isPrintingCounter(),
      isAsked,
      waitedMs,
      accounts: places.map(({ account }) => account),
      others: dependencies.others(),
    }
    const step = claimStep(facts)
    if (step === 'defer' || step === 'holdBack') return wait
    if (step === 'printInDoubt') return printUnheard(places, job)
    const askedMs = clock.monotonicMs()
    const upForMs = askedMs - (session()?.sinceMs ?? askedMs)
    const answers = await attempt((server) =>
      Promise.all(
        places.map(async (place) => {
          const { account, slip } = place
          return { place, answer: await server.claim({ account, slip, ...own(), isForced: isAsked }) }
        }),
      ),
    )
    if (answers === null)
      return claimStep({ ...facts, isUp: false }) === 'printInDoubt' ? printUnheard(places, job) : wait
    const granted = answers.flatMap(({ place, answer }) => (answer.kind === 'granted' ? [{ place, ...answer }] : []))
    const refused = refusalOf(answers)
    if (refused !== null) {
      for (const { place, token } of granted) leave(place, token)
      return refused
    }
    const leaveMs = askedMs + LEASE_MS - LEAST_LEFT_MS
    const untils = granted.map(({ place, token }) => hold(place, job, token, leaveMs) ?? leaveMs)
    const isInDoubt =
      granted.some((one) => one.isInDoubt) ||
      (granted.length > 0 && isDoubtfulAfterSilence(facts, waitedMs, upForMs)) ||
      granted.some(({ place }) => elsewhere.isPerhaps(place))
    return {
      kind: 'print',
      isInDoubt,
      note: isInDoubt ? { code: 'perhapsElsewhere' } : null,
      untilMs: untils.length === 0 ? null : Math.min(...untils),
    }
  }

  /** Another counter has it by one of its names. null: none has. */
  const refusalOf = (answers: readonly { place: Place; answer: ClaimAnswer }[]): PrintLeave | null => {
    for (const { place, answer } of answers)
      if (answer.kind === 'done' && !answer.isOwn) {
        elsewhere.add(place, answer.counterName)
        return { kind: 'elsewhere', counterName: answer.counterName }
      }
    return answers.some(({ answer }) => answer.kind === 'held') ? wait : null
  }

  /** It was given by this name and not by another. */
  const leave = ({ id, account, slip }: Place, token: number): void => {
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

  /** Asked for again after a leave that was not used: another counter has a moment to take it. */
  const isGivenBack = (id: string, job: PrintJob): boolean => {
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

  /** What another counter has printed may have come out here as well. */
  const noteOwn = (account: string, slip: string, counterName: string): void => {
    const isIt = (place: Place): boolean => place.account === account && elsewhere.isPerhapsOne(place.slip, slip)
    const keys = dependencies.orderKeysOf(account, orderIdOf(slip)).flatMap((key) => dependencies.group(key))
    for (const key of new Set(keys))
      for (const job of ledger.readJobsOf(orderSubject(key)))
        if (isDelivered(job) && placesOf(job).some(isIt)) dependencies.onDoubled(job, counterName)
  }

  const isTold = (placeId: string): boolean => {
    const last = told.get(placeId)
    if (last === undefined || last.datasetId !== session()?.session.datasetId) return false
    return clock.monotonicMs() - last.atMs < TELL_AGAIN_MS
  }

  /** What was printed of an order, and the server may not know. */
  const holdUntold = (orderKey: string): void => {
    for (const job of ledger.readJobsOf(orderSubject(orderKey)))
      for (const place of isDelivered(job) ? placesOf(job) : [])
        if (!isTold(place.id) && !held.has(place.id)) hold(place, job, null, null)
  }

  const tellSome = (): void => (untold.splice(0, ORDERS_AT_ONCE).forEach(holdUntold), follow())

  /** An order that goes on may come in at another counter at any time; one that is over only has slips that wait there. */
  const catchUp = (): void => {
    lookedMs = clock.monotonicMs()
    untold = ledger.readOrderKeysSince(clock.nowMs() - settings().slipExpiryHours * 3_600_000)
    tellSome()
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
    ask,
    follow,
    renew: () => {
      if (clock.monotonicMs() - lookedMs >= LOOK_AGAIN_MS) catchUp()
      else tellSome()
      for (const [, one] of held) {
        const { account, slip, token } = one
        if (token !== null && outcomeOf(one) === null) void attempt((server) => server.renew(account, slip, token))
      }
    },
    catchUp,
    tellNames: (orderKeys) => {
      // When the server answers, all that was printed of late is told.
      if (session() === null) return
      const groups = orderKeys.map((key) => dependencies.group(key)).filter(({ length }) => length > 1)
      for (const key of new Set(groups.flat())) holdUntold(key)
      follow()
    },
    hear: (account, slip, counterName) => {
      if (counterName === null) return
      noteOwn(account, slip, counterName)
      elsewhere.add(placeAt(account, slip), counterName)
    },
    isElsewhere: (orderKey, waitedMs) => {
      const order = isLinkOn(settings().link) ? dependencies.findOrder(orderKey) : null
      const account = order === null ? null : dependencies.account(order.sourceId)
      if (order === null || account === null) return false
      if (elsewhere.hasOrder(account.id, sharedOrderId(order))) return true
      return isExpectedElsewhere(
        { isUp: session() !== null, accounts: [account.id], others: dependencies.others() },
        waitedMs,
      )
    },
    isQuiet: () => [...held.values()].every((one) => outcomeOf(one)?.kind !== 'done'),
  }
}
