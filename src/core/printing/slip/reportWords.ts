import type { Language } from '../../../shared/settings/settings.ts'

/** The words of the end-of-day report. */
export interface ReportWords {
  title: string
  soFar: string
  orders: string
  sales: string
  bySource: string
  byChannel: string
  cancelledShort: string
  proof: string
  acknowledged: string
  printed: string
  copies: string
  cancelled: string
  longestWait: string
  minutes: string
  seconds: string
  toCollect: string
  cash: string
  card: string
  mealCard: string
  other: string
  unknown: string
  sum: string
  paidOnline: string
  unresolved: string
  noneUnresolved: string
}

const tr: ReportWords = {
  title: 'GÜN SONU',
  soFar: 'Gün bitmedi: şu ana kadar',
  orders: 'Sipariş',
  sales: 'Ciro',
  bySource: 'KAYNAKLAR',
  byChannel: 'KANALLAR',
  cancelledShort: 'iptal',
  proof: 'KONTROL',
  acknowledged: 'Görüldü',
  printed: 'Fişi yazıldı/gönderildi',
  copies: 'Kopya fiş',
  cancelled: 'İptal',
  longestWait: 'En uzun bekleme',
  minutes: 'dk',
  seconds: 'sn',
  toCollect: 'TAHSİL EDİLECEKLER',
  cash: 'Nakit',
  card: 'Kart',
  mealCard: 'Yemek kartı',
  other: 'Diğer',
  unknown: 'Şekli belirsiz',
  sum: 'TOPLAM',
  paidOnline: 'Önceden ödenen',
  unresolved: 'SONUCU BELİRSİZ FİŞLER',
  noneUnresolved: 'Sonucu belirsiz fiş yok.',
}

const en: ReportWords = {
  title: 'END OF DAY',
  soFar: 'The day is not over: so far',
  orders: 'Orders',
  sales: 'Sales',
  bySource: 'SOURCES',
  byChannel: 'CHANNELS',
  cancelledShort: 'cancelled',
  proof: 'CHECK',
  acknowledged: 'Acknowledged',
  printed: 'Slip printed/sent',
  copies: 'Copies',
  cancelled: 'Cancelled',
  longestWait: 'Longest wait',
  minutes: 'min',
  seconds: 's',
  toCollect: 'TO COLLECT',
  cash: 'Cash',
  card: 'Card',
  mealCard: 'Meal card',
  other: 'Other',
  unknown: 'Not stated how',
  sum: 'TOTAL',
  paidOnline: 'Paid beforehand',
  unresolved: 'SLIPS NOBODY IS SURE OF',
  noneUnresolved: 'No slip is in doubt.',
}

export const reportWords: Readonly<Record<Language, ReportWords>> = { tr, en }
