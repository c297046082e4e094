import type { TFunction } from 'i18next'
import type { Problem } from '../../shared/contract/problems.ts'

export interface ProblemWords {
  what: string
  /** What still works, and what to do. */
  more: string
}

/** A fault in words. Its `params` fill the placeholders (a file's name, never customer data). */
export function problemWords(t: TFunction, { code, params }: Problem): ProblemWords {
  const values = { file: '', ...params }
  const more = `${t(`error.${code}.works`, values)} ${t(`error.${code}.do`, values)}`
  return { what: t(`error.${code}.what`, values), more }
}
