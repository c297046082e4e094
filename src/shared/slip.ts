import { z } from 'zod'

/**
 * The slip document: what a slip says, in reading order, before any printer is thought of. The printer encodes it
 * (`core/printing/escpos.ts`), the screen draws it (`renderer/order/SlipPreview.tsx`), so both say the same.
 */

/** 1 normal, 2 double, 3 triple: character cells, not points. */
const size = z.union([z.literal(1), z.literal(2), z.literal(3)])

export const slipBlockSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    text: z.string(),
    size,
    bold: z.boolean(),
    align: z.enum(['left', 'center']),
    /** Reverse video: copy marks (KOPYA 2, İPTAL). */
    inverted: z.boolean(),
    /** Struck out: a cancelled line. Printers without it get the word instead. */
    struck: z.boolean(),
    /** Columns of indent (at size 1). */
    indent: z.number().int().nonnegative(),
  }),
  /** Two columns: the left one wraps, the right one (an amount) never does. */
  z.object({ kind: z.literal('row'), left: z.string(), right: z.string(), size, bold: z.boolean(), struck: z.boolean() }),
  /** A framed text: notes and directions. */
  z.object({ kind: z.literal('box'), title: z.string().nullable(), text: z.string(), size }),
  z.object({ kind: z.literal('rule') }),
  z.object({ kind: z.literal('qr'), data: z.string(), caption: z.string().nullable() }),
])

export const slipDocumentSchema = z.object({ blocks: z.array(slipBlockSchema) })

export type SlipBlock = z.infer<typeof slipBlockSchema>
export type SlipDocument = z.infer<typeof slipDocumentSchema>
export type SlipSize = z.infer<typeof size>
