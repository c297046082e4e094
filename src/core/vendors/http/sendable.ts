import { foldToAscii } from '../../../shared/model/foldTurkish.ts'

/**
 * Can this key stand in a header at all? One with a line break, a space or a Turkish letter is not a key, and the
 * error of a header that cannot be set would name it.
 */
export const isSendable = (key: string): boolean => /^[\x21-\x7e]{1,500}$/.test(key)

/** Adisyo's `x-api-consumer`: ASCII, never empty, one value a restaurant. */
export const consumerOf = (source: { consumer: string | null; name: string }): string =>
  foldToAscii(source.consumer ?? '') || foldToAscii(`Tezgah - ${source.name}`)
