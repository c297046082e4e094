import type { OrderType } from '../../../shared/model/order.ts'
import type { Language } from '../../../shared/settings/settings.ts'

/** The words of a slip. They are printed as they stand here, so headings are upper case already. */
export interface SlipWords {
  copy: string
  changed: string
  cancelled: string
  possibleDuplicate: string
  possibleDuplicateWhy: string
  incomplete: string
  incompleteWhy: string
  scheduled: string
  types: Record<OrderType, string>
  table: string
  code: string
  collect: string
  paid: string
  check: string
  checkWhy: string
  methodUnknown: string
  alreadyPaid: string
  ordered: string
  firstSeen: string
  scheduledFor: string
  phone: string
  phoneCode: string
  confirmationCode: string
  courier: string
  waiter: string
  directions: string
  map: string
  leftOut: string
  lineNote: string
  extras: string
  lineDiscount: string
  reason: string
  askedAt: string
  customerNote: string
  changes: string
  subtotal: string
  discount: string
  total: string
  paidSoFar: string
  onAccount: string
  rest: string
  items: string
  printedAt: string
  attempt: string
  testSlip: string
  quotation: { added: string; removed: string; before: string; after: string }
}

const tr: SlipWords = {
  copy: 'KOPYA',
  changed: 'DEĞİŞTİ',
  cancelled: 'İPTAL',
  possibleDuplicate: 'OLASI TEKRAR',
  possibleDuplicateWhy: 'Bu fiş daha önce de yazılmış olabilir.',
  incomplete: 'EKSİK BİLGİ',
  incompleteWhy: 'Siparişin ayrıntıları alınamadı: kasadan bakın.',
  scheduled: 'İLERİ TARİHLİ',
  types: { delivery: 'PAKET', pickup: 'GEL-AL', table: 'MASA', unknown: '' },
  table: 'MASA',
  code: 'Kod',
  collect: 'TAHSİL EDİLECEK',
  paid: 'ÖDENDİ',
  check: 'KONTROL ET',
  checkWhy: 'Ödeme bilgisi yetersiz',
  methodUnknown: 'Ödeme şekli belirtilmemiş',
  alreadyPaid: 'Ödenen',
  ordered: 'Sipariş',
  firstSeen: 'Geliş',
  scheduledFor: 'TESLİM',
  phone: 'Tel',
  phoneCode: 'Tel kodu',
  confirmationCode: 'Onay kodu',
  courier: 'Kurye',
  waiter: 'Garson',
  directions: 'ADRES TARİFİ',
  map: 'Harita',
  leftOut: 'YOK',
  lineNote: 'Not',
  extras: 'Ekstra',
  lineDiscount: 'İndirim',
  reason: 'Neden',
  askedAt: 'İsteyen kasa',
  customerNote: 'MÜŞTERİ NOTU',
  changes: 'DEĞİŞENLER',
  subtotal: 'Ara toplam',
  discount: 'İndirim',
  total: 'TOPLAM',
  paidSoFar: 'Ödenen',
  onAccount: 'veresiye',
  rest: 'KALAN',
  items: 'ürün',
  printedAt: 'Basım',
  attempt: 'deneme',
  testSlip: 'DENEME FİŞİ',
  quotation: { added: 'EKLENDİ', removed: 'ÇIKARILDI', before: 'ESKİ', after: 'YENİ' },
}

const en: SlipWords = {
  copy: 'COPY',
  changed: 'CHANGED',
  cancelled: 'CANCELLED',
  possibleDuplicate: 'POSSIBLE DUPLICATE',
  possibleDuplicateWhy: 'This slip may have been printed before.',
  incomplete: 'INCOMPLETE',
  incompleteWhy: 'Details of the order could not be had: ask the counter.',
  scheduled: 'SCHEDULED',
  types: { delivery: 'DELIVERY', pickup: 'PICK-UP', table: 'TABLE', unknown: '' },
  table: 'TABLE',
  code: 'Code',
  collect: 'TO COLLECT',
  paid: 'PAID',
  check: 'CHECK PAYMENT',
  checkWhy: 'Payment details are insufficient',
  methodUnknown: 'Payment method not stated',
  alreadyPaid: 'Paid',
  ordered: 'Ordered',
  firstSeen: 'Came in',
  scheduledFor: 'DUE',
  phone: 'Tel',
  phoneCode: 'Tel code',
  confirmationCode: 'Confirmation code',
  courier: 'Courier',
  waiter: 'Waiter',
  directions: 'DIRECTIONS',
  map: 'Map',
  leftOut: 'WITHOUT',
  lineNote: 'Note',
  extras: 'Extras',
  lineDiscount: 'Discount',
  reason: 'Reason',
  askedAt: 'Asked for at',
  customerNote: "CUSTOMER'S NOTE",
  changes: 'CHANGES',
  subtotal: 'Subtotal',
  discount: 'Discount',
  total: 'TOTAL',
  paidSoFar: 'Paid',
  onAccount: 'on account',
  rest: 'REST',
  items: 'items',
  printedAt: 'Printed',
  attempt: 'attempt',
  testSlip: 'TEST SLIP',
  quotation: { added: 'ADDED', removed: 'REMOVED', before: 'OLD', after: 'NEW' },
}

export const slipWords: Readonly<Record<Language, SlipWords>> = { tr, en }
