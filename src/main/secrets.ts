import { safeStorage } from 'electron'
import type { LogEntry, SecretStore, SettingsStore } from '../core/host.ts'
import { createSecretStore } from './secretStore.ts'

/** Keys in `file`, encrypted by this user's keyring. Call after ready. */
export const openSecrets = (file: SettingsStore, log: (entry: LogEntry) => void): Promise<SecretStore> =>
  createSecretStore({ keyring: safeStorage, file, platform: process.platform, log })
