import { z } from 'zod'
import { type PrinterHabits, printerHabitsSchema } from '../../../shared/model/printerHabits.ts'
import type { PrinterSettings } from '../../../shared/settings/printer.ts'
import type { Ledger } from '../../ledger/ledger.ts'

const storedSchema = z.object({ of: z.string(), habits: printerHabitsSchema })

/** The habits of printers as the ledger keeps them, by the printer's id. */
export interface HabitRecord {
  /** null: none were learnt, or of another device than is set now. */
  read(settings: PrinterSettings): PrinterHabits | null
  /** Writes only what is different. @throws LedgerError */
  write(settings: PrinterSettings, habits: PrinterHabits): void
  forget(printerId: string): void
}

export function createHabitRecord(ledger: Pick<Ledger, 'readValue' | 'writeValue'>): HabitRecord {
  const written = new Map<string, string | null>()
  const stored = (printerId: string): string | null => {
    if (!written.has(printerId)) written.set(printerId, ledger.readValue(keyOf(printerId)))
    return written.get(printerId) ?? null
  }
  const write = (printerId: string, value: string): void => {
    if (stored(printerId) === value) return
    ledger.writeValue(keyOf(printerId), value)
    written.set(printerId, value)
  }
  const parsed = new Map<string, { text: string | null; value: z.infer<typeof storedSchema> | null }>()
  /** Every screen asks for it, and seldom is it another text. */
  const valueOf = (printerId: string): z.infer<typeof storedSchema> | null => {
    const text = stored(printerId)
    const last = parsed.get(printerId)
    if (last?.text === text) return last.value
    const value = storedSchema.safeParse(parseJson(text)).data ?? null
    parsed.set(printerId, { text, value })
    return value
  }
  return {
    read: (settings) => {
      const value = valueOf(settings.id)
      return value?.of === deviceOf(settings) ? value.habits : null
    },
    write: (settings, habits) => write(settings.id, JSON.stringify({ of: deviceOf(settings), habits })),
    forget: (printerId) => write(printerId, ''),
  }
}

const keyOf = (printerId: string): string => `printerHabits:${printerId}`

/** Another address, or a test slip that taught something else, is another device. */
const deviceOf = ({ connection, confirms }: PrinterSettings): string => JSON.stringify([connection, confirms])

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
