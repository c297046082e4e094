/** One thing that could not be printed as it came. `printed` is empty when it was left out. */
export interface Replacement {
  original: string
  printed: string
}

const MOST_TOLD = 12

/** For the journal: what a slip has other than it came, each once (`₺=TL 🎉=∅`); null when it is as it came. */
export function sayReplacements(replacements: readonly Replacement[]): string | null {
  const told = new Map(replacements.map(({ original, printed }) => [original, printed]))
  const words = [...told].slice(0, MOST_TOLD).map(([original, printed]) => `${original}=${printed || '∅'}`)
  if (told.size > MOST_TOLD) words.push(`+${told.size - MOST_TOLD}`)
  return words.length === 0 ? null : words.join(' ')
}
