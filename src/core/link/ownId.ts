import { type Ledger, LedgerError } from '../ledger/ledger.ts'

const MEMBER_ID = 'linkMember'

/** Under which id this counter is on the link. */
export interface OwnId {
  /** Empty before the first `read`. */
  current(): string
  read(): void
  /** Another computer has the one that was. */
  renew(): void
  /** Writes it down where that could not be done yet; called again and again. */
  keep(): void
}

/** It is the same after a restart, and in memory alone while nothing can be written. */
export function createOwnId({ ledger }: { ledger: Pick<Ledger, 'readValue' | 'writeValue'> }): OwnId {
  let id = ''
  let isKept = false

  /** @returns null: the disk refused */
  const attempt = <T>(work: () => T): T | null => {
    try {
      return work()
    } catch (error) {
      if (error instanceof LedgerError) return null
      throw error
    }
  }
  const keep = (): void => {
    if (id === '' || isKept) return
    isKept =
      attempt(() => {
        ledger.writeValue(MEMBER_ID, id)
        return true
      }) ?? false
  }
  const take = (next: string): void => {
    id = next
    isKept = false
    keep()
  }

  return {
    current: () => id,
    read: () => {
      if (id === '') take(attempt(() => ledger.readValue(MEMBER_ID)) ?? crypto.randomUUID())
    },
    renew: () => take(crypto.randomUUID()),
    keep,
  }
}
