import type { Pouch } from '../../../shared/model/dispatch.ts'
import type { KnownOrder } from '../../../shared/model/knownOrder.ts'
import type { PrintJob } from '../../../shared/model/printJob.ts'
import { faceOf } from '../../../shared/model/twins.ts'
import type { DispatchRecord } from '../../ledger/dispatchRecord.ts'
import { type JobSlip, type JobSlipContext, slipForJob, slipForPouch, slipForTour } from './slipForJob.ts'

interface OnRecord {
  book: {
    find(orderKey: string): KnownOrder | null
    /** The same order at all sources, itself among them, by key. */
    group(orderKey: string): readonly string[]
  }
  record: Pick<DispatchRecord, 'tour' | 'delivery' | 'pouch' | 'pouchesOfShift' | 'shift'>
}

/** The slip of any job, by what it is about, as it would be printed now. @returns null: that is on record no more */
export function slipOf(job: PrintJob, { book, record }: OnRecord, context: JobSlipContext): JobSlip | null {
  const { kind, key } = job.subject
  switch (kind) {
    case 'order': {
      const known = book.find(key)
      return known === null ? null : slipForJob(job, known, context)
    }
    case 'tour': {
      const tour = record.tour(Number(key))
      if (tour === null) return null
      const deliveries = tour.deliveryIds.map((id) => record.delivery(id)).filter((delivery) => delivery !== null)
      // As its card shows it: the order that it is recorded with may have been cancelled at its own till alone.
      const shown = (orderKey: string): KnownOrder | null =>
        faceOf(book.group(orderKey).flatMap((one) => book.find(one) ?? [])) ?? null
      const stops = deliveries.map((delivery) => ({ delivery, known: shown(delivery.orderKey) }))
      return slipForTour(job, tour, stops, context)
    }
    case 'pouch': {
      const pouch = record.pouch(Number(key))
      const counts = pouch === null ? [] : record.pouchesOfShift(pouch.shiftId).filter(({ id }) => id <= pouch.id)
      const [first, ...more]: (Pouch | undefined)[] = counts
      if (pouch === null || first === undefined) return null
      const corrections = more.filter((count) => count !== undefined)
      return slipForPouch(job, [first, ...corrections], record.shift(pouch.shiftId), context)
    }
  }
}
