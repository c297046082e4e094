import { useTranslation } from 'react-i18next'
import type { Telling } from '../../shared/contract/dispatchRequests.ts'
import type { Card } from '../../shared/contract/snapshot.ts'
import { orderNumber } from '../../shared/model/order.ts'
import { ProblemText } from '../controls/ProblemText.tsx'
import { perform } from '../request.ts'

const isForAPerson = ({ state }: Telling): boolean => state === 'asking' || state === 'refused'

/** What vendors do not know and a person has to decide about: why, what to do, and the two answers. */
export function UntoldPanel({ cards }: { cards: readonly Card[] }) {
  const { t } = useTranslation()
  const untold = cards.flatMap((card) =>
    card.telling !== null && isForAPerson(card.telling) ? [{ card, telling: card.telling }] : [],
  )
  if (untold.length === 0) return null
  const answer = (writeId: number, given: 'send' | 'leave'): void =>
    void perform('dispatch.answer', { writeId, answer: given })
  return (
    <section className="untold" aria-labelledby="untold-title">
      <h2 id="untold-title">{t('courier.tellingTitle')}</h2>
      <ul>
        {untold.map(({ card, telling }) => (
          <li key={telling.id} className="untold__row">
            <strong>
              {orderNumber(card)} · {t(`courier.step.${telling.step}`)}
            </strong>
            {telling.problem !== null && <ProblemText problem={{ code: telling.problem }} />}
            <span className="untold__answers">
              <button type="button" className="btn btn--primary" onClick={() => answer(telling.id, 'send')}>
                {t('courier.send')}
              </button>
              <button type="button" className="btn" onClick={() => answer(telling.id, 'leave')}>
                {t('courier.leave')}
              </button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
