import type { Delivery, DoorMoney, Paid, Pouch, Shift, Tour, VendorWrite } from '../../shared/model/dispatch.ts'
import type { PrintJob } from '../../shared/model/printJob.ts'
import type { Database, Row } from './database.ts'
import type { DispatchChanges, DispatchRecord } from './dispatchRecord.ts'
import { deleteJobs, type PrintJobRows, SETTLED } from './printJobRows.ts'

const WRITE = `order_key, source_id, details_id, step, courier_id, payment_type_id, state, problem, attempt, wanted_at_ms,
  not_before_ms, expires_at_ms, updated_at_ms`
const DELIVERY = `order_key, order_label, source_id, courier_id, courier_name, shift_id, state, plan_kurus, plan_purse,
  plan_currency, plan_foreign, paid_json, handed_at_ms, ended_at_ms, ended_by, heard_on_the_way_as, elsewhere,
  elsewhere_member, elsewhere_times`
const POUCH = `shift_id, corrects_id, courier_id, courier_name, closed_at_ms, expected_json, counted_json,
  delivered_count, reason`

const marks = (columns: string): string =>
  columns
    .split(',')
    .map(() => '?')
    .join()

const assignments = (columns: string): string =>
  columns
    .split(',')
    .map((column) => `${column.trim()} = ?`)
    .join()

const writeValues = (write: Omit<VendorWrite, 'id'>) => [
  write.orderKey,
  write.sourceId,
  write.detailsId,
  write.step,
  write.courierId,
  write.paymentTypeId,
  write.state,
  write.problem,
  write.attempt,
  write.wantedAtMs,
  write.notBeforeMs,
  write.expiresAtMs,
  write.updatedAtMs,
]

const deliveryValues = (delivery: Omit<Delivery, 'id'>) => [
  delivery.orderKey,
  delivery.orderLabel,
  delivery.sourceId,
  delivery.courierId,
  delivery.courierName,
  delivery.shiftId,
  delivery.state,
  delivery.plan.amountKurus,
  delivery.plan.purse,
  delivery.plan.foreign?.currency ?? null,
  delivery.plan.foreign?.amount ?? null,
  delivery.paid === null ? null : JSON.stringify(delivery.paid),
  delivery.handedAtMs,
  delivery.endedAtMs,
  delivery.endedBy,
  delivery.heardOnTheWayAs,
  delivery.elsewhere?.counterName ?? null,
  delivery.elsewhere?.member ?? null,
  delivery.elsewhere?.times ?? null,
]

const changesOn = (db: Database, jobs: PrintJobRows, added: PrintJob[]): DispatchChanges => ({
  addDelivery: (delivery) => {
    const values = deliveryValues(delivery)
    return { ...delivery, id: db.run(`INSERT INTO delivery (${DELIVERY}) VALUES (${marks(DELIVERY)})`, ...values) }
  },
  saveDelivery: (delivery) =>
    void db.run(`UPDATE delivery SET ${assignments(DELIVERY)} WHERE id = ?`, ...deliveryValues(delivery), delivery.id),
  addWrite: (write) => {
    const values = writeValues(write)
    return { ...write, id: db.run(`INSERT INTO vendor_write (${WRITE}) VALUES (${marks(WRITE)})`, ...values) }
  },
  saveWrite: (write) =>
    void db.run(`UPDATE vendor_write SET ${assignments(WRITE)} WHERE id = ?`, ...writeValues(write), write.id),
  addShift: (shift) => {
    const { courierId, courierName, floatKurus, beganAtMs, endedAtMs } = shift
    const values = [courierId, courierName, floatKurus, beganAtMs, endedAtMs]
    const insert = 'INSERT INTO shift (courier_id, courier_name, float_kurus, began_at_ms, ended_at_ms)'
    return { ...shift, id: db.run(`${insert} VALUES (?, ?, ?, ?, ?)`, ...values) }
  },
  endShift: (shiftId, atMs) =>
    void db.run('UPDATE shift SET ended_at_ms = ? WHERE id = ? AND ended_at_ms IS NULL', atMs, shiftId),
  addPouch: (pouch) => {
    const values = [
      pouch.shiftId,
      pouch.correctsId,
      pouch.courierId,
      pouch.courierName,
      pouch.closedAtMs,
      JSON.stringify(pouch.expected),
      JSON.stringify(pouch.counted),
      pouch.deliveredCount,
      pouch.reason,
    ]
    return { ...pouch, id: db.run(`INSERT INTO pouch (${POUCH}) VALUES (${marks(POUCH)})`, ...values) }
  },
  addTour: (tour) => {
    const { courierId, courierName, atMs, deliveryIds } = tour
    const insert = 'INSERT INTO tour (courier_id, courier_name, at_ms) VALUES (?, ?, ?)'
    const id = db.run(insert, courierId, courierName, atMs)
    for (const deliveryId of deliveryIds)
      db.run('INSERT INTO tour_stop (tour_id, delivery_id) VALUES (?, ?)', id, deliveryId)
    return { ...tour, id }
  },
  addJob: (job, atMs) => {
    const inserted = jobs.insert(job, atMs)
    if (inserted === null)
      throw new Error(`job ${job.dedupe} of ${job.subject.kind} ${job.subject.key} is wanted already`)
    added.push(inserted)
    return inserted
  },
  markReady: (orderKey, atMs) => {
    if (atMs === null) db.run('DELETE FROM ready_mark WHERE order_key = ?', orderKey)
    else db.run('INSERT OR IGNORE INTO ready_mark (order_key, at_ms) VALUES (?, ?)', orderKey, atMs)
  },
})

/** @param db open: every change is one transaction of it */
export function dispatchRecordOn(db: Database, jobs: PrintJobRows): DispatchRecord {
  const tours = (where: string, ...values: (string | number)[]): Tour[] =>
    db.all(`SELECT * FROM tour WHERE ${where}`, ...values).map((row) => ({
      id: Number(row['id']),
      courierId: String(row['courier_id']),
      courierName: String(row['courier_name']),
      atMs: Number(row['at_ms']),
      deliveryIds: db
        .all('SELECT delivery_id FROM tour_stop WHERE tour_id = ? ORDER BY delivery_id', Number(row['id']))
        .map((stop) => Number(stop['delivery_id'])),
    }))
  const writes = (where: string, ...values: (string | number)[]): VendorWrite[] =>
    db.all(`SELECT id, ${WRITE} FROM vendor_write WHERE ${where} ORDER BY id`, ...values).map(toWrite)
  const deliveries = (where: string, ...values: (string | number)[]): Delivery[] =>
    db.all(`SELECT id, ${DELIVERY} FROM delivery WHERE ${where} ORDER BY id`, ...values).map(toDelivery)
  const shifts = (where: string, ...values: number[]): Shift[] =>
    db.all(`SELECT * FROM shift WHERE ${where} ORDER BY id`, ...values).map(toShift)
  const pouches = (where: string, ...values: number[]): Pouch[] =>
    db.all(`SELECT id, ${POUCH} FROM pouch WHERE ${where} ORDER BY id`, ...values).map(toPouch)
  return {
    change: (work) => {
      const added: PrintJob[] = []
      const result = db.transaction(() => work(changesOn(db, jobs, added)))
      jobs.committed(added)
      return result
    },
    openWrites: (refusedSinceMs) =>
      writes(
        `state IN ('wanted', 'sending', 'uncertain', 'asking') OR (state = 'refused' AND updated_at_ms >= ?)`,
        refusedSinceMs,
      ),
    writesOfOrder: (orderKey) => writes('order_key = ?', orderKey),
    carried: () => deliveries(`state = 'carried'`),
    delivery: (id) => deliveries('id = ?', id)[0] ?? null,
    deliveriesOfOrder: (orderKey) => deliveries('order_key = ?', orderKey),
    deliveriesOfShift: (shiftId) => deliveries('shift_id = ?', shiftId),
    deliveriesOfDay: (fromMs, untilMs) => deliveries('handed_at_ms >= ? AND handed_at_ms < ?', fromMs, untilMs),
    shift: (id) => shifts('id = ?', id)[0] ?? null,
    openShifts: () => shifts('ended_at_ms IS NULL OR NOT EXISTS (SELECT 1 FROM pouch WHERE pouch.shift_id = shift.id)'),
    pouchesOfShift: (shiftId) => pouches('shift_id = ?', shiftId),
    tour: (id) => tours('id = ?', id)[0] ?? null,
    lastTour: (courierId) => tours('courier_id = ? ORDER BY id DESC LIMIT 1', courierId)[0] ?? null,
    pouch: (id) => pouches('id = ?', id)[0] ?? null,
    pouchesOfDay: (fromMs, untilMs) => pouches('closed_at_ms >= ? AND closed_at_ms < ?', fromMs, untilMs),
    purgeBefore: (beforeMs) =>
      db.transaction(() => {
        purgeTours(db, beforeMs)
        const counted = `SELECT shift_id FROM pouch GROUP BY shift_id HAVING max(closed_at_ms) < ?`
        db.run(
          `DELETE FROM delivery WHERE ended_at_ms < ? AND (shift_id IS NULL OR shift_id IN (${counted}))
             AND NOT EXISTS (SELECT 1 FROM tour_stop WHERE delivery_id = delivery.id)`,
          beforeMs,
          beforeMs,
        )
        const ofCounted = `SELECT CAST(id AS TEXT) FROM pouch WHERE shift_id IN (${counted})`
        deleteJobs(db, `subject_kind = 'pouch' AND subject_key IN (${ofCounted})`, beforeMs)
        db.run(`DELETE FROM pouch WHERE shift_id IN (${counted})`, beforeMs)
        jobs.forget()
        db.run(
          `DELETE FROM shift WHERE ended_at_ms < ? AND NOT EXISTS (SELECT 1 FROM delivery WHERE shift_id = shift.id)
          AND NOT EXISTS (SELECT 1 FROM pouch WHERE shift_id = shift.id)`,
          beforeMs,
        )
      }),
    readyMarks: () => db.all('SELECT order_key FROM ready_mark').map((row) => String(row['order_key'])),
  }
}

/** With their slips; one whose slip still waits for a person stays. */
function purgeTours(db: Database, beforeMs: number): void {
  const old = `SELECT id FROM tour WHERE at_ms < ? AND NOT EXISTS (SELECT 1 FROM print_job
    WHERE subject_kind = 'tour' AND subject_key = CAST(tour.id AS TEXT) AND state NOT IN (${SETTLED}))`
  db.run(`DELETE FROM tour_stop WHERE tour_id IN (${old})`, beforeMs)
  const bare = `SELECT id FROM tour WHERE at_ms < ? AND NOT EXISTS (SELECT 1 FROM tour_stop WHERE tour_id = tour.id)`
  deleteJobs(db, `subject_kind = 'tour' AND subject_key IN (SELECT CAST(id AS TEXT) FROM (${bare}))`, beforeMs)
  db.run(`DELETE FROM tour WHERE id IN (${bare})`, beforeMs)
}

const numberOrNull = (value: unknown): number | null => (value === null ? null : Number(value))
const textOrNull = (value: unknown): string | null => (value === null ? null : String(value))

const toWrite = (row: Row): VendorWrite => ({
  id: Number(row['id']),
  orderKey: String(row['order_key']),
  sourceId: String(row['source_id']),
  detailsId: String(row['details_id']),
  step: row['step'] as VendorWrite['step'],
  courierId: textOrNull(row['courier_id']),
  paymentTypeId: textOrNull(row['payment_type_id']),
  state: row['state'] as VendorWrite['state'],
  problem: row['problem'] as VendorWrite['problem'],
  attempt: Number(row['attempt']),
  wantedAtMs: Number(row['wanted_at_ms']),
  notBeforeMs: Number(row['not_before_ms']),
  expiresAtMs: Number(row['expires_at_ms']),
  updatedAtMs: Number(row['updated_at_ms']),
})

const toDelivery = (row: Row): Delivery => ({
  id: Number(row['id']),
  orderKey: String(row['order_key']),
  orderLabel: String(row['order_label']),
  sourceId: String(row['source_id']),
  courierId: String(row['courier_id']),
  courierName: String(row['courier_name']),
  shiftId: numberOrNull(row['shift_id']),
  state: row['state'] as Delivery['state'],
  plan: {
    amountKurus: numberOrNull(row['plan_kurus']),
    purse: row['plan_purse'] as Delivery['plan']['purse'],
    foreign:
      row['plan_currency'] === null
        ? null
        : { currency: String(row['plan_currency']), amount: Number(row['plan_foreign']) },
  },
  paid: row['paid_json'] === null ? null : (JSON.parse(String(row['paid_json'])) as Paid[]),
  handedAtMs: Number(row['handed_at_ms']),
  endedAtMs: numberOrNull(row['ended_at_ms']),
  endedBy: row['ended_by'] as Delivery['endedBy'],
  heardOnTheWayAs: textOrNull(row['heard_on_the_way_as']),
  elsewhere:
    row['elsewhere'] === null
      ? null
      : {
          counterName: String(row['elsewhere']),
          member: textOrNull(row['elsewhere_member']),
          times: numberOrNull(row['elsewhere_times']),
        },
})

const toShift = (row: Row): Shift => ({
  id: Number(row['id']),
  courierId: String(row['courier_id']),
  courierName: String(row['courier_name']),
  floatKurus: Number(row['float_kurus']),
  beganAtMs: Number(row['began_at_ms']),
  endedAtMs: numberOrNull(row['ended_at_ms']),
})

const toPouch = (row: Row): Pouch => ({
  id: Number(row['id']),
  shiftId: Number(row['shift_id']),
  correctsId: numberOrNull(row['corrects_id']),
  courierId: String(row['courier_id']),
  courierName: String(row['courier_name']),
  closedAtMs: Number(row['closed_at_ms']),
  expected: JSON.parse(String(row['expected_json'])) as DoorMoney,
  counted: JSON.parse(String(row['counted_json'])) as DoorMoney,
  deliveredCount: Number(row['delivered_count']),
  reason: textOrNull(row['reason']),
})
