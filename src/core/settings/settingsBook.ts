import { z } from 'zod'
import { defaultSettings, type Settings, settingsSchema } from '../../shared/settings/settings.ts'
import { printerSettingsSchema } from '../../shared/settings/printer.ts'
import { routeSchema } from '../../shared/settings/route.ts'
import { sourceSettingsSchema } from '../../shared/settings/source.ts'
import { upgradeSettings } from '../../shared/settings/upgrades.ts'
import type { SettingsStore } from '../host.ts'

export interface SettingsBook {
  current(): Settings
  /** Validates, writes, then believes. @throws ZodError for wrong values, or the store's own error: nothing changed. */
  replace(next: Settings): void
  /** Believes them for this run even where they cannot be written. @returns whether they are valid and written */
  take(next: Settings): boolean
  /** Why what was stored could not be used as it was, for the alarm; null when all was well. */
  readonly trouble: string | null
}

/**
 * Reads the stored settings once. What can be read of a damaged or newer file is kept piece by piece: a shop must not
 * lose its printers because one field of one source is wrong.
 */
export function openSettings(store: SettingsStore): SettingsBook {
  const { value, setAside } = store.read()
  const { settings, trouble } = value === undefined ? { settings: defaultSettings, trouble: null } : salvage(value)
  let current = settings
  return {
    current: () => current,
    replace: (next) => {
      const valid = settingsSchema.parse(next)
      store.write(valid)
      current = valid
    },
    take: (next) => {
      const valid = settingsSchema.safeParse(next)
      if (!valid.success) return false
      current = valid.data
      try {
        store.write(valid.data)
        return true
      } catch {
        return false
      }
    },
    trouble: setAside ?? trouble,
  }
}

function salvage(stored: unknown): { settings: Settings; trouble: string | null } {
  const fields = z.record(z.string(), z.unknown()).catch({}).parse(upgradeSettings(stored))
  // What a newer Tezgah added has its default in an older file.
  const whole = settingsSchema.safeParse({ ...defaultSettings, ...fields, version: fields['version'] })
  if (whole.success) return { settings: whole.data, trouble: null }
  const settings: Record<string, unknown> = { ...defaultSettings }
  for (const [field, schema] of Object.entries(settingsSchema.shape)) {
    const parsed = schema.safeParse(fields[field])
    if (parsed.success) settings[field] = parsed.data
  }
  settings['sources'] = readable(fields['sources'], sourceSettingsSchema)
  settings['printers'] = readable(fields['printers'], printerSettingsSchema)
  settings['routes'] = readable(fields['routes'], routeSchema)
  const issue = whole.error.issues[0]
  return {
    settings: settingsSchema.parse(settings),
    trouble: issue?.path.join('.') ?? '',
  }
}

function readable<T>(rows: unknown, schema: z.ZodType<T>): T[] {
  if (!Array.isArray(rows)) return []
  return rows.flatMap((row) => {
    const parsed = schema.safeParse(row)
    return parsed.success ? [parsed.data] : []
  })
}
