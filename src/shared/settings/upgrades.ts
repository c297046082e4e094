import { z } from 'zod'
import { type UpgradeStep, upgradeStored } from '../model/upgradeChain.ts'

const anySettings = z.looseObject({ printers: z.array(z.unknown()).catch([]) })

/**
 * What each version of the settings added or changed, the oldest first. A step writes its values out: the defaults of
 * today may be others tomorrow, and a shop keeps what it had.
 */
const settingsUpgrades: readonly UpgradeStep[] = [
  // From 1, the first release's, to 2: the longest slip, QR codes as pictures, the Chinese mode and the slips' expiry.
  (stored) => {
    const settings = anySettings.safeParse(stored)
    if (!settings.success) return stored
    const printers = settings.data.printers.map((printer) => {
      const fields = z.looseObject({}).safeParse(printer)
      return fields.success ? { qr: 'auto', cancelsKanji: true, maxSlipMm: 3_000, ...fields.data } : printer
    })
    return { slipExpiryHours: 12, ...settings.data, printers }
  },
  // To 3: slips have a language of their own; until then they spoke the screen's.
  (stored) => {
    const settings = z.looseObject({ language: z.enum(['tr', 'en']).catch('tr') }).safeParse(stored)
    return settings.success ? { slipLanguage: settings.data.language, ...settings.data } : stored
  },
  // To 4: orders that two sources show can be one; until then they were two.
  (stored) => {
    const settings = z.looseObject({}).safeParse(stored)
    return settings.success ? { overlaps: 'ask', ...settings.data } : stored
  },
]

/** Of what is written now. */
export const SETTINGS_VERSION = settingsUpgrades.length + 1

const versionSchema = z.looseObject({ version: z.number().int().positive().catch(SETTINGS_VERSION) })

/** @returns settings of any earlier version as this one would have written them; anything else as it is */
export function upgradeSettings(stored: unknown): unknown {
  const fields = versionSchema.safeParse(stored)
  if (!fields.success || fields.data.version >= SETTINGS_VERSION) return stored
  const upgraded = upgradeStored(fields.data, fields.data.version, settingsUpgrades)
  return { ...z.looseObject({}).parse(upgraded), version: SETTINGS_VERSION }
}
