import type { PackedMark } from '../../shared/model/packing.ts'
import type { Database } from './database.ts'
import type { Ledger } from './ledger.ts'

export const packedParts = (db: Database): Pick<Ledger, 'readPacked' | 'readCancelledKeys' | 'writePacked'> => ({
  readPacked: (alsoOf) =>
    db
      .all(
        `SELECT order_key, path, content, at_ms FROM packed
         WHERE order_key IN (SELECT order_key FROM known_order WHERE state = 'open')
           OR order_key IN (SELECT value FROM json_each(?))`,
        JSON.stringify(alsoOf),
      )
      .map((row): PackedMark => ({
        orderKey: String(row['order_key']),
        path: String(row['path']),
        content: String(row['content']),
        atMs: Number(row['at_ms']),
      })),
  readCancelledKeys: (sinceMs) =>
    db
      .all(
        `SELECT DISTINCT order_key FROM alert
         WHERE kind = 'cancelled' AND (acknowledged_at_ms IS NULL OR acknowledged_at_ms >= ?)`,
        sinceMs,
      )
      .map((row) => String(row['order_key'])),
  writePacked: ({ orderKey, path, content, atMs }, isPacked) =>
    db.transaction(() => {
      db.run('DELETE FROM packed WHERE order_key = ? AND path = ?', orderKey, path)
      if (!isPacked) return
      db.run('INSERT INTO packed (order_key, path, content, at_ms) VALUES (?, ?, ?, ?)', orderKey, path, content, atMs)
    }),
})
