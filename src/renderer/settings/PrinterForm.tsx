import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../../shared/result.ts'
import { codePages, type PrinterSettings } from '../../shared/settings.ts'
import { ask } from '../ask.ts'
import { Choice } from '../controls/Choice.tsx'
import { CheckIcon, PrinterIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { Field, isShownAtField } from './Field.tsx'
import { draftOfPrinter, newPrinterDraft, type PrinterDraft, printerInputOf } from './printerDraft.ts'
import { SwitchRow } from './SwitchRow.tsx'

const fieldNames = ['name', 'host', 'port', 'codePageNumber', 'feedLines']

type Progress = 'idle' | 'testing' | 'confirmed' | 'sent' | 'saving'

export function PrinterForm({ printer, onClose }: { printer: PrinterSettings | null; onClose(): void }) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState<PrinterDraft>(() => (printer === null ? newPrinterDraft : draftOfPrinter(printer)))
  const [problem, setProblem] = useState<Problem | null>(null)
  const [progress, setProgress] = useState<Progress>('idle')
  const change = (part: Partial<PrinterDraft>): void => {
    setDraft({ ...draft, ...part })
    setProblem(null)
    setProgress('idle')
  }
  const test = async (): Promise<void> => {
    setProgress('testing')
    const result = await ask('printer.test', { printer: printerInputOf(draft) })
    setProblem(result.ok ? null : result.error)
    setProgress(result.ok ? result.value.outcome : 'idle')
  }
  const save = async (): Promise<void> => {
    setProgress('saving')
    const result = await ask('printer.save', { id: printer?.id ?? null, printer: printerInputOf(draft) })
    setProgress('idle')
    if (result.ok) onClose()
    else setProblem(result.error)
  }
  const isBusy = progress === 'testing' || progress === 'saving'
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <h2>{t(printer === null ? 'settings.printer.add' : 'settings.printer.edit')}</h2>
      <PrinterFields draft={draft} problem={problem} change={change} />
      {problem !== null && !isShownAtField(problem, fieldNames) && <ProblemText problem={problem} />}
      {(progress === 'confirmed' || progress === 'sent') && (
        <p className="good" role="status" data-outcome={progress}>
          {progress === 'confirmed' ? <CheckIcon /> : <PrinterIcon />}
          {t(progress === 'confirmed' ? 'settings.printer.testConfirmed' : 'settings.printer.testSent')}
        </p>
      )}
      <div className="form__buttons">
        <button type="button" className="btn" disabled={isBusy} onClick={() => void test()}>
          <PrinterIcon />
          {t(progress === 'testing' ? 'settings.printer.testing' : 'settings.printer.test')}
        </button>
        <span className="form__gap" />
        <button type="button" className="btn" onClick={onClose}>
          {t('action.cancel')}
        </button>
        <button type="submit" className="btn btn--primary" disabled={isBusy}>
          {t('action.save')}
        </button>
      </div>
    </form>
  )
}

interface PrinterFieldsProps {
  draft: PrinterDraft
  problem: Problem | null
  change(part: Partial<PrinterDraft>): void
}

const codePageNames = { cp857: 'CP857', windows1254: 'Windows-1254', 'iso8859-9': 'ISO 8859-9' } as const

function PrinterFields({ draft, problem, change }: PrinterFieldsProps) {
  const { t } = useTranslation()
  const text = (name: 'name' | 'host' | 'port' | 'codePageNumber' | 'feedLines', label: string, hint?: string) => (
    <Field name={name} label={label} hint={hint} problem={problem}>
      {(ids) => (
        <input
          {...ids}
          className="input"
          value={draft[name]}
          autoComplete="off"
          spellCheck={false}
          inputMode={name === 'name' || name === 'host' ? undefined : 'numeric'}
          onChange={(event) => change({ [name]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <>
      {text('name', t('settings.printer.name'))}
      <div className="form__pair">
        {text('host', t('settings.printer.host'))}
        {text('port', t('settings.printer.port'))}
      </div>
      <div className="field">
        <span className="field__label">{t('settings.printer.paper')}</span>
        <Choice
          label={t('settings.printer.paper')}
          value={draft.paper}
          options={(['80', '58'] as const).map((value) => ({ value, label: t(`settings.printer.paper${value}`) }))}
          onChange={(paper) => change({ paper })}
        />
      </div>
      <div className="field">
        <span className="field__label">{t('settings.printer.codePage')}</span>
        <Choice
          label={t('settings.printer.codePage')}
          value={draft.codePage}
          options={codePages.map((value) => ({ value, label: codePageNames[value] }))}
          onChange={(codePage) => change({ codePage })}
        />
        <span className="field__hint">{t('settings.printer.codePageHint')}</span>
      </div>
      <div className="form__pair">
        {text('codePageNumber', t('settings.printer.codePageNumber'), t('settings.printer.codePageNumberHint'))}
        {text('feedLines', t('settings.printer.feedLines'))}
      </div>
      <SwitchRow label={t('settings.printer.enabled')} checked={draft.enabled} onChange={(enabled) => change({ enabled })} />
    </>
  )
}
