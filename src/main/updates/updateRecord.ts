import { z } from 'zod'
import type { SettingsStore } from '../../core/host.ts'

const recordSchema = z.object({
  /** Fetched and verified, and not installed yet. */
  ready: z.string().nullable().catch(null),
  /** Its installer has been started once; that does not happen by itself again. */
  tried: z.string().nullable().catch(null),
  /** The last version that opened to its end. */
  good: z.string().nullable().catch(null),
})
type Kept = z.infer<typeof recordSchema>

export interface UpdateRecord {
  read(): Kept
  /** A disk that refuses is no reason not to go on. */
  note(part: Partial<Kept>): void
}

/** What has to be known of updates over a restart. */
export function createUpdateRecord(store: SettingsStore): UpdateRecord {
  const read = (): Kept => recordSchema.parse(store.read().value ?? {})
  return {
    read,
    note: (part) => {
      try {
        store.write({ ...read(), ...part })
      } catch {
        // At worst the version is fetched anew, or its start is not called the first.
      }
    },
  }
}

/**
 * Whether what an earlier run has fetched is installed at this start, before the core opens: not when it was tried before,
 * and not when only a person may say so. Pure.
 */
export const installsAtStart = (
  { ready, tried }: Pick<Kept, 'ready' | 'tried'>,
  current: string,
  updates: { isOn: boolean; quietHour: number | null },
): boolean => updates.isOn && updates.quietHour !== null && ready !== null && ready !== current && ready !== tried
