import type { Host } from '../host.ts'
import type { LinkTarget } from './linkSession.ts'

const STORED_AS = 'link'

/** The server's password, where keys lie, for the one address that it was entered for. */
export interface LinkPassword {
  /** null: there is none for this address. */
  read(address: string): Promise<string | null>
  save(address: string, password: string | null): Promise<void>
  /**
   * What to ask with.
   *
   * @param given left out: what is kept, if anything is. @returns null: what is kept is for another address
   */
  target(address: string, given: string | null | undefined): Promise<LinkTarget | null>
}

export function createLinkPassword({ secrets }: Pick<Host, 'secrets'>): LinkPassword {
  const stored = () => secrets.read(STORED_AS).catch(() => ({ kind: 'unreadable' as const }))
  return {
    read: async (address) => {
      const found = await stored()
      return found.kind === 'set' && found.secrets.origin === address ? found.secrets.apiKey : null
    },
    save: async (address, password) => {
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
