import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../../shared/contract/problems.ts'
import type { RequestInput, RequestOutput } from '../../shared/contract/requests.ts'
import type { PrinterSettings } from '../../shared/settings/printer.ts'
import { Dialog } from '../controls/Dialog.tsx'
import { PrinterIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { useRequest } from '../request.ts'
import { codePageNames, draftOfPrinter, type PrinterDraft, printerInputOf } from './printerDraft.ts'

type Candidates = RequestOutput<'printer.codePageSlip'>['candidates']
export type PageCandidate = Candidates[number]

interface PageSlipDialogProps {
  isOpen: boolean
  printer: RequestInput<'printer.save'>['printer']
  onClose(): void
  onChoose(candidate: PageCandidate): void
  /** None is right: the printer has no Turkish letters. */
  onRaster(): void
}

/** Prints a line for each place the Turkish letters may be at; the person says which one reads right. */
export function PageSlipDialog({ isOpen, ...props }: PageSlipDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog isOpen={isOpen} title={t('settings.printer.pageSlip.title')} onClose={props.onClose}>
      <PageSlip {...props} />
    </Dialog>
  )
}

function PageSlip({ printer, onChoose, onRaster }: Omit<PageSlipDialogProps, 'isOpen'>) {
  const { t } = useTranslation()
  /** Of the newest slip that was printed; they stay in sight while another one is. */
  const [candidates, setCandidates] = useState<Candidates | null>(null)
  const print = useRequest('printer.codePageSlip', { onSuccess: (slip) => setCandidates(slip.candidates) })
  return (
    <>
      {candidates === null && <p className="dialog__text">{t('settings.printer.pageSlip.what')}</p>}
      {print.isError && <ProblemText problem={print.error.problem} />}
      {candidates !== null && <LineChoice candidates={candidates} onChoose={onChoose} onRaster={onRaster} />}
      <div className="dialog__buttons">
        <button
          type="button"
          className={candidates === null ? 'btn btn--primary' : 'btn'}
          disabled={print.isPending}
          onClick={() => print.mutate({ printer })}
        >
          <PrinterIcon />
          {t(`settings.printer.pageSlip.${print.isPending ? 'printing' : candidates === null ? 'print' : 'again'}`)}
        </button>
      </div>
    </>
  )
}

const LETTERS = 'ĞÜŞİÖÇ ğüşıöç'

function LineChoice({
  candidates,
  onChoose,
  onRaster,
}: { candidates: Candidates } & Pick<PageSlipDialogProps, 'onChoose' | 'onRaster'>) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [isNone, setNone] = useState(false)
  const candidate = candidates.find(({ choice }) => String(choice) === typed.trim())
  return (
    <form
      className="dialog__form"
      onSubmit={(event) => {
        event.preventDefault()
        if (candidate !== undefined) onChoose(candidate)
      }}
    >
      <div>
        <p className="page-slip__ask">{t('settings.printer.pageSlip.ask')}</p>
        <p className="dialog__text">{t('settings.printer.pageSlip.sample', { letters: LETTERS })}</p>
      </div>
      <div className="choice" role="group" aria-label={t('settings.printer.pageSlip.ask')}>
        {candidates.map((each) => (
          <button
            key={each.choice}
            type="button"
            className="choice__item page-slip__line"
            aria-pressed={each === candidate}
            onClick={() => setTyped(String(each.choice))}
          >
            {each.choice}
          </button>
        ))}
      </div>
      <div className="page-slip__typed">
        <input
          className="input input--number"
          inputMode="numeric"
          aria-label={t('settings.printer.pageSlip.number')}
          placeholder={t('settings.printer.pageSlip.number')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <button type="submit" className="btn btn--primary" disabled={candidate === undefined}>
          {t('settings.printer.pageSlip.use')}
        </button>
        <button type="button" className="btn" aria-expanded={isNone} onClick={() => setNone(!isNone)}>
          {t('settings.printer.pageSlip.none')}
        </button>
      </div>
      {typed.trim() !== '' && candidate === undefined && (
        <p className="field__error">{t('settings.printer.pageSlip.unknownNumber')}</p>
      )}
      {isNone && (
        <div className="page-slip__none">
          <p>{t('settings.printer.pageSlip.noneWhat')}</p>
          <button type="button" className="btn" onClick={onRaster}>
            {t('settings.printer.pageSlip.useRaster')}
          </button>
        </div>
      )}
    </form>
  )
}

export interface PageChoice {
  isOpen: boolean
  /** What came of it, in words; null before. */
  said: string | null
  /** Why it could not be saved. */
  problem: Problem | null
  /** Forgets what came of it. */
  reset(): void
  open(): void
  close(): void
  choose(candidate: PageCandidate): void
  useRaster(): void
}

/**
 * Takes the line that reads right into the form, and, for a printer that is already set, saves that alone: what else
 * was changed in the form waits for its own button.
 */
export function usePageChoice(
  printer: PrinterSettings | null,
  change: (part: Partial<PrinterDraft>) => void,
): PageChoice {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const [said, setSaid] = useState<string | null>(null)
  const save = useRequest('printer.save')
  const reset = (): void => {
    setSaid(null)
    save.reset()
  }
  const take = (part: Partial<PrinterDraft>, words: string): void => {
    setOpen(false)
    change(part)
    if (printer === null) return setSaid(`${words} ${t('settings.printer.pageSlip.saveHint')}`.trim())
    save.mutate(
      { id: printer.id, printer: printerInputOf({ ...draftOfPrinter(printer), ...part }) },
      { onSuccess: () => setSaid(`${words} ${t('settings.printer.pageSlip.saved')}`.trim()) },
    )
  }
  return {
    isOpen,
    said,
    problem: save.error?.problem ?? null,
    reset,
    open: () => {
      reset()
      setOpen(true)
    },
    close: () => setOpen(false),
    choose: ({ choice, number, codePage }) =>
      take(
        { codePage, codePageNumber: String(number), mode: 'text' },
        t('settings.printer.pageSlip.chosen', { choice, number, page: codePageNames[codePage] }),
      ),
    useRaster: () => take({ mode: 'raster' }, t('settings.printer.modeHints.raster')),
  }
}
