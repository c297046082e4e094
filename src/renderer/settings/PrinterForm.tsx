import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RequestOutput } from '../../shared/contract/requests.ts'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import type { Problem } from '../../shared/contract/problems.ts'
import type { FoundPrinter, PrinterSettings } from '../../shared/settings/printer.ts'
import { ask } from '../ask.ts'
import { CheckIcon, PrinterIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { useAsked } from '../useAsked.ts'
import { AdvancedFields } from './AdvancedFields.tsx'
import { ConnectionFields } from './ConnectionFields.tsx'
import { fieldFault, isShownAtField } from './Field.tsx'
import { FoundPrinters } from './FoundPrinters.tsx'
import { PageSlipDialog } from './PageSlipDialog.tsx'
import {
  changeDraft,
  draftOfConnection,
  draftOfPrinter,
  isReceiptPrinter,
  newPrinterDraft,
  placeOfPrinter,
  type PrinterDraft,
  printerInputOf,
} from './printerDraft.ts'
import { PrinterText } from './PrinterFields.tsx'
import { SlipFields } from './SlipFields.tsx'
import { SwitchRow } from './SwitchRow.tsx'
import { TestOutcome } from './TestOutcome.tsx'
import { usePageChoice } from './usePageChoice.ts'

const advancedNames = ['columns', 'codePageNumber', 'feedLines']
const fieldNames = ['name', 'host', 'port', 'queue', 'path', 'baudRate', 'device', ...advancedNames]

interface PrinterFormProps {
  snapshot: Snapshot
  /** null: a new one. */
  printer: PrinterSettings | null
  onClose(): void
}

export function PrinterForm({ snapshot, printer, onClose }: PrinterFormProps) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState<PrinterDraft>(() => (printer === null ? newPrinterDraft : draftOfPrinter(printer)))
  const [problem, setProblem] = useState<Problem | null>(null)
  const [progress, setProgress] = useState<'idle' | 'testing' | 'saving'>('idle')
  const [tested, setTested] = useState<RequestOutput<'printer.test'> | null>(null)
  /** As the printer that was found is called, so that another one's name replaces it and a person's own does not. */
  const [takenName, setTakenName] = useState('')
  const models = useAsked('printerModels.list', {}).value ?? []
  const change = (part: Partial<PrinterDraft>): void => {
    setDraft((before) => changeDraft(before, part))
    setProblem(null)
    setTested(null)
  }
  const pages = usePageChoice(printer, change, setProblem)
  const take = (found: FoundPrinter): void => {
    const name = found.name.slice(0, 60)
    const hasOwnName = draft.name.trim() !== '' && draft.name !== takenName
    change({ ...draftOfConnection(found.connection), ...(hasOwnName ? {} : { name }) })
    setTakenName(name)
  }
  const test = async (): Promise<void> => {
    setProgress('testing')
    setTested(null)
    const result = await ask('printer.test', { printer: printerInputOf(draft) })
    setProgress('idle')
    setProblem(result.ok ? null : result.error)
    if (!result.ok) return
    setTested(result.value)
    const { confirms } = result.value
    if (confirms !== null) setDraft((before) => ({ ...before, confirms }))
  }
  const save = async (): Promise<void> => {
    setProgress('saving')
    const result = await ask('printer.save', { id: printer?.id ?? null, printer: printerInputOf(draft) })
    setProgress('idle')
    if (result.ok) onClose()
    else setProblem(result.error)
  }
  const isBusy = progress !== 'idle'
  const parts = { draft, problem, change }
  const input = printerInputOf(draft)
  const usualColumns = models.find((model) => model.id === draft.model)?.columns ?? (draft.paper === '58' ? 32 : 48)
  return (
    <>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <h2>{t(printer === null ? 'settings.printer.add' : 'settings.printer.edit')}</h2>
        {printer === null && (
          <FoundPrinters door={snapshot.door} chosen={`${draft.kind} ${placeOfPrinter(input)}`} onTake={take} />
        )}
        <PrinterText {...parts} name="name" label={t('settings.printer.name')} />
        <ConnectionFields {...parts} door={snapshot.door} />
        <SlipFields {...parts} models={models} onFindLetters={pages.open} />
        {pages.said !== null && (
          <p className="good" role="status">
            <CheckIcon />
            {pages.said}
          </p>
        )}
        {isReceiptPrinter(draft.kind) && (
          <AdvancedFields
            {...parts}
            usualColumns={usualColumns}
            isOpen={problem !== null && advancedNames.some((name) => fieldFault(problem, name) !== null)}
          />
        )}
        <SwitchRow
          label={t('settings.printer.enabled')}
          checked={draft.enabled}
          onChange={(enabled) => change({ enabled })}
        />
        {problem !== null && !isShownAtField(problem, fieldNames) && <ProblemText problem={problem} />}
        {tested !== null && <TestOutcome {...tested} />}
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
      {/* Not inside of the form: what is submitted in the dialog would reach it. */}
      <PageSlipDialog
        isOpen={pages.isOpen}
        printer={input}
        onClose={pages.close}
        onChoose={(candidate) => void pages.choose(candidate)}
        onRaster={pages.useRaster}
      />
    </>
  )
}
