export interface HistoryNote {
  orderKey: string
  /** seen, changed, missing, gone, reopened, alerted, acknowledged, detailsFailed, … */
  what: string
  detail: string | null
}

export interface HistoryEntry extends HistoryNote {
  atMs: number
}
