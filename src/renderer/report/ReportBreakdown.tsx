import { useTranslation } from 'react-i18next'
import type { ReportCount } from '../../shared/model/report.ts'
import { formatLira } from '../../shared/model/money.ts'

export function ReportBreakdown({ title, rows }: { title: string; rows: readonly ReportCount[] }) {
  const { t } = useTranslation()
  if (rows.length === 0) return null
  return (
    <section className="panel">
      <table className="breakdown">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('report.name')}</th>
            <th scope="col">{t('report.orders')}</th>
            <th scope="col">{t('report.cancelled')}</th>
            <th scope="col">{t('report.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.name}</th>
              <td>{row.orderCount}</td>
              <td>{row.cancelledCount === 0 ? '–' : row.cancelledCount}</td>
              <td>{row.totalKurus === null ? t('report.unknownAmount') : formatLira(row.totalKurus)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
