import { fail, ok, type Result } from '../../shared/contract/problems.ts'
import { accountOf } from '../../shared/model/courierAccount.ts'
import { type DoorMoney, PLATFORM_COURIER, type Pouch, type Shift } from '../../shared/model/dispatch.ts'
import type { DispatchChanges, DispatchRecord } from '../ledger/dispatchRecord.ts'
import type { PrintJob } from '../../shared/model/printJob.ts'
import type { Courier } from './couriers.ts'
import type { CourierSlips } from './courierSlips.ts'

interface AccountsDependencies {
  record: DispatchRecord
  slips: Pick<CourierSlips, 'ofPouch'>
  nowMs(): number
  couriers(): readonly Courier[]
}

export interface Counted {
  pouch: Pouch
  /** Slips that are wanted with it. */
  jobs: PrintJob[]
}

/** Shifts, and what is counted at their end. Every method is one transaction. @throws LedgerError */
export interface Accounts {
  beginShift(courierId: string, floatKurus: number): Result<null>
  /** He takes nothing more; his account stays open until it is counted. */
  endShift(courierId: string): Result<null>
  /** Counts an account; that ends the shift. What was counted is never changed, only corrected. */
  closePouch(shiftId: number, counted: DoorMoney, reason: string | null): Result<Counted>
  correctPouch(pouchId: number, counted: DoorMoney, reason: string): Result<Counted>
}

export function createAccounts({ record, slips, nowMs, couriers }: AccountsDependencies): Accounts {
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
      const closed = record.change((changes) => {
        changes.endShift(shiftId, closedAtMs)
        const pouch = changes.addPouch({ ...whose, expected, counted, deliveredCount, reason })
        return { pouch, jobs: slips.ofPouch(changes, pouch) }
      })
      return ok(closed)
    },
    correctPouch: (pouchId, counted, reason) => {
      const asked = record.pouch(pouchId)
      const latest = asked === null ? undefined : record.pouchesOfShift(asked.shiftId).at(-1)
      if (latest === undefined) return fail('notFound')
      // Somebody has corrected it meanwhile.
      if (latest.id !== pouchId) return fail('conflict')
      const { id: correctsId, ...rest } = latest
      const correction = { ...rest, correctsId, closedAtMs: nowMs(), counted, reason }
      const corrected = record.change((changes) => {
        const pouch = changes.addPouch(correction)
        return { pouch, jobs: slips.ofPouch(changes, pouch) }
      })
      return ok(corrected)
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
