import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { isEven } from '../../shared/model/courierAccount.ts'
import { doorPurses } from '../../shared/model/dispatch.ts'
import { formatLira } from '../../shared/model/money.ts'
import { ProblemText } from '../controls/ProblemText.tsx'
import { question, useRenewal } from '../request.ts'

/** The day's couriers in a table. @param version changes when it is to be counted anew */
export function CourierDays({ dayIso, version }: { dayIso: string; version: string }) {
  const { t } = useTranslation()
  const query = useQuery(question('couriers.day', { dayIso }))
  useRenewal(query, version)
  if (query.error !== null) return <ProblemText problem={query.error.problem} />
  if (query.data === undefined || query.data.length === 0) return null
  return (
    <section className="panel" aria-labelledby="courier-days">
      <h2 id="courier-days">{t('courier.report.title')}</h2>
      <table className="money-table">
        <thead>
          <tr>
            <th scope="col">{t('courier.report.courier')}</th>
            <th scope="col">{t('courier.report.delivered')}</th>
            {doorPurses.map((purse) => (
              <th key={purse} scope="col">
                {t(`courier.purse.${purse}`)}
              </th>
            ))}
            <th scope="col">{t('courier.report.counted')}</th>
          </tr>
        </thead>
        <tbody>
          {query.data.map(({ courierId, name, deliveredCount, collected, difference, isOpen }) => (
            <tr key={courierId}>
              <th scope="row">{name}</th>
              <td>{deliveredCount}</td>
              {doorPurses.map((purse) => (
                <td key={purse}>{formatLira(collected[purse])}</td>
              ))}
              <td>
                {isOpen
                  ? t('courier.report.open')
                  : isEven(difference)
                    ? t('courier.pouch.even')
                    : formatLira(doorPurses.reduce((sum, purse) => sum + difference[purse], 0))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
