import type { TFunction } from 'i18next'
import type { JobStepView } from '../../shared/contract/requests.ts'

const answers = ['cameOut', 'printAgain', 'drop'] as const

/** What the core notes by itself. */
const notes = {
  interrupted: 'interrupted',
  'waited too long': 'waitedTooLong',
  'nothing for this printer': 'nothingHere',
  'order erased': 'erased',
} as const

const isNote = (detail: string): detail is keyof typeof notes => Object.hasOwn(notes, detail)

/** The particulars of a step: a person's answer, why a copy was wanted, or what the printer itself said. */
export function sayStepDetail(t: TFunction, { detail, state }: Pick<JobStepView, 'detail' | 'state'>): string {
  if (detail === null) return ''
  const answer = answers.find((candidate) => detail === `answer:${candidate}`)
  if (answer !== undefined) return t(`journal.answer.${answer}`)
  if (isNote(detail)) return t(`journal.note.${notes[detail]}`)
  // Status bytes as the printer sent them, for whoever knows its manual.
  if (/^([0-9a-f]{2})+$/.test(detail)) return t('journal.answered', { bytes: detail.replace(/(..)(?=.)/g, '$1 ') })
  return state === 'wanted' ? t('journal.reason', { reason: detail }) : t('journal.said', { words: detail })
}
