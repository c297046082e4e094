import { z } from 'zod'
import type { FieldCode } from '../contract/fieldFault.ts'
import { isLoopbackHost } from './source.ts'

/** Several counters of a shop or a chain as one, over its own Redis or Valkey. The password lies with the keys. */
export const linkSettingsSchema = z.object({
  enabled: z.boolean(),
  /** Empty: none is set. */
  address: z
    .string()
    .trim()
    .max(300)
    .refine((address) => address === '' || isLinkAddress(address), 'notALink' satisfies FieldCode),
  /** Which branch this counter is in, for whoever looks at several. */
  branchName: z.string().trim().max(60),
})
export type LinkSettings = z.infer<typeof linkSettingsSchema>

export const defaultLinkSettings: LinkSettings = { enabled: false, address: '', branchName: '' }

/** It is used: there is a server to ask. */
export const isLinkOn = ({ enabled, address }: LinkSettings): boolean => enabled && address !== ''

/** A server's password; a space or a letter of no keyboard in it was not copied whole. */
export const linkPasswordSchema = z.string().regex(/^[\x21-\x7e]{1,200}$/, 'notAKey' satisfies FieldCode)

const PRIVATE_IPV4 =
  /^(10(\.\d{1,3}){3}|192\.168(\.\d{1,3}){2}|172\.(1[6-9]|2\d|3[01])(\.\d{1,3}){2}|169\.254(\.\d{1,3}){2})$/
const PRIVATE_IPV6 = /^\[f[cd][0-9a-f:]*\]$|^\[fe80:[0-9a-f:]*\]$/i

/** Of this computer or the shop's own network: a name without a dot is no name of the internet's. */
const isNearby = (hostname: string): boolean =>
  isLoopbackHost(hostname) ||
  PRIVATE_IPV4.test(hostname) ||
  PRIVATE_IPV6.test(hostname) ||
  /^[a-z0-9-]+(\.(local|lan|home\.arpa))?$/i.test(hostname)

/** `rediss:` anywhere, `redis:` within the shop's network alone: beyond it nothing is sent in clear. A user, never a password. */
export function isLinkAddress(address: string): boolean {
  const url = URL.parse(address)
  if (url === null || url.password !== '' || url.search !== '' || url.hash !== '' || url.hostname === '') return false
  if (!/^\/?\d{0,2}$/.test(url.pathname)) return false
  return url.protocol === 'rediss:' || (url.protocol === 'redis:' && isNearby(url.hostname))
}
