import type { FaultLog } from '../faultLog.ts'
import type { Host, Secrets } from '../host.ts'
import { applyProvision, type Provision } from './provision.ts'
import type { SettingsBook } from './settingsBook.ts'

export interface Provisioned {
  /** The provision's keys, by source, which go where keys live. */
  secrets: ReadonlyMap<string, Secrets>
  /** Its settings were stored. */
  isTaken: boolean
}

/** Lays what an installer wrote over the stored settings. */
export function layProvision(given: Provision, settings: SettingsBook): Provisioned {
  const { settings: next, secrets } = applyProvision(settings.current(), given)
  return { secrets, isTaken: settings.take(next) }
}

interface KeyTaking {
  host: Pick<Host, 'secrets' | 'log' | 'provisionTaken'>
  faults: FaultLog
  sources: { storeKeys(sourceId: string, secrets: Secrets, baseUrl: string): Promise<void> }
  settings: Pick<SettingsBook, 'current'>
}

/**
 * Stores the keys of a provision, and ends it once nothing of it could be lost. Keys that cannot be stored leave their
 * source asking for them; the other sources are not kept waiting. Never rejects.
 */
export async function storeProvisioned(
  { secrets, isTaken }: Provisioned,
  { host, faults, sources, settings }: KeyTaking,
): Promise<void> {
  const baseUrls = new Map(settings.current().sources.map(({ id, baseUrl }) => [id, baseUrl]))
  const store = async ([sourceId, keys]: [string, Secrets]): Promise<boolean> => {
    try {
      await sources.storeKeys(sourceId, keys, baseUrls.get(sourceId) ?? '')
      return true
    } catch {
      host.log({ level: 'error', what: 'keys.notStored', data: { sourceId } })
      return false
    }
  }
  const stored = await Promise.all([...secrets].map(store))
  const areKeysKept = secrets.size === 0 || host.secrets.keyring === 'system'
  if (isTaken && areKeysKept && stored.every(Boolean))
    faults.attempt('provision.notEnded', () => host.provisionTaken?.())
}
