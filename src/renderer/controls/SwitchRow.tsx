import { Switch } from 'radix-ui'
import { useId } from 'react'

interface SwitchRowProps {
  label: string
  checked: boolean
  onChange(checked: boolean): void
}

export function SwitchRow({ label, checked, onChange }: SwitchRowProps) {
  const id = useId()
  return (
    <div className="switch-row">
      <label htmlFor={id}>{label}</label>
      <Switch.Root id={id} className="switch" checked={checked} onCheckedChange={onChange}>
        <Switch.Thumb className="switch__thumb" />
      </Switch.Root>
    </div>
  )
}
