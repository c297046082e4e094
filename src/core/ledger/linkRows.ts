import type { Database } from './database.ts'
import type { LinkLedger } from './linkLedger.ts'

const READ_AT_ONCE = 200
/** Later than this nobody has to hear of it any more. */
const OF_USE_MS = 24 * 3_600_000

export const linkParts = (db: Database): LinkLedger => ({
  addLinkEvents: (account, bodies, atMs) =>
    db.transaction(() => {
      db.run('DELETE FROM link_event WHERE at_ms < ?', atMs - OF_USE_MS)
      for (const body of bodies)
        db.run('INSERT INTO link_event (account, body, at_ms) VALUES (?, ?, ?)', account, body, atMs)
    }),
  readLinkEvents: () =>
    db
      .all('SELECT id, account, body FROM link_event ORDER BY id LIMIT ?', READ_AT_ONCE)
      .map((row) => ({ id: Number(row['id']), account: String(row['account']), body: String(row['body']) })),
  removeLinkEvents: (ids) =>
    db.transaction(() => {
      for (const id of ids) db.run('DELETE FROM link_event WHERE id = ?', id)
    }),
})
