import { useTranslation } from 'react-i18next'
import type { Problem } from '../../shared/contract/problems.ts'
import type { RequestInput } from '../../shared/contract/requests.ts'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { languages } from '../../shared/settings/settings.ts'
import { ChoiceField } from '../controls/Choice.tsx'
import { SwitchRow } from '../controls/SwitchRow.tsx'
import { SavedField } from './Field.tsx'
import { toNumber } from './sourceDraft.ts'

interface SlipSettingsProps {
  settings: Snapshot['settings']
  update(part: RequestInput<'settings.update'>): Promise<Problem | null>
}

const changeSlips = ['changesOnly', 'whole'] as const
const moments = ['arrival', 'lead'] as const
/** Long enough to cook, short enough not to be laid aside. */
const USUAL_LEAD_MINUTES = 45

/** What is printed by itself, when, and what stands on it. */
export function SlipSettings({ settings, update }: SlipSettingsProps) {
  const { t } = useTranslation()
  const { slipLanguage, autoPrint, printChanges, changeSlip, scheduledLeadMinutes } = settings
  const moment = scheduledLeadMinutes === null ? 'arrival' : 'lead'
  return (
    <fieldset className="group">
      <legend>{t('settings.general.slips')}</legend>
      <ChoiceField
        label={t('settings.general.slipLanguage')}
        value={slipLanguage}
        options={languages.map((value) => ({ value, label: t(`settings.general.languages.${value}`) }))}
        onChange={(picked) => void update({ slipLanguage: picked })}
      />
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
        <ChoiceField
          label={t('settings.general.changeSlip')}
          hint={t(`settings.general.changeSlipHint.${changeSlip}`)}
          value={changeSlip}
          options={changeSlips.map((value) => ({ value, label: t(`settings.general.changeSlips.${value}`) }))}
          onChange={(picked) => void update({ changeSlip: picked })}
        />
      )}
      <div className="form__pair">
        <ChoiceField
          label={t('settings.general.scheduled')}
          hint={t(`settings.general.scheduledHint.${moment}`)}
          value={moment}
          options={moments.map((value) => ({ value, label: t(`settings.general.scheduledWhen.${value}`) }))}
          onChange={(picked) => void update({ scheduledLeadMinutes: picked === 'arrival' ? null : USUAL_LEAD_MINUTES })}
        />
        {scheduledLeadMinutes !== null && (
          <SavedField
            name="scheduledLeadMinutes"
            label={t('settings.general.scheduledLead')}
            stored={String(scheduledLeadMinutes)}
            isNumber
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
        save={(text) => update({ slipExpiryHours: toNumber(text) })}
      />
      <SwitchRow
        label={t('settings.general.slipBarcode')}
        checked={settings.slipBarcode}
        onChange={(on) => void update({ slipBarcode: on })}
      />
      <SavedField
        name="closingLine"
        label={t('settings.general.closingLine')}
        stored={settings.closingLine}
        save={(closingLine) => update({ closingLine })}
      />
    </fieldset>
  )
}
