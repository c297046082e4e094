import type { Database, Row } from './database.ts'
import type { WebhookLedger, WebhookMessage } from './webhookLedger.ts'

/** What has ended is kept this long, to be looked at. */
const KEPT_MS = 7 * 24 * 3_600_000

export const webhookParts = (db: Database): WebhookLedger => ({
  readTold: () =>
    new Map(
      db
        .all('SELECT subject, sent_as, body FROM webhook_told LEFT JOIN webhook_message ON id = message_id')
        .map((row) => [String(row['subject']), { id: String(row['sent_as'] ?? ''), body: String(row['body'] ?? '') }]),
    ),
  tell: ({ atMs, messages, over }) =>
    db.transaction(() => {
      for (const { id: sentAs, subjects, body } of messages) {
        const id = db.run(
          `INSERT INTO webhook_message (sent_as, body, state, wanted_at_ms, not_before_ms)
           VALUES (?, ?, 'waiting', ?, ?)`,
          sentAs,
          body,
          atMs,
          atMs,
        )
        for (const subject of subjects)
          db.run('INSERT OR REPLACE INTO webhook_told (subject, message_id) VALUES (?, ?)', subject, id)
      }
      for (const subject of over) db.run('DELETE FROM webhook_told WHERE subject = ?', subject)
      db.run(
        `DELETE FROM webhook_message WHERE state <> 'waiting' AND wanted_at_ms < ?
         AND id NOT IN (SELECT message_id FROM webhook_told)`,
        atMs - KEPT_MS,
      )
    }),
  readWaitingMessages: () => db.all(`SELECT * FROM webhook_message WHERE state = 'waiting' ORDER BY id`).map(toMessage),
  noteWebhookTry: ({ id, state, atMs, notBeforeMs }) =>
    void db.run(
      `UPDATE webhook_message SET state = ?, attempts = attempts + 1, not_before_ms = ?, ended_at_ms = ?
       WHERE sent_as = ?`,
      state,
      notBeforeMs,
      state === 'waiting' ? null : atMs,
      id,
    ),
  readWebhookEnd: () => {
    const [row] = db.all(`SELECT max(ended_at_ms) AS last FROM webhook_message WHERE state = 'sent'`)
    const lastSentMs = typeof row?.['last'] === 'number' ? row['last'] : null
    const [count] = db.all(
      `SELECT count(*) AS count FROM webhook_message WHERE state = 'givenUp' AND ended_at_ms > ?`,
      lastSentMs ?? 0,
    )
    return { givenUp: Number(count?.['count'] ?? 0), lastSentMs }
  },
})

const toMessage = (row: Row): WebhookMessage => ({
  id: String(row['sent_as']),
  body: String(row['body']),
  attempts: Number(row['attempts']),
  wantedAtMs: Number(row['wanted_at_ms']),
  notBeforeMs: Number(row['not_before_ms']),
})
