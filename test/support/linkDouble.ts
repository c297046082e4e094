import type { Clock, Timers } from '../../src/core/host.ts'
import {
  CATCH_UP_MS,
  type ClaimAnswer,
  EVENTS_AT_ONCE,
  KEEP_MS,
  LEASE_MS,
  type LinkSession,
  NEWBORN_MS,
  type OpenSession,
  type ReadEvent,
} from '../../src/core/link/linkSession.ts'
import { withinMs } from '../../src/core/link/withinMs.ts'

/** A claim as the server keeps it. */
interface Claim {
  state: 'held' | 'done' | 'free'
  member: string
  name: string
  untilMs: number
  /** It is forgotten then. */
  keptUntilMs: number
  isInDoubt: boolean
  token: number
}

interface Dataset {
  id: string
  bornMs: number
  fence: number
  claims: Map<string, Claim>
  events: { account: string; id: number; atMs: number; body: string }[]
  members: Map<string, { health: string; heardMs: number }>
}

const ANSWER_WITHIN_MS = 1_000
const OPEN_WITHIN_MS = 1_500
const READ_BLOCKS_MS = 3_000

/**
 * The link's server in memory and in a test's own time, with the rules of the scripts on the real one: a change
 * there is one here. Its network can be slow, one-sided or cut.
 */
export class LinkDouble {
  #data: Dataset
  #run = 1
  #lastId = 0
  #isUp = true
  #takesWrites = true
  readonly #time: Clock & Timers

  constructor(time: Clock & Timers, bornMs = -NEWBORN_MS) {
    this.#time = time
    this.#data = this.#newborn(bornMs)
  }

  #newborn(bornMs: number): Dataset {
    const id = `set ${this.#run}`
    return { id, bornMs, fence: 0, claims: new Map(), events: [], members: new Map() }
  }

  #nowMs(): number {
    return this.#time.monotonicMs()
  }

  /** As `GREET`. */
  greet(): string {
    this.#write()
    return this.#data.id
  }

  /** It is started anew: with what it had at this copy, or with nothing. */
  restart(copy: string | null): void {
    this.#run++
    if (copy === null) this.#data = this.#newborn(this.#nowMs())
    else this.#data = { ...unpack(copy), id: `set ${this.#run}`, bornMs: this.#nowMs() }
  }

  copy(): string {
    return pack(this.#data)
  }

  setUp(isUp: boolean): void {
    this.#isUp = isUp
  }

  /** It answers, and has no room left or is a copy of another. */
  setWritable(takesWrites: boolean): void {
    this.#takesWrites = takesWrites
  }

  #write(): void {
    if (!this.#takesWrites) throw new Unwritable()
  }

  get isUp(): boolean {
    return this.#isUp
  }

  /** As `CLAIM`. */
  claim(key: string, member: string, name: string, isForced: boolean, datasetId: string): ClaimAnswer {
    if (datasetId !== this.#data.id) throw new Error('TEZGAH_DATASET')
    const claim = this.#claimAt(key)
    const isLive = claim?.state === 'held' && claim.untilMs > this.#nowMs()
    if (claim?.state === 'done' && !isForced)
      return { kind: 'done', counterName: claim.name, isOwn: claim.member === member }
    if (claim && isLive && claim.member !== member && !isForced) return { kind: 'held', counterName: claim.name }
    const isInDoubt =
      claim?.isInDoubt === true ||
      this.#nowMs() - this.#data.bornMs < NEWBORN_MS ||
      claim?.state === 'done' ||
      (claim?.state === 'held' && claim.member !== member)
    this.#write()
    const token = ++this.#data.fence
    const untilMs = this.#nowMs() + LEASE_MS
    const keptUntilMs = this.#nowMs() + KEEP_MS
    this.#data.claims.set(key, { state: 'held', member, name, untilMs, keptUntilMs, isInDoubt, token })
    return { kind: 'granted', token, isInDoubt }
  }

  /** As `RENEW`. */
  renew(key: string, token: number): boolean {
    const claim = this.#claimAt(key)
    if (claim?.state !== 'held' || claim.token !== token) return false
    this.#write()
    claim.untilMs = this.#nowMs() + LEASE_MS
    return true
  }

  /** As `DONE`. */
  done(key: string, member: string, name: string, token: number | null, tell: () => void): string | null {
    const claim = this.#claimAt(key)
    this.#write()
    const keptUntilMs = this.#nowMs() + KEEP_MS
    if (claim?.state === 'done' && claim.member === member) {
      claim.keptUntilMs = keptUntilMs
      return null
    }
    tell()
    if (claim?.state === 'done') {
      claim.isInDoubt = true
      return claim.name
    }
    const isMine = token !== null && claim?.token === token
    this.#data.claims.set(key, {
      state: 'done',
      member,
      name,
      untilMs: claim?.untilMs ?? 0,
      keptUntilMs,
      isInDoubt: claim?.isInDoubt ?? false,
      token: isMine ? token : ++this.#data.fence,
    })
    return null
  }

  /** As `FREE`. */
  free(key: string, token: number, isInDoubt: boolean, tell: () => void): boolean {
    const claim = this.#claimAt(key)
    if (claim?.state !== 'held' || claim.token !== token) return false
    this.#write()
    claim.state = 'free'
    claim.isInDoubt ||= isInDoubt
    tell()
    return true
  }

  /** What was given for a while is given no longer. */
  expire(key: string): void {
    const claim = this.#claimAt(key)
    if (claim) claim.untilMs = 0
  }

  publish(account: string, body: string): void {
    this.#write()
    this.#data.events.push({ account, id: ++this.#lastId, atMs: this.#nowMs(), body })
  }

  read(after: ReadonlyMap<string, string | null>): ReadEvent[] {
    const earliestMs = this.#nowMs() - CATCH_UP_MS
    const counted = new Map<string, number>()
    return this.#data.events.flatMap(({ account, id, atMs, body }) => {
      const since = after.get(account)
      const isAfter = since === null ? atMs >= earliestMs : since !== undefined && id > Number(since)
      const number = (counted.get(account) ?? 0) + (isAfter ? 1 : 0)
      counted.set(account, number)
      return isAfter && number <= EVENTS_AT_ONCE ? [{ account, id: String(id), body }] : []
    })
  }

  beat(member: string, health: string) {
    const before = this.#data.members.get(member)?.health ?? ''
    if (health !== '') this.#write()
    if (health !== '') this.#data.members.set(member, { health, heardMs: this.#nowMs() })
    const members = [...this.#data.members].map(([id, one]) => ({
      id,
      health: one.health,
      silentMs: this.#nowMs() - one.heardMs,
    }))
    return { before, members }
  }

  leave(member: string): void {
    this.#write()
    const known = this.#data.members.get(member)
    if (known) known.heardMs = this.#nowMs() - 60_000
  }

  #claimAt(key: string): Claim | undefined {
    const claim = this.#data.claims.get(key)
    return claim !== undefined && claim.keptUntilMs > this.#nowMs() ? claim : undefined
  }
}

class Unwritable extends Error {}

/** One counter's way to the double. */
export interface DoubleWay {
  open: OpenSession
  /** Nothing comes through in this direction; what is asked may be done and its answer lost. */
  cut(what: 'both' | 'answers' | 'nothing'): void
}

/** @param random 0 <= value < 1. @param latencyMs of each way, from what random says */
export function wayTo(server: LinkDouble, time: Clock & Timers, latencyMs: () => number): DoubleWay {
  let cut: 'both' | 'answers' | 'nothing' = 'nothing'
  const pass = (ms: number): Promise<void> => new Promise((resolve) => void time.after(ms, resolve))
  const never = (): Promise<never> => new Promise(() => undefined)

  const open: OpenSession = async () => {
    let isClosed = false
    const ask = async <T>(work: () => T): Promise<T> => {
      if (isClosed) throw new Error('closed')
      await pass(latencyMs())
      if (cut === 'both') return never()
      if (!server.isUp) throw new Error('down')
      const answer = work()
      await pass(latencyMs())
      if (cut !== 'nothing' || isClosed) return never()
      return answer
    }
    const soon = <T>(work: () => T, patienceMs = ANSWER_WITHIN_MS): Promise<T> =>
      withinMs(time, patienceMs, () => ask(work))
    try {
      const datasetId = await soon(() => server.greet(), OPEN_WITHIN_MS)
      const keyOf = (account: string, slip: string): string => `${account}:${slip}`
      const tell =
        (what: 'printed' | 'freed', of: { account: string; slip: string; member: string; counterName: string }) =>
        (): void => {
          const { account, slip, member, counterName } = of
          server.publish(account, JSON.stringify({ what, slip, member, counterName }))
        }
      const session: LinkSession = {
        datasetId,
        claim: ({ account, slip, member, counterName, isForced }) =>
          soon(() => server.claim(keyOf(account, slip), member, counterName, isForced, datasetId)),
        renew: (account, slip, token) => soon(() => server.renew(keyOf(account, slip), token)),
        done: async (given) => {
          const { account, slip, member, counterName, token } = given
          return {
            alsoAt: await soon(() =>
              server.done(keyOf(account, slip), member, counterName, token, tell('printed', given)),
            ),
          }
        },
        free: async (given) => {
          const { account, slip, token, isInDoubt } = given
          await soon(() => server.free(keyOf(account, slip), token, isInDoubt, tell('freed', given)))
        },
        publish: (account, body) => soon(() => server.publish(account, body)),
        read: async (after) => {
          for (let waitedMs = 0; ; waitedMs += 500) {
            const events = await soon(() => server.read(after))
            if (events.length > 0 || waitedMs >= READ_BLOCKS_MS) return events
            await pass(500)
          }
        },
        beat: (member, health) => soon(() => server.beat(member, health)),
        leave: (member) => soon(() => server.leave(member)),
        close: () => void (isClosed = true),
      }
      return { ok: true, value: session }
    } catch (error) {
      return { ok: false, error: { code: error instanceof Unwritable ? 'linkServerUnfit' : 'timedOut' } }
    }
  }
  return { open, cut: (what) => void (cut = what) }
}

const pack = (data: Dataset): string =>
  JSON.stringify({ ...data, claims: [...data.claims], members: [...data.members] })
const unpack = (text: string): Dataset => {
  const data = JSON.parse(text) as Omit<Dataset, 'claims' | 'members'> & {
    claims: [string, Claim][]
    members: [string, { health: string; heardMs: number }][]
  }
  return { ...data, claims: new Map(data.claims), members: new Map(data.members) }
}
