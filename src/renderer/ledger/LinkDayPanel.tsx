import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { formatMoment } from '../../shared/model/istanbulTime.ts'
import { question, useRenewal } from '../request.ts'

interface LinkDayPanelProps {
  dayIso: string
  nowMs: number
  rev: number
}

/** What the record says of the other counters: when they could not be asked, and what came out twice. */
export function LinkDayPanel({ dayIso, nowMs, rev }: LinkDayPanelProps) {
  const { t } = useTranslation()
  const day = useQuery(question('link.day', { dayIso }))
  useRenewal(day, rev)
  if (day.data === undefined) return null
  const { outages, unheardCount, elsewhereCount, doubled } = day.data
  if (outages.length + unheardCount + elsewhereCount + doubled.length === 0) return null
  return (
    <section className="panel link-day" aria-label={t('link.day.title')}>
      <h2>{t('link.day.title')}</h2>
      <ul>
        {outages.map(({ fromMs, untilMs }) => (
          <li key={fromMs}>
            {untilMs === null
              ? t('link.day.goesOn', { from: formatMoment(fromMs, nowMs) })
              : t('link.day.outage', { from: formatMoment(fromMs, nowMs), until: formatMoment(untilMs, nowMs) })}
          </li>
        ))}
        {unheardCount > 0 && <li>{t('link.day.unheard', { count: unheardCount })}</li>}
        {doubled.map(({ orderKey, orderLabel, counterName }) => (
          <li key={`${orderKey} ${counterName}`}>
            {t('link.day.doubled', { order: orderLabel, counter: counterName })}
          </li>
        ))}
        {elsewhereCount > 0 && <li>{t('link.day.elsewhere', { count: elsewhereCount })}</li>}
      </ul>
    </section>
  )
}
