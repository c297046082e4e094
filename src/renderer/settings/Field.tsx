import type { TFunction } from 'i18next'
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldFault } from '../../shared/contract/fieldFault.ts'
import type { Problem } from '../../shared/contract/problems.ts'
import { resources } from '../../shared/words/index.ts'
import { keepTyped, useDrafts } from './drafts.ts'

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
  /** What is wrong with it, in words of its own. */
  said?: string | null | undefined
  children(ids: { id: string; 'aria-describedby': string; 'aria-invalid': boolean | undefined }): ReactNode
}

/** A labelled field; what is wrong with it is said right under it. */
export function Field({ name, label, hint, problem, words: ownWords, said = null, children }: FieldProps) {
  const { t } = useTranslation()
  const id = useId()
  const fault = fieldFault(problem, name)
  const words = said ?? (fault === null ? null : sayFault(t, fault, ownWords ?? (isKnownField(name) ? name : null)))
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

/** For a form: Esc leaves the field and not the page. */
export function leaveFieldOnEscape(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || !(event.target instanceof HTMLInputElement)) return
  event.preventDefault()
  event.target.blur()
}

interface TextFieldProps extends Omit<FieldProps, 'children'> {
  value: string
  /** Which keys a touch screen offers; left out: letters. */
  inputMode?: 'numeric' | 'decimal' | undefined
  onChange(value: string): void
}

export function TextField({ value, inputMode, onChange, ...field }: TextFieldProps) {
  return (
    <Field {...field}>
      {(ids) => (
        <input
          {...ids}
          className="input"
          value={value}
          autoComplete="off"
          spellCheck={false}
          inputMode={inputMode}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

/** What is wrong with any field of this shape is better said by what the field expects. */
const ofShape: readonly FieldFault['code'][] = [
  'missing',
  'wrongType',
  'badFormat',
  'tooShort',
  'tooLong',
  'tooSmall',
  'tooLarge',
  'notOneOf',
  'notAKey',
  'hostNotAllowed',
  'tooFrequent',
  'badHost',
  'badQueue',
  'badSerialPort',
]

const sayFault = (t: TFunction, { code, params }: FieldFault, own: FieldWords | null): string =>
  own !== null && ofShape.includes(code) ? t(`field.${own}`) : t(`fieldFault.${code}`, { name: '', ...params })

const isKnownField = (name: string): name is FieldWords => name in resources.tr.field

/** What is wrong with this field, null when the fault is not about it. `source.baseUrl` is `baseUrl` here. */
export const fieldFault = (problem: Problem | null, name: string): FieldFault | null =>
  problem?.field?.path.split('.').at(-1) === name ? problem.field : null

/** Whether a field in `names` shows the fault; if none does, the form has to. */
export const isShownAtField = (problem: Problem, names: readonly string[]): boolean =>
  names.some((name) => fieldFault(problem, name) !== null)

interface SavedFieldProps {
  name: string
  /** Of two fields of one name: what is typed into this one is kept under this. */
  keptAs?: string
  label: string
  stored: string
  hint?: string
  isNumber?: boolean
  /** `time`: the browser's own field for a clock's time. */
  type?: 'time'
  /** @returns why it was not taken; null: it was */
  save(text: string): Promise<Problem | null>
}

/**
 * A field that is stored on Enter or on leaving it, and says so. What could not be stored stays, with the reason, until it
 * is mended or the stored value is typed again.
 */
export function SavedField({
  name,
  keptAs = name,
  label,
  stored,
  hint = '',
  isNumber = false,
  type,
  save,
}: SavedFieldProps) {
  const { t } = useTranslation()
  const typed = useDrafts((drafts) => drafts.typed[keptAs])
  const text = typed?.text ?? stored
  const [isSaved, setSaved] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const commit = async (): Promise<void> => {
    if (typed === undefined) return
    if (text === stored) return keepTyped(keptAs, null)
    // The same again is not asked again: nobody is held in a field that cannot be saved.
    if (typed.problem !== null) return
    const problem = await save(text)
    setSaved(problem === null)
    keepTyped(keptAs, problem === null ? null : { text, problem })
    if (problem !== null) input.current?.focus()
  }
  return (
    <Field
      name={name}
      label={label}
      hint={isSaved ? t('action.saved') : hint}
      problem={typed?.problem?.field === undefined ? null : ofThisField(typed.problem, name)}
    >
      {(ids) => (
        <input
          {...ids}
          ref={input}
          type={type}
          className={isNumber || type === 'time' ? 'input input--number' : 'input'}
          inputMode={isNumber ? 'numeric' : undefined}
          value={text}
          onChange={(event) => {
            keepTyped(keptAs, { text: event.target.value, problem: null })
            setSaved(false)
          }}
          onBlur={() => void commit()}
          onKeyDown={(event) => {
            if (event.key === 'Enter') void commit()
            if (event.key !== 'Escape' || text === stored) return
            // Esc leaves the field, not the page: what was typed is stored or stays with the reason.
            event.preventDefault()
            event.currentTarget.blur()
          }}
        />
      )}
    </Field>
  )
}

/** Two fields may be at odds: it is said at the one that was changed. */
const ofThisField = (problem: Problem, name: string): Problem =>
  problem.field === undefined ? problem : { ...problem, field: { ...problem.field, path: name } }
