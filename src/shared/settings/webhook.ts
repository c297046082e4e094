import { z } from 'zod'
import type { FieldCode } from '../contract/fieldFault.ts'
import { isLoopbackHost } from './source.ts'

/** When somebody who is not at the counter is told. Where and how it is signed lies with the keys: the address may hold one. */
export const webhookSettingsSchema = z.object({
  enabled: z.boolean(),
  /** An order that nobody has acknowledged for this long is told. */
  afterMinutes: z.number().int().min(1).max(240),
  /** Alarms are told as well. */
  alarms: z.boolean(),
})
export type WebhookSettings = z.infer<typeof webhookSettingsSchema>

export const defaultWebhookSettings: WebhookSettings = { enabled: false, afterMinutes: 5, alarms: true }

/** https anywhere, http on this computer alone; nothing that would be sent in clear, and no name or password before the host. */
export function isWebhookAddress(address: string): boolean {
  const url = URL.parse(address)
  if (url === null || url.username !== '' || url.password !== '' || url.hash !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname))
}

export const webhookAddressSchema = z
  .string()
  .trim()
  .max(500)
  .refine(isWebhookAddress, 'notAWebhook' satisfies FieldCode)

/** What messages are signed with. */
export const webhookSecretSchema = z.string().regex(/^[\x21-\x7e]{16,200}$/, 'notASigningSecret' satisfies FieldCode)
