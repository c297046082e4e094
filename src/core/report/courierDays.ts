import type { CourierDay } from '../../shared/contract/dispatchRequests.ts'
import { accountOf, differenceOf } from '../../shared/model/courierAccount.ts'
import { type Delivery, doorPurses, noDoorMoney, PLATFORM_COURIER, type Pouch } from '../../shared/model/dispatch.ts'

/**
 * A day's couriers: what each took out that day, what was paid at the doors, and what was missing or too much of the
 * accounts that were counted. Pure.
 *
 * @param handedOver that day; what another counter handed over is in the table of that counter
 * @param accounts counted that day: of each the closing, then its corrections
 */
export function courierDaysOf(handedOver: readonly Delivery[], accounts: readonly (readonly Pouch[])[]): CourierDay[] {
  const deliveries = handedOver.filter(({ elsewhere }) => elsewhere === null)
  const closed = accounts.flatMap((pouches) => pouches.at(-1) ?? [])
  const counted = new Set(closed.map(({ shiftId }) => shiftId))
  const names = new Map<string, string>()
  for (const { courierId, courierName } of [...closed, ...deliveries]) names.set(courierId, courierName)
  return [...names]
    .filter(([courierId]) => courierId !== PLATFORM_COURIER)
    .map(([courierId, name]) => {
      const own = deliveries.filter((delivery) => delivery.courierId === courierId)
      const { deliveredCount, collected } = accountOf({ floatKurus: 0 }, own)
      const ownPouches = closed.filter((pouch) => pouch.courierId === courierId)
      const difference = noDoorMoney()
      for (const pouch of ownPouches) for (const purse of doorPurses) difference[purse] += differenceOf(pouch)[purse]
      const isOpen = own.some(({ shiftId }) => shiftId !== null && !counted.has(shiftId))
      const takenBackCount = own.filter(({ state }) => state === 'takenBack').length
      return { courierId, name, deliveredCount, takenBackCount, collected, difference, isOpen }
    })
    .toSorted((left, right) => right.deliveredCount - left.deliveredCount || left.name.localeCompare(right.name, 'tr'))
}
