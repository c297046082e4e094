import { z } from 'zod'
import { errorCodes } from '../../shared/contract/problems.ts'
import { gapReasons, type GapReason, type HearingGap } from '../../shared/model/hearing.ts'
import type { Database, Row } from './database.ts'
import type { Ledger } from './ledger.ts'

const reasonsSchema = z.array(z.string())

export const hearingParts = (
  db: Database,
): Pick<Ledger, 'readHearing' | 'readOpenGaps' | 'readGaps' | 'noteHearing'> => ({
  readHearing: () =>
    db.all('SELECT source_id, first_success_ms, last_success_ms FROM source_hearing').map((row) => ({
      sourceId: String(row['source_id']),
      firstSuccessMs: Number(row['first_success_ms']),
      lastSuccessMs: Number(row['last_success_ms']),
    })),
  readOpenGaps: () => db.all('SELECT * FROM hearing_gap WHERE until_ms IS NULL').map(toGap),
  readGaps: (fromMs, untilMs) =>
    db
      .all(
        `SELECT * FROM hearing_gap WHERE from_ms < ? AND coalesce(until_ms, ?) > ? ORDER BY from_ms, source_id`,
        untilMs,
        Number.MAX_SAFE_INTEGER,
        fromMs,
      )
      .map(toGap),
  noteHearing: (heard, gaps) => {
    if (heard.length + gaps.length === 0) return
    db.transaction(() => {
      for (const { sourceId, atMs } of heard)
        db.run(
          `INSERT INTO source_hearing (source_id, first_success_ms, last_success_ms) VALUES (?, ?, ?)
           ON CONFLICT (source_id) DO UPDATE SET last_success_ms = excluded.last_success_ms`,
          sourceId,
          atMs,
          atMs,
        )
      for (const gap of gaps)
        db.run(
          `INSERT INTO hearing_gap (source_id, from_ms, until_ms, reasons, problem, came_in) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (source_id, from_ms) DO UPDATE SET until_ms = excluded.until_ms, reasons = excluded.reasons,
             problem = excluded.problem, came_in = excluded.came_in`,
          gap.sourceId,
          gap.fromMs,
          gap.untilMs,
          JSON.stringify(gap.reasons),
          gap.problem,
          gap.cameIn,
        )
    })
  },
})

/** Within a transaction. What went on unheard ends here; when it was heard before stays no claim of a later source. */
export function forgetHearing(db: Database, sourceId: string, atMs: number): void {
  db.run(
    'UPDATE hearing_gap SET until_ms = max(from_ms, ?), came_in = 0 WHERE source_id = ? AND until_ms IS NULL',
    atMs,
    sourceId,
  )
  db.run('DELETE FROM source_hearing WHERE source_id = ?', sourceId)
}

/** Within a transaction. */
export const purgeHearing = (db: Database, endedBeforeMs: number): void =>
  void db.run('DELETE FROM hearing_gap WHERE until_ms < ?', endedBeforeMs)

/** A reason or a fault that this version has no word for is still one. */
function toGap(row: Row): HearingGap {
  const reasons = reasonsSchema.parse(JSON.parse(String(row['reasons'])))
  const known = reasons.map((reason): GapReason => gapReasons.find((each) => each === reason) ?? 'own')
  return {
    sourceId: String(row['source_id']),
    fromMs: Number(row['from_ms']),
    untilMs: row['until_ms'] === null ? null : Number(row['until_ms']),
    reasons: [...new Set(known)],
    problem: row['problem'] === null ? null : (errorCodes.find((code) => code === row['problem']) ?? 'internal'),
    cameIn: row['came_in'] === null ? null : Number(row['came_in']),
  }
}
