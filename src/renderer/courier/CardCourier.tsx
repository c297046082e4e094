import { useTranslation } from 'react-i18next'
import type { Telling } from '../../shared/contract/dispatchRequests.ts'
import type { Card } from '../../shared/contract/snapshot.ts'
import { useScreen } from '../store.ts'
import { useNow } from '../useNow.ts'
import { problemWords } from '../words/problemWords.ts'
import { sayAge } from '../words/sayAge.ts'
import { sayCourier } from './sayCourier.ts'

type CardCourierProps = { card: Pick<Card, 'carried' | 'isDelivered' | 'telling'> }

/** On a card: who has it and since when, and what its vendor does not know of that. */
export function CardCourier({ card }: CardCourierProps) {
  const { t } = useTranslation()
  return (
    <>
      {card.carried !== null && <CarriedMark carried={card.carried} />}
      {card.isDelivered && <span className="mark">{t('courier.deliveredHere')}</span>}
      {card.telling !== null && isNews(card.telling) && <TellingMark telling={card.telling} />}
    </>
  )
}

/** What waits for its moment, or is under way, is no news. */
const isNews = ({ state }: Telling): boolean => state === 'asking' || state === 'refused' || state === 'uncertain'

/** Also when the core's clock is asked less often than a second: an age in minutes. */
const AGE_STEP_MS = 5_000

function CarriedMark({ carried }: { carried: NonNullable<Card['carried']> }) {
  const { t } = useTranslation()
  const lateMinutes = useScreen(({ snapshot }) => snapshot?.settings.onTheWayLateMinutes ?? Number.POSITIVE_INFINITY)
  const awayMs = useNow(AGE_STEP_MS) - carried.sinceMs
  const isLong = awayMs >= lateMinutes * 60_000
  const courier = sayCourier(t, { id: carried.courierId, name: carried.courierName })
  return (
    <span className="on-the-way" data-late={isLong || undefined}>
      {t('courier.carried', { courier, age: sayAge(t, awayMs) })}
      {isLong && ` · ${t('courier.tooLong')}`}
    </span>
  )
}

function TellingMark({ telling }: { telling: Telling }) {
  const { t } = useTranslation()
  const { state, problem } = telling
  if (state !== 'asking' && state !== 'refused' && state !== 'uncertain') return null
  return (
    <span className="mark mark--untold">
      {t(`courier.step.${telling.step}`)}: {t(`courier.telling.${state}`)}
      {problem !== null && ` · ${problemWords(t, { code: problem }).what}`}
    </span>
  )
}
