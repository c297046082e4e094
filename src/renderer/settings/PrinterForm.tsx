import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RequestOutput } from '../../shared/contract/requests.ts'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import type { FoundPrinter, PrinterSettings } from '../../shared/settings/printer.ts'
import { FormButtons } from '../controls/FormButtons.tsx'
import { CheckIcon, PrinterIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { SwitchRow } from '../controls/SwitchRow.tsx'
import { question, request, type RequestError } from '../request.ts'
import { AdvancedFields } from './AdvancedFields.tsx'
import { ConnectionFields } from './ConnectionFields.tsx'
import { type Drafting, isAsSent, settle, useDrafts } from './drafts.ts'
import { fieldFault, isShownAtField } from './Field.tsx'
import { FoundPrinters } from './FoundPrinters.tsx'
import { PageSlipDialog, usePageChoice } from './PageSlipDialog.tsx'
import {
  changeDraft,
  draftOfConnection,
  isReceiptPrinter,
  placeOfPrinter,
  type PrinterDraft,
  printerInputOf,
} from './printerDraft.ts'
import { PrinterText } from './PrinterFields.tsx'
import { SlipFields } from './SlipFields.tsx'
import { useFocusFault } from './useFocusFault.ts'

const advancedNames = ['columns', 'codePageNumber', 'feedLines', 'maxSlipMm']
const fieldNames = ['name', 'host', 'port', 'queue', 'path', 'baudRate', 'device', ...advancedNames]

interface PrinterFormProps {
  snapshot: Snapshot
  /** null: a new one. */
  printer: PrinterSettings | null
  drafting: Drafting<PrinterDraft>
  onClose(): void
}

/** What is in the form becomes this, whichever render asks for it. */
const setDraft = (changed: (before: PrinterDraft) => PrinterDraft): void =>
  useDrafts.setState(({ printer }) =>
    printer === null ? {} : { printer: { ...printer, draft: changed(printer.draft) } },
  )

export function PrinterForm({ snapshot, printer, drafting, onClose }: PrinterFormProps) {
  const { t } = useTranslation()
  const { draft } = drafting
  /** As the printer that was found is called, so that another one's name replaces it and a person's own does not. */
  const [takenName, setTakenName] = useState('')
  const { data: models = [] } = useQuery({ ...question('printerModels.list', {}), staleTime: Infinity })
  const test = useMutation<RequestOutput<'printer.test'>, RequestError, Drafting<PrinterDraft>>({
    mutationFn: async (sent) => {
      const tested = await request('printer.test', { printer: printerInputOf(sent.draft) })
      const { confirms } = tested
      if (confirms !== null && isAsSent('printer', sent)) setDraft((before) => ({ ...before, confirms }))
      return tested
    },
  })
  const save = useMutation<void, RequestError, Drafting<PrinterDraft>>({
    mutationFn: async (sent) => {
      const { id } = await request('printer.save', { id: sent.id, printer: printerInputOf(sent.draft) })
      settle('printer', sent, id)
    },
  })
  const edit = (part: Partial<PrinterDraft>): void => {
    setDraft((before) => changeDraft(before, part))
    for (const said of [test, save]) said.reset()
  }
  const pages = usePageChoice(printer, edit)
  const forget = (): void => {
    for (const said of [test, save, pages]) said.reset()
  }
  const change = (part: Partial<PrinterDraft>): void => {
    edit(part)
    forget()
  }
  const problem = pages.problem ?? save.error?.problem ?? test.error?.problem ?? null
  const take = (found: FoundPrinter): void => {
    const name = found.name.slice(0, 60)
    const hasOwnName = draft.name.trim() !== '' && draft.name !== takenName
    change({ ...draftOfConnection(found.connection), ...(hasOwnName ? {} : { name }) })
    setTakenName(name)
  }
  const isBusy = test.isPending || save.isPending
  const form = useFocusFault<HTMLFormElement>(problem)
  const parts = { draft, problem, change }
  const input = printerInputOf(draft)
  const testNow = (): void => {
    forget()
    test.mutate(drafting)
  }
  const usualColumns = models.find((model) => model.id === draft.model)?.columns ?? (draft.paper === '58' ? 32 : 48)
  return (
    <>
      <form
        ref={form}
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          forget()
          save.mutate(drafting)
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
        {problem !== null && !isShownAtField(problem, fieldNames) && (
          <div tabIndex={-1} data-fault>
            <ProblemText problem={problem} />
          </div>
        )}
        {test.isSuccess && <TestOutcome {...test.data} />}
        <FormButtons submit={t('action.save')} isDisabled={isBusy} onCancel={onClose}>
          <button type="button" className="btn" disabled={isBusy} onClick={testNow}>
            <PrinterIcon />
            {t(test.isPending ? 'settings.printer.testing' : 'settings.printer.test')}
          </button>
        </FormButtons>
      </form>
      {/* Not inside of the form: what is submitted in the dialog would reach it. */}
      <PageSlipDialog
        isOpen={pages.isOpen}
        printer={input}
        onClose={pages.close}
        onChoose={pages.choose}
        onRaster={pages.useRaster}
      />
    </>
  )
}

/** How the test slip went, and what this printer's slips will therefore be called. */
function TestOutcome({ outcome, confirms }: RequestOutput<'printer.test'>) {
  const { t } = useTranslation()
  return (
    <div className="good" role="status" data-outcome={outcome}>
      {outcome === 'confirmed' ? <CheckIcon /> : <PrinterIcon />}
      <div>
        <p>{t(outcome === 'confirmed' ? 'settings.printer.testConfirmed' : 'settings.printer.testSent')}</p>
        <p className="good__more">{t(`settings.printer.confirms.${confirms ?? 'unknown'}`)}</p>
      </div>
    </div>
  )
}
