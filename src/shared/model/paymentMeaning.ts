import { z } from 'zod'
import { foldName, foldWord } from './foldTurkish.ts'
import { type Purse, purseOf } from './purse.ts'

/** What a shop says that a way of paying means: paid on the platform, to be collected, or looked at each time. */
export const paymentMeanings = ['online', 'cash', 'card', 'mealCard', 'ask'] as const
export type PaymentMeaning = (typeof paymentMeanings)[number]

/** By source, then by folded name. */
export const paymentMeaningsSchema = z.record(
  z.string().max(80),
  z.record(z.string().min(1).max(120), z.enum(paymentMeanings)),
)
export type PaymentMeanings = z.infer<typeof paymentMeaningsSchema>

/** One name for all the ways of writing it: `KAPIDA NAKİT` is `kapida nakit`; other scripts keep their letters. */
export const foldPaymentName = (name: string): string => (foldWord(name) || foldName(name)).slice(0, 120)

/** @returns what a person has said of this source's way of paying; null: nobody has */
export function saidMeaning(meanings: PaymentMeanings, sourceId: string, method: string | null): PaymentMeaning | null {
  if (method === null || !Object.hasOwn(meanings, sourceId)) return null
  const ofSource = meanings[sourceId] ?? {}
  const folded = foldPaymentName(method)
  return Object.hasOwn(ofSource, folded) ? (ofSource[folded] ?? null) : null
}

/**
 * What a name means by its own words. `isCertain` false: it is offered, and money stays to be looked at until a person
 * has said; a name that says "online" while money is open is a contradiction that only a person can settle. Pure.
 */
export function guessMeaning(method: string): { meaning: PaymentMeaning; isCertain: boolean } {
  const purse = purseOf(method)
  if (purse === 'cash' || purse === 'card' || purse === 'mealCard') return { meaning: purse, isCertain: true }
  return { meaning: purse === 'online' ? 'online' : 'ask', isCertain: false }
}

/** The purse that a way of paying fills, as a person has said, else by its words. */
export function meantPurse(meanings: PaymentMeanings, sourceId: string, method: string | null): Purse {
  const said = saidMeaning(meanings, sourceId, method)
  return said === null || said === 'ask' ? purseOf(method) : said
}

/** A way of paying as a source has worded it, and on how many orders of this record it stands. */
export interface PaymentName {
  sourceId: string
  name: string
  count: number
}
