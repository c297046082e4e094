import { isDelivered, orderSubject, type PrintJob } from '../../shared/model/printJob.ts'
import type { LinkMember } from '../../shared/model/linkMember.ts'
import type { PrintLeave } from '../../shared/model/printLeave.ts'
import { isLinkOn } from '../../shared/settings/link.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import type { Clock } from '../host.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { claimStep, isDoubtfulAfterSilence, isExpectedElsewhere } from './claimRule.ts'
import { createHeldSlips } from './heldSlips.ts'
import { isClaimed, orderIdOf, sharedOrderId } from './linkKeys.ts'
import { type ClaimAnswer, LEASE_MS, type LinkSession } from './linkSession.ts'
import { isRenamed } from './orderKeys.ts'
import { createPrintedElsewhere } from './printedElsewhere.ts'
import { createPrintedHere } from './printedHere.ts'
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
  /** For how long a slip is held back because no other counter can be asked about it, ms; null: it is not. */
  heldBackMs(jobId: number): number | null
  /** Everything that has been printed has been told. */
  isQuiet(): boolean
}

/** It is nobody else's. */
const mine: PrintLeave = { kind: 'print', isInDoubt: false, note: null, untilMs: null }
const unheard: PrintLeave = { kind: 'print', isInDoubt: true, note: { code: 'printedUnlinked' }, untilMs: null }

const ASK_AGAIN_MS = 1_000
const ASK_SOON_MS = 100
/** A server that is there answers by then: with the answer itself no slip waits for more than two seconds. */
const OPENING_MS = 900
const wait: PrintLeave = { kind: 'wait', delayMs: ASK_AGAIN_MS }
/** Of what is held: a slip must be on its way this long before it may be another's. */
const LEAST_LEFT_MS = 3_000

/** Which slips are this counter's to print, and which are another's. */
export function createClaims(dependencies: ClaimDependencies): Claims {
  const { clock, ledger, settings, own, session, attempt } = dependencies
  const held = createHeldSlips(dependencies)
  const printed = createPrintedHere({ ...dependencies, held })
  const { follow } = held
  const elsewhere = createPrintedElsewhere(() => settings().routes.map(({ name }) => name))
  /** Slips that wait for the server, and since when; monotonic. */
  const turns = new Map<number, number>()

  /** Slips that are held back since no server answers, and since when; monotonic. */
  const heldBack = new Map<number, number>()

  const placesOf = (job: PrintJob): Place[] => placesOfSlip(job, dependencies)

  const holdBack = (jobId: number): PrintLeave => {
    if (!heldBack.has(jobId)) heldBack.set(jobId, clock.monotonicMs())
    return wait
  }

  const printUnheard = (places: readonly Place[], job: PrintJob): PrintLeave => {
    for (const place of places) held.hold(place, job, null, null)
    return unheard
  }

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
    if (places.length === 0) return isAsked || dependencies.isPrintingCounter() ? unheard : holdBack(job.id)
    const knownAt = isAsked ? null : elsewhere.counterOf(places)
    if (knownAt !== null) return { kind: 'elsewhere', counterName: knownAt }
    // Each of its names is given back, and not the first alone.
    if (places.filter(({ id }) => held.isGivenBack(id, job)).length > 0) return wait
    const facts = {
      isUp: session() !== null,
      isPrintingCounter: dependencies.isPrintingCounter(),
      isAsked,
      waitedMs,
      accounts: places.map(({ account }) => account),
      others: dependencies.others(),
    }
    const step = claimStep(facts)
    if (step === 'holdBack') return holdBack(job.id)
    heldBack.delete(job.id)
    if (step === 'defer') return wait
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
      return claimStep({ ...facts, isUp: false }) === 'printInDoubt' ? printUnheard(places, job) : holdBack(job.id)
    const granted = answers.flatMap(({ place, answer }) => (answer.kind === 'granted' ? [{ place, ...answer }] : []))
    const refused = refusalOf(answers)
    if (refused !== null) {
      for (const { place, token } of granted) held.leave(place, token)
      return refused
    }
    const leaveMs = askedMs + LEASE_MS - LEAST_LEFT_MS
    const untils = granted.map(({ place, token }) => held.hold(place, job, token, leaveMs) ?? leaveMs)
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

  /** What another counter has printed may have come out here as well. */
  const noteOwn = (account: string, slip: string, counterName: string): void => {
    const isIt = (place: Place): boolean => place.account === account && elsewhere.isPerhapsOne(place.slip, slip)
    const keys = dependencies.orderKeysOf(account, orderIdOf(slip)).flatMap((key) => dependencies.group(key))
    for (const key of new Set(keys))
      for (const job of ledger.readJobsOf(orderSubject(key)))
        if (isDelivered(job) && placesOf(job).some(isIt)) dependencies.onDoubled(job, counterName)
  }

  const isKnownOtherwise = (orderKey: string): boolean => {
    const order = dependencies.findOrder(orderKey)
    return order !== null && isRenamed(order)
  }

  return {
    ask,
    follow,
    renew: () => {
      printed.goOn()
      follow()
      held.renew()
    },
    catchUp: () => {
      heldBack.clear()
      printed.lookThrough()
      follow()
    },
    tellNames: (orderKeys) => {
      // When the server answers, all that was printed is gone through.
      if (session() === null) return
      const groups = orderKeys.map((key) => dependencies.group(key))
      for (const group of groups) if (group.length > 1 || group.some(isKnownOtherwise)) group.forEach(printed.ofOrder)
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
    heldBackMs: (jobId) => {
      const sinceMs = heldBack.get(jobId)
      return sinceMs === undefined ? null : clock.monotonicMs() - sinceMs
    },
    isQuiet: held.isQuiet,
  }
}
