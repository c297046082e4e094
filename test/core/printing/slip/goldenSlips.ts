import { aChangedLine } from '../../../support/anOrder.ts'
import type { SlipMark, SlipOptions } from '../../../../src/core/printing/slip/composeSlip.ts'
import { wholeStyle } from '../../../../src/core/printing/slip/slipStyle.ts'
import type { Order } from '../../../../src/shared/model/order.ts'
import { foreignOrder, partedOrder } from './kitchenOrders.ts'
import * as orders from './orders.ts'

export const baseOptions: SlipOptions = {
  nowMs: orders.istanbul('2026-01-05T20:06'),
  firstSeenMs: orders.istanbul('2026-01-05T20:05'),
  computerName: 'KASA-1',
  printsByItself: true,
  sourceName: 'Kadıköy',
  closingLine: 'Bilgi fişidir. Mali değeri yoktur.',
  hasBarcode: true,
  paymentMeanings: {},
  mark: { kind: 'none' },
  isPossibleDuplicate: false,
  isIncomplete: false,
  attempt: 1,
  language: 'tr',
}

const changedMark: SlipMark = {
  kind: 'changed',
  changes: [
    {
      what: 'line',
      before: aChangedLine('Adana Dürüm'),
      after: aChangedLine('Adana Dürüm', {
        quantity: 2,
        options: ['Acılı'],
        leftOut: ['SOĞAN'],
        note: 'İyi pişsin lütfen',
      }),
    },
    { what: 'line', before: null, after: aChangedLine('Fıstıklı Baklava (kg)', { quantity: 0.375 }) },
    { what: 'line', before: aChangedLine('Sütlaç'), after: null },
    { what: 'note', before: null, after: 'Zili çalmayın' },
    { what: 'address', before: 'Moda Cad. No:12, Kadıköy', after: 'Caferağa Mah. Moda Cad. No:128/3, Kadıköy' },
    { what: 'total', before: 62_000, after: 90_625 },
    { what: 'scheduledFor', before: null, after: orders.istanbul('2026-01-05T21:00') },
  ],
}

const kitchen: SlipOptions = {
  ...baseOptions,
  style: { ...wholeStyle, hasCustomer: false, hasPrices: false, textSize: 2 },
}

/** Every kind of slip, by name. */
export const goldenSlips: { name: string; order: Order; options: SlipOptions }[] = [
  { name: 'plain', order: orders.plainOrder, options: baseOptions },
  { name: 'phone', order: orders.phoneOrder, options: baseOptions },
  { name: 'phone-english', order: orders.phoneOrder, options: { ...baseOptions, language: 'en' } },
  { name: 'scheduled-paid', order: orders.scheduledOrder, options: baseOptions },
  { name: 'summary', order: orders.summaryOrder, options: { ...baseOptions, isIncomplete: true } },
  { name: 'doubtful-payment', order: orders.doubtfulOrder, options: baseOptions },
  { name: 'pickup', order: orders.pickupOrder, options: baseOptions },
  { name: 'table', order: orders.tableOrder, options: baseOptions },
  {
    name: 'copy',
    order: orders.plainOrder,
    options: { ...baseOptions, mark: { kind: 'copy', n: 2, reason: 'Kurye kaybetti' } },
  },
  {
    name: 'changed',
    order: orders.phoneOrder,
    options: {
      ...baseOptions,
      mark: changedMark,
    },
  },
  {
    name: 'cancelled',
    order: { ...orders.scheduledOrder, phase: 'cancelled', cancelReason: 'Müşteri vazgeçti' },
    options: { ...baseOptions, mark: { kind: 'cancelled' } },
  },
  {
    name: 'possible-duplicate-copy',
    order: orders.pickupOrder,
    options: { ...baseOptions, isPossibleDuplicate: true, attempt: 2, mark: { kind: 'copy', n: 1, reason: null } },
  },
  { name: 'long', order: orders.longOrder, options: baseOptions },
  { name: 'hostile', order: orders.hostileOrder, options: baseOptions },
  {
    name: 'changed-whole',
    order: orders.phoneOrder,
    options: { ...baseOptions, mark: changedMark, changeSlip: 'whole' },
  },
  { name: 'kitchen', order: orders.phoneOrder, options: kitchen },
  { name: 'kitchen-changed', order: orders.phoneOrder, options: { ...kitchen, mark: changedMark } },
  {
    name: 'kitchen-cancelled',
    order: { ...orders.phoneOrder, phase: 'cancelled', cancelReason: null },
    options: { ...kitchen, mark: { kind: 'cancelled' } },
  },
  {
    name: 'kitchen-largest-grill-only',
    order: partedOrder,
    options: { ...kitchen, style: { hasCustomer: false, hasPrices: false, textSize: 3, categories: ['Izgara'] } },
  },
  {
    name: 'courier-without-prices',
    order: orders.scheduledOrder,
    options: { ...baseOptions, style: { ...wholeStyle, hasPrices: false } },
  },
  { name: 'parts-and-debit', order: partedOrder, options: baseOptions },
  { name: 'foreign-letters', order: foreignOrder, options: baseOptions },
  {
    name: 'incomplete-possible-duplicate',
    order: orders.summaryOrder,
    options: { ...baseOptions, isIncomplete: true, isPossibleDuplicate: true, attempt: 3 },
  },
]
