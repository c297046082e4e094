import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import type { Problem } from '../../shared/contract/problems.ts'
import { ask } from '../ask.ts'
import { Choice } from '../controls/Choice.tsx'
import { CheckIcon, PrinterIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'

type Progress = 'idle' | 'printing' | 'confirmed' | 'sent'

/** The same page on paper, to be kept with the day's slips. */
export function ReportPrint({ snapshot, dayIso }: { snapshot: Snapshot; dayIso: string | null }) {
  const { t } = useTranslation()
  const printers = snapshot.printers.filter((printer) => printer.settings.enabled).map((printer) => printer.settings)
  const [printerId, setPrinterId] = useState(printers[0]?.id ?? '')
  const [progress, setProgress] = useState<Progress>('idle')
  const [problem, setProblem] = useState<Problem | null>(null)
  const print = async (): Promise<void> => {
    setProgress('printing')
    const result = await ask('report.print', { dayIso, printerId: printerId === '' ? null : printerId })
    setProblem(result.ok ? null : result.error)
    setProgress(result.ok ? result.value.outcome : 'idle')
  }
  if (printers.length === 0) return null
  return (
    <section className="report__print">
      {printers.length > 1 && (
        <Choice
          label={t('report.printer')}
          value={printerId}
          options={printers.map((printer) => ({ value: printer.id, label: printer.name }))}
          onChange={setPrinterId}
        />
      )}
      <button
        type="button"
        className="btn btn--primary"
        disabled={progress === 'printing'}
        onClick={() => void print()}
      >
        <PrinterIcon />
        {t(progress === 'printing' ? 'report.printing' : 'report.print')}
      </button>
      {(progress === 'confirmed' || progress === 'sent') && (
        <p className="good" role="status" data-outcome={progress}>
          <CheckIcon />
          {t(progress === 'confirmed' ? 'report.printConfirmed' : 'report.printSent')}
        </p>
      )}
      {problem !== null && <ProblemText problem={problem} />}
    </section>
  )
}
