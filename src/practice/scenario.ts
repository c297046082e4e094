import { couriers } from './scenario/people.ts'
import { createRandom, type Random } from './scenario/random.ts'
import { changeOf } from './scenario/randomChange.ts'
import { randomOrder } from './scenario/randomOrder.ts'
import { cancelReasons } from './scenario/remarks.ts'
import { comingHour, tomorrowHour } from './scenario/schedule.ts'
import type { NewPacket, PacketChange, PracticeVendor } from './packet.ts'

/** Something that happens in the shop, `atMs` after the scenario's start (below zero: before it, already open). */
export type ScenarioEvent = { atMs: number; id: string } & (
  | { kind: 'open'; order: NewPacket & { id: string; number: number } }
  | { kind: 'change'; change: PacketChange }
  | { kind: 'deliver' }
  | { kind: 'cancel'; reason: string }
)

export interface ScenarioOptions {
  seed: number
  /** Epoch ms: ids and scheduled times are made from it. */
  startMs: number
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const ADISYO_COUNTS_SINCE = Date.UTC(2015, 0, 1)
/** Deliveries wait at the one, arrivals at the other; a cancellation may take one more. Scheduled ones included. */
const FEWEST_OPEN = 9
const MOST_OPEN = 15

interface Step {
  atMs: number
  /** Steps of one order; null: the next arrival. */
  id: string | null
  make: () => ScenarioEvent | null
}

interface OpenOrder {
  order: NewPacket & { id: string; number: number }
  isScheduled: 'no' | 'today' | 'tomorrow'
}

/**
 * A scenario without end, in order of time, and the same for the same options. Three or four orders are open at the
 * start; the next comes after 3-5 s, then one every 10-20 s; a meal's half hour takes about three minutes.
 */
export function* createScenario(options: ScenarioOptions): Generator<ScenarioEvent, never> {
  const scenario = new Scenario(options)
  for (;;) {
    const event = scenario.next()
    if (event !== null) yield event
  }
}

class Scenario {
  readonly #random: Random
  readonly #startMs: number
  readonly #open = new Map<string, OpenOrder>()
  /** RestoMenum's ids are moments, Adisyo's a count; a later scenario must not use an earlier one's again. */
  readonly #firstAdisyoId: number
  #steps: Step[] = []
  #numbers: Record<PracticeVendor, number> = { restomenum: 36, adisyo: 111 }

  constructor({ seed, startMs }: ScenarioOptions) {
    this.#random = createRandom(seed)
    this.#startMs = startMs
    this.#firstAdisyoId = Math.floor((startMs - ADISYO_COUNTS_SINCE) / 100)
    const count = this.#random.whole(3, 4)
    for (let at = 0; at < count; at += 1) {
      const openedMs = -this.#random.whole(2, 6) * MINUTE * (count - at)
      this.#plan(openedMs, null, () => this.#arrive(openedMs, 'no', this.#random.whole(70, 160) * SECOND))
    }
    this.#planArrival(this.#random.whole(3 * SECOND, 5 * SECOND))
  }

  /** @returns null for a step that its order no longer needs */
  next(): ScenarioEvent | null {
    const first = this.#steps.reduce((a, b) => (b.atMs < a.atMs ? b : a))
    this.#steps = this.#steps.filter((step) => step !== first)
    return first.make()
  }

  #plan(atMs: number, id: string | null, make: Step['make']): void {
    this.#steps.push({ atMs, id, make })
  }

  #planArrival(atMs: number): void {
    this.#plan(atMs, null, () => {
      if (this.#open.size >= MOST_OPEN) {
        // The kitchen catches up: an order leaves first, and the guest comes a little later.
        this.#planArrival(atMs + 3 * SECOND)
        return this.#finishOldest(atMs)
      }
      this.#planArrival(atMs + this.#random.whole(10 * SECOND, 20 * SECOND))
      return this.#arrive(atMs, this.#scheduleKind(), this.#random.whole(110, 200) * SECOND)
    })
  }

  /** At most two of each kind at a time: tomorrow's never leave the board. */
  #scheduleKind(): OpenOrder['isScheduled'] {
    const kind = this.#random.chance(0.12) ? this.#random.pick(['today', 'tomorrow'] as const) : 'no'
    const same = [...this.#open.values()].filter((each) => each.isScheduled === kind).length
    return kind !== 'no' && same >= 2 ? 'no' : kind
  }

  #arrive(atMs: number, isScheduled: OpenOrder['isScheduled'], lifeMs: number): ScenarioEvent {
    const vendor = this.#random.pick(['restomenum', 'adisyo'] as const)
    const number = (this.#numbers[vendor] += 1)
    const id = vendor === 'restomenum' ? String(this.#startMs + atMs) : String(this.#firstAdisyoId + number)
    const startedMs = this.#startMs + atMs
    const scheduledForMs =
      isScheduled === 'no'
        ? null
        : isScheduled === 'today'
          ? comingHour(startedMs)
          : tomorrowHour(startedMs, this.#random.whole(0, 31))
    const order = { ...randomOrder(this.#random, vendor), id, number, scheduledForMs }
    this.#open.set(id, { order, isScheduled })
    this.#planLife(id, Math.max(0, atMs), isScheduled === 'today' ? lifeMs * 3 : lifeMs)
    return { kind: 'open', atMs, id, order }
  }

  /** What is to come for one order: perhaps a change, perhaps a cancellation, else kitchen, courier, door. */
  #planLife(id: string, fromMs: number, lifeMs: number): void {
    const at = (part: number): number => Math.round(fromMs + lifeMs * part)
    const random = this.#random
    if (random.chance(0.18)) {
      const share = at(random.whole(15, 40) / 100)
      this.#plan(share, id, () => this.#change(id, share, changeOf(this.#orderOf(id), random)))
    }
    if (this.#open.get(id)?.isScheduled === 'tomorrow') return
    if (random.chance(0.07)) {
      const share = at(random.whole(25, 50) / 100)
      this.#plan(share, id, () => this.#finish({ kind: 'cancel', atMs: share, id, reason: random.pick(cancelReasons) }))
      return
    }
    this.#plan(at(0.1), id, () => this.#change(id, at(0.1), { status: 'preparing' }))
    this.#plan(at(0.45), id, () => this.#change(id, at(0.45), { status: 'ready' }))
    if (this.#orderOf(id).type === 'delivery') {
      const courier = random.pick(couriers)
      this.#plan(at(0.6), id, () => this.#change(id, at(0.6), { status: 'onTheWay', courier }))
    }
    this.#planDelivery(id, at(1))
  }

  #planDelivery(id: string, atMs: number): void {
    this.#plan(atMs, id, () => {
      if (this.#open.size > FEWEST_OPEN || atMs < MINUTE) return this.#finish({ kind: 'deliver', atMs, id })
      this.#planDelivery(id, atMs + this.#random.whole(8, 15) * SECOND)
      return null
    })
  }

  #finishOldest(atMs: number): ScenarioEvent | null {
    const oldest = [...this.#open.values()].find((each) => each.isScheduled !== 'tomorrow')
    return oldest === undefined ? null : this.#finish({ kind: 'deliver', atMs, id: oldest.order.id })
  }

  #finish(event: ScenarioEvent): ScenarioEvent {
    this.#open.delete(event.id)
    this.#steps = this.#steps.filter((step) => step.id !== event.id)
    return event
  }

  #change(id: string, atMs: number, change: PacketChange): ScenarioEvent {
    const known = this.#open.get(id)
    if (known !== undefined) known.order = { ...known.order, ...change, id, number: known.order.number }
    return { kind: 'change', atMs, id, change }
  }

  #orderOf(id: string): NewPacket {
    const known = this.#open.get(id)
    if (known === undefined) throw new Error(`the scenario lost order ${id}`)
    return known.order
  }
}
