import type { z } from 'zod'

/** A fault of the input in words. Zod names unknown fields in its message; a key pasted as a field's name must not be repeated. */
export const messageOf = (issue: z.core.$ZodIssue | undefined): string =>
  issue?.code === 'unrecognized_keys' ? 'has a field that is not known' : (issue?.message ?? 'is not understood')
