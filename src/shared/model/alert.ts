import type { OrderChange } from './change.ts'

export const alertKinds = ['new', 'reopened', 'changed', 'cancelled'] as const
export type AlertKind = (typeof alertKinds)[number]

/** Alerts that ring until somebody has seen them. A change is told quietly. */
export const isLoud = (kind: AlertKind): boolean => kind !== 'changed'

/** More alerts than this at once are one grouped notification; each still waits for its own acknowledgement. */
export const MOST_SINGLE_NOTICES = 5

/**
 * By which deliberate act somebody said "seen"; `inSight`: of everything that could be read at once. A notification and
 * the tray only lead to the order: what they show is too little to have read it.
 */
export const acknowledgeHows = ['rail', 'card', 'key', 'inSight', 'page'] as const
export type AcknowledgeHow = (typeof acknowledgeHows)[number]

/** How long "seen" can be taken back, ms. */
export const UNDO_ACKNOWLEDGE_MS = 10_000

/** An alert as its order has had it, seen or not. */
export interface AlertOnRecord {
  id: number
  kind: AlertKind
  /** A fingerprint of what its order said from then on, until the next alert; null: not known (yet). */
  contentMark: string | null
}

/** An alert that nobody has acknowledged yet. */
export interface OpenAlert {
  id: number
  orderKey: string
  kind: AlertKind
  wantedAtMs: number
  raisedAtMs: number | null
  /** Of a `changed` one: what is different. */
  changes?: readonly OrderChange[]
}
