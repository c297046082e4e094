import { z } from 'zod'
import { headerTimesSchema, snapshotPatchSchema, snapshotSchema } from './snapshot.ts'

/** What the core tells every screen, each once. JSON only. */
export const events = {
  /** The whole of it, for a screen that has none yet. */
  'snapshot.changed': snapshotSchema,
  /** What differs from the one before; a screen that has another asks for the whole. */
  'snapshot.patched': snapshotPatchSchema,
  /** A poll brought nothing new: only when each source was heard has moved on. */
  'header.times': headerTimesSchema,
  /** A notification was clicked, or the tray asked: bring this order to the front (null: the board). */
  'order.show': z.object({ key: z.string().nullable() }),
} as const

export type EventName = keyof typeof events
export type EventPayload<N extends EventName> = z.output<(typeof events)[N]>
