export const alertKinds = ['new', 'reopened', 'changed', 'cancelled'] as const
export type AlertKind = (typeof alertKinds)[number]

/** Alerts that ring until somebody has seen them. A change is told quietly. */
export const isLoud = (kind: AlertKind): boolean => kind !== 'changed'

/** An alert that nobody has acknowledged yet. */
export interface OpenAlert {
  id: number
  orderKey: string
  kind: AlertKind
  wantedAtMs: number
  raisedAtMs: number | null
}
