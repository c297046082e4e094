import type { OrderLine } from '../../../shared/model/order.ts'
import type { OrderChange } from '../../../shared/model/change.ts'
import { isInCategories } from '../../routing/routeOrder.ts'

/** How much of an order a printer's slips show: a kitchen needs neither who the customer is nor what it costs. */
export interface SlipStyle {
  /** Name, phones, address, directions, map and confirmation code. */
  hasCustomer: boolean
  /** What is to be collected, amounts of lines and options, and the totals. */
  hasPrices: boolean
  /** Of the items: 1 tall, 2 double, 3 triple. */
  textSize: 1 | 2 | 3
  /** Only the lines of these product categories; null: all. A menu's content belongs to its menu. */
  categories: readonly string[] | null
}

export const wholeStyle: SlipStyle = { hasCustomer: true, hasPrices: true, textSize: 1, categories: null }

/** The lines of an order that such a slip prints. */
export const visibleLines = (lines: readonly OrderLine[], { categories }: SlipStyle): readonly OrderLine[] =>
  lines.filter((line) => isInCategories(categories, line))

const ofPrices: readonly OrderChange['what'][] = ['total', 'discount', 'paid', 'paymentMethod']
const ofCustomer: readonly OrderChange['what'][] = ['address', 'phone', 'customer']

/**
 * The changes that such a slip would tell; empty: nothing it shows has changed, so none need be printed there. Changed
 * lines are told whatever their category is: a change does not say which one it had.
 */
export const visibleChanges = (changes: readonly OrderChange[], style: SlipStyle): OrderChange[] =>
  changes.filter(
    ({ what }) => (style.hasPrices || !ofPrices.includes(what)) && (style.hasCustomer || !ofCustomer.includes(what)),
  )
