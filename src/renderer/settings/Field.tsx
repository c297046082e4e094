import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { resources } from '../../shared/words/index.ts'
import type { Problem } from '../../shared/contract/problems.ts'

/** Fields that have words of their own for a fault. */
export type FieldWords = keyof typeof resources.tr.field

interface FieldProps {
  /** As the core names it in a fault: the last part of its path. */
  name: string
  label: string
  hint?: string | undefined
  problem: Problem | null
  /** Which words say what is wrong; left out: those of its name. */
  words?: FieldWords | undefined
  children(ids: { id: string; 'aria-describedby': string; 'aria-invalid': boolean | undefined }): ReactNode
}

/** A labelled field; what is wrong with it is said right under it. */
export function Field({ name, label, hint, problem, words: ownWords, children }: FieldProps) {
  const { t } = useTranslation()
  const id = useId()
  const message = fieldMessage(problem, name)
  const key = ownWords ?? (isKnownField(name) ? name : null)
  const told = (message === null ? undefined : wordsOfMessage[message]) ?? key
  const words = message === null ? null : told === null ? message : t(`field.${told}`)
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {label}
      </label>
      {children({ id, 'aria-describedby': `${id}-words`, 'aria-invalid': words !== null || undefined })}
      <span
        id={`${id}-words`}
        className={words === null ? 'field__hint' : 'field__error'}
        role={words === null ? undefined : 'alert'}
      >
        {words ?? hint ?? ''}
      </span>
    </div>
  )
}

/** Faults of the core whose reason is not the field's usual one. */
const wordsOfMessage: Record<string, FieldWords> = {
  'another source has this name': 'nameTaken',
  'another printer has this name': 'nameTaken',
  'must be more than the first step': 'ageOrder',
}

const isKnownField = (name: string): name is FieldWords => name in resources.tr.field

/** The core's message about this field, null when the fault is not about it. `source.baseUrl` is `baseUrl` here. */
export function fieldMessage(problem: Problem | null, name: string): string | null {
  if (problem?.code !== 'invalidRequest') return null
  const path = String(problem.params?.['field'] ?? '')
  return path.split('.').at(-1) === name ? String(problem.params?.['message'] ?? '') : null
}

/** Whether a field in `names` shows the fault; if none does, the form has to. */
export const isShownAtField = (problem: Problem, names: readonly string[]): boolean =>
  names.some((name) => fieldMessage(problem, name) !== null)
