import { backoffMs } from '../../shared/model/backoff.ts'
import { isSettled, UNDO_MS, type VendorWrite } from '../../shared/model/dispatch.ts'
import type { Clock, Timers } from '../host.ts'
import { LedgerError } from '../ledger/ledger.ts'
import type { PosClient, PosProblem, PosResult, StatusWrite } from '../vendors/posClient.ts'
import { decideWrite, isDoubtedRefusal, isRefusal } from './decideWrite.ts'
import type { StepBook } from './stepBook.ts'

type WritingClient = Pick<PosClient, 'readStatus' | 'writeStatus'>

interface WriteSenderDependencies {
  steps: Pick<StepBook, 'writes' | 'save' | 'renewed'>
  clock: Clock
  timers: Timers
  random(): number
  /** null: there is none, or it must not be asked just now. */
  client(sourceId: string): WritingClient | null
  onChange(): void
  onFault(error: unknown): void
}

export interface WriteSender {
  /** Something is wanted, or a source can be asked again. */
  wake(): void
  /** Why this source's key may not write; null: nothing is known against it. */
  denied(sourceId: string): PosProblem | null
  /** What is under way is left uncertain: the next start reads back what became of it. */
  stop(): void
}

/** How a source has failed of late, in a row. Reading an order does not say that it takes steps again. */
interface Pause {
  /** Until then nothing is asked; monotonic. */
  untilMs: number
  unread: number
  untaken: number
}

/** An unknown outcome is not asked about at once: the vendor may be at it still. */
const READ_BACK_AFTER_MS = 2_000
const pause = { firstMs: 2_000, lastMs: 60_000 }
const RATE_LIMITED_MS = 5_000

/**
 * Tells vendors the steps that are wanted: of each source one at a time, oldest first, of each order one after the other.
 * Each is read back before it is sent, on record before it leaves, and sent once.
 */
export function createWriteSender(dependencies: WriteSenderDependencies): WriteSender {
  const { steps, clock, timers } = dependencies
  /** What each source's client has refused to write at all, until it is another client. */
  const denials = new WeakMap<WritingClient, PosProblem>()
  /** By source. */
  const pauses = new Map<string, Pause>()
  /** By step: after a fault of its own it stands behind the others, each time for longer. */
  const setBacks = new Map<number, { untilMs: number; failures: number }>()
  /** By step: when each of its moments, wall time, comes by the clock that does not jump. */
  const dues = new Map<number, Map<number, number>>()
  const busy = new Set<string>()
  const aborter = new AbortController()
  let cancelTimer: (() => void) | null = null

  const save = (write: VendorWrite, ...more: VendorWrite[]): void => {
    steps.save(write, ...more)
    if (isSettled(write.state)) pauses.set(write.sourceId, { ...pauseOf(write.sourceId), untaken: 0 })
    if (isSettled(write.state) || write.state === 'asking') setBacks.delete(write.id)
    dependencies.onChange()
  }

  const ownerOf = ({ state }: VendorWrite): boolean => !isSettled(state)

  /** Of each order the first that is not settled; one that waits for a person keeps the later ones waiting. */
  const heads = (): VendorWrite[] => {
    const first = new Map<string, VendorWrite>()
    for (const write of steps.writes().filter(ownerOf)) if (!first.has(write.orderKey)) first.set(write.orderKey, write)
    return [...first.values()].filter(({ state }) => state !== 'asking')
  }

  /** Ms until a moment of a step; a wall clock that is set back does not put it off. @param longestMs that it is away at most */
  const leftMs = ({ id }: VendorWrite, atMs: number, longestMs: number): number => {
    const wallMs = atMs - clock.nowMs()
    const ofStep = dues.get(id) ?? new Map<number, number>()
    const dueMs = ofStep.get(atMs) ?? clock.monotonicMs() + Math.min(wallMs, longestMs)
    dues.set(id, ofStep.set(atMs, dueMs))
    return Math.min(wallMs, dueMs - clock.monotonicMs())
  }

  /** What was under way when it was last heard of, perhaps before a restart, the vendor may be at still. */
  const waitMs = (write: VendorWrite): number => {
    const ownMs = leftMs(write, write.notBeforeMs, UNDO_MS)
    if (write.state === 'wanted') return ownMs
    return Math.max(ownMs, leftMs(write, write.updatedAtMs + READ_BACK_AFTER_MS, READ_BACK_AFTER_MS))
  }

  const expiresInMs = (write: VendorWrite): number =>
    leftMs(write, write.expiresAtMs, write.expiresAtMs - write.notBeforeMs + UNDO_MS)

  const expire = (): void => {
    for (const write of steps.writes()) {
      if (isSettled(write.state) || write.state === 'asking' || expiresInMs(write) > 0) continue
      if (busy.has(write.sourceId) && write.state === 'sending') continue
      const problem = write.attempt === 0 ? 'waitedForVendor' : 'outcomeUnknown'
      save({ ...write, state: 'asking', problem })
    }
  }

  const schedule = (): void => {
    if (aborter.signal.aborted) return
    cancelTimer?.()
    cancelTimer = null
    const ids = new Set(steps.writes().map(({ id }) => id))
    for (const id of dues.keys()) if (!ids.has(id)) dues.delete(id)
    try {
      expire()
    } catch (error) {
      dependencies.onFault(error)
    }
    const waits: number[] = steps
      .writes()
      .filter(({ state }) => !isSettled(state) && state !== 'asking')
      .map(expiresInMs)
    const bySource = Map.groupBy(heads(), ({ sourceId }) => sourceId)
    for (const [sourceId, writes] of bySource) {
      if (busy.has(sourceId)) continue
      const client = dependencies.client(sourceId)
      if (client === null) continue
      const monotonicMs = clock.monotonicMs()
      const due = writes.map((write) => {
        const untilMs = Math.max(pauseOf(sourceId).untilMs, setBacks.get(write.id)?.untilMs ?? 0)
        return { write, inMs: Math.max(untilMs - monotonicMs, waitMs(write)) }
      })
      const [next] = due
        .filter(({ inMs }) => inMs <= 0)
        .sort((left, right) => placeOf(left.write) - placeOf(right.write) || left.write.id - right.write.id)
      if (next) void run(next.write, client)
      else waits.push(...due.map(({ inMs }) => inMs))
    }
    if (waits.length === 0) return
    cancelTimer = timers.after(Math.max(10, Math.min(...waits)), schedule)
  }

  const placeOf = ({ id }: VendorWrite): number => setBacks.get(id)?.failures ?? 0

  const setBack = (write: VendorWrite): void => {
    const failures = placeOf(write) + 1
    const untilMs = clock.monotonicMs() + backoffMs(failures, dependencies.random(), pause)
    setBacks.set(write.id, { untilMs, failures })
  }

  const pauseOf = (sourceId: string): Pause => pauses.get(sourceId) ?? { untilMs: 0, unread: 0, untaken: 0 }

  /** Asks a source nothing for a while, longer after each failure of its kind. @param told what the vendor said, ms */
  const rest = (sourceId: string, kind: 'unread' | 'untaken', leastMs = 0, told?: number): void => {
    const before = pauseOf(sourceId)
    const failures = before[kind] + 1
    const ms = told ?? Math.max(leastMs, backoffMs(failures, dependencies.random(), pause))
    pauses.set(sourceId, { ...before, untilMs: clock.monotonicMs() + ms, [kind]: failures })
  }

  const run = async (write: VendorWrite, client: WritingClient): Promise<void> => {
    busy.add(write.sourceId)
    try {
      await step(write, client)
    } catch (error) {
      // What could not be recorded has not been sent, or is found as sent and read back.
      rest(write.sourceId, 'unread')
      if (!aborter.signal.aborted) dependencies.onFault(error)
      if (!(error instanceof LedgerError)) setBack(write)
    }
    busy.delete(write.sourceId)
    schedule()
  }

  const step = async (write: VendorWrite, client: WritingClient): Promise<void> => {
    const denial = denials.get(client)
    if (denial !== undefined && write.attempt === 0) return save({ ...write, state: 'untold', problem: denial.code })
    const { detailsId } = steps.renewed(write)
    const said = await client.readStatus(detailsId, aborter.signal)
    if (aborter.signal.aborted) return
    if (!said.ok) return unread(write, said.error)
    pauses.set(write.sourceId, { ...pauseOf(write.sourceId), unread: 0 })
    const now = current(write)
    // Dropped meanwhile, by a person.
    if (now === null) return
    const renewed = { ...steps.renewed(now), detailsId }
    // What was sent is compared as it was sent. Found as sent: what became of it is not known.
    const asFound: VendorWrite = now.state === 'wanted' ? renewed : { ...now, detailsId, state: 'uncertain' }
    const next = after(now)
    const decision = decideWrite(asFound, said.value, next)
    if (decision === 'send') return send(renewed, client)
    const undoing = decision.state === 'dropped' && next !== null ? [{ ...next, ...decision }] : []
    save({ ...asFound, ...decision }, ...undoing)
  }

  const after = ({ id, orderKey }: VendorWrite): VendorWrite | null =>
    steps.writes().find((write) => write.id > id && write.orderKey === orderKey && !isSettled(write.state)) ?? null

  const current = ({ id, state }: VendorWrite): VendorWrite | null =>
    steps.writes().find((write) => write.id === id && write.state === state) ?? null

  const unread = (write: VendorWrite, problem: PosProblem): void => {
    if (problem.code === 'orderNotFound' && current(write) !== null)
      return save({ ...write, state: 'refused', problem: problem.code })
    if (!isOfTheWire(problem)) setBack(write)
    rest(write.sourceId, 'unread', 0, problem.retryAfterMs)
  }

  const send = async (write: VendorWrite, client: WritingClient): Promise<void> => {
    const sending: VendorWrite = { ...write, state: 'sending', problem: null, attempt: write.attempt + 1 }
    save(sending)
    const answer = await attempt(sending, client)
    if (aborter.signal.aborted) return
    if (answer.ok) return save({ ...sending, state: 'done' })
    const { code, retryAfterMs } = answer.error
    if (code === 'writeDenied') denials.set(client, answer.error)
    if (isRefusal(code)) return save({ ...sending, state: 'refused', problem: code })
    // It was not looked at.
    if (code === 'rateLimited') {
      rest(write.sourceId, 'untaken', RATE_LIMITED_MS, retryAfterMs)
      return save({ ...write, state: 'wanted', problem: null })
    }
    rest(write.sourceId, 'untaken', READ_BACK_AFTER_MS, retryAfterMs)
    if (isDoubtedRefusal(code)) return save({ ...sending, state: 'uncertain', problem: code })
    setBack(write)
    save({ ...sending, state: 'uncertain', problem: null })
  }

  const attempt = async (write: VendorWrite, client: WritingClient): Promise<PosResult<null>> => {
    try {
      return await client.writeStatus(write.detailsId, asSaid(write), aborter.signal)
    } catch (error) {
      dependencies.onFault(error)
      return { ok: false, error: { code: 'internal' } }
    }
  }

  return {
    wake: schedule,
    denied: (sourceId) => {
      const client = dependencies.client(sourceId)
      return client === null ? null : (denials.get(client) ?? null)
    },
    stop: () => {
      aborter.abort()
      cancelTimer?.()
    },
  }
}

/** Every order of the source would meet it, so nobody's turn changes. */
const isOfTheWire = ({ code }: PosProblem): boolean =>
  code === 'offline' || code === 'timedOut' || code === 'rateLimited' || code === 'redirected'

function asSaid({ step, courierId, paymentTypeId }: VendorWrite): StatusWrite {
  if (step === 'onTheWay') return { step, courierId }
  return step === 'delivered' ? { step, paymentTypeId } : { step }
}
