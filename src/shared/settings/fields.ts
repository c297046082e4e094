import { z } from 'zod'

/** A name as people give it to a source, a printer or a route. */
export const nameSchema = z.string().trim().min(1).max(60)
/** Readable ids ("adisyo-moda"). */
export const idSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/)
