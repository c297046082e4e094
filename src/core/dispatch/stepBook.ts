import { fail, ok, type Result } from '../../shared/contract/problems.ts'
import { type Delivery, type DispatchStep, isSettled, type VendorWrite } from '../../shared/model/dispatch.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import type { Order } from '../../shared/model/order.ts'
import type { DispatchChanges, DispatchRecord } from '../ledger/dispatchRecord.ts'
import type { Wishes } from './wishes.ts'

interface StepBookDependencies {
  record: DispatchRecord
  wishes: Wishes
  nowMs(): number
  find(orderKey: string): KnownOrder | null
  /** Refusals from before are no news any more. */
  refusedSinceMs: number
}

/** Work on the record, which says of each step what it has saved: once that is on the disk it is in memory. */
export interface StepChanges extends DispatchChanges {
  saved(write: VendorWrite): void
}

/** What has to be told to vendors of orders' ways, as the ledger has it. Every change is one transaction, then memory. */
export class StepBook {
  readonly #of: StepBookDependencies
  /** Not settled, or refused and not read yet; by id. */
  readonly #writes = new Map<number, VendorWrite>()

  constructor(dependencies: StepBookDependencies) {
    this.#of = dependencies
    for (const write of dependencies.record.openWrites(dependencies.refusedSinceMs)) this.#writes.set(write.id, write)
  }

  /** Oldest first. */
  writes(): VendorWrite[] {
    return [...this.#writes.values()]
  }

  /** A step of this order is still to be told. */
  isTelling(orderKey: string): boolean {
    return this.writes().some((write) => write.orderKey === orderKey && !isSettled(write.state))
  }

  open(orderKey: string, step: DispatchStep): VendorWrite | null {
    return this.writes().findLast((write) => write.orderKey === orderKey && write.step === step) ?? null
  }

  /** One transaction; what it saved of steps is in memory once it is on the disk. */
  change<T>(work: (changes: StepChanges) => T): T {
    const writes: VendorWrite[] = []
    const saved = (write: VendorWrite): void => void writes.push(write)
    const result = this.#of.record.change((changes) => work({ ...changes, saved }))
    for (const write of writes) {
      if (isSettled(write.state) && write.state !== 'refused') this.#writes.delete(write.id)
      else this.#writes.set(write.id, write)
    }
    return result
  }

  /** Moves steps on, all of them or none. @throws LedgerError: they stay as they were */
  save(...writes: VendorWrite[]): void {
    this.change((changes) => {
      for (const write of writes) this.#move(write, changes)
    })
  }

  /** It is not to be told after all. */
  drop(write: VendorWrite, changes: StepChanges): void {
    this.#move({ ...write, state: 'dropped' }, changes)
  }

  /** What its vendor was to be told of a hand-over. */
  ofHandOver({ orderKey, handedAtMs }: Delivery): VendorWrite | undefined {
    return this.#of.record
      .writesOfOrder(orderKey)
      .findLast(({ step, wantedAtMs }) => step === 'onTheWay' && wantedAtMs >= handedAtMs)
  }

  /** Of a hand-over that is taken back: what never left is simply not said; what may have is taken back. */
  unsay(delivery: Delivery, order: Order | null, changes: StepChanges): void {
    const said = this.ofHandOver(delivery)
    if (said === undefined) return
    const isWaiting = said.state === 'wanted' || said.state === 'asking' || said.state === 'refused'
    if (isWaiting) this.drop(said, changes)
    const mayHaveArrived = said.state === 'done' || said.state === 'superseded' || !isWaiting || said.attempt > 0
    const isUseless = said.state === 'untold' || said.state === 'dropped' || said.state === 'refused'
    const write = order === null || !mayHaveArrived || isUseless ? null : this.#of.wishes.of(order, 'takenBack', 0, {})
    if (write !== null) changes.saved(changes.addWrite(write))
  }

  /** What a person says of a step that waits for an answer, or that was refused. `send`: it still holds. */
  answer(writeId: number, answer: 'send' | 'leave'): Result<null> {
    const write = this.#writes.get(writeId)
    if (write === undefined) return fail('notFound')
    if (write.state !== 'asking' && write.state !== 'refused') return fail('conflict')
    this.save(answer === 'leave' ? { ...write, state: 'dropped' } : this.#wantedAgain(write))
    return ok(null)
  }

  /** With what is known and set now: the id that the vendor knows the order by, the courier's link, the way of paying. */
  renewed(write: VendorWrite): VendorWrite {
    const delivery = this.#of.record
      .deliveriesOfOrder(write.orderKey)
      .findLast(({ state, handedAtMs }) =>
        write.step === 'delivered' ? state === 'delivered' : handedAtMs <= write.wantedAtMs,
      )
    const detailsId = this.#of.find(write.orderKey)?.order.detailsId ?? write.detailsId
    return this.#of.wishes.renewed({ ...write, detailsId }, delivery)
  }

  #wantedAgain(write: VendorWrite): VendorWrite {
    const { wishes } = this.#of
    const nowMs = this.#of.nowMs()
    const again = { state: 'wanted', problem: null, notBeforeMs: nowMs } as const
    return wishes.checked({ ...this.renewed(write), ...again, expiresAtMs: wishes.expiryMs(nowMs) })
  }

  #move(write: VendorWrite, changes: StepChanges): void {
    const now = { ...write, updatedAtMs: this.#of.nowMs() }
    changes.saveWrite(now)
    changes.saved(now)
  }
}
