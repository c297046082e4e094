import { fail, ok, type Result } from '../../shared/contract/problems.ts'
import { plannedPaid } from '../../shared/model/courierAccount.ts'
import {
  type Delivery,
  type DispatchStep,
  type Elsewhere,
  isUnheard,
  type Paid,
  PLATFORM_COURIER,
  UNDO_MS,
} from '../../shared/model/dispatch.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import { type Order, orderLabel } from '../../shared/model/order.ts'
import { faceOf } from '../../shared/model/twins.ts'
import type { DispatchRecord } from '../ledger/dispatchRecord.ts'
import type { Courier, HandedOver } from './couriers.ts'
import type { CourierSlips } from './courierSlips.ts'
import { shiftOf } from './accounts.ts'
import { followVendors } from './followVendor.ts'
import { StepBook } from './stepBook.ts'
import { goesOn, tellerOf } from './teller.ts'
import { newDelivery, placeOf } from './newDelivery.ts'
import { createWishes, type WishDependencies, type Wishes } from './wishes.ts'

export interface DispatchBookDependencies extends WishDependencies {
  record: DispatchRecord
  slips: Pick<CourierSlips, 'ofHandOver'>
  find(orderKey: string): KnownOrder | null
  /** The same order at all sources, itself among them, by key; the first seen at the head. */
  group(orderKey: string): readonly string[]
  /** Its vendor is known to take no steps. */
  isDenied(sourceId: string): boolean
}

/** What is older is no news any more: a refusal that nobody has read, an order that is still listed. */
const RECENTLY_MS = 36 * 3_600_000

/**
 * Who carries what, as the ledger has it, with the steps that vendors have to be told of it. Every change is one transaction,
 * then memory: when it fails, nothing has happened. Nothing is sent from here.
 */
export class DispatchBook {
  readonly #of: DispatchBookDependencies
  /** By order. */
  readonly #carried = new Map<string, Delivery>()
  /** Delivered of late, by order: its vendor may list it for a while yet. */
  readonly #delivered = new Map<string, Delivery>()
  readonly #ready: Set<string>
  readonly #wishes: Wishes
  /** What of it vendors are told. */
  readonly steps: StepBook

  constructor(dependencies: DispatchBookDependencies) {
    this.#of = dependencies
    this.#wishes = createWishes(dependencies)
    const { record, nowMs, find } = dependencies
    const sinceMs = nowMs() - RECENTLY_MS
    this.steps = new StepBook({ record, wishes: this.#wishes, nowMs, find, refusedSinceMs: sinceMs })
    for (const delivery of record.carried()) this.#carried.set(delivery.orderKey, delivery)
    const recently = record.deliveriesOfDay(sinceMs, Number.MAX_SAFE_INTEGER)
    for (const delivery of recently)
      if (delivery.state === 'delivered') this.#delivered.set(delivery.orderKey, delivery)
    this.#ready = new Set(record.readyMarks())
  }

  carried(): Delivery[] {
    return [...this.#carried.values()]
  }

  /** null: nobody has delivered it of late. */
  delivered(orderKey: string): Delivery | null {
    return this.#delivered.get(orderKey) ?? null
  }

  isReady(orderKey: string): boolean {
    return this.#ready.has(orderKey)
  }

  /** One touch: packets that cannot go are named, the others go. The vendor is told once the time to undo is over. */
  handOver(orderKeys: readonly string[], courierId: string): Result<HandedOver> {
    const courier = this.#of.couriers().find(({ id, isActive }) => id === courierId && isActive)
    if (courier === undefined) return fail('courierUnknown')
    const refused: HandedOver['refused'] = []
    const orders = new Map<string, Order>()
    for (const key of new Set(orderKeys)) {
      const known = this.#teller(key, 'onTheWay', { courier })
      const code = known === null ? 'notFound' : this.#whyNot(known)
      if (known !== null && code === null) orders.set(known.order.key, known.order)
      else
        refused.push({
          key,
          label: known === null ? key : orderLabel(known.order),
          problem: { code: code ?? 'internal' },
        })
    }
    if (orders.size === 0) return ok({ deliveryIds: [], refused, jobs: [] })
    const { deliveries, jobs } = this.steps.change((changes) => {
      const shift =
        courier.id === PLATFORM_COURIER
          ? null
          : shiftOf(courier, { record: this.#of.record, nowMs: this.#of.nowMs() }, changes)
      const added = [...orders.values()].map((order) => {
        const face = faceOf(this.#group(order.key))?.order ?? order
        const delivery = changes.addDelivery({ ...newDelivery(this.#of, face, courier, shift), ...placeOf(order) })
        const write = this.#wishes.of(order, 'onTheWay', UNDO_MS, { courier })
        if (write !== null) changes.saved(changes.addWrite(write))
        return delivery
      })
      const carried = [...this.carried().filter((delivery) => delivery.courierId === courier.id), ...added]
      return { deliveries: added, jobs: shift === null ? [] : this.#of.slips.ofHandOver(changes, carried) }
    })
    for (const delivery of deliveries) this.#carried.set(delivery.orderKey, delivery)
    return ok({ deliveryIds: deliveries.map(({ id }) => id), refused, jobs })
  }

  /** Another counter has handed it over. @returns whether that is so here as well */
  handOverElsewhere(orderKey: string, courier: Pick<Courier, 'id' | 'name'>, elsewhere: Elsewhere): boolean {
    const known = this.#of.find(orderKey)
    if (known === null || this.#whyNot(known) !== null) return false
    const face = faceOf(this.#group(orderKey))?.order ?? known.order
    const given = { ...newDelivery(this.#of, face, courier, null), ...placeOf(known.order), elsewhere }
    this.#settle(this.steps.change((changes) => changes.addDelivery(given)))
    return true
  }

  /** It has ended at the counter where it was handed over. */
  endElsewhere(delivery: Delivery, state: Exclude<Delivery['state'], 'carried'>): void {
    this.#keep([{ ...delivery, state, endedAtMs: this.#of.nowMs(), endedBy: 'person' }])
  }

  /** Within the time to undo it is as if nothing had been; nobody has been told. */
  undo(deliveryIds: readonly number[]): Result<null> {
    const nowMs = this.#of.nowMs()
    const deliveries = deliveryIds.map((id) => this.carried().find((delivery) => delivery.id === id))
    const pairs = deliveries.map((delivery) => delivery && ([delivery, this.steps.ofHandOver(delivery)] as const))
    for (const pair of pairs) {
      if (pair === undefined) return fail('notCarried')
      const [delivery, write] = pair
      if (delivery.elsewhere !== null) return fail('carriedElsewhere', { counter: delivery.elsewhere.counterName })
      // By what was told, and not by the time alone: a clock may have been set back.
      if (nowMs - delivery.handedAtMs >= UNDO_MS || (write && !isUnheard(write))) return fail('undoOver')
    }
    this.steps.change((changes) => {
      for (const [delivery, write] of pairs.filter((pair) => pair !== undefined)) {
        changes.saveDelivery({ ...delivery, state: 'undone', endedAtMs: nowMs, endedBy: 'person' })
        if (write !== undefined) this.steps.drop(write, changes)
      }
    })
    for (const delivery of deliveries) if (delivery) this.#carried.delete(delivery.orderKey)
    return ok(null)
  }

  /** It is at the shop again; its vendor is told, where it may have been told that it left. */
  takeBack(orderKey: string): Result<null> {
    const delivery = this.#of.group(orderKey).flatMap((key) => this.#carried.get(key) ?? [])[0]
    if (delivery === undefined) return fail('notCarried')
    if (delivery.elsewhere !== null) return fail('carriedElsewhere', { counter: delivery.elsewhere.counterName })
    const known = this.#of.find(delivery.orderKey)
    this.steps.change((changes) => {
      changes.saveDelivery({ ...delivery, state: 'takenBack', endedAtMs: this.#of.nowMs(), endedBy: 'person' })
      this.steps.unsay(delivery, known?.order ?? null, changes)
    })
    this.#carried.delete(delivery.orderKey)
    return ok(null)
  }

  /**
   * @param paid null: as planned, or as it has been said already. Amounts, said of one that is delivered already, mend what was
   * said while its account is open
   */
  deliver(given: readonly { deliveryId: number; paid: Paid[] | null }[]): Result<null> {
    const nowMs = this.#of.nowMs()
    const deliveries: Delivery[] = []
    for (const { deliveryId, paid } of given) {
      const delivery = this.#of.record.delivery(deliveryId)
      if (delivery === null || (delivery.state !== 'carried' && delivery.state !== 'delivered'))
        return fail('notCarried')
      if (delivery.elsewhere !== null) return fail('carriedElsewhere', { counter: delivery.elsewhere.counterName })
      if (delivery.state === 'delivered' && this.#isCounted(delivery)) return fail('pouchClosed')
      const said = paid ?? delivery.paid
      if (said === null && delivery.shiftId !== null && plannedPaid(delivery) === null) return fail('howPaidUnknown')
      deliveries.push({ ...delivery, paid: said })
    }
    const ended: Delivery[] = []
    this.steps.change((changes) => {
      for (const delivery of deliveries) {
        const isNews = delivery.state === 'carried'
        const end = isNews ? ({ state: 'delivered', endedAtMs: nowMs, endedBy: 'person' } as const) : {}
        const now = { ...delivery, ...end }
        changes.saveDelivery(now)
        ended.push(now)
        const order = isNews ? (this.#of.find(delivery.orderKey)?.order ?? null) : null
        const write = order === null ? null : this.#wishes.of(order, 'delivered', 0, { delivery })
        if (write !== null) changes.saved(changes.addWrite(write))
      }
    })
    for (const delivery of ended) this.#settle(delivery)
    return ok(null)
  }

  /** Packed and waiting for a courier, or not after all. */
  markReady(orderKey: string, isReady: boolean): Result<null> {
    const known = this.#teller(orderKey, 'ready', {})
    if (known === null) return fail('notFound')
    if (isReady && this.#whyNot(known) !== null) return fail(this.#whyNot(known) ?? 'internal')
    const group = this.#of.group(orderKey)
    const isNews = isReady && !group.some((key) => this.isReady(key))
    const write = isNews ? this.#wishes.of(known.order, 'ready', UNDO_MS, {}) : null
    const earlier = group.map((key) => this.steps.open(key, 'ready')).find((one) => one !== null) ?? null
    const { key: marked } = known.order
    this.steps.change((changes) => {
      if (isReady) changes.markReady(marked, this.#of.nowMs())
      else for (const key of group) changes.markReady(key, null)
      if (!isReady && earlier?.state === 'wanted' && earlier.attempt === 0) this.steps.drop(earlier, changes)
      if (write !== null && earlier === null) changes.saved(changes.addWrite(write))
    })
    if (isReady) this.#ready.add(marked)
    else for (const key of group) this.#ready.delete(key)
    return ok(null)
  }

  /** Takes over what vendors' own screens have said meanwhile: they win. @returns whether anything has changed */
  follow(): boolean {
    const changed = followVendors(this.carried(), {
      nowMs: this.#of.nowMs(),
      find: (orderKey) => this.#of.find(orderKey),
      group: (orderKey) => this.#group(orderKey),
      isTelling: (key) => this.steps.isTelling(key),
    })
    if (changed.length > 0) this.#keep(changed)
    return changed.length > 0
  }

  #whyNot(known: KnownOrder): 'orderIsOver' | 'alreadyCarried' | null {
    const group = this.#of.group(known.order.key)
    if (group.some((key) => this.#delivered.has(key)) || !goesOn(known)) return 'orderIsOver'
    return group.some((key) => this.#carried.has(key)) ? 'alreadyCarried' : null
  }

  #group(orderKey: string): KnownOrder[] {
    return this.#of.group(orderKey).flatMap((key) => this.#of.find(key) ?? [])
  }

  #teller(orderKey: string, step: DispatchStep, by: { courier?: Courier }): KnownOrder | null {
    return tellerOf(this.#group(orderKey), ({ order }) => {
      const write = this.#of.isDenied(order.sourceId) ? null : this.#wishes.of(order, step, 0, by)
      return write !== null && write.state !== 'refused'
    })
  }

  #isCounted({ shiftId }: Delivery): boolean {
    return shiftId !== null && this.#of.record.pouchesOfShift(shiftId).length > 0
  }

  #keep(deliveries: readonly Delivery[]): void {
    this.steps.change((changes) => deliveries.forEach((delivery) => changes.saveDelivery(delivery)))
    for (const delivery of deliveries) this.#settle(delivery)
  }

  #settle(delivery: Delivery): void {
    if (delivery.state === 'carried') this.#carried.set(delivery.orderKey, delivery)
    else this.#carried.delete(delivery.orderKey)
    if (delivery.state === 'delivered') this.#delivered.set(delivery.orderKey, delivery)
  }
}
