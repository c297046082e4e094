import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RequestOutput } from '../../shared/contract/requests.ts'
import { sameName } from '../../shared/model/foldTurkish.ts'
import type { FoundPrinter } from '../../shared/settings/printer.ts'
import { ChoiceField } from '../controls/Choice.tsx'
import { CheckIcon, PrinterIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { request, type RequestError } from '../request.ts'
import { begin, type Drafting, isAsSent, useDrafts } from '../settings/drafts.ts'
import { isShownAtField, TextField } from '../settings/Field.tsx'
import { FoundPrinters } from '../settings/FoundPrinters.tsx'
import { PageSlipDialog, usePageChoice } from '../settings/PageSlipDialog.tsx'
import {
  changeDraft,
  draftOfConnection,
  isReceiptPrinter,
  newPrinterDraft,
  placeOfPrinter,
  type PrinterDraft,
  printerInputOf,
} from '../settings/printerDraft.ts'
import { useFocusFault } from '../settings/useFocusFault.ts'
import { PrinterHealth } from '../shell/PrinterHealth.tsx'
import { StepButtons, type StepProps } from './step.tsx'

const shownFields = ['host']
const papers = ['80', '58'] as const

/** A printer is found or its address written; the test slip that comes out is what sets it. */
export function PrinterStep({ snapshot, onNext }: StepProps) {
  const { t } = useTranslation()
  const drafting = useDrafts((drafts) => drafts.setupPrinter)
  const draft = drafting?.draft ?? newPrinterDraft
  const saved = snapshot.printers.find((printer) => printer.settings.id === drafting?.id)?.settings ?? null
  const leave = (): void => {
    useDrafts.setState({ setupPrinter: null })
    onNext()
  }
  const print = usePrintAndSave()
  const edit = (part: Partial<PrinterDraft>): void => {
    const before = useDrafts.getState().setupPrinter ?? begin(null, newPrinterDraft)
    useDrafts.setState({ setupPrinter: { ...before, draft: changeDraft(before.draft, part) } })
  }
  const change = (part: Partial<PrinterDraft>): void => {
    edit(part)
    print.reset()
  }
  const take = ({ name, connection }: FoundPrinter): void =>
    change({ ...draftOfConnection(connection), name: name.slice(0, 60) })
  const problem = print.error?.problem ?? null
  const form = useFocusFault<HTMLFormElement>(problem)
  const input = printerInputOf({ ...draft, name: freeName(draft.name || t('setup.printer.defaultName'), drafting?.id) })
  const printNow = (): void => {
    const sent = drafting ?? begin(null, newPrinterDraft)
    useDrafts.setState({ setupPrinter: sent })
    print.mutate({ sent, printer: input })
  }
  const others = snapshot.printers.filter(({ settings }) => settings.id !== drafting?.id)
  if (print.isSuccess)
    return <Outcome {...print.data} {...{ draft, input, saved, edit, onNext: leave }} onAgain={printNow} />
  return (
    <form
      ref={form}
      className="setup__form"
      onSubmit={(event) => {
        event.preventDefault()
        printNow()
      }}
    >
      {others.length > 0 && (
        <div className="setup__set">
          <h3>{t('setup.printer.set')}</h3>
          <ul>
            {others.map((printer) => (
              <PrinterHealth key={printer.settings.id} printer={printer} />
            ))}
          </ul>
          <p className="setup__hint">{t('setup.printer.another')}</p>
        </div>
      )}
      <FoundPrinters door={snapshot.door} chosen={`${draft.kind} ${placeOfPrinter(input)}`} onTake={take} />
      <div className="form__pair">
        <TextField
          name="host"
          label={t('setup.printer.address')}
          hint={t('setup.printer.addressHint')}
          problem={problem}
          value={draft.kind === 'tcp' ? addressOf(draft) : ''}
          onChange={(address) => change({ kind: 'tcp', ...hostAndPort(address), name: '' })}
        />
        <ChoiceField
          label={t('settings.printer.paper')}
          value={draft.paper}
          options={papers.map((value) => ({ value, label: t(`settings.printer.paper${value}`) }))}
          onChange={(paper) => change({ paper })}
        />
      </div>
      {problem !== null && !isShownAtField(problem, shownFields) && (
        <div tabIndex={-1} data-fault>
          <ProblemText problem={problem} />
        </div>
      )}
      <StepButtons>
        <button type="button" className="btn" disabled={print.isPending} onClick={leave}>
          {t(snapshot.printers.length > 0 ? 'setup.next' : 'setup.printer.none')}
        </button>
        <span className="form__gap" />
        <button type="submit" className="btn btn--primary" disabled={print.isPending}>
          <PrinterIcon />
          {t(print.isPending ? 'setup.printer.printing' : 'setup.printer.print')}
        </button>
      </StepButtons>
    </form>
  )

  /** As it is called, or with a number where another printer has the name. */
  function freeName(name: string, ownId: string | null | undefined): string {
    const isTaken = (wanted: string): boolean =>
      snapshot.printers.some(({ settings }) => settings.id !== ownId && sameName(settings, { name: wanted }))
    for (let number = 2; ; number++) {
      const wanted = number === 2 ? name : `${name} ${number - 1}`
      if (!isTaken(wanted)) return wanted
    }
  }
}

type PrinterInput = ReturnType<typeof printerInputOf>

interface Printing {
  sent: Drafting<PrinterDraft>
  printer: PrinterInput
}

/** Prints the test slip and keeps the printer that printed it, with what was learnt. */
function usePrintAndSave() {
  return useMutation<RequestOutput<'printer.test'>, RequestError, Printing>({
    mutationFn: async ({ sent, printer }) => {
      const tested = await request('printer.test', { printer })
      const { confirms } = tested
      const kept = confirms === null ? printer : { ...printer, confirms }
      const { id } = await request('printer.save', { id: sent.id, printer: kept })
      // What is in the form by now may be another printer.
      if (isAsSent('setupPrinter', sent)) useDrafts.setState({ setupPrinter: { ...sent, id } })
      return tested
    },
  })
}

/** `192.168.1.50`, and the port where it is not the usual one. */
const addressOf = ({ host, port }: PrinterDraft): string => (port === newPrinterDraft.port ? host : `${host}:${port}`)

/** Also of `192.168.1.50:9101`; an IPv6 address keeps its colons. */
function hostAndPort(address: string): Pick<PrinterDraft, 'host' | 'port'> {
  const [, host = '', port = ''] = /^([^:]*):(\d*)$/.exec(address.trim()) ?? []
  return host === '' ? { host: address.trim(), port: newPrinterDraft.port } : { host, port }
}

interface OutcomeProps extends RequestOutput<'printer.test'> {
  draft: PrinterDraft
  input: PrinterInput
  saved: Parameters<typeof usePageChoice>[0]
  edit(part: Partial<PrinterDraft>): void
  onNext(): void
  onAgain(): void
}

/** The slip is on its way or on paper: only a person can say whether its letters are right. */
function Outcome({ outcome, draft, input, saved, edit, onNext, onAgain }: OutcomeProps) {
  const { t } = useTranslation()
  const [hasNoPaper, setNoPaper] = useState(false)
  const pages = usePageChoice(saved, edit)
  return (
    <div className="setup__form">
      <p className="good" role="status" data-outcome={outcome}>
        {outcome === 'confirmed' ? <CheckIcon /> : <PrinterIcon />}
        {t(outcome === 'confirmed' ? 'settings.printer.testConfirmed' : 'setup.printer.sent')}
      </p>
      <div className="setup__ask">
        <h3>{t('setup.printer.right')}</h3>
        <p className="setup__hint">{t('setup.printer.rightHint')}</p>
        {pages.said !== null && (
          <p className="good" role="status">
            <CheckIcon />
            {pages.said}
          </p>
        )}
        {pages.problem !== null && <ProblemText problem={pages.problem} />}
        {hasNoPaper && <p className="setup__note">{t('setup.printer.noPaperWhat')}</p>}
      </div>
      <StepButtons>
        <button type="button" className="btn" aria-expanded={hasNoPaper} onClick={() => setNoPaper(!hasNoPaper)}>
          {t('setup.printer.noPaper')}
        </button>
        {hasNoPaper && (
          <button type="button" className="btn" onClick={onAgain}>
            {t('setup.printer.print')}
          </button>
        )}
        {isReceiptPrinter(draft.kind) && (
          <button type="button" className="btn" onClick={pages.open}>
            {t('setup.printer.wrong')}
          </button>
        )}
        <span className="form__gap" />
        <button type="button" className="btn btn--primary" onClick={onNext}>
          <CheckIcon />
          {t('setup.printer.yes')}
        </button>
      </StepButtons>
      <PageSlipDialog
        isOpen={pages.isOpen}
        printer={input}
        onClose={pages.close}
        onChoose={pages.choose}
        onRaster={pages.useRaster}
      />
    </div>
  )
}
