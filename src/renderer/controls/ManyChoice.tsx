interface ManyChoiceProps {
  label: string
  /** What stands for "all of them". */
  allLabel: string
  options: readonly { value: string; label: string }[]
  /** null: all. */
  value: readonly string[] | null
  onAll(): void
  onToggle(value: string): void
}

/** Any of a few, or all of them: each one touch. */
export function ManyChoice({ label, allLabel, options, value, onAll, onToggle }: ManyChoiceProps) {
  return (
    <div className="choice" role="group" aria-label={label}>
      <button type="button" className="choice__item" aria-pressed={value === null} onClick={onAll}>
        {allLabel}
      </button>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          className="choice__item"
          aria-pressed={value?.includes(option.value) ?? false}
          onClick={() => onToggle(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}
