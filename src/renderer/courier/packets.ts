import type { Card } from '../../shared/contract/snapshot.ts'
import { isNumberOf } from '../../shared/model/orderBarcode.ts'

/** Packets of one district that can be handed over, the one that is due first at the front. */
export interface District {
  /** null: the orders do not say. */
  name: string | null
  cards: Card[]
}

/** Whether somebody here can still hand it to a courier. */
const isAtTheShop = (card: Card): boolean =>
  card.type !== 'table' &&
  card.type !== 'pickup' &&
  card.carried === null &&
  !card.isDelivered &&
  !card.isGone &&
  card.phase !== 'cancelled' &&
  card.phase !== 'delivered' &&
  card.phase !== 'onTheWay'

const isPacked = (card: Card): boolean => card.isReady || card.phase === 'ready'

/** What waits for a courier, ready ones apart from those that are being prepared. Pure. */
export function packetsToGo(cards: readonly Card[]): { ready: District[]; preparing: District[] } {
  const waiting = cards.filter(isAtTheShop)
  return {
    ready: byDistrict(waiting.filter(isPacked)),
    preparing: byDistrict(waiting.filter((card) => !isPacked(card))),
  }
}

/** The district of the oldest packet first; cards come by when they are due. */
function byDistrict(cards: readonly Card[]): District[] {
  const groups = Map.groupBy(cards, ({ region }) => region)
  return [...groups].map(([name, members]) => ({ name, cards: members }))
}

export type Scan =
  | { kind: 'found'; card: Card }
  /** More than one source has it. */
  | { kind: 'several' }
  | { kind: 'carried'; courierName: string }
  | { kind: 'none' }

/** It has this number, at whichever source. */
const isNamed = (card: Card, number: string): boolean =>
  [card, ...card.alsoAt.map((place) => ({ number: place.number, code: null }))].some((one) => isNumberOf(one, number))

/** The packet that a typed or scanned number means. Pure. */
export function findPacket(cards: readonly Card[], number: string): Scan {
  const named = cards.filter((card) => isNamed(card, number))
  const [first, ...more] = named.filter(isAtTheShop)
  if (first !== undefined) return more.length === 0 ? { kind: 'found', card: first } : { kind: 'several' }
  const carried = named.find((card) => card.carried !== null)?.carried
  return carried ? { kind: 'carried', courierName: carried.courierName } : { kind: 'none' }
}
