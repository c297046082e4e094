export const alertKinds = ['new', 'reopened', 'changed', 'cancelled'] as const
export type AlertKind = (typeof alertKinds)[number]

/** Alerts that ring until somebody has seen them. A change is told quietly. */
export const isLoud = (kind: AlertKind): boolean => kind !== 'changed'

/** More alerts than this at once are one grouped notification; each still waits for its own acknowledgement. */
export const MOST_SINGLE_NOTICES = 5

/** An alert that nobody has acknowledged yet. */
export interface OpenAlert {
  id: number
  orderKey: string
  kind: AlertKind
  wantedAtMs: number
  raisedAtMs: number | null
}
