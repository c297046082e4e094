import type { z } from 'zod'

/**
 * A fault of the input in words. An unknown field is named when it looks like a field's name (letters alone, short): a key
 * pasted in its place must not be repeated.
 */
export function messageOf(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code !== 'unrecognized_keys') return issue?.message ?? 'is not understood'
  const name = issue.keys[0] ?? ''
  return /^[A-Za-z]{1,24}$/.test(name) ? `has a field that is not known: ${name}` : 'has a field that is not known'
}
