import type { Secrets, StoredSecrets } from '../host.ts'

/** Where keys are sent to: scheme, host and port. @param baseUrl of a source; one that is no address binds to nothing */
export const originOf = (baseUrl: string): string => URL.parse(baseUrl)?.origin ?? ''

/**
 * The keys that are stored for a source, unless they were entered for another address: whoever can change an address
 * must not get the keys that are kept.
 *
 * @returns null: none that may be sent there
 */
export function keysFor(stored: StoredSecrets, baseUrl: string): Secrets | null {
  if (stored.kind !== 'set') return null
  const { origin } = stored.secrets
  return origin === undefined || origin === originOf(baseUrl) ? stored.secrets : null
}
