import type { TFunction } from 'i18next'
import { errorCodes, type ErrorCode } from '../../shared/contract/problems.ts'
import { problemWords } from './problemWords.ts'

/** What a slip's recorded fault means; null for none, and for a code of another version that has no words here. */
export const jobProblem = (t: TFunction, problem: string | null): string | null =>
  isErrorCode(problem) ? problemWords(t, { code: problem }).what : null

const isErrorCode = (text: string | null): text is ErrorCode =>
  (errorCodes as readonly (string | null)[]).includes(text)
