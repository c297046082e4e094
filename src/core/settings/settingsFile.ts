import { z } from 'zod'
import { fieldFaultOf } from '../../shared/contract/fieldFault.ts'
import { fail, ok, type Result } from '../../shared/contract/problems.ts'
import { dayIsoOf } from '../../shared/model/istanbulTime.ts'
import { defaultSettings, type Settings, settingsSchema } from '../../shared/settings/settings.ts'
import { SETTINGS_VERSION, upgradeSettings } from '../../shared/settings/upgrades.ts'

/** The file that carries a shop's settings to another computer. Keys lie elsewhere and are never in it. */
const fileSchema = z.object({
  what: z.literal('tezgah-settings'),
  /** Of the Tezgah that wrote it. */
  version: z.string().max(40),
  atMs: z.number().int(),
  settings: z.looseObject({ version: z.number().int().positive() }),
})

export interface SettingsFile {
  version: string
  atMs: number
  settings: Settings
}

/** Pure. */
export function writeSettingsFile({ version, atMs, settings }: SettingsFile): { fileName: string; text: string } {
  const file: z.input<typeof fileSchema> = { what: 'tezgah-settings', version, atMs, settings }
  return { fileName: `tezgah-ayarlar-${dayIsoOf(atMs)}.json`, text: `${JSON.stringify(file, null, 2)}\n` }
}

/**
 * All of it or nothing: half a shop's settings would look like a whole one's. What an older Tezgah wrote is upgraded as its
 * stored settings would be; what the schema does not know, a key somebody has put in by hand included, is left out. Pure.
 *
 * @returns the settings, or `settingsFileUnreadable` (with the field, where one is wrong) or `settingsFileNewer`
 */
export function readSettingsFile(text: string): Result<SettingsFile> {
  const file = fileSchema.safeParse(parseJson(text))
  if (!file.success) return fail('settingsFileUnreadable', { field: '' })
  const { version, atMs, settings: stored } = file.data
  if (stored.version > SETTINGS_VERSION) return fail('settingsFileNewer')
  const fields = z.looseObject({}).safeParse(upgradeSettings(stored))
  const given = { ...defaultSettings, ...(fields.success ? fields.data : {}) }
  const settings = settingsSchema.safeParse(given)
  if (!settings.success) return fail('settingsFileUnreadable', { field: fieldFaultOf(settings.error, given).path })
  return isConsistent(settings.data)
    ? ok({ version, atMs, settings: settings.data })
    : fail('settingsFileUnreadable', { field: 'id' })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return null
  }
}

/** Screens keep ids apart; a file that was edited by hand may not. */
const isConsistent = ({ sources, printers, couriers, ageWarnMinutes, ageLateMinutes }: Settings): boolean =>
  [sources, printers, couriers].every((rows) => new Set(rows.map(({ id }) => id)).size === rows.length) &&
  ageWarnMinutes < ageLateMinutes
