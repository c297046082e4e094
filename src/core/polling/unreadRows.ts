import type { OpenOrders } from '../vendors/posClient.ts'

/** Follows the rows of one source's list that could not be read, as long as they stand in it. */
export interface UnreadRows {
  /**
   * @param isKnown whether an order with this id of the vendor has been seen
   * @returns since when a row stood there that has left the list unread, epoch ms; null: none has
   */
  note(answer: OpenOrders, isKnown: (id: string) => boolean, nowMs: number): number | null
}

/** A row that is never read is an order that nobody was called for: that is known once it has left the list. */
export function createUnreadRows(): UnreadRows {
  /** Since when each stands there, epoch ms. */
  let byId = new Map<string, number>()
  /** Of those whose id cannot be read either, the oldest first. */
  let nameless: number[] = []
  return {
    note: ({ orders, quarantined, extent }, isKnown, nowMs) => {
      if (extent !== 'whole' || (quarantined.length === 0 && byId.size + nameless.length === 0)) return null
      const listed = new Set(orders.flatMap(({ orderId, detailsId }) => [orderId, detailsId]))
      const isRead = (id: string): boolean => listed.has(id) || isKnown(id)
      const unread = quarantined.flatMap(({ id }) => (id === null || isRead(id) ? [] : [id]))
      const namelessCount = quarantined.filter(({ id }) => id === null).length
      const left = [...byId].filter(([id]) => !unread.includes(id) && !isRead(id)).map(([, sinceMs]) => sinceMs)
      const namelessLeft = nameless.slice(0, Math.max(0, nameless.length - namelessCount))
      byId = new Map(unread.map((id) => [id, byId.get(id) ?? nowMs]))
      nameless = nameless.slice(namelessLeft.length)
      while (nameless.length < namelessCount) nameless.push(nowMs)
      const all = [...left, ...namelessLeft]
      return all.length === 0 ? null : Math.min(...all)
    },
  }
}
