import { type Restart, restartedParts } from '../../shared/model/restart.ts'
import type { Database } from './database.ts'
import type { Ledger } from './ledger.ts'

export const restartParts = (db: Database): Pick<Ledger, 'noteRestart' | 'readRestarts'> => ({
  noteRestart: ({ part, subjectId, stuckSinceMs, atMs }) =>
    void db.run(
      'INSERT INTO restart (part, subject_id, stuck_since_ms, at_ms) VALUES (?, ?, ?, ?)',
      part,
      subjectId,
      stuckSinceMs,
      atMs,
    ),
  readRestarts: (fromMs, untilMs) =>
    db
      .all('SELECT * FROM restart WHERE at_ms >= ? AND at_ms < ? ORDER BY at_ms, id', fromMs, untilMs)
      .map((row): Restart => ({
        // What a newer version starts anew and this one has no word for is a part of the core.
        part: restartedParts.find((part) => part === row['part']) ?? 'core',
        subjectId: row['subject_id'] === null ? null : String(row['subject_id']),
        stuckSinceMs: row['stuck_since_ms'] === null ? null : Number(row['stuck_since_ms']),
        atMs: Number(row['at_ms']),
      })),
})

/** Within a transaction. */
export const purgeRestarts = (db: Database, beforeMs: number): void =>
  void db.run('DELETE FROM restart WHERE at_ms < ?', beforeMs)
