import { useTranslation } from 'react-i18next'
import type { DayReport } from '../../shared/model/report.ts'
import { formatLira, formatMoney } from '../../shared/model/money.ts'

const ways = [
  ['cash', 'cashKurus'],
  ['card', 'cardKurus'],
  ['mealCard', 'mealCardKurus'],
  ['other', 'otherKurus'],
  ['unknown', 'unknownKurus'],
] as const

/** What the day came to, and what couriers and the counter should be handing in. */
export function ReportMoney({ report }: { report: DayReport }) {
  const { t } = useTranslation()
  const { toCollect } = report
  const sum = ways.reduce((total, [, field]) => total + toCollect[field], 0)
  // Cash, card and meal card always stand there; the rest only when there is any.
  const shown = ways.filter(([way, field]) => (way !== 'other' && way !== 'unknown') || toCollect[field] !== 0)
  return (
    <section className="panel report__money">
      <h2>{t('report.money')}</h2>
      <dl className="sums">
        <div>
          <dt>
            {t('report.total')} <small>{t('report.totalHint')}</small>
          </dt>
          <dd>{formatLira(report.totalKurus)}</dd>
        </div>
        {report.foreignTotals.map(({ currency, orderCount, total }) => (
          <div key={currency}>
            <dt>
              {t('report.foreign', { count: orderCount })} <small>{t('report.foreignHint')}</small>
            </dt>
            <dd>{formatMoney(total, currency)}</dd>
          </div>
        ))}
        <div>
          <dt>{t('report.paidOnline')}</dt>
          <dd>{formatLira(report.paidOnlineKurus)}</dd>
        </div>
      </dl>
      <h2>{t('report.toCollect')}</h2>
      <dl className="sums">
        {shown.map(([way, field]) => (
          <div key={way} data-way={way}>
            <dt>{t(`report.${way}`)}</dt>
            <dd>{formatLira(toCollect[field])}</dd>
          </div>
        ))}
        <div className="sums__total">
          <dt>{t('report.collectTotal')}</dt>
          <dd>{formatLira(sum)}</dd>
        </div>
      </dl>
    </section>
  )
}
