import type { Card } from '../../shared/contract/snapshot.ts'

/** Cards that have every word of the search in their number, code, channel, customer, region, note, courier or items. */
export function findCards(cards: readonly Card[], search: string): Card[] {
  const words = fold(search).split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...cards]
  return cards.filter((card) => {
    const text = fold(searchable(card).join(' '))
    return words.every((word) => text.includes(word))
  })
}

function searchable(card: Card): string[] {
  const texts = [card.number, card.code, card.channel.name, card.sourceName, card.customerName, card.region]
  const more = [card.note, card.courier, card.tableName, ...card.items.map((item) => item.name)]
  return [...texts, ...more].filter((text) => text !== null)
}

/** Hands full, keyboard foreign: `sisli` finds `Şişli`, `ISLAK` finds `ıslak`. */
const fold = (text: string): string =>
  text.toLocaleLowerCase('tr-TR').normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ı', 'i')
