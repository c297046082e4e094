import { isOver, type OrderPhase, type OrderType } from '../../../shared/model/order.ts'
import { foldWord } from '../../../shared/model/foldTurkish.ts'

/** 1 Masa, 3 Paket, 5 Gel-Al; a text without its number is read for the same words. */
export function typeOf(typeId: number | null, text: string | null): OrderType {
  if (typeId === 1) return 'table'
  if (typeId === 3) return 'delivery'
  if (typeId === 5) return 'pickup'
  const word = foldWord(text ?? '')
  if (/masa|table/.test(word)) return 'table'
  if (/gel.?al|pick.?up/.test(word)) return 'pickup'
  if (/paket|delivery|take.?away/.test(word)) return 'delivery'
  return 'unknown'
}

/** A sale over the till that nobody waits for. */
export const isRetail = (text: string | null): boolean => /perakende|retail|hizli sat/.test(foldWord(text ?? ''))

const CLOSED_ID = 7

/** What ends an order is said as done: "Teslim Edilemedi", "Teslim Edilecek" and "İptal Talebi" are not. */
const NOT_DONE = /\b(?:not|never|un\w+|to be|will|talebi|request\w*)\b|m[ae]di\b|[ae]c[ae][kg]|[iu]yor/

/** Of these the first that holds: "Hazirlaniyor" must not be taken for "Hazir". */
const PHASES: [RegExp, OrderPhase][] = [
  [/iptal|cancel|redded|reject/, 'cancelled'],
  [
    /\b(?:teslim edil(?:di|mis)|(?:delivered|tamamlandi|tamamlanmis|kapali|kapandi|kapatildi|closed|completed)\b)/,
    'delivered',
  ],
  [/yolda|yola c|teslimatta|dagitim|on ?delivery|on the way/, 'onTheWay'],
  [/hazirlan(?!di)|prepar(?!ed)/, 'preparing'],
  [/hazir|prepared|ready/, 'ready'],
  [/(?<!teslim )alindi|ordered|yeni|bekl|onay|new|pending|approved/, 'open'],
]

/**
 * The vendor's word decides, because of its numbers only 1 "Sipariş Alındı" and 7 "Kapandı" are documented; without a
 * word, what the order's other fields say.
 */
export function phaseOf(order: {
  status: string | null
  statusId: number | null
  isClosed: boolean
  hasCancelReason: boolean
}): OrderPhase {
  const word = foldWord(order.status ?? '')
  const said = PHASES.find(([pattern, phase]) => pattern.test(word) && !(isOver({ phase }) && NOT_DONE.test(word)))?.[1]
  if (said !== undefined && said !== 'open') return said
  if (order.hasCancelReason) return 'cancelled'
  if (order.isClosed || (said === undefined && order.statusId === CLOSED_ID)) return 'delivered'
  return said ?? (order.status === null && (order.statusId === 1 || order.statusId === null) ? 'open' : 'unknown')
}
