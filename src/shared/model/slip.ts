import { z } from 'zod'

/**
 * The slip document: what a slip says, in reading order, before any printer is thought of. The printer encodes it
 * (`core/printing/render/escpos.ts`), the screen draws it (`renderer/order/SlipPreview.tsx`), so both say the same.
 */

/** 1 normal, 2 double, 3 triple: character cells, not points. */
const size = z.union([z.literal(1), z.literal(2), z.literal(3)])

/** At size 1 only: twice the height at the same columns, to be read from further away. */
const tall = z.boolean().optional()

export const slipBlockSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    /** Line feeds break lines; U+00A0 is a space that must not break (an amount and its currency). */
    text: z.string(),
    size,
    tall,
    bold: z.boolean(),
    align: z.enum(['left', 'center']),
    /** Reverse video: copy marks (KOPYA 2, İPTAL). */
    inverted: z.boolean(),
    /** Struck out: a cancelled line. Receipt printers cannot strike, so its text says İPTAL as well. */
    struck: z.boolean(),
    /** Columns of indent (at size 1). */
    indent: z.number().int().nonnegative(),
  }),
  /** Two columns: the left one wraps, the right one (an amount) never does. */
  z.object({
    kind: z.literal('row'),
    left: z.string(),
    right: z.string(),
    size,
    tall,
    bold: z.boolean(),
    struck: z.boolean(),
  }),
  /** A framed text: notes and directions. */
  z.object({ kind: z.literal('box'), title: z.string().nullable(), text: z.string(), size, tall }),
  z.object({ kind: z.literal('rule') }),
  z.object({ kind: z.literal('qr'), data: z.string(), caption: z.string().nullable() }),
  /** Code 128, for the scanner at the counter. */
  z.object({ kind: z.literal('barcode'), data: z.string() }),
])

export const slipDocumentSchema = z.object({
  blocks: z.array(slipBlockSchema),
  /** What it is called where it becomes a file; nothing of the customer. */
  name: z.string().optional(),
  /** Where no printer has paper for all of it: what stands first then, and what in place of that which is left out. */
  whenCut: z.object({ mark: z.array(slipBlockSchema), instead: z.array(slipBlockSchema) }).optional(),
  /** What the printer may do besides printing it, if it is set to; left out: nothing. Never comes from a text. */
  signals: z.object({ drawer: z.boolean(), buzzer: z.boolean() }).optional(),
})

export type SlipBlock = z.infer<typeof slipBlockSchema>
export type SlipDocument = z.infer<typeof slipDocumentSchema>
export type SlipSize = z.infer<typeof size>
