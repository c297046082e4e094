import { type Delivery, type DoorMoney, doorPurses, noDoorMoney, type Paid, type Shift } from './dispatch.ts'
import { type ForeignMoney, sumsByCurrency } from './money.ts'
import type { Purse } from './purse.ts'

/** What a courier has, and what he should bring back. Integer kuruş. */
export interface CourierAccount {
  carriedCount: number
  /**
   * Still to be collected by what he carries now; `unknownKurus`: nobody has said how, or how much. `foreign`: orders in other
   * currencies, a sum for each.
   */
  toCollect: DoorMoney & { unknownKurus: number; foreign: ForeignMoney[] }
  deliveredCount: number
  collected: DoorMoney
  /** `collected` and the change he was given. */
  expected: DoorMoney
}

const isDoorPurse = (purse: Purse): purse is (typeof doorPurses)[number] =>
  doorPurses.some((candidate) => candidate === purse)

/** What was, or will be, paid at the door as planned; null: that is not known. */
export function plannedPaid({ plan }: Pick<Delivery, 'plan'>): Paid[] | null {
  if (plan.amountKurus === 0) return []
  if (plan.amountKurus === null || !isDoorPurse(plan.purse)) return null
  return [{ purse: plan.purse, amountKurus: plan.amountKurus }]
}

/** @param deliveries of this shift; those that ended in any other way than at a door count for nothing. Pure. */
export function accountOf(shift: Pick<Shift, 'floatKurus'>, deliveries: readonly Delivery[]): CourierAccount {
  const carried = deliveries.filter(({ state }) => state === 'carried')
  const delivered = deliveries.filter(({ state }) => state === 'delivered')
  const foreign = sumsByCurrency(carried.flatMap(({ plan }) => plan.foreign ?? []))
  const toCollect = { ...noDoorMoney(), unknownKurus: 0, foreign }
  for (const delivery of carried) {
    const planned = plannedPaid(delivery)
    if (planned === null) toCollect.unknownKurus += delivery.plan.amountKurus ?? 0
    for (const { purse, amountKurus } of planned ?? []) toCollect[purse] += amountKurus
  }
  const collected = noDoorMoney()
  for (const delivery of delivered)
    for (const { purse, amountKurus } of delivery.paid ?? plannedPaid(delivery) ?? []) collected[purse] += amountKurus
  return {
    carriedCount: carried.length,
    toCollect,
    deliveredCount: delivered.length,
    collected,
    expected: { ...collected, cash: collected.cash + shift.floatKurus },
  }
}

/** Counted minus expected; below zero: something is missing. Pure. */
export const differenceOf = ({ expected, counted }: { expected: DoorMoney; counted: DoorMoney }): DoorMoney => ({
  cash: counted.cash - expected.cash,
  card: counted.card - expected.card,
  mealCard: counted.mealCard - expected.mealCard,
})

export const isEven = (money: DoorMoney): boolean => doorPurses.every((purse) => money[purse] === 0)
