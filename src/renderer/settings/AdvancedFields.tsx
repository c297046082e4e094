import { useTranslation } from 'react-i18next'
import { codePages } from '../../shared/settings/printer.ts'
import { ChoiceField } from '../controls/Choice.tsx'
import { UnfoldIcon } from '../controls/icons.tsx'
import { SwitchRow } from '../controls/SwitchRow.tsx'
import { codePageNames, cuts, qrWays } from './printerDraft.ts'
import { type PrinterPartProps, PrinterText } from './PrinterFields.tsx'

interface AdvancedFieldsProps extends PrinterPartProps {
  /** What "columns: empty" means for this paper and model. */
  usualColumns: number
  /** Faults in here must not hide. */
  isOpen: boolean
}

/** What most shops never touch. */
export function AdvancedFields({ usualColumns, isOpen, ...props }: AdvancedFieldsProps) {
  const { t } = useTranslation()
  const { draft, change } = props
  return (
    <details className="fold" open={isOpen || undefined}>
      <summary className="fold__head">
        {t('settings.printer.advanced')}
        <UnfoldIcon />
      </summary>
      <div className="fold__body">
        <div className="form__pair">
          <ChoiceField
            label={t('settings.printer.cut')}
            value={draft.cut}
            options={cuts.map((value) => ({ value, label: t(`settings.printer.cuts.${value}`) }))}
            onChange={(cut) => change({ cut })}
          />
          <PrinterText {...props} name="feedLines" label={t('settings.printer.feedLines')} />
        </div>
        {draft.mode === 'text' && (
          <>
            <div className="form__pair">
              <ChoiceField
                label={t('settings.printer.codePage')}
                value={draft.codePage}
                options={codePages.map((value) => ({ value, label: codePageNames[value] }))}
                onChange={(codePage) => change({ codePage })}
              />
              <PrinterText
                {...props}
                name="codePageNumber"
                label={t('settings.printer.codePageNumber')}
                hint={t('settings.printer.codePageNumberHint')}
              />
            </div>
            <PrinterText
              {...props}
              name="columns"
              label={t('settings.printer.columns')}
              hint={t('settings.printer.columnsHint', { count: usualColumns })}
            />
          </>
        )}
        <div className="form__pair">
          <PrinterText
            {...props}
            name="maxSlipMm"
            label={t('settings.printer.maxSlip')}
            hint={t('settings.printer.maxSlipHint')}
          />
          <ChoiceField
            label={t('settings.printer.qr')}
            hint={t('settings.printer.qrHint')}
            value={draft.qr}
            options={qrWays.map((value) => ({ value, label: t(`settings.printer.qrWays.${value}`) }))}
            onChange={(qr) => change({ qr })}
          />
        </div>
        <SwitchRow
          label={t('settings.printer.cancelsKanji')}
          checked={draft.cancelsKanji}
          onChange={(cancelsKanji) => change({ cancelsKanji })}
        />
        <SwitchRow
          label={t('settings.printer.opensDrawer')}
          checked={draft.opensDrawer}
          onChange={(opensDrawer) => change({ opensDrawer })}
        />
        <SwitchRow
          label={t('settings.printer.buzzes')}
          checked={draft.buzzes}
          onChange={(buzzes) => change({ buzzes })}
        />
      </div>
    </details>
  )
}
