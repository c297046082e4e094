import type { TFunction } from 'i18next'
import type { ErrorCode } from '../../shared/contract/problems.ts'
import { problemWords } from './problemWords.ts'

/** What a slip's recorded fault means; null for none. */
export const jobProblem = (t: TFunction, problem: ErrorCode | null): string | null =>
  problem === null ? null : problemWords(t, { code: problem }).what
