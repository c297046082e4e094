import type { JobNote } from '../../../shared/model/printJob.ts'

/** One thing that could not be printed as it came. `printed` is empty when it was left out. */
export interface Replacement {
  original: string
  printed: string
}

const MOST_NOTED = 12

/** For the journal: what a slip has other than it came, each once; null when it is as it came. */
export function noteReplacements(replacements: readonly Replacement[]): JobNote | null {
  const letters = new Map(replacements.map((each) => [each.original, each]))
  if (letters.size === 0) return null
  return {
    code: 'lettersReplaced',
    letters: [...letters.values()].slice(0, MOST_NOTED),
    more: Math.max(0, letters.size - MOST_NOTED),
  }
}
