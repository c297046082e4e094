import type { PrintJob, WantedJob } from '../../shared/model/printJob.ts'
import type { Delivery, Pouch, Shift, Tour, VendorWrite } from '../../shared/model/dispatch.ts'

/** Changes of one transaction. What the file's own rules refuse (a packet carried twice) throws and undoes all of it. */
export interface DispatchChanges {
  addDelivery(delivery: Omit<Delivery, 'id'>): Delivery
  saveDelivery(delivery: Delivery): void
  addWrite(write: Omit<VendorWrite, 'id'>): VendorWrite
  saveWrite(write: VendorWrite): void
  addShift(shift: Omit<Shift, 'id'>): Shift
  endShift(shiftId: number, atMs: number): void
  /** Never changed afterwards: the file refuses it. */
  addPouch(pouch: Omit<Pouch, 'id'>): Pouch
  addTour(tour: Omit<Tour, 'id'>): Tour
  /** A slip of a tour or of a counted account. */
  addJob(job: WantedJob, atMs: number): PrintJob
  /** @param atMs null: it is not ready after all */
  markReady(orderKey: string, atMs: number | null): void
}

/** The record of who carries what, and of what vendors are told. */
export interface DispatchRecord {
  /** All of it on the disk when it returns, or none. @throws LedgerError */
  change<T>(work: (changes: DispatchChanges) => T): T
  /** Not settled, or refused since then: oldest first. */
  openWrites(refusedSinceMs: number): VendorWrite[]
  writesOfOrder(orderKey: string): VendorWrite[]
  carried(): Delivery[]
  delivery(id: number): Delivery | null
  /** Oldest first. */
  deliveriesOfOrder(orderKey: string): Delivery[]
  deliveriesOfShift(shiftId: number): Delivery[]
  /** Handed over in [fromMs, untilMs). */
  deliveriesOfDay(fromMs: number, untilMs: number): Delivery[]
  shift(id: number): Shift | null
  /** Going on, or not counted yet: oldest first. */
  openShifts(): Shift[]
  /** Oldest first: the closing, then its corrections. */
  pouchesOfShift(shiftId: number): Pouch[]
  pouch(id: number): Pouch | null
  tour(id: number): Tour | null
  /** The latest of this courier's; null: there was none. */
  lastTour(courierId: string): Tour | null
  /** Closed in [fromMs, untilMs), corrections included. */
  pouchesOfDay(fromMs: number, untilMs: number): Pouch[]
  /** What ended, or was counted, before this leaves the record; open accounts stay. */
  purgeBefore(beforeMs: number): void
  /** Orders that somebody has called ready, by key. */
  readyMarks(): string[]
}
