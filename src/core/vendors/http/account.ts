import { createHmac } from 'node:crypto'
import type { SourceKind } from '../../../shared/model/order.ts'
import type { Secrets } from '../../host.ts'

/** One account at one vendor, the same on each computer that has its key. */
export interface VendorAccount {
  /** A fingerprint that leads to no key. */
  id: string
  /** A fingerprint of a text that only who has the key can make. */
  mark(text: string): string
}

export function accountOf(kind: SourceKind, { apiKey }: Pick<Secrets, 'apiKey'>): VendorAccount {
  const mark = (text: string): string =>
    createHmac('sha256', apiKey).update(`tezgah ${kind} ${text}`).digest('base64url').slice(0, 22)
  return { id: mark('account'), mark: (text) => mark(`mark ${text}`) }
}
