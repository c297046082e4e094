import { useTranslation } from 'react-i18next'
import type { Problem } from '../../shared/contract/problems.ts'
import type { RequestInput } from '../../shared/contract/requests.ts'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { SwitchRow } from '../controls/SwitchRow.tsx'
import { SavedField } from './Field.tsx'

interface OpeningHoursProps {
  snapshot: Snapshot
  problem: Problem | null
  /** @returns whether it was taken */
  update(part: RequestInput<'settings.update'>): Promise<boolean>
}

/** When orders are expected, and that the computer is awake then. */
export function OpeningHours({ snapshot, problem, update }: OpeningHoursProps) {
  const { t } = useTranslation()
  const { openingHours, keepAwake } = snapshot.settings
  const field = (name: 'from' | 'until', label: string) =>
    openingHours !== null && (
      <SavedField
        name={name}
        label={label}
        stored={openingHours[name]}
        isNumber
        problem={problem}
        save={(time) => update({ openingHours: { ...openingHours, [name]: time } })}
      />
    )
  return (
    <fieldset className="group">
      <legend>{t('settings.general.openingHours')}</legend>
      <SwitchRow
        label={t('settings.general.openingAlways')}
        checked={openingHours === null}
        onChange={(isAlways) => void update({ openingHours: isAlways ? null : { from: '10:00', until: '00:00' } })}
      />
      {openingHours !== null && (
        <div className="form__pair">
          {field('from', t('settings.general.openingFrom'))}
          {field('until', t('settings.general.openingUntil'))}
        </div>
      )}
      {snapshot.door === 'desktop' && (
        <SwitchRow
          label={t('settings.general.keepAwake')}
          checked={keepAwake}
          onChange={(isWanted) => void update({ keepAwake: isWanted })}
        />
      )}
    </fieldset>
  )
}
