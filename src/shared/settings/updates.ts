import { z } from 'zod'
import type { FieldCode } from '../contract/fieldFault.ts'
import { isLoopbackHost } from './source.ts'

/** Where new versions are looked for: https, or plain http on this computer. What comes from there is verified anyway. */
const isFeedUrl = (text: string): boolean => {
  const url = URL.parse(text)
  if (url === null || url.username !== '' || url.password !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname))
}

export const updateSettingsSchema = z.object({
  /** Off: a fleet brings new versions with its own tools. */
  isOn: z.boolean(),
  /** null: the address that the package was built with. */
  feedUrl: z
    .string()
    .trim()
    .max(300)
    .refine(isFeedUrl, 'notAFeed' satisfies FieldCode)
    .nullable(),
  /** The hour of the day, in Istanbul, in which it may be installed by itself; null: only when a person says so. */
  quietHour: z.number().int().min(0).max(23).nullable(),
})
export type UpdateSettings = z.infer<typeof updateSettingsSchema>

/** Long after the last guest, and before the first delivery of bread. */
export const defaultUpdateSettings: UpdateSettings = { isOn: true, feedUrl: null, quietHour: 5 }
