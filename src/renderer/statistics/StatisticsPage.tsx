import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { businessDayOf } from '../../shared/model/istanbulTime.ts'
import { type StatisticsRow, statisticsRanges } from '../../shared/model/statistics.ts'
import type { Theme } from '../../shared/settings/settings.ts'
import { Choice } from '../controls/Choice.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { spellDay } from '../report/reportDays.ts'
import { question, useRenewal } from '../request.ts'
import { useNow } from '../useNow.ts'
import { useShownTheme } from '../useShownTheme.ts'
import { sayAge } from '../words/sayAge.ts'
import { Bars } from './Bars.tsx'

/** How busy the shop is, and how long orders wait for somebody: by day, hour and channel. */
export function StatisticsPage({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const [days, setDays] = useState('7')
  const range = statisticsRanges.find((one) => String(one) === days) ?? statisticsRanges[0]
  const query = useQuery({
    ...question('statistics.get', { days: range }),
    placeholderData: keepPreviousData,
  })
  const { data, error, isLoading } = query
  // What it is counted from.
  const today = businessDayOf(useNow(60_000), snapshot.settings.dayEndsAt)
  useRenewal(query, JSON.stringify([today, snapshot.cards.map(({ key, phase, alert }) => [key, phase, alert])]))
  const { language, theme } = snapshot.settings
  return (
    <div className="page page--report">
      <header className="page__head">
        <h1>{t('statistics.title')}</h1>
        <Choice
          label={t('statistics.range')}
          value={days}
          options={statisticsRanges.map((value) => ({
            value: String(value),
            label: t('statistics.days', { count: value }),
          }))}
          onChange={setDays}
        />
      </header>
      {error !== null && <ProblemText problem={error.problem} />}
      {isLoading && <p role="status">{t('statistics.loading')}</p>}
      {data !== undefined && (
        <>
          <Figures row={data.whole} lateMinutes={data.lateMinutes} />
          <Part
            title={t('statistics.byDay')}
            rows={data.byDay}
            theme={theme}
            nameOf={(row) => spellDay(row.id, language)}
            markOf={(row) => `${row.id.slice(8)}.${row.id.slice(5, 7)}`}
          />
          <Part
            title={t('statistics.byHour')}
            rows={data.byHour}
            theme={theme}
            nameOf={(row) => `${row.id.padStart(2, '0')}:00`}
            markOf={(row) => row.id.padStart(2, '0')}
          />
          <Part
            title={t('statistics.byChannel')}
            rows={data.byChannel}
            theme={theme}
            nameOf={(row) => (row.name === '' ? t('statistics.unknownChannel') : row.name)}
            markOf={(row) => row.name}
          />
        </>
      )}
    </div>
  )
}

const wait = (t: TFunction, ms: number | null): string => (ms === null ? '–' : sayAge(t, ms))

function Figures({ row, lateMinutes }: { row: StatisticsRow; lateMinutes: number }) {
  const { t } = useTranslation()
  const figures = [
    [t('statistics.orders'), String(row.orderCount)],
    [t('statistics.unseen'), String(row.unseenCount)],
    [t('statistics.median'), wait(t, row.medianWaitMs)],
    [t('statistics.ninetieth'), wait(t, row.ninetiethWaitMs)],
    [t('statistics.lateAfter', { count: lateMinutes }), String(row.lateCount)],
    [t('statistics.overdueAfter', { count: lateMinutes }), String(row.overdueCount)],
  ] as const
  return (
    <dl className="figures">
      {figures.map(([label, value]) => (
        <div key={label} className="figure">
          <dt>{label}</dt>
          <dd>
            <span className="figure__value">{value}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

interface PartProps {
  title: string
  rows: readonly StatisticsRow[]
  theme: Theme
  nameOf(row: StatisticsRow): string
  /** What stands under its bar, which has less room. */
  markOf(row: StatisticsRow): string
}

function Part({ title, rows, theme, nameOf, markOf }: PartProps) {
  const { t } = useTranslation()
  const shownTheme = useShownTheme(theme)
  // The plot is drawn anew when the figures are others, not with each news of the board.
  const marks = JSON.stringify(rows.map(markOf))
  const names = useMemo((): string[] => JSON.parse(marks), [marks])
  const values = useMemo(() => rows.map(({ orderCount }) => orderCount), [rows])
  const told = rows.filter(({ orderCount }) => orderCount > 0)
  return (
    <section className="panel statistics__part">
      <h2>{title}</h2>
      <Bars key={shownTheme} label={t('statistics.plot', { title })} names={names} values={values} />
      <table className="breakdown">
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('report.name')}</th>
            <th scope="col">{t('statistics.orders')}</th>
            <th scope="col">{t('statistics.unseen')}</th>
            <th scope="col">{t('statistics.median')}</th>
            <th scope="col">{t('statistics.ninetieth')}</th>
            <th scope="col">{t('statistics.late')}</th>
            <th scope="col">{t('statistics.overdue')}</th>
          </tr>
        </thead>
        <tbody>
          {told.map((row) => (
            <tr key={row.id}>
              <th scope="row">{nameOf(row)}</th>
              <td>{row.orderCount}</td>
              <td>{row.unseenCount}</td>
              <td>{wait(t, row.medianWaitMs)}</td>
              <td>{wait(t, row.ninetiethWaitMs)}</td>
              <td>{row.lateCount}</td>
              <td>{row.overdueCount}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {told.length === 0 && <p>{t('statistics.none')}</p>}
    </section>
  )
}
