import { type Order, orderKey } from '../../shared/model/order.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import type { VendorAccount } from '../vendors/http/account.ts'

interface OrderKeyDependencies {
  sourceIds(): readonly string[]
  account(sourceId: string): Pick<VendorAccount, 'id'> | null
  /** Those that go on. */
  known(): readonly KnownOrder[]
}

/** Its vendor goes on with it under another id than the one it is known by here: that is what other counters may call it. */
export const isRenamed = ({ key, sourceId, orderId }: Order): boolean => key !== orderKey(sourceId, orderId)

/** @returns the keys of the orders here that this one of an account is, by what its vendor calls it now, or did */
export const createOrderKeys =
  ({ sourceIds, account, known }: OrderKeyDependencies) =>
  (accountId: string, sharedOrderId: string): string[] => {
    const orderId = decodeURIComponent(sharedOrderId)
    const ids = sourceIds().filter((id) => account(id)?.id === accountId)
    const renamed = known().flatMap(({ order }) =>
      isRenamed(order) && order.orderId === orderId && ids.includes(order.sourceId) ? [order.key] : [],
    )
    return [...renamed, ...ids.map((id) => orderKey(id, orderId))]
  }
