import { useTranslation } from 'react-i18next'
import type { Problem } from '../../shared/contract/problems.ts'
import type { RequestOutput } from '../../shared/contract/requests.ts'
import { type CourierSettings, courierHues } from '../../shared/settings/courier.ts'
import { ChoiceField } from '../controls/Choice.tsx'
import { ConfirmButton } from '../controls/ConfirmButton.tsx'
import { SwitchRow } from '../controls/SwitchRow.tsx'
import { Field, leaveFieldOnEscape, TextField } from '../settings/Field.tsx'

interface CourierFormProps {
  /** As it stands in the form. */
  courier: CourierSettings
  isNew: boolean
  /** What vendors list, by source. */
  lists: RequestOutput<'couriers.get'>['lists']
  sourceName(sourceId: string): string
  problem: Problem | null
  onChange(courier: CourierSettings): void
  onSave(): void
  onRemove(): void
  onCancel(): void
}

export function CourierForm(props: CourierFormProps) {
  const { t } = useTranslation()
  const draft = props.courier
  const lay = (part: Partial<CourierSettings>): void => props.onChange({ ...draft, ...part })
  const link = (sourceId: string, id: string): void => {
    const { [sourceId]: _, ...others } = draft.vendorIds
    lay({ vendorIds: id === '' ? others : { ...others, [sourceId]: id } })
  }
  return (
    <form
      className="form courier-form"
      onKeyDown={leaveFieldOnEscape}
      onSubmit={(event) => {
        event.preventDefault()
        props.onSave()
      }}
    >
      <TextField
        name="name"
        label={t('courier.settings.name')}
        problem={props.problem}
        value={draft.name}
        onChange={(name) => lay({ name })}
      />
      <TextField
        name="phone"
        label={t('courier.settings.phone')}
        problem={props.problem}
        value={draft.phone ?? ''}
        inputMode="numeric"
        onChange={(phone) => lay({ phone: phone === '' ? null : phone })}
      />
      <ChoiceField
        label={t('courier.settings.hue')}
        value={draft.hue}
        options={courierHues.map((value) => ({ value, label: t(`courier.settings.hues.${value}`) }))}
        onChange={(hue) => lay({ hue })}
      />
      {Object.entries(props.lists).map(([sourceId, entries]) =>
        entries.length === 0 ? null : (
          <Field
            key={sourceId}
            name={`link-${sourceId}`}
            label={t('courier.settings.link', { source: props.sourceName(sourceId) })}
            problem={null}
          >
            {(ids) => (
              <select
                {...ids}
                className="input"
                value={draft.vendorIds[sourceId] ?? ''}
                onChange={(event) => link(sourceId, event.target.value)}
              >
                <option value="">{t('courier.settings.linkByName')}</option>
                {entries.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ),
      )}
      <SwitchRow
        label={t('courier.settings.active')}
        checked={draft.isActive}
        onChange={(isActive) => lay({ isActive })}
      />
      <div className="form__buttons">
        <button type="submit" className="btn btn--primary">
          {t('courier.settings.save')}
        </button>
        <button type="button" className="btn" onClick={props.onCancel}>
          {t('action.cancel')}
        </button>
        {!props.isNew && <ConfirmButton label={t('action.remove')} onConfirm={props.onRemove} />}
      </div>
    </form>
  )
}
