import { fail, ok, type Result } from '../../shared/contract/problems.ts'
import type { Delivery, Pouch, Tour } from '../../shared/model/dispatch.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import { isUnsent, type JobSubject, type PrintJob, pouchSubject, tourSubject } from '../../shared/model/printJob.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import type { DispatchChanges, DispatchRecord } from '../ledger/dispatchRecord.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { routeCourierSlip } from '../routing/routeCourierSlip.ts'

interface CourierSlipDependencies {
  record: DispatchRecord
  jobsOf: Ledger['readJobsOf']
  settings(): Settings
  find(orderKey: string): KnownOrder | null
  nowMs(): number
}

/** Slips of couriers: what one takes along, and what was counted. Each wish is one transaction. @throws LedgerError */
export interface CourierSlips {
  /** Within the hand-over, where the shop wants it: all that he carries from this counter after it, on one slip. */
  ofHandOver(changes: DispatchChanges, carried: readonly Delivery[]): PrintJob[]
  /** Within the count, where the shop wants it. */
  ofPouch(changes: DispatchChanges, pouch: Pouch): PrintJob[]
  /** A person wants it: of what he carries from this counter now. The same packets again are a copy. */
  printTour(courierId: string): Result<PrintJob>
  printPouch(pouchId: number): Result<PrintJob>
}

type Place = NonNullable<ReturnType<typeof routeCourierSlip>>

export function createCourierSlips(dependencies: CourierSlipDependencies): CourierSlips {
  const { record, jobsOf, settings, find, nowMs } = dependencies

  const placeFor = (deliveries: readonly Delivery[]): Place | null => {
    const orders = deliveries.map(({ orderKey }) => find(orderKey)?.order).filter((order) => order !== undefined)
    return routeCourierSlip(orders, settings())
  }

  const want = (
    changes: DispatchChanges,
    { printerId, routeId }: Place,
    slip: { subject: JobSubject; label: string; isCopy: boolean },
  ): PrintJob => {
    const { subject, label, isCopy } = slip
    const kind = isCopy || subject.kind === 'order' ? 'copy' : subject.kind
    return changes.addJob(
      { subject, label, kind, printerId, routeId, dedupe: 'first', reason: null, changes: null },
      nowMs(),
    )
  }

  const newTour = (changes: DispatchChanges, deliveries: readonly Delivery[]): Tour | null => {
    const [first] = deliveries
    if (first === undefined) return null
    const { courierId, courierName } = first
    return changes.addTour({ courierId, courierName, atMs: nowMs(), deliveryIds: deliveries.map(({ id }) => id) })
  }

  /** A slip that waits for its printer is the one that is wanted; after it, each is a copy. */
  const again = (subject: JobSubject, label: string, place: Place): PrintJob => {
    const earlier = jobsOf(subject)
    return (
      earlier.find((job) => isUnsent(job) && job.printerId === place.printerId) ??
      record.change((changes) => want(changes, place, { subject, label, isCopy: earlier.length > 0 }))
    )
  }

  return {
    ofHandOver: (changes, carried) => {
      const own = ownOf(carried)
      const place = settings().printsTours ? placeFor(own) : null
      const tour = place === null ? null : newTour(changes, own)
      if (place === null || tour === null) return []
      return [want(changes, place, { subject: tourSubject(tour.id), label: tour.courierName, isCopy: false })]
    },
    ofPouch: (changes, { id, courierName }) => {
      const place = settings().printsPouches ? placeFor([]) : null
      return place === null
        ? []
        : [want(changes, place, { subject: pouchSubject(id), label: courierName, isCopy: false })]
    },
    printTour: (courierId) => {
      const carried = ownOf(record.carried()).filter((delivery) => delivery.courierId === courierId)
      if (carried.length === 0) return fail('notCarried')
      const place = placeFor(carried)
      if (place === null) return fail('noPrinter')
      const last = record.lastTour(courierId)
      if (last !== null && isSameTour(last, carried)) return ok(again(tourSubject(last.id), last.courierName, place))
      const job = record.change((changes) => {
        const tour = newTour(changes, carried)
        if (tour === null) throw new Error('a tour of nothing')
        return want(changes, place, { subject: tourSubject(tour.id), label: tour.courierName, isCopy: false })
      })
      return ok(job)
    },
    printPouch: (pouchId) => {
      const pouch = record.pouch(pouchId)
      if (pouch === null) return fail('notFound')
      const place = placeFor([])
      return place === null ? fail('noPrinter') : ok(again(pouchSubject(pouch.id), pouch.courierName, place))
    },
  }
}

/** His account is where he was handed the packet, and so is the sum that he brings back for it. */
const ownOf = (deliveries: readonly Delivery[]): Delivery[] => deliveries.filter(({ elsewhere }) => elsewhere === null)

/** He carries nothing that its slip did not have. */
const isSameTour = ({ deliveryIds }: Tour, carried: readonly Delivery[]): boolean =>
  carried.every(({ id }) => deliveryIds.includes(id))
