import type { OrderPhase, OrderType } from '../../../shared/model/order.ts'
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

/** In this order: "Teslim Edildi" must not be taken for "Teslimatta", nor "Hazirlaniyor" for "Hazir". */
const PHASES: [RegExp, OrderPhase][] = [
  [/iptal|cancel|redded|reject/, 'cancelled'],
  [/teslim ed|delivered|tamamlan|kapali|kapandi|kapatil|closed|complet/, 'delivered'],
  [/yolda|yola c|teslimatta|dagitim|on ?delivery|on the way/, 'onTheWay'],
  [/hazirlan(?!di)|prepar(?!ed)/, 'preparing'],
  [/hazir|prepared|ready/, 'ready'],
  [/alindi|ordered|yeni|bekl|onay|new|pending|approved/, 'open'],
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
  const said = PHASES.find(([pattern]) => pattern.test(word))?.[1]
  if (said !== undefined && said !== 'open') return said
  if (order.hasCancelReason) return 'cancelled'
  if (order.isClosed || (said === undefined && order.statusId === CLOSED_ID)) return 'delivered'
  return said ?? (order.status === null && (order.statusId === 1 || order.statusId === null) ? 'open' : 'unknown')
}
