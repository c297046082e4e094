const byNumber = new Intl.Collator('tr', { numeric: true })

interface Placed {
  /** By when it is due, epoch ms. */
  dueMs: number
  number: string | null
  key: string
}

/** By when each is due, then by number and key, so that cards never change places without a reason. */
export const inBoardOrder = (left: Placed, right: Placed): number =>
  left.dueMs - right.dueMs || byNumber.compare(left.number ?? '', right.number ?? '') || (left.key < right.key ? -1 : 1)
