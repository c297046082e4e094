import type { CourierPage } from '../../shared/contract/dispatchRequests.ts'
import { fail, invalid, ok, type Result } from '../../shared/contract/problems.ts'
import { accountOf, differenceOf, isEven } from '../../shared/model/courierAccount.ts'
import type { DoorMoney, Pouch } from '../../shared/model/dispatch.ts'
import type { PrintJob } from '../../shared/model/printJob.ts'
import type { Counted } from '../dispatch/accounts.ts'
import { courierDaysOf } from '../report/courierDays.ts'
import { courierViews } from '../screen/courierViews.ts'
import { dayOf } from './dayRequests.ts'
import type { RequestDependencies, Some } from './dependencies.ts'

type Names =
  | `dispatch.${'handOver' | 'undo' | 'takeBack' | 'deliver' | 'ready' | 'answer'}`
  | 'couriers.get'
  | 'couriers.save'
  | 'courier.get'
  | 'couriers.day'
  | 'shift.begin'
  | 'shift.end'
  | 'pouch.close'
  | 'pouch.correct'
  | 'pouch.print'
  | 'tour.print'

/** Counted of late: what somebody may still want to correct. */
const POUCHES_SHOWN_MS = 7 * 24 * 3_600_000

export function dispatchHandlers(dependencies: RequestDependencies): Some<Names> {
  const { dispatch, sharedHandOvers, settings, host, queue, screen, isViewOnly } = dependencies
  const { book, accounts, slips, record } = dispatch

  /** Nothing of this may be done that cannot be recorded. */
  const changing = <T>(work: () => Result<T>): Result<T> => {
    if (isViewOnly) return fail('ledgerUnavailable')
    const result = work()
    sharedHandOvers.follow()
    // Also when it was refused: this screen showed something else than there is.
    screen.changed(true)
    dispatch.wake()
    return result
  }

  /** What was wanted on paper goes to its printer; it is on record already. */
  const printed = <T extends { jobs: PrintJob[] }>(result: Result<T>): Result<T> => {
    if (result.ok) queue.add(result.value.jobs)
    return result
  }
  const countOf = (result: Result<Counted>): Result<Pouch> => {
    const done = printed(result)
    return done.ok ? ok(done.value.pouch) : done
  }
  const wanted = (result: Result<PrintJob>): Result<{ jobId: number }> => {
    if (!result.ok) return result
    queue.add([result.value])
    return ok({ jobId: result.value.id })
  }

  const pageOf = (courierId: string): Result<CourierPage> => {
    const nowMs = host.clock.nowMs()
    const open = record.openShifts().filter((shift) => shift.courierId === courierId)
    const pouches = record
      .pouchesOfDay(nowMs - POUCHES_SHOWN_MS, Number.MAX_SAFE_INTEGER)
      .filter((pouch) => pouch.courierId === courierId)
    const listed = dispatch.couriers().find(({ id }) => id === courierId)
    const view = courierViews(dispatch.couriers(), book.carried(), open).find(({ id }) => id === courierId)
    const name = listed?.name ?? open[0]?.courierName ?? pouches[0]?.courierName
    if (name === undefined) return fail('courierUnknown')
    const gone = { id: courierId, name, hue: 'slate', isActive: false, isOnShift: false, carriedCount: 0 } as const
    return ok({
      courier: { ...(view ?? gone), phone: listed?.phone ?? null },
      open: open.toReversed().map((shift) => {
        const deliveries = record.deliveriesOfShift(shift.id)
        return { shift, account: accountOf(shift, deliveries), deliveries }
      }),
      pouches: pouches.toReversed(),
    })
  }

  /** A difference without a reason is no account. */
  const lacksReason = (expected: DoorMoney, counted: DoorMoney, reason: string | null): boolean =>
    reason === null && !isEven(differenceOf({ expected, counted }))

  return {
    'dispatch.handOver': async ({ keys, courierId }) => {
      const result = changing(() => printed(book.handOver(keys, courierId)))
      return result.ok ? ok({ deliveryIds: result.value.deliveryIds, refused: result.value.refused }) : result
    },
    'dispatch.undo': async ({ deliveryIds }) => changing(() => book.undo(deliveryIds)),
    'dispatch.takeBack': async ({ key }) => changing(() => book.takeBack(key)),
    'dispatch.deliver': async ({ deliveries }) => changing(() => book.deliver(deliveries)),
    'dispatch.ready': async ({ key, isReady }) => changing(() => book.markReady(key, isReady)),
    'dispatch.answer': async ({ writeId, answer }) => changing(() => book.steps.answer(writeId, answer)),
    'couriers.get': async () =>
      ok({
        couriers: settings.current().couriers,
        lists: asLists(dispatch.lists()),
        paymentTypes: asLists(dispatch.paymentTypes()),
      }),
    'couriers.save': async ({ couriers }) => {
      const twice = couriers.findIndex(({ id, name }, at) =>
        couriers.slice(0, at).some((other) => other.id === id || sameName(other.name, name)),
      )
      if (twice >= 0) return invalid(`couriers.${twice}.name`, 'nameTaken')
      const working = new Set(couriers.filter(({ isActive }) => isActive).map(({ id }) => id))
      const own = new Set(settings.current().couriers.map(({ id }) => id))
      const isLeftWithPackets = book.carried().some(({ courierId }) => own.has(courierId) && !working.has(courierId))
      if (isLeftWithPackets) return fail('stillCarrying')
      settings.replace({ ...settings.current(), couriers })
      screen.changed(true)
      return ok(null)
    },
    'couriers.day': async ({ dayIso }) => {
      const day = dayOf(dayIso, dependencies)
      if (day === null) return invalid('dayIso', 'noSuchDay')
      const closings = record.pouchesOfDay(day.fromMs, day.untilMs).filter(({ correctsId }) => correctsId === null)
      const counted = closings.map(({ shiftId }) => record.pouchesOfShift(shiftId))
      return ok(courierDaysOf(record.deliveriesOfDay(day.fromMs, day.untilMs), counted))
    },
    'courier.get': async ({ courierId }) => pageOf(courierId),
    'shift.begin': async ({ courierId, floatKurus }) => changing(() => accounts.beginShift(courierId, floatKurus)),
    'shift.end': async ({ courierId }) => changing(() => accounts.endShift(courierId)),
    'pouch.close': async ({ shiftId, counted, reason }) =>
      changing(() => {
        const shift = record.shift(shiftId)
        const isCounted = record.pouchesOfShift(shiftId).length > 0
        const expected = shift && accountOf(shift, record.deliveriesOfShift(shiftId)).expected
        if (!isCounted && expected && lacksReason(expected, counted, reason)) return invalid('reason', 'missing')
        return countOf(accounts.closePouch(shiftId, counted, reason))
      }),
    'pouch.correct': async ({ pouchId, counted, reason }) =>
      changing(() => countOf(accounts.correctPouch(pouchId, counted, reason))),
    'pouch.print': async ({ pouchId }) => changing(() => wanted(slips.printPouch(pouchId))),
    'tour.print': async ({ courierId }) => changing(() => wanted(slips.printTour(courierId))),
  }
}

const asLists = <T extends object>(lists: ReadonlyMap<string, readonly T[]>): Record<string, T[]> =>
  Object.fromEntries([...lists].map(([sourceId, entries]) => [sourceId, [...entries]]))

const sameName = (left: string, right: string): boolean =>
  left.trim().toLocaleLowerCase('tr-TR') === right.trim().toLocaleLowerCase('tr-TR')
