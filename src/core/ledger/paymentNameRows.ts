import { type PaymentMeanings, type PaymentName, saidMeaning } from '../../shared/model/paymentMeaning.ts'
import type { Order } from '../../shared/model/order.ts'
import type { Database } from './database.ts'

const namesOf = ({ paymentMethod, payments }: Order): string[] =>
  [paymentMethod, ...payments.map(({ name }) => name)].filter((name) => name !== null && name.trim() !== '') as string[]

export function learnPaymentNames(db: Database, order: Order): void {
  for (const name of new Set(namesOf(order)))
    db.run('INSERT OR IGNORE INTO payment_name (source_id, name) VALUES (?, ?)', order.sourceId, name)
}

/** A name that nobody has said anything of may be free words about a customer: it goes with the last order that shows it. */
export function forgetPaymentNames(db: Database, meanings: PaymentMeanings): void {
  for (const { sourceId, name, count } of readPaymentNames(db))
    if (count === 0 && saidMeaning(meanings, sourceId, name) === null)
      db.run('DELETE FROM payment_name WHERE source_id = ? AND name = ?', sourceId, name)
}

/** More than any shop has; a source that words each order's differently must not fill the screen. */
const MOST_NAMES = 400

export function readPaymentNames(db: Database): PaymentName[] {
  return db
    .all(
      `SELECT source_id, name, (SELECT count(*) FROM known_order AS known
         WHERE known.source_id = payment_name.source_id AND known.is_erased = 0 AND json_valid(order_json)
           AND (json_extract(order_json, '$.paymentMethod') = payment_name.name
             OR EXISTS (SELECT 1 FROM json_each(order_json, '$.payments') AS paid
               WHERE json_extract(paid.value, '$.name') = payment_name.name))) AS count
       FROM payment_name ORDER BY count DESC, name LIMIT ${MOST_NAMES}`,
    )
    .map((row) => ({ sourceId: String(row['source_id']), name: String(row['name']), count: Number(row['count']) }))
}
