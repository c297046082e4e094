import type { CourierDay } from '../../shared/contract/dispatchRequests.ts'
import { accountOf, differenceOf } from '../../shared/model/courierAccount.ts'
import { type Delivery, doorPurses, noDoorMoney, PLATFORM_COURIER, type Pouch } from '../../shared/model/dispatch.ts'

/**
 * A day's couriers: what each took out that day, what was paid at the doors, and what was missing or too much of the
 * accounts that were counted. Pure.
 *
 * @param deliveries handed over that day
 * @param pouches closed that day, corrections included, oldest first
 */
export function courierDaysOf(deliveries: readonly Delivery[], pouches: readonly Pouch[]): CourierDay[] {
  const counted = new Map(pouches.map((pouch) => [pouch.shiftId, pouch]))
  const closed = [...counted.values()]
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
