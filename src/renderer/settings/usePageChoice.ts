import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../../shared/contract/problems.ts'
import type { PrinterSettings } from '../../shared/settings/printer.ts'
import { useRequest } from '../request.ts'
import { codePageNames } from './codePageNames.ts'
import type { PageCandidate } from './PageSlipDialog.tsx'
import { draftOfPrinter, type PrinterDraft, printerInputOf } from './printerDraft.ts'

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
    reset: save.reset,
    open: () => {
      setSaid(null)
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
