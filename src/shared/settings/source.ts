import { z } from 'zod'
import type { FieldCode } from '../contract/fieldFault.ts'
import { sourceKinds } from '../model/order.ts'
import { idSchema, nameSchema } from './fields.ts'

/** A source as a shop sets it. Its keys are never in here: they live in the door's secret store, by source id. */

/** Production addresses, and the only hosts keys are ever sent to besides loopback. */
export const vendorDefaults = {
  restomenum: {
    baseUrl: 'https://plugins.restomenum.app',
    hosts: ['plugins.restomenum.app', 'sandbox.plugins.restomenum.app'],
    pollSeconds: 5,
    minPollSeconds: 5,
    /** The limit is not published: after a failure it may be asked again sooner than the pace. */
    isPaceALimit: false,
  },
  adisyo: {
    baseUrl: 'https://ext.adisyo.com/api/External/v2',
    hosts: ['ext.adisyo.com'],
    pollSeconds: 26,
    minPollSeconds: 25,
    /** One call per 25 s, failed ones included. */
    isPaceALimit: true,
  },
} as const

/**
 * What a header can carry as a key. One with a line break, a space or a Turkish letter was not copied whole, and the
 * error of a header that cannot be set would name it.
 */
const SENDABLE = /^[\x21-\x7e]{1,500}$/
export const isSendable = (key: string): boolean => SENDABLE.test(key)

export const secretSchema = z
  .string()
  .trim()
  .regex(SENDABLE, 'notAKey' satisfies FieldCode)

export const isLoopbackHost = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)

/** A base address a key may be sent to: https on a vendor's host, or loopback. */
export function isAllowedBaseUrl(kind: keyof typeof vendorDefaults, baseUrl: string): boolean {
  const url = URL.parse(baseUrl)
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return false
  if (isLoopbackHost(url.hostname)) return url.protocol === 'http:' || url.protocol === 'https:'
  return (
    url.protocol === 'https:' &&
    url.port === '' &&
    (vendorDefaults[kind].hosts as readonly string[]).includes(url.hostname)
  )
}

const sourceShape = z.object({
  id: idSchema,
  kind: z.enum(sourceKinds),
  name: nameSchema,
  baseUrl: z.string().max(300),
  pollSeconds: z.number().min(0.2).max(3600),
  enabled: z.boolean(),
  /** Adisyo's `x-api-consumer`; null for RestoMenum. Made ASCII when sent. */
  consumer: z.string().max(120).nullable(),
})

/** Shared by settings, requests and the provisioning file: where keys may go, and how often a vendor may be asked. */
export function checkSource(
  source: { kind: (typeof sourceKinds)[number]; baseUrl: string; pollSeconds: number },
  report: (field: 'baseUrl' | 'pollSeconds', code: FieldCode) => void,
): void {
  if (!isAllowedBaseUrl(source.kind, source.baseUrl)) {
    report('baseUrl', 'hostNotAllowed')
    return
  }
  const isLocal = isLoopbackHost(URL.parse(source.baseUrl)?.hostname ?? '')
  const floor = vendorDefaults[source.kind].minPollSeconds
  if (!isLocal && source.pollSeconds < floor) report('pollSeconds', 'tooFrequent')
}

export const sourceSettingsSchema = sourceShape.superRefine((source, context) => {
  checkSource(source, (field, message) => context.addIssue({ code: 'custom', path: [field], message }))
})
export type SourceSettings = z.infer<typeof sourceSettingsSchema>
