import { RadioGroup } from 'radix-ui'

interface ChoiceProps<V extends string> {
  label: string
  /** Empty: nothing is chosen yet. */
  value: V | ''
  options: readonly { value: V; label: string }[]
  onChange(value: V): void
}

/** One of a few, all in sight: faster for a finger than a list that opens. */
export function Choice<V extends string>({ label, value, options, onChange }: ChoiceProps<V>) {
  const pick = (picked: string): void => {
    const option = options.find((candidate) => candidate.value === picked)
    if (option !== undefined) onChange(option.value)
  }
  return (
    <RadioGroup.Root className="choice" aria-label={label} value={value} onValueChange={pick}>
      {options.map((option) => (
        <RadioGroup.Item key={option.value} value={option.value} className="choice__item">
          {option.label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  )
}

/** The same as a field of a form: its name stands over it. */
export function ChoiceField<V extends string>({ hint, ...choice }: ChoiceProps<V> & { hint?: string }) {
  return (
    <div className="field">
      <span className="field__label">{choice.label}</span>
      <Choice {...choice} />
      {hint !== undefined && <span className="field__hint">{hint}</span>}
    </div>
  )
}
