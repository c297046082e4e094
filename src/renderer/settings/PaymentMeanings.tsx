import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { type PaymentMeaning, paymentMeanings } from '../../shared/model/paymentMeaning.ts'
import { ProblemText } from '../controls/ProblemText.tsx'
import { question, useRenewal, useRequest } from '../request.ts'

/** What each way of paying that has come by means here: as somebody has said, else as its own words say. */
export function PaymentMeanings({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const query = useQuery(question('payments.names', {}))
  useRenewal(query, JSON.stringify([snapshot.settings.paymentMeanings, snapshot.cards.length]))
  const mean = useRequest('payments.mean', { onSuccess: () => void query.refetch() })
  const sourceName = (id: string): string => snapshot.sources.find((source) => source.id === id)?.name ?? id
  const problem = query.error?.problem ?? mean.error?.problem ?? null
  const names = query.data?.names ?? []
  return (
    <fieldset className="group">
      <legend>{t('meaning.legend')}</legend>
      <p className="field__hint">{t('meaning.hint')}</p>
      {problem !== null && <ProblemText problem={problem} />}
      {query.isSuccess && names.length === 0 && <p>{t('meaning.none')}</p>}
      <ul className="meanings">
        {names.map(({ sourceId, name, count, said, guess, isCertain }) => (
          <li key={`${sourceId} ${name}`} className="meanings__row">
            <span className="meanings__name">
              <strong>{name}</strong>{' '}
              <span className="field__hint">{t('meaning.count', { source: sourceName(sourceId), count })}</span>
            </span>
            <select
              className="input"
              aria-label={t('meaning.means', { name, source: sourceName(sourceId) })}
              value={said ?? ''}
              onChange={(event) => mean.mutate({ sourceId, name, meaning: picked(event.target.value) })}
            >
              <option value="">
                {isCertain
                  ? t('meaning.byItself', { meaning: t(`meaning.as.${guess}`) })
                  : t('meaning.unsaid', { meaning: t(`meaning.as.${guess}`) })}
              </option>
              {paymentMeanings.map((meaning) => (
                <option key={meaning} value={meaning}>
                  {t(`meaning.as.${meaning}`)}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}

const picked = (value: string): PaymentMeaning | null => paymentMeanings.find((meaning) => meaning === value) ?? null
