import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RequestOutput } from '../../shared/contract/requests.ts'
import { ChoiceField } from '../controls/Choice.tsx'
import { UnfoldIcon } from '../controls/icons.tsx'
import { ModelDialog } from './ModelDialog.tsx'
import { codePageNames, isReceiptPrinter } from './printerDraft.ts'
import type { PrinterPartProps } from './PrinterFields.tsx'

const papers = ['80', '58'] as const
const modes = ['text', 'raster'] as const

/** No 80 mm printer has so few columns. */
const NARROW = 36

interface SlipFieldsProps extends PrinterPartProps {
  models: RequestOutput<'printerModels.list'>
  onFindLetters(): void
}

/** What the slip needs to know of the printer: paper, model, letters. */
export function SlipFields({ draft, change, models, onFindLetters }: SlipFieldsProps) {
  const { t } = useTranslation()
  const [isChoosing, setChoosing] = useState(false)
  if (draft.kind === 'system' && draft.page === 'a4') return null
  const model = models.find((candidate) => candidate.id === draft.model)
  const modelName = draft.model === null ? t('settings.printer.modelNone') : (model?.name ?? draft.model)
  const page = codePageNames[draft.codePage]
  return (
    <fieldset className="group">
      <legend>{t('settings.printer.slip')}</legend>
      <div className="form__pair">
        <ChoiceField
          label={t('settings.printer.paper')}
          value={draft.paper}
          options={papers.map((value) => ({ value, label: t(`settings.printer.paper${value}`) }))}
          onChange={(paper) => change({ paper })}
        />
        {isReceiptPrinter(draft.kind) && (
          <div className="field">
            <span className="field__label">{t('settings.printer.model')}</span>
            <button
              type="button"
              className="btn btn--choose"
              aria-label={`${t('settings.printer.modelChoose')}: ${modelName}`}
              onClick={() => setChoosing(true)}
            >
              <span>{modelName}</span>
              <UnfoldIcon />
            </button>
          </div>
        )}
      </div>
      {isReceiptPrinter(draft.kind) && (
        <div className="form__pair">
          <ChoiceField
            label={t('settings.printer.mode')}
            hint={t(`settings.printer.modeHints.${draft.mode}`)}
            value={draft.mode}
            options={modes.map((value) => ({ value, label: t(`settings.printer.modes.${value}`) }))}
            onChange={(mode) => change({ mode })}
          />
          {draft.mode === 'text' && (
            <div className="field">
              <span className="field__label">{t('settings.printer.letters')}</span>
              <button type="button" className="btn" onClick={onFindLetters}>
                {t('settings.printer.lettersFind')}
              </button>
              <span className="field__hint">
                {draft.codePageNumber.trim() === ''
                  ? t('settings.printer.lettersStandard', { page })
                  : t('settings.printer.lettersNow', { page, number: draft.codePageNumber })}
              </span>
            </div>
          )}
        </div>
      )}
      <ModelDialog
        isOpen={isChoosing}
        models={models}
        chosen={draft.model}
        onClose={() => setChoosing(false)}
        onChoose={(picked) => {
          const columns = models.find((candidate) => candidate.id === picked)?.columns
          change({
            model: picked,
            ...(columns === undefined ? {} : { paper: columns <= NARROW ? ('58' as const) : ('80' as const) }),
          })
          setChoosing(false)
        }}
      />
    </fieldset>
  )
}
