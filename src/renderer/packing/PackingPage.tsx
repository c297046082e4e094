import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { RequestInput } from '../../shared/contract/requests.ts'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { sayQuantity } from '../../shared/model/quantity.ts'
import { ProblemText } from '../controls/ProblemText.tsx'
import { perform, question, useRenewal } from '../request.ts'
import { useNow } from '../useNow.ts'
import { PackingGrid } from './PackingGrid.tsx'

/** Ages are shown in minutes, ms. */
const AGE_STEP_MS = 5_000
/** What another screen has ticked off is seen after this long at most, ms. */
const RENEW_MS = 5_000

/** For whoever packs: each open order large, its lines to tick off, and what all of them need together. */
export function PackingPage({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const nowMs = useNow(AGE_STEP_MS)
  const query = useQuery({ ...question('packing.get', {}), refetchInterval: RENEW_MS })
  useRenewal(query, snapshot.rev)
  const { data: packing, error, refetch } = query
  const mark = (input: RequestInput<'packing.mark'>): void => {
    void perform('packing.mark', input).then(() => refetch())
  }
  if (packing === undefined)
    return (
      <div className="packing">
        {error === null ? (
          <p className="splash" role="status">
            {t('packing.loading')}
          </p>
        ) : (
          <ProblemText problem={error.problem} />
        )}
      </div>
    )
  return (
    <div className="packing">
      <h1 className="visually-hidden">{t('packing.title')}</h1>
      <aside className="packing__side">
        <section className="panel" aria-labelledby="all-day">
          <h2 id="all-day">{t('packing.allDay')}</h2>
          {packing.allDay.length === 0 && <p className="panel__none">{t('packing.nothingToMake')}</p>}
          <ul className="all-day">
            {packing.allDay.map(({ name, portion, quantity }) => (
              <li key={JSON.stringify([name, portion])}>
                <strong>{sayQuantity(quantity)}×</strong>{' '}
                <span>
                  {name} {portion !== null && <em className="all-day__portion">{portion}</em>}
                </span>
              </li>
            ))}
          </ul>
        </section>
        {packing.finished.length > 0 && (
          <section className="panel" aria-labelledby="finished">
            <h2 id="finished">{t('packing.finished')}</h2>
            <ul className="finished">
              {packing.finished.map(({ key, label }) => (
                <li key={key}>
                  <span>{label}</span>
                  <button
                    type="button"
                    className="btn"
                    aria-label={t('packing.recallNamed', { label })}
                    onClick={() => mark({ key, path: null, isPacked: false })}
                  >
                    {t('packing.recall')}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </aside>
      <PackingGrid orders={packing.orders} nowMs={nowMs} settings={snapshot.settings} onMark={mark} />
    </div>
  )
}
