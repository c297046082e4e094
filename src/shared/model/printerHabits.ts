import { z } from 'zod'

/** What sending slips has taught about a printer; null: not known yet. Learnt, kept over restarts, forgotten on request. */
export const printerHabitsSchema = z.object({
  /** It says how it is when it is asked. */
  answersStatus: z.boolean().nullable(),
  /** It says when a slip is printed. */
  echoesIds: z.boolean().nullable(),
  /** Slips in a row whose id was asked for and never echoed. */
  missedEchoes: z.number().int(),
  /** It leaves the connection open: waiting for its end is a waste of time. */
  neverCloses: z.boolean(),
})
export type PrinterHabits = z.infer<typeof printerHabitsSchema>

export const noHabits: PrinterHabits = { answersStatus: null, echoesIds: null, missedEchoes: 0, neverCloses: false }
