import type { TFunction } from 'i18next'
import type { ErrorCode, Problem } from '../../shared/contract/problems.ts'
import type { Alarm } from '../../shared/contract/snapshot.ts'

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

/** An alarm in words: a missing key of the owner's own address is that address, not a source's key. */
export function alarmWords(t: TFunction, { subject, problem }: Pick<Alarm, 'subject' | 'problem'>): ProblemWords {
  const { code } = problem
  if (subject !== 'webhook' || (code !== 'keyMissing' && code !== 'keyUnreadable')) return problemWords(t, problem)
  const more = `${t(`webhook.fault.${code}.works`)} ${t(`webhook.fault.${code}.do`)}`
  return { what: t(`webhook.fault.${code}.what`), more }
}

/** What a slip's recorded fault means; null for none. */
export const jobProblem = (t: TFunction, problem: ErrorCode | null): string | null =>
  problem === null ? null : problemWords(t, { code: problem }).what
