import { z } from 'zod'
import type { Problem } from '../../shared/contract/problems.ts'
import { defaultSettings, type Settings, settingsSchema } from '../../shared/settings/settings.ts'
import { printerSettingsSchema } from '../../shared/settings/printer.ts'
import { routeSchema } from '../../shared/settings/route.ts'
import { sourceSettingsSchema } from '../../shared/settings/source.ts'
import { SETTINGS_VERSION, upgradeSettings } from '../../shared/settings/upgrades.ts'
import type { SettingsStore } from '../host.ts'

export interface SettingsBook {
  current(): Settings
  /** Validates, writes, then believes. @throws ZodError for wrong values, or the store's own error: nothing changed. */
  replace(next: Settings): void
  /** Believes them for this run even where they cannot be written. @returns whether they are valid and written */
  take(next: Settings): boolean
  /** Why what was stored could not be used as it was, for the alarm; null when all was well. */
  readonly trouble: Problem | null
}

/**
 * Reads the stored settings once. What can be read of a damaged or newer file is kept piece by piece: a shop must not
 * lose its printers because one field of one source is wrong. What this version cannot keep is copied aside before anything
 * is written over it; until that has been done, nothing is.
 */
export function openSettings(store: SettingsStore): SettingsBook {
  const { value, setAside } = store.read()
  const { settings, flaw } = value === undefined ? { settings: defaultSettings, flaw: null } : salvage(value)
  const newer = newerVersionIn(value)
  let isCopied = flaw === null && newer === null
  let copy: string | null = null
  const write = (next: Settings): void => {
    copyAside()
    store.write(next)
  }
  const copyAside = (): void => {
    if (!isCopied) copy = store.copyAside?.(newer === null ? 'unread' : `v${newer}`) ?? null
    isCopied = true
  }
  // At once, so that the alarm can name it; a disk that refuses is asked again before the first save.
  if (!isCopied) attempt(copyAside)
  let current = settings
  return {
    current: () => current,
    replace: (next) => {
      const valid = settingsSchema.parse(next)
      write(valid)
      current = valid
    },
    take: (next) => {
      const valid = settingsSchema.safeParse(next)
      if (!valid.success) return false
      current = valid.data
      return attempt(() => write(valid.data))
    },
    trouble: troubleOf({ setAside, newer, flaw, copy }),
  }
}

/** @returns whether it could be done */
function attempt(work: () => void): boolean {
  try {
    work()
    return true
  } catch {
    return false
  }
}

/** @returns the version of settings that a newer Tezgah wrote; null: they are not newer */
function newerVersionIn(stored: unknown): number | null {
  const { version } = z.object({ version: z.number().int() }).catch({ version: 0 }).parse(stored)
  return version > SETTINGS_VERSION ? version : null
}

interface Flaws {
  setAside: string | null
  newer: number | null
  flaw: string | null
  copy: string | null
}

function troubleOf({ setAside, newer, flaw, copy }: Flaws): Problem | null {
  if (setAside !== null) return { code: 'settingsUnreadable', params: { file: setAside } }
  if (newer !== null)
    return copy === null ? { code: 'settingsNotKept' } : { code: 'settingsNewer', params: { file: copy } }
  return flaw === null ? null : { code: 'settingsUnreadable', params: { file: copy ?? flaw } }
}

/** `flaw`: the first field that could not be taken as it was. */
function salvage(stored: unknown): { settings: Settings; flaw: string | null } {
  const fields = z.record(z.string(), z.unknown()).catch({}).parse(upgradeSettings(stored))
  // What a newer Tezgah added has its default in an older file.
  const whole = settingsSchema.safeParse({ ...defaultSettings, ...fields, version: fields['version'] })
  if (whole.success) return { settings: whole.data, flaw: null }
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
    flaw: issue?.path.join('.') ?? '',
  }
}

function readable<T>(rows: unknown, schema: z.ZodType<T>): T[] {
  if (!Array.isArray(rows)) return []
  return rows.flatMap((row) => {
    const parsed = schema.safeParse(row)
    return parsed.success ? [parsed.data] : []
  })
}
