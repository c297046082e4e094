import { foldWord } from './foldTurkish.ts'

/** Where money ends up: in the drawer, on a card terminal, with a meal card's issuer, or with the platform. */
export const purses = ['cash', 'card', 'mealCard', 'online', 'other', 'unknown'] as const
export type Purse = (typeof purses)[number]

const ONLINE = /online|cevrim ?ici/
const MEAL_CARD = /yemek ?kart|multinet|pluxee|sodexo|setcard|edenred|ticket|metropol|paye|tokenflex/
const CASH = /nakit|cash|pesin/
const CARD = /kart|card|pos\b/

/** Which purse a way of paying fills, by the words shops and platforms use for it, however they are cased. */
export function purseOf(method: string | null): Purse {
  if (method === null) return 'unknown'
  const words = foldWord(method)
  if (ONLINE.test(words)) return 'online'
  if (MEAL_CARD.test(words)) return 'mealCard'
  if (CASH.test(words)) return 'cash'
  return CARD.test(words) ? 'card' : 'other'
}
