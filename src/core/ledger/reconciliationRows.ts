import { type Reconciliation, reconciliationSchema } from '../../shared/model/reconciliation.ts'
import type { Database } from './database.ts'
import type { Ledger } from './ledger.ts'

export const reconciliationParts = (db: Database): Pick<Ledger, 'addReconciliation' | 'readReconciliations'> => ({
  addReconciliation: (result) =>
    void db.run(
      'INSERT INTO reconciliation (source_id, day_iso, at_ms, result_json) VALUES (?, ?, ?, ?)',
      result.sourceId,
      result.dayIso,
      result.atMs,
      JSON.stringify(result),
    ),
  readReconciliations: (dayIso) =>
    db
      .all('SELECT result_json FROM reconciliation WHERE day_iso = ? ORDER BY id', dayIso)
      .flatMap((row): Reconciliation[] => {
        // What another version wrote and this one cannot read confirms nothing.
        const read = reconciliationSchema.safeParse(JSON.parse(String(row['result_json'])))
        return read.success ? [read.data] : []
      }),
})

/** Within a transaction. */
export const purgeReconciliations = (db: Database, doneBeforeMs: number): void =>
  void db.run('DELETE FROM reconciliation WHERE at_ms < ?', doneBeforeMs)
