import { useTranslation } from 'react-i18next'
import type { Problem } from '../../shared/contract/problems.ts'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import type { UpdateView } from '../../shared/contract/update.ts'
import { formatMoment } from '../../shared/model/istanbulTime.ts'
import { ChoiceField } from '../controls/Choice.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { SwitchRow } from '../controls/SwitchRow.tsx'
import { useRequest } from '../request.ts'
import { useNow } from '../useNow.ts'
import { SavedField } from './Field.tsx'

/** Hours after the last guest and before the first delivery. */
const quietHours = ['3', '4', '5', '6'] as const
const twoDigits = (hour: number): string => `${String(hour).padStart(2, '0')}:00`

interface UpdateFieldsProps {
  snapshot: Snapshot
  update: UpdateView
  save(part: { updates: Snapshot['settings']['updates'] }): Promise<Problem | null>
}

/** How new versions come; only where this door brings them itself. */
export function UpdateFields({ snapshot, update, save }: UpdateFieldsProps) {
  const { t } = useTranslation()
  const nowMs = useNow(60_000)
  const check = useRequest('update.check')
  const { updates } = snapshot.settings
  const change = (part: Partial<typeof updates>): Promise<Problem | null> => save({ updates: { ...updates, ...part } })
  const isWorking = update.state !== 'none' && update.state !== 'ready'
  const chosen = quietHours.find((hour) => Number(hour) === updates.quietHour)
  return (
    <fieldset className="group">
      <legend>{t('update.title')}</legend>
      <SwitchRow label={t('update.isOn')} checked={updates.isOn} onChange={(isOn) => void change({ isOn })} />
      <p role="status">
        {t(`update.state.${update.state}`, { version: update.version ?? '' })}{' '}
        {update.checkedAtMs === null
          ? t('update.unchecked')
          : t('update.checkedAt', { time: formatMoment(update.checkedAtMs, nowMs) })}
      </p>
      {update.problem !== null && <ProblemText problem={update.problem} />}
      <button type="button" className="btn" disabled={isWorking} onClick={() => check.mutate({})}>
        {t('update.checkNow')}
      </button>
      {update.installsUnasked ? (
        <ChoiceField
          label={t('update.quietHour')}
          value={updates.quietHour === null ? 'never' : (chosen ?? '')}
          options={[
            { value: 'never', label: t('update.never') },
            ...quietHours.map((hour) => ({
              value: hour,
              label: `${twoDigits(Number(hour))}–${twoDigits(Number(hour) + 1)}`,
            })),
          ]}
          hint={t('update.quietHourHint')}
          onChange={(hour) => void change({ quietHour: hour === 'never' ? null : Number(hour) })}
        />
      ) : (
        <p className="field__hint">{t('update.onlyAsked')}</p>
      )}
      <SavedField
        name="feedUrl"
        label={t('update.feedUrl')}
        hint={t('update.feedHint')}
        stored={updates.feedUrl ?? ''}
        save={(text) => change({ feedUrl: text.trim() === '' ? null : text })}
      />
    </fieldset>
  )
}
