import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { Choice } from '../controls/Choice.tsx'
import { CheckIcon, PrinterIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { useRequest } from '../request.ts'

/** The same page on paper, to be kept with the day's slips. */
export function ReportPrint({ snapshot, dayIso }: { snapshot: Snapshot; dayIso: string }) {
  const { t } = useTranslation()
  const printers = snapshot.printers.filter((printer) => printer.settings.enabled).map((printer) => printer.settings)
  const [printerId, setPrinterId] = useState(printers[0]?.id ?? '')
  const print = useRequest('report.print')
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
        disabled={print.isPending}
        onClick={() => print.mutate({ dayIso, printerId: printerId === '' ? null : printerId })}
      >
        <PrinterIcon />
        {t(print.isPending ? 'report.printing' : 'report.print')}
      </button>
      {print.isSuccess && (
        <p className="good" role="status" data-outcome={print.data.outcome}>
          <CheckIcon />
          {t(print.data.outcome === 'confirmed' ? 'report.printConfirmed' : 'report.printSent')}
        </p>
      )}
      {print.isError && <ProblemText problem={print.error.problem} />}
    </section>
  )
}
