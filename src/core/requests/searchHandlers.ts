import type { FoundOrder } from '../../shared/contract/requests.ts'
import { ok } from '../../shared/contract/problems.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import { foreignCurrencyOf } from '../../shared/model/order.ts'
import { hasTerms, parseSearch, searchWordsOf } from '../../shared/model/orderSearch.ts'
import { faceOf, isOnBoard } from '../../shared/model/twins.ts'
import type { RequestDependencies, Some } from './dependencies.ts'

/** More than a person reads through; whoever wants another one types another word. */
const MOST_FOUND = 50

export function searchHandlers({ book, ledger, settings }: RequestDependencies): Some<'orders.search'> {
  return {
    'orders.search': async ({ text }) => {
      const terms = parseSearch(text)
      if (terms.length === 0) return ok({ found: [], hasMore: false })
      // The book knows what a full disk has not taken yet.
      const known = book.known().filter((one) => hasTerms(searchWordsOf(one), terms))
      const keys = new Set(known.map(({ order }) => order.key))
      const past = ledger.searchOrders(terms, MOST_FOUND + keys.size + 1).filter(({ order }) => !keys.has(order.key))
      const faces = [...known, ...past].map((one) => {
        const group = book.group(one.order.key).map((key) => book.find(key))
        return faceOf(group.filter((member) => member !== null)) ?? one
      })
      const all = [...new Map(faces.map((one) => [one.order.key, one])).values()].sort(boardThenNewest)
      const { sources } = settings.current()
      return ok({
        found: all.slice(0, MOST_FOUND).map((one) => foundOf(one, sources)),
        hasMore: all.length > MOST_FOUND,
      })
    },
  }
}

const atMsOf = ({ order, firstSeenMs }: KnownOrder): number => order.createdAtMs ?? firstSeenMs

const boardThenNewest = (left: KnownOrder, right: KnownOrder): number =>
  Number(isOnBoard(right)) - Number(isOnBoard(left)) || atMsOf(right) - atMsOf(left)

function foundOf(known: KnownOrder, sources: readonly { id: string; name: string }[]): FoundOrder {
  const { order, goneWhy } = known
  const { customer } = order
  const place = [customer?.address, customer?.region].filter((part) => typeof part === 'string' && part !== '')
  return {
    key: order.key,
    isOnBoard: isOnBoard(known),
    number: order.number,
    code: order.code,
    channel: order.channel,
    sourceName: sources.find(({ id }) => id === order.sourceId)?.name ?? '',
    type: order.type,
    phase: goneWhy === 'cancelled' || goneWhy === 'delivered' ? goneWhy : order.phase,
    customerName: customer?.name ?? null,
    place: place.length === 0 ? null : place.join(', '),
    atMs: atMsOf(known),
    totalKurus: order.totalKurus,
    foreignCurrency: foreignCurrencyOf(order),
  }
}
