import { useTranslation } from 'react-i18next'
import type { LedgerFilter } from '../../shared/model/ledgerPage.ts'
import { DocumentIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { useRequest } from '../request.ts'
import { saveFile } from '../saveFile.ts'

interface ExportButtonProps {
  dayIso: string
  filter: LedgerFilter
  isEmpty: boolean
}

/** The same orders as a table for a spreadsheet. */
export function ExportButton({ dayIso, filter, isEmpty }: ExportButtonProps) {
  const { t } = useTranslation()
  const table = useRequest('ledger.export', {
    onSuccess: ({ fileName, csv }) => saveFile(fileName, csv, 'text/csv;charset=utf-8'),
  })
  return (
    <>
      <button
        type="button"
        className="btn"
        disabled={isEmpty || table.isPending}
        onClick={() => table.mutate({ dayIso, filter })}
      >
        <DocumentIcon />
        {t('ledger.export')}
      </button>
      {table.isSuccess && <span className="good">{t('ledger.exported', { file: table.data.fileName })}</span>}
      {table.isError && <ProblemText problem={table.error.problem} />}
    </>
  )
}
