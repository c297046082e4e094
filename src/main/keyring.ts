import { safeStorage } from 'electron'
import type { LogEntry } from '../core/host.ts'
import { describeFault } from '../system/logFile.ts'
import type { Keyring } from '../system/secretStore.ts'

/**
 * The keyring of this user, when there is one that protects. `basic_text` encrypts with a password that everybody knows,
 * which is no better than clear text. Call after ready.
 *
 * @returns null when there is none
 */
export async function openKeyring(platform: NodeJS.Platform, log: (entry: LogEntry) => void): Promise<Keyring | null> {
  try {
    if (!(await safeStorage.isAsyncEncryptionAvailable())) return null
    if (platform !== 'linux') return safeStorage
    const backend = safeStorage.getSelectedStorageBackend()
    return backend === 'basic_text' || backend === 'unknown' ? null : safeStorage
  } catch (error) {
    log({ level: 'warn', what: 'secrets.noKeyring', data: describeFault(error) })
    return null
  }
}
