import { type PaymentMeanings, type PaymentName, saidMeaning } from '../../shared/model/paymentMeaning.ts'
import type { Order } from '../../shared/model/order.ts'
import type { Database, Row } from './database.ts'

const namesOf = ({ paymentMethod, payments }: Order): string[] =>
  [paymentMethod, ...payments.map(({ name }) => name)].filter((name) => name !== null && name.trim() !== '') as string[]

export function learnPaymentNames(db: Database, order: Order): void {
  for (const name of new Set(namesOf(order)))
    db.run('INSERT OR IGNORE INTO payment_name (source_id, name) VALUES (?, ?)', order.sourceId, name)
}

/** Every name with the orders on which it stands, of those that have their words still, each once. */
const NAMES_OF_ORDERS = `WITH live AS MATERIALIZED (
    SELECT order_key, source_id, order_json FROM known_order INDEXED BY known_order_to_erase
      WHERE is_erased = 0 AND state = 'gone' AND json_valid(order_json)
    UNION ALL
    SELECT order_key, source_id, order_json FROM known_order WHERE is_erased = 0 AND state = 'open' AND json_valid(order_json)
  ), shown AS (
    SELECT order_key, source_id, json_extract(order_json, '$.paymentMethod') AS name FROM live
    UNION
    SELECT order_key, source_id, json_extract(paid.value, '$.name') FROM live, json_each(order_json, '$.payments') AS paid
  )
  SELECT source_id, name, count(order_key) AS count FROM payment_name LEFT JOIN shown USING (source_id, name)
  GROUP BY source_id, name`

/** A name that nobody has said anything of may be free words about a customer: it goes with the last order that shows it. */
export function forgetPaymentNames(db: Database, meanings: PaymentMeanings): void {
  for (const row of db.all(`${NAMES_OF_ORDERS} HAVING count(order_key) = 0`)) {
    const { sourceId, name } = toPaymentName(row)
    if (saidMeaning(meanings, sourceId, name) === null)
      db.run('DELETE FROM payment_name WHERE source_id = ? AND name = ?', sourceId, name)
  }
}

/** More than any shop has; a source that words each order's differently must not fill the screen. */
const MOST_NAMES = 400

export const readPaymentNames = (db: Database): PaymentName[] =>
  db.all(`${NAMES_OF_ORDERS} ORDER BY count DESC, name LIMIT ${MOST_NAMES}`).map(toPaymentName)

const toPaymentName = (row: Row): PaymentName => ({
  sourceId: String(row['source_id']),
  name: String(row['name']),
  count: Number(row['count']),
})
