import { z } from 'zod'
import { acknowledgeHows, alertKinds } from '../../shared/model/alert.ts'
import type { Order } from '../../shared/model/order.ts'
import type { PrintJob } from '../../shared/model/printJob.ts'

/**
 * Names and shapes of what is on the link's server. All of it is under one hash tag, so that a cluster keeps it together,
 * and none of it is of a customer: keys, states and times, and the names that a shop gives its own things.
 */
const PREFIX = '{tezgah}:1'

/** Which dataset this is, and since when: gone when the server has lost it. */
export const BORN_KEY = `${PREFIX}:born`
/** Written by each greeting, and read by nobody. */
export const TRIED_KEY = `${PREFIX}:tried`
/** Counts each leave to print that was given. */
export const FENCE_KEY = `${PREFIX}:fence`
/** How each counter is, by its id. */
export const MEMBERS_KEY = `${PREFIX}:members`
/** When each counter was last heard, by its id, ms of the server. */
export const HEARD_KEY = `${PREFIX}:heard`

export const claimKey = (account: string, slip: string): string => `${PREFIX}:claim:${account}:${slip}`
export const eventsKey = (account: string): string => `${PREFIX}:events:${account}`
/** A stream that nobody reads. */
export const NO_EVENTS_KEY = eventsKey('')
/** The account whose events are under a key. */
export const accountOfEvents = (key: string): string => key.slice(eventsKey('').length)

const KEY_PART_LENGTH = 120

/** Fit to stand in a key, cut between two letters: it can be read back. */
function keyPart(text: string): string {
  let part = ''
  for (const letter of text.toWellFormed()) {
    const next = encodeURIComponent(letter)
    if (part.length + next.length > KEY_PART_LENGTH) break
    part += next
  }
  return part
}

/** An order on the link: its vendor's own id, fit to stand in a key. */
export const sharedOrderId = ({ orderId }: Pick<Order, 'orderId'>): string => keyPart(orderId)

/**
 * Which slip it is, the same on each counter: what one of them prints is the order's first slip for a route, by the name
 * that the shop gives the route, whichever printer it comes out of there. Only first slips are claimed: a change or a
 * cancellation is wanted where the first one is on paper, and a copy where a person asked for it.
 *
 * @param earlier how many first slips of this order this counter had wanted before for the same place, each given up
 */
export const sharedSlip = (orderId: string, routeName: string | null, earlier: number): string =>
  [orderId, 'first', routePart(routeName), ...(earlier === 0 ? [] : [String(earlier)])].join(':')

/** Empty: no route wanted it, or a person did. */
const routePart = (routeName: string | null): string =>
  routeName === null ? '' : keyPart(routeName.trim().toLocaleLowerCase('tr-TR'))

/** Of which order a slip is. */
export const orderIdOf = (slip: string): string => slip.split(':', 1)[0] ?? ''

/**
 * Whether two slips of one order may say the same although they are called otherwise: counters whose routes have other
 * names, or none, or one that a person asked for, or of which one counter had wanted more before. They are two for sure
 * only where this counter has a route for each of them. Pure.
 */
export function mayBeOne(own: string, other: string, routeNames: readonly string[]): boolean {
  const routes = [own, other].map((slip) => slip.split(':')[2] ?? '')
  const known = routeNames.map(routePart)
  return routes[0] === routes[1] || !routes.every((route) => known.includes(route))
}

/** Whether other counters have to be asked before it is printed: a courier's slips come out where they are wanted. */
export const isClaimed = ({ kind, subject }: Pick<PrintJob, 'kind' | 'subject'>): boolean =>
  kind === 'order' && subject.kind === 'order'

const name = z.string().max(120)
const orderId = z.string().max(120)
/** The how many-eth of its kind that this order has had there. */
const times = z.number().int().min(1)
const by = { member: z.string().max(64), counterName: name }

/** What one counter tells the others. What this version does not know is not for it. */
export const linkEventSchema = z.discriminatedUnion('what', [
  z.object({ what: z.literal('printed'), slip: z.string().max(300), ...by }),
  /** It was not printed after all: whoever waits for it may have it. */
  z.object({ what: z.literal('freed'), slip: z.string().max(300), ...by }),
  z.object({
    what: z.literal('acknowledged'),
    orderId,
    kinds: z.array(z.enum(alertKinds)).max(8),
    how: z.enum(acknowledgeHows),
    /** By which an earlier version tells what the order was then. */
    mark: z.string().max(64),
    /** What the order said with the last alert that was seen, and since then; an earlier version does not say. */
    seen: z
      .array(z.object({ mark: z.string().max(64), times }))
      .max(2)
      .default([]),
    ...by,
  }),
  z.object({ what: z.literal('unacknowledged'), orderId, ...by }),
  z.object({ what: z.literal('handedOver'), orderId, courierId: z.string().max(120), courierName: name, times, ...by }),
  z.object({
    what: z.literal('handOverEnded'),
    orderId,
    state: z.enum(['delivered', 'takenBack', 'undone', 'cancelled']),
    times,
    ...by,
  }),
])
export type LinkEvent = z.infer<typeof linkEventSchema>

/** What this counter tells, without its own name. */
export type ToldEvent = LinkEvent extends infer Event
  ? Event extends LinkEvent
    ? Omit<Event, 'member' | 'counterName'>
    : never
  : never

/** null: it is of another version, or damaged. */
export function readEvent(body: string): LinkEvent | null {
  try {
    return linkEventSchema.safeParse(JSON.parse(body)).data ?? null
  } catch {
    return null
  }
}
