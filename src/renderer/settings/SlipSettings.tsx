import { useTranslation } from 'react-i18next'
import type { RequestInput } from '../../shared/contract/requests.ts'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import type { Problem } from '../../shared/contract/problems.ts'
import { Choice } from '../controls/Choice.tsx'
import { SavedField } from './SavedField.tsx'
import { toNumber } from './sourceDraft.ts'
import { SwitchRow } from './SwitchRow.tsx'

interface SlipSettingsProps {
  settings: Snapshot['settings']
  problem: Problem | null
  update(part: RequestInput<'settings.update'>): Promise<boolean>
}

const changeSlips = ['changesOnly', 'whole'] as const
const moments = ['arrival', 'lead'] as const
/** Long enough to cook, short enough not to be laid aside. */
const USUAL_LEAD_MINUTES = 45

/** What is printed by itself, when, and what stands on it. */
export function SlipSettings({ settings, problem, update }: SlipSettingsProps) {
  const { t } = useTranslation()
  const { autoPrint, printChanges, changeSlip, scheduledLeadMinutes } = settings
  const moment = scheduledLeadMinutes === null ? 'arrival' : 'lead'
  return (
    <fieldset className="group">
      <legend>{t('settings.general.slips')}</legend>
      <SwitchRow
        label={t('settings.general.autoPrint')}
        checked={autoPrint}
        onChange={(on) => void update({ autoPrint: on })}
      />
      <SwitchRow
        label={t('settings.general.printChanges')}
        checked={printChanges}
        onChange={(on) => void update({ printChanges: on })}
      />
      {printChanges && (
        <div className="field">
          <span className="field__label">{t('settings.general.changeSlip')}</span>
          <Choice
            label={t('settings.general.changeSlip')}
            value={changeSlip}
            options={changeSlips.map((value) => ({ value, label: t(`settings.general.changeSlips.${value}`) }))}
            onChange={(picked) => void update({ changeSlip: picked })}
          />
          <span className="field__hint">{t(`settings.general.changeSlipHint.${changeSlip}`)}</span>
        </div>
      )}
      <div className="form__pair">
        <div className="field">
          <span className="field__label">{t('settings.general.scheduled')}</span>
          <Choice
            label={t('settings.general.scheduled')}
            value={moment}
            options={moments.map((value) => ({ value, label: t(`settings.general.scheduledWhen.${value}`) }))}
            onChange={(picked) =>
              void update({ scheduledLeadMinutes: picked === 'arrival' ? null : USUAL_LEAD_MINUTES })
            }
          />
          <span className="field__hint">{t(`settings.general.scheduledHint.${moment}`)}</span>
        </div>
        {scheduledLeadMinutes !== null && (
          <SavedField
            name="scheduledLeadMinutes"
            label={t('settings.general.scheduledLead')}
            stored={String(scheduledLeadMinutes)}
            isNumber
            problem={problem}
            save={(text) => update({ scheduledLeadMinutes: toNumber(text) })}
          />
        )}
      </div>
      <SavedField
        name="slipExpiryHours"
        label={t('settings.general.slipExpiry')}
        hint={t('settings.general.slipExpiryHint')}
        stored={String(settings.slipExpiryHours)}
        isNumber
        problem={problem}
        save={(text) => update({ slipExpiryHours: toNumber(text) })}
      />
      <SavedField
        name="closingLine"
        label={t('settings.general.closingLine')}
        stored={settings.closingLine}
        problem={problem}
        save={(closingLine) => update({ closingLine })}
      />
    </fieldset>
  )
}
