import type { Card } from '../../shared/contract/snapshot.ts'

/** What people call the channels Tezgah knows; others are learnt from the board or typed. */
const known: readonly { id: string; name: string }[] = [
  { id: 'packet', name: 'Telefon' },
  { id: 'yemeksepeti', name: 'Yemeksepeti' },
  { id: 'getir', name: 'Getir' },
  { id: 'trendyol', name: 'Trendyol Go' },
]

/** Other words that vendors and people use for the known ones. */
const alias: Readonly<Record<string, string>> = {
  telefon: 'packet',
  getiryemek: 'getir',
  trendyolgo: 'trendyol',
  trendyolyemek: 'trendyol',
}

/** The id that an order of this channel carries. @param word as a person writes it ("Migros Yemek") */
export function channelIdOf(word: string): string {
  const letters = word
    .replace(/[ıİ]/g, 'i')
    .normalize('NFKD')
    .replace(/[^a-zA-Z0-9]/g, '')
    .toLowerCase()
  return alias[letters] ?? (letters === '' ? word.trim().toLocaleLowerCase('tr-TR') : letters)
}

/** Known channels, then those of the board, then whatever rules name besides; each once. */
export function channelsToOffer(cards: readonly Card[], named: readonly string[]): { id: string; name: string }[] {
  const names = new Map(known.map(({ id, name }) => [id, name]))
  for (const { channel } of cards) if (!names.has(channel.id)) names.set(channel.id, channel.name)
  for (const id of named) if (!names.has(id)) names.set(id, id)
  return [...names].map(([id, name]) => ({ id, name }))
}
