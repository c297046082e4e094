import { foldWord } from './foldTurkish.ts'

/** A channel that Tezgah knows: what people call it, its hue on cards, and the words vendors and people use for it. */
interface KnownChannel {
  id: string
  name: string
  hue: string
  /** Folded, letters and digits alone. */
  aliases: readonly string[]
}

/** Channels have hues of their own; the reds and ambers of waiting times are never among them. */
const known: readonly KnownChannel[] = [
  { id: 'packet', name: 'Telefon', hue: 'slate', aliases: ['packet', 'telefon', 'phone'] },
  { id: 'yemeksepeti', name: 'Yemeksepeti', hue: 'pink', aliases: ['yemeksepeti'] },
  { id: 'getir', name: 'Getir', hue: 'violet', aliases: ['getir', 'getiryemek'] },
  { id: 'trendyol', name: 'Trendyol Go', hue: 'teal', aliases: ['trendyol', 'trendyolgo', 'trendyolyemek'] },
  { id: 'migrosyemek', name: 'Migros Yemek', hue: 'indigo', aliases: ['migrosyemek', 'migros'] },
  { id: 'tiklagelsin', name: 'Tıkla Gelsin', hue: 'olive', aliases: ['tiklagelsin'] },
  { id: 'fuudy', name: 'Fuudy', hue: 'plum', aliases: ['fuudy'] },
  { id: 'restomenum', name: 'RestoMenum', hue: 'cyan', aliases: ['restomenum'] },
  { id: 'adisyo', name: 'Adisyo', hue: 'cyan', aliases: ['adisyo'] },
]
const otherHues = ['cyan', 'indigo', 'olive', 'plum'] as const

/** Those to offer before any order has come. */
export const knownChannels: readonly { id: string; name: string }[] = known
  .filter(({ id }) => id !== 'restomenum' && id !== 'adisyo')
  .map(({ id, name }) => ({ id, name }))

const lettersOf = (word: string): string => foldWord(word).replace(/[^a-z0-9]/g, '')
const find = (letters: string): KnownChannel | undefined => known.find(({ aliases }) => aliases.includes(letters))

/** The id that an order of this channel carries. @param word as a vendor or a person writes it ("Migros Yemek") */
export function channelIdOf(word: string): string {
  const letters = lettersOf(word)
  return find(letters)?.id ?? (letters === '' ? word.trim().toLocaleLowerCase('tr-TR') : letters)
}

/**
 * @param word as a vendor sends it ("getir", "YemekSepeti", "köşe bakkal"). One that nobody knows is written as a name
 *   where it was all in one case, and kept as it came where it was not.
 */
export function channelOf(word: string): { id: string; name: string } {
  const channel = find(lettersOf(word))
  return { id: channelIdOf(word), name: channel?.name ?? asName(word) }
}

function asName(word: string): string {
  const isOneCase = word === word.toLocaleLowerCase('tr-TR') || word === word.toLocaleUpperCase('tr-TR')
  if (!isOneCase) return word
  return word
    .toLocaleLowerCase('tr-TR')
    .replace(
      /(^|[\s_-]+)(\p{L})/gu,
      (_, before: string, letter: string) => `${before && ' '}${letter.toLocaleUpperCase('tr-TR')}`,
    )
}

/** The hue's name, for `data-hue`. A channel nobody has heard of always gets the same one. */
export function channelHue(channelId: string): string {
  const letters = lettersOf(channelId)
  const sum = [...letters].reduce((total, letter) => total + letter.charCodeAt(0), 0)
  return find(letters)?.hue ?? otherHues[sum % otherHues.length] ?? 'cyan'
}
