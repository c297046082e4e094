import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../../shared/contract/problems.ts'
import type { PrinterSettings } from '../../shared/settings/printer.ts'
import { ask } from '../ask.ts'
import { codePageNames } from './codePageNames.ts'
import type { PageCandidate } from './PageSlipDialog.tsx'
import { draftOfPrinter, type PrinterDraft, printerInputOf } from './printerDraft.ts'

export interface PageChoice {
  isOpen: boolean
  /** What came of it, in words; null before. */
  said: string | null
  open(): void
  close(): void
  choose(candidate: PageCandidate): Promise<void>
  useRaster(): void
}

/**
 * Takes the line that reads right into the form, and, for a printer that is already set, saves that alone: what else
 * was changed in the form waits for its own button.
 */
export function usePageChoice(
  printer: PrinterSettings | null,
  change: (part: Partial<PrinterDraft>) => void,
  report: (problem: Problem | null) => void,
): PageChoice {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const [said, setSaid] = useState<string | null>(null)
  const take = async (part: Partial<PrinterDraft>, words: string): Promise<void> => {
    setOpen(false)
    change(part)
    if (printer === null) return setSaid(`${words} ${t('settings.printer.pageSlip.saveHint')}`.trim())
    const result = await ask('printer.save', {
      id: printer.id,
      printer: printerInputOf({ ...draftOfPrinter(printer), ...part }),
    })
    report(result.ok ? null : result.error)
    setSaid(result.ok ? `${words} ${t('settings.printer.pageSlip.saved')}`.trim() : null)
  }
  return {
    isOpen,
    said,
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
    useRaster: () => void take({ mode: 'raster' }, t('settings.printer.modeHints.raster')),
  }
}
