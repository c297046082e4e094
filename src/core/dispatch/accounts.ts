import { fail, ok, type Result } from '../../shared/contract/problems.ts'
import { accountOf } from '../../shared/model/courierAccount.ts'
import { type DoorMoney, PLATFORM_COURIER, type Pouch, type Shift } from '../../shared/model/dispatch.ts'
import type { DispatchChanges, DispatchRecord } from '../ledger/dispatchRecord.ts'
import type { Courier } from './couriers.ts'

interface AccountsDependencies {
  record: DispatchRecord
  nowMs(): number
  couriers(): readonly Courier[]
}

/** Shifts, and what is counted at their end. Every method is one transaction. @throws LedgerError */
export interface Accounts {
  beginShift(courierId: string, floatKurus: number): Result<null>
  /** He takes nothing more; his account stays open until it is counted. */
  endShift(courierId: string): Result<null>
  /** Counts an account; that ends the shift. What was counted is never changed, only corrected. */
  closePouch(shiftId: number, counted: DoorMoney, reason: string | null): Result<Pouch>
  correctPouch(pouchId: number, counted: DoorMoney, reason: string): Result<Pouch>
}

export function createAccounts({ record, nowMs, couriers }: AccountsDependencies): Accounts {
  return {
    beginShift: (courierId, floatKurus) => {
      const courier = couriers().find(({ id, isActive }) => id === courierId && isActive)
      if (courier === undefined || courierId === PLATFORM_COURIER) return fail('courierUnknown')
      if (goingOn(record, courierId) !== undefined) return fail('conflict')
      record.change((changes) => shiftOf(courier, { record, nowMs: nowMs(), floatKurus }, changes))
      return ok(null)
    },
    endShift: (courierId) => {
      const shift = goingOn(record, courierId)
      if (shift === undefined) return fail('notFound')
      if (record.carried().some(({ shiftId }) => shiftId === shift.id)) return fail('stillCarrying')
      record.change((changes) => changes.endShift(shift.id, nowMs()))
      return ok(null)
    },
    closePouch: (shiftId, counted, reason) => {
      const shift = record.shift(shiftId)
      if (shift === null) return fail('notFound')
      if (record.pouchesOfShift(shiftId).length > 0) return fail('pouchClosed')
      const account = accountOf(shift, record.deliveriesOfShift(shiftId))
      if (account.carriedCount > 0) return fail('stillCarrying')
      const closedAtMs = nowMs()
      const { courierId, courierName } = shift
      const { expected, deliveredCount } = account
      const whose = { shiftId, correctsId: null, courierId, courierName, closedAtMs }
      const pouch = record.change((changes) => {
        changes.endShift(shiftId, closedAtMs)
        return changes.addPouch({ ...whose, expected, counted, deliveredCount, reason })
      })
      return ok(pouch)
    },
    correctPouch: (pouchId, counted, reason) => {
      const asked = record.pouch(pouchId)
      const latest = asked === null ? undefined : record.pouchesOfShift(asked.shiftId).at(-1)
      if (latest === undefined) return fail('notFound')
      // Somebody has corrected it meanwhile.
      if (latest.id !== pouchId) return fail('conflict')
      const { id: correctsId, ...rest } = latest
      const correction = { ...rest, correctsId, closedAtMs: nowMs(), counted, reason }
      return ok(record.change((changes) => changes.addPouch(correction)))
    },
  }
}

const goingOn = (record: DispatchRecord, courierId: string): Shift | undefined =>
  record.openShifts().find((shift) => shift.courierId === courierId && shift.endedAtMs === null)

/** The courier's shift that is going on, else a new one. */
export function shiftOf(
  { id, name }: Courier,
  { record, nowMs, floatKurus = 0 }: { record: DispatchRecord; nowMs: number; floatKurus?: number },
  changes: DispatchChanges,
): Shift {
  const begun = { courierId: id, courierName: name, floatKurus, beganAtMs: nowMs, endedAtMs: null }
  return goingOn(record, id) ?? changes.addShift(begun)
}
