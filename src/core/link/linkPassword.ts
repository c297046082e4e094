import type { Host, StoredSecrets } from '../host.ts'
import type { LinkTarget } from './linkSession.ts'
import { withinMs } from './withinMs.ts'

const STORED_AS = 'link'
/** A keyring may ask somebody, who is not there. */
const READ_WITHIN_MS = 3_000

/** The server's password, where keys lie, for the one address that it was entered for. */
export interface LinkPassword {
  /** Answers within seconds. null: there is none for this address, or none that could be read so soon. */
  read(address: string): Promise<string | null>
  save(address: string, password: string | null): Promise<void>
  /**
   * What to ask with.
   *
   * @param given left out: what is kept, if anything is. @returns null: what is kept is for another address
   */
  target(address: string, given: string | null | undefined): Promise<LinkTarget | null>
}

export function createLinkPassword({ secrets, timers }: Pick<Host, 'secrets' | 'timers'>): LinkPassword {
  /** One that has not been answered is not asked a second time. */
  let asked: Promise<StoredSecrets> | null = null
  const ask = (): Promise<StoredSecrets> => {
    const asking: Promise<StoredSecrets> = secrets.read(STORED_AS).finally(() => {
      if (asked === asking) asked = null
    })
    return asking
  }
  const stored = (): Promise<StoredSecrets> =>
    withinMs(timers, READ_WITHIN_MS, () => (asked ??= ask())).catch(() => ({ kind: 'unreadable' }))
  return {
    read: async (address) => {
      const found = await stored()
      return found.kind === 'set' && found.secrets.origin === address ? found.secrets.apiKey : null
    },
    save: async (address, password) => {
      asked = null
      if (password === null) await secrets.remove(STORED_AS)
      else await secrets.write(STORED_AS, { apiKey: password, origin: address })
    },
    target: async (address, given) => {
      if (given !== undefined) return { address, password: given }
      const found = await stored()
      if (found.kind !== 'set') return { address, password: null }
      return found.secrets.origin === address ? { address, password: found.secrets.apiKey } : null
    },
  }
}
