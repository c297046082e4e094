import { z } from 'zod'
import { snapshotSchema } from './snapshot.ts'

/** What the core tells every screen, each once. JSON only. */
export const events = {
  'snapshot.changed': snapshotSchema,
  /** A notification was clicked, or the tray asked: bring this order to the front (null: the board). */
  'order.show': z.object({ key: z.string().nullable() }),
} as const

export type EventName = keyof typeof events
export type EventPayload<N extends EventName> = z.output<(typeof events)[N]>
