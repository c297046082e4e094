import { z } from 'zod'
import type { LogEntry, SecretStore, Secrets, SettingsStore, StoredSecrets } from '../core/host.ts'
import { describeFault } from './logFile.ts'

/** What the system's keyring does for this user; the part of Electron's `safeStorage` that is used. */
export interface Keyring {
  encryptStringAsync(text: string): Promise<Buffer>
  decryptStringAsync(blob: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }>
}

export interface SecretStoreOptions {
  /** null: none that can be trusted; the browser door never has one. */
  keyring: Keyring | null
  /** Holds `{ [sourceId]: base64 of the encrypted blob }`, nothing in clear. */
  file: SettingsStore
  log: (entry: LogEntry) => void
}

const secretsSchema = z.object({
  apiKey: z.string().min(1),
  apiSecret: z.string().min(1).optional(),
  origin: z.string().optional(),
})
const blobsSchema = z.record(z.string(), z.string())

/**
 * Keys at rest. A blob that cannot be decrypted here is kept as it is until a new key is entered for that source:
 * another user, a moved profile or a locked keyring may come right again, and what the desktop door encrypted waits for
 * it while the browser door has the folder. Without a keyring keys live in memory for this run.
 */
export function createSecretStore({ keyring, file, log }: SecretStoreOptions): SecretStore {
  const forThisRun = new Map<string, Secrets>()

  const blobs = (): Record<string, string> => blobsSchema.safeParse(file.read().value).data ?? {}
  const keep = async (sourceId: string, secrets: Secrets, by: Keyring): Promise<void> => {
    const blob = await by.encryptStringAsync(JSON.stringify(secrets))
    file.write({ ...blobs(), [sourceId]: blob.toString('base64') })
  }
  const decrypt = async (sourceId: string, blob: string, by: Keyring): Promise<StoredSecrets> => {
    const { result, shouldReEncrypt } = await by.decryptStringAsync(Buffer.from(blob, 'base64'))
    const secrets: Secrets = secretsSchema.parse(JSON.parse(result))
    if (shouldReEncrypt) {
      await keep(sourceId, secrets, by).catch((error: unknown) =>
        log({ level: 'warn', what: 'secrets.notReEncrypted', data: { sourceId, ...describeFault(error) } }),
      )
    }
    return { kind: 'set', secrets }
  }

  return {
    keyring: keyring === null ? 'none' : 'system',
    read: async (sourceId) => {
      const remembered = forThisRun.get(sourceId)
      if (remembered !== undefined) return { kind: 'set', secrets: remembered }
      const blob = blobs()[sourceId]
      if (blob === undefined) return { kind: 'missing' }
      if (keyring === null) return { kind: 'unreadable' }
      try {
        return await decrypt(sourceId, blob, keyring)
      } catch (error) {
        log({ level: 'warn', what: 'secrets.unreadable', data: { sourceId, ...describeFault(error) } })
        return { kind: 'unreadable' }
      }
    },
    write: async (sourceId, secrets) => {
      if (keyring === null) forThisRun.set(sourceId, { ...secrets })
      else await keep(sourceId, secrets, keyring)
    },
    remove: async (sourceId) => {
      forThisRun.delete(sourceId)
      const { [sourceId]: removed, ...others } = blobs()
      if (removed === undefined) return
      // Twice: the first write leaves the removed blob in the backup.
      file.write(others)
      file.write(others)
    },
  }
}
