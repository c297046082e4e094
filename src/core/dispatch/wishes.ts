import { plannedPaid } from '../../shared/model/courierAccount.ts'
import {
  type Delivery,
  type DispatchStep,
  type Paid,
  PLATFORM_COURIER,
  type VendorWrite,
} from '../../shared/model/dispatch.ts'
import type { Order } from '../../shared/model/order.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import type { Courier } from './couriers.ts'

export interface WishDependencies {
  nowMs(): number
  settings(): Pick<Settings, 'tells' | 'tellWithinMinutes' | 'paymentTypes' | 'paymentMeanings'>
  /** Its vendor takes a step only with a courier or a way of paying of its own list. */
  hasCouriers(sourceId: string): boolean
  /** All there are, the platforms' included. */
  couriers(): readonly Courier[]
}

export interface Wishes {
  /**
   * What a vendor is to be told; null: nothing, by the settings or because its words have no place for it.
   *
   * @param delayMs ms until it may be sent
   */
  of(
    order: Order,
    step: DispatchStep,
    delayMs: number,
    by: { courier?: Courier; delivery?: Delivery },
  ): Omit<VendorWrite, 'id'> | null
  /** With the ids that are set now: the courier's link, the way of paying. @param delivery what it tells of, if it is on record */
  renewed(write: VendorWrite, delivery: Delivery | undefined): VendorWrite
  /** What the vendor would refuse for want of an id is refused at once. */
  checked<W extends Omit<VendorWrite, 'id'>>(write: W): W
  /** After this a person is asked instead. */
  expiryMs(fromMs: number): number
}

const MINUTE_MS = 60_000

/** Steps as they are wanted, by what is set. */
export function createWishes({ nowMs, settings, hasCouriers, couriers }: WishDependencies): Wishes {
  const expiryMs = (fromMs: number): number => fromMs + settings().tellWithinMinutes * MINUTE_MS

  /** The vendor's own way of paying for this; null: none is set. */
  const paymentTypeOf = (sourceId: string, delivery: Delivery): string | null => {
    // Nothing paid of what was due is no way of paying: a vendor that wants one is closed by a person.
    if (delivery.plan.amountKurus !== 0 && delivery.paid?.every(({ amountKurus }) => amountKurus === 0)) return null
    const paid: readonly Paid[] = delivery.paid ?? plannedPaid(delivery) ?? []
    const [most] = [...paid].sort((left, right) => right.amountKurus - left.amountKurus)
    // A vendor closes a delivery with one way of paying: the one that most of it was paid by.
    return (
      settings().paymentTypes[sourceId]?.[most === undefined || most.amountKurus === 0 ? 'online' : most.purse] ?? null
    )
  }

  const checked: Wishes['checked'] = (write) => {
    if (!hasCouriers(write.sourceId)) return write
    if (write.step === 'onTheWay' && write.courierId === null)
      return { ...write, state: 'refused', problem: 'courierRefused' }
    if (write.step === 'delivered' && write.paymentTypeId === null)
      return { ...write, state: 'refused', problem: 'paymentTypeMissing' }
    return write
  }

  return {
    expiryMs,
    checked,
    renewed: (write, delivery) => {
      const { sourceId, step } = write
      const courier = couriers().find(({ id }) => id === delivery?.courierId)
      // Of a courier whom no list has any more nothing newer is known.
      if (step === 'onTheWay' && courier) return { ...write, courierId: courier.vendorIds[sourceId] ?? null }
      if (step === 'delivered' && delivery) return { ...write, paymentTypeId: paymentTypeOf(sourceId, delivery) }
      return write
    },
    of: (order, step, delayMs, { courier, delivery }) => {
      const { tells } = settings()
      if (step === 'takenBack' ? !tells.onTheWay : !tells[step]) return null
      // A vendor that wants to know which of its couriers has it has no word for a platform's.
      if (hasCouriers(order.sourceId) && courier?.id === PLATFORM_COURIER) return null
      const wantedAtMs = nowMs()
      const notBeforeMs = wantedAtMs + delayMs
      const write: Omit<VendorWrite, 'id'> = {
        orderKey: order.key,
        sourceId: order.sourceId,
        detailsId: order.detailsId,
        step,
        courierId: courier?.vendorIds[order.sourceId] ?? null,
        paymentTypeId: delivery === undefined ? null : paymentTypeOf(order.sourceId, delivery),
        state: 'wanted',
        problem: null,
        attempt: 0,
        wantedAtMs,
        notBeforeMs,
        expiresAtMs: expiryMs(notBeforeMs),
        updatedAtMs: wantedAtMs,
      }
      return checked(write)
    },
  }
}
