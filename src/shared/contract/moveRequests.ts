import { z } from 'zod'
import { sourceKinds } from '../model/order.ts'

const settingsContentSchema = z.object({
  /** Of the Tezgah that wrote it, and when. */
  version: z.string(),
  atMs: z.number().int(),
  /** `hasKeys`: this computer has keys for this source and its address. */
  sources: z.array(z.object({ name: z.string(), kind: z.enum(sourceKinds), hasKeys: z.boolean() })),
  printers: z.array(z.object({ name: z.string(), connection: z.string() })),
  routeCount: z.number().int(),
  courierCount: z.number().int(),
  /** Sources of this computer that it does not have. */
  removes: z.array(z.string()),
})
export type SettingsContent = z.infer<typeof settingsContentSchema>

const settingsText = z.object({ text: z.string().max(250_000) }).strict()

/** A shop's settings as a file, to another computer and from it. */
export const moveRequests = {
  /** All that the shop has set, as a file for another computer; keys are never in it. */
  'settings.export': { input: z.object({}).strict(), output: z.object({ fileName: z.string(), text: z.string() }) },
  /** What stands in such a file; nothing is changed. */
  'settings.inspect': { input: settingsText, output: settingsContentSchema },
  /** Takes it in the place of all that is set here, whole or not at all. */
  'settings.import': { input: settingsText, output: settingsContentSchema },
} as const
