import type { Delivery } from '../../shared/model/dispatch.ts'
import { formatLira, formatMoney } from '../../shared/model/money.ts'

/** What is to be collected for a packet, in the currency that it is in; null: nobody knows. */
export function sayPlan({ amountKurus, foreign }: Delivery['plan']): string | null {
  if (foreign !== null) return formatMoney(foreign.amount, foreign.currency)
  return amountKurus === null ? null : formatLira(amountKurus)
}
