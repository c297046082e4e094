import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'

/**
 * What is wrong with something the core gives to a screen, measured by the contract's schema for it.
 *
 * @returns null when it is exactly what the contract says: not less, not more, and JSON
 */
export function flawOfOutput(schema: z.ZodType, value: unknown): string | null {
  const parsed = schema.safeParse(value)
  if (!parsed.success) return parsed.error.message
  if (!isDeepStrictEqual(parsed.data, value)) return 'has more in it than the contract says'
  const sent: unknown = JSON.parse(JSON.stringify(value))
  return isDeepStrictEqual(sent, value) ? null : 'is not the same after it has been JSON'
}
