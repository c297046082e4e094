/** Chance with a seed: the same seed, the same scenario. */
export interface Random {
  /** 0 ≤ x < 1 */
  next(): number
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number
  chance(probability: number): boolean
  pick<T>(from: readonly T[]): T
  /** Up to `count` different ones, in their own order. */
  some<T>(from: readonly T[], count: number): T[]
  /** Digits as text, the first never 0. */
  digits(count: number): string
}

/** mulberry32: small, fast and good enough for a restaurant. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  const pick = <T>(from: readonly T[]): T => {
    const one = from[whole(0, from.length - 1)]
    if (one === undefined) throw new Error('nothing to pick from')
    return one
  }
  const some = <T>(from: readonly T[], count: number): T[] => {
    const left = from.map((_, at) => at)
    const taken: number[] = []
    while (taken.length < count && left.length > 0) taken.push(...left.splice(whole(0, left.length - 1), 1))
    return taken.toSorted((a, b) => a - b).flatMap((at) => from.slice(at, at + 1))
  }
  const digits = (count: number): string =>
    Array.from({ length: count }, (_, at) => String(whole(at === 0 ? 1 : 0, 9))).join('')
  return { next, whole, chance: (probability) => next() < probability, pick, some, digits }
}
