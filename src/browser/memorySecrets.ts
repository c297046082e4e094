import type { SecretStore, Secrets, StoredSecrets } from '../core/host.ts'

/** A browser door has no keyring: keys live here, for this run, and are written nowhere. */
export function createMemorySecrets(): SecretStore {
  const bySource = new Map<string, Secrets>()
  return {
    keyring: 'none',
    read: async (sourceId): Promise<StoredSecrets> => {
      const secrets = bySource.get(sourceId)
      return secrets === undefined ? { kind: 'missing' } : { kind: 'set', secrets }
    },
    write: async (sourceId, secrets) => {
      bySource.set(sourceId, { ...secrets })
    },
    remove: async (sourceId) => {
      bySource.delete(sourceId)
    },
  }
}
