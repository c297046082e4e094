import { type Happening, happeningSchema, type HistoryEntry, type HistoryNote } from '../../shared/model/history.ts'
import type { Database } from './database.ts'
import { readChangesJson, writeChangesJson } from './storedRecords.ts'

export const writeHistory = (db: Database, { orderKey, ...happening }: HistoryNote, atMs: number): void =>
  void db.run(
    'INSERT INTO history (order_key, at_ms, what, detail) VALUES (?, ?, ?, ?)',
    orderKey,
    atMs,
    happening.what,
    toDetail(happening),
  )

/** Oldest first. What happened to an order whose customer has been erased stays, without its particulars. */
export const readHistory = (db: Database, orderKey: string): HistoryEntry[] =>
  db
    .all('SELECT at_ms, what, detail FROM history WHERE order_key = ? ORDER BY id', orderKey)
    .flatMap(({ at_ms: atMs, what, detail }) => {
      const happening = happeningSchema.safeParse(fromDetail(String(what), detail))
      return happening.success ? [{ atMs: Number(atMs), happening: happening.data }] : []
    })

function toDetail(happening: Happening): string | null {
  switch (happening.what) {
    case 'sameOrder':
      return happening.label
    case 'changed':
    case 'changedToo':
      return writeChangesJson(happening.changes)
    case 'cancelled':
    case 'cancelledToo':
      return happening.reason
    case 'goneWhy':
      return happening.why
    case 'acknowledged':
    case 'printedTwice':
    case 'unacknowledged': {
      const { what: _, ...particulars } = happening
      return JSON.stringify(particulars)
    }
    default:
      return null
  }
}

const fromDetail = (what: string, detail: unknown): unknown => ({
  ...particularsOf(detail),
  what,
  changes: readChangesJson(detail),
  reason: detail,
  label: detail ?? '',
  why: detail ?? 'unknown',
})

/** Who acknowledged what, and how; before that was written down, the detail was the kind of the alert alone. */
function particularsOf(detail: unknown): object {
  const text = String(detail)
  if (!text.startsWith('{"')) return { kind: detail }
  try {
    return JSON.parse(text) as object
  } catch {
    return { kind: detail }
  }
}
