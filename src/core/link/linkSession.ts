import type { Result } from '../../shared/contract/problems.ts'

/** Where the link's server is, and what it is told to be let in. */
export interface LinkTarget {
  /** `redis://` or `rediss://`, with a user perhaps; never with a password. */
  address: string
  password: string | null
}

export interface ClaimRequest {
  account: string
  slip: string
  member: string
  counterName: string
  /** A person asked for it here: it is given whoever else has it or has printed it, and is then in doubt. */
  isForced: boolean
}

export type ClaimAnswer =
  /** `isInDoubt`: another counter may have printed it, and did not live to say so. */
  | { kind: 'granted'; token: number; isInDoubt: boolean }
  /** Another counter is about to print it. */
  | { kind: 'held'; counterName: string }
  /** Another counter, or this one, has printed it. */
  | { kind: 'done'; counterName: string; isOwn: boolean }

/** Of what was printed: whether another counter has it as well, as far as the server knows. */
export interface Settled {
  alsoAt: string | null
}

export interface Beat {
  /** What this counter, or another with its id, said last; empty: nothing. */
  before: string
  members: { id: string; health: string; silentMs: number }[]
}

export interface ReadEvent {
  account: string
  id: string
  body: string
}

/** How long a counter may have a slip to itself without saying so again. */
export const LEASE_MS = 15_000
/** What was printed is known for this long: an order is over by then. */
export const KEEP_MS = 72 * 3_600_000
/** A dataset that has just begun may have lost what an earlier one knew: slips are in doubt for this long. */
export const NEWBORN_MS = 60_000
/** So many of one account at most are read at once: fewer are all that there are. */
export const EVENTS_AT_ONCE = 500
/** Events are caught up with from this far back. */
export const CATCH_UP_MS = 24 * 3_600_000

/**
 * The link's server as it is used: every method rejects when there is no answer in time, and the session is then of no
 * more use. The server's clock alone decides what has expired.
 */
export interface LinkSession {
  /** Another one than before: what the server knew may be lost. */
  readonly datasetId: string
  /** Atomic: two counters are never given the same slip, and each leave has a higher token than those before it. */
  claim(request: ClaimRequest): Promise<ClaimAnswer>
  /** @returns false: it is another's by now */
  renew(account: string, slip: string, token: number): Promise<boolean>
  /** It is on paper. @param token null: it was printed without leave, for want of an answer */
  done(request: Omit<ClaimRequest, 'isForced'> & { token: number | null }): Promise<Settled>
  /** It was not sent just now. `isInDoubt`: an earlier attempt may have left something on paper. */
  free(request: Omit<ClaimRequest, 'isForced'> & { token: number; isInDoubt: boolean }): Promise<void>
  publish(account: string, body: string): Promise<void>
  /** The events of these accounts after these ids (null: as far back as they matter); waits a while for the first. */
  read(after: ReadonlyMap<string, string | null>): Promise<ReadEvent[]>
  /** Tells how this counter is; an empty text only asks. */
  beat(member: string, health: string): Promise<Beat>
  /** It goes in good order: nobody has to wait for it. */
  leave(member: string): Promise<void>
  close(): void
}

/** Never rejects; every wait in it has an end. */
export type OpenSession = (target: LinkTarget) => Promise<Result<LinkSession>>
