import type { Order } from '../../shared/model/order.ts'
import { isGivenUp, orderSubject, type PrintJob } from '../../shared/model/printJob.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { VendorAccount } from '../vendors/http/account.ts'
import { isClaimed, sharedOrderId, sharedSlip } from './linkKeys.ts'

/** What a slip is called among counters. */
export interface Place {
  id: string
  account: string
  slip: string
}

/** What a slip's names depend on. */
export interface SlipNaming {
  ledger: Pick<Ledger, 'readJobsOf'>
  settings(): Pick<Settings, 'routes'>
  findOrder(orderKey: string): Order | null
  /** The orders that are one with this one at several sources, by key, itself among them. */
  group(orderKey: string): string[]
  account(sourceId: string): VendorAccount | null
}

export const placeAt = (account: string, slip: string): Place => ({ id: `${account} ${slip}`, account, slip })

/** One name at each of the sources that show its order: another counter may know one of them alone. */
export function placesOfSlip(job: PrintJob, { ledger, settings, findOrder, group, account }: SlipNaming): Place[] {
  if (!isClaimed(job)) return []
  const keys = group(job.subject.key)
  const route = settings().routes.find(({ id }) => id === job.routeId)
  const earlier = earlierOf(job, keys, ledger)
  return keys.flatMap((key) => {
    const order = findOrder(key)
    const own = order === null ? null : account(order.sourceId)
    if (order === null || own === null) return []
    return [placeAt(own.id, sharedSlip(sharedOrderId(order), route?.name ?? job.routeId, earlier))]
  })
}

/** A first slip that a person asked for is the first one; one that comes again after others were given up is not. */
function earlierOf(job: PrintJob, keys: readonly string[], ledger: SlipNaming['ledger']): number {
  if (!job.dedupe.includes(':again')) return 0
  return keys
    .flatMap((key) => ledger.readJobsOf(orderSubject(key)))
    .filter((one) => one.id < job.id && one.printerId === job.printerId && one.routeId === job.routeId)
    .filter((one) => one.kind === 'order' && !one.dedupe.startsWith('hand:') && isGivenUp(one)).length
}
