import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrderPage as OrderPageData } from '../../shared/contract/requests.ts'
import type { Card, Snapshot } from '../../shared/contract/snapshot.ts'
import { checksOf } from '../../shared/model/orderChecks.ts'
import { collectionOf } from '../../shared/model/collection.ts'
import { acknowledge } from '../request.ts'
import { channelHue } from '../../shared/model/channel.ts'
import { ageOf } from '../board/ageOf.ts'
import { CollectionBox } from '../board/CollectionBox.tsx'
import { AgeMark, isOfUnknownAge } from '../board/OrderCard.tsx'
import { CheckIcon, PrinterIcon } from '../controls/icons.tsx'
import { isTypingOrPressing } from '../isTypingOrPressing.ts'
import { hasModifier, isKeyFor } from '../keyMap.ts'
import { type Printing, useScreen } from '../store.ts'
import { useNow } from '../useNow.ts'
import { orderNumber } from '../../shared/model/order.ts'
import { spellMoment } from '../../shared/model/istanbulTime.ts'
import { CustomerPanel } from './CustomerPanel.tsx'
import { FactsPanel } from './FactsPanel.tsx'
import { HistoryPanel } from './HistoryPanel.tsx'
import { JobsPanel } from './JobsPanel.tsx'
import { LinesPanel } from './LinesPanel.tsx'
import { MoneyPanel } from './MoneyPanel.tsx'
import { Neighbours } from './Neighbours.tsx'
import { SlipPreview } from './SlipPreview.tsx'

/** Everything about one order, and its slip as it comes out of the printer. */
export function OrderPage({ page, snapshot }: { page: OrderPageData; snapshot: Snapshot }) {
  const { t } = useTranslation()
  const { order } = page
  usePageKeys(page, snapshot)
  const printer = snapshot.printers.find(({ settings }) => settings.enabled)?.settings
  return (
    <div className="order">
      <OrderHead page={page} snapshot={snapshot} />
      <div className="order__columns">
        <div className="order__column">
          {order.note !== null && (
            <section className="panel panel--note">
              <h2>{t('order.note')}</h2>
              <p className="order__note">{order.note}</p>
            </section>
          )}
          <LinesPanel order={order} />
          <MoneyPanel order={order} />
        </div>
        <div className="order__column">
          <CustomerPanel order={order} />
          <FactsPanel page={page} snapshot={snapshot} />
          <JobsPanel jobs={page.jobs} nowMs={snapshot.nowMs} />
          <HistoryPanel page={page} nowMs={snapshot.nowMs} />
        </div>
        <section className="order__slip" aria-label={t('order.slip')}>
          <h2>{t('order.slip')}</h2>
          <SlipPreview slip={page.slip} paperWidthMm={printer?.paperWidthMm ?? 80} columns={printer?.columns ?? null} />
        </section>
      </div>
    </div>
  )
}

function OrderHead({ page, snapshot }: { page: OrderPageData; snapshot: Snapshot }) {
  const { t } = useTranslation()
  const setPrinting = useScreen((state) => state.setPrinting)
  const { order } = page
  const card = cardOf(page, snapshot)
  const alert = card?.alert ?? null
  const nowMs = useNow(AGE_STEP_MS)
  const printing = printingOf(page)
  return (
    <header className="order__head">
      <div className="order__title">
        <h1>{orderNumber(order)}</h1>
        <span className="chip" data-hue={channelHue(order.channel.id)}>
          {order.channel.name}
        </span>
        <span className="order__sub">
          {[t(`type.${order.type}`), order.code].filter((part) => part !== null).join(' · ')}
        </span>
        {order.phase === 'cancelled' && <span className="stamp">{t('phase.cancelled')}</span>}
        {alert !== null && alert.kind !== 'cancelled' && (
          <span className="stamp stamp--new">{t(`alert.${alert.kind}`)}</span>
        )}
        {order.scheduledForMs !== null && (
          <p className="order__when">{spellMoment(order.scheduledForMs, snapshot.settings.language)}</p>
        )}
        {checksOf(order).map((check) => (
          <p key={check} className="check">
            {t(`check.${check}`)}
          </p>
        ))}
        {!page.isOnBoard && <p className="order__off">{t('order.notOnBoard')}</p>}
      </div>
      {card !== null && card.phase !== 'cancelled' && (
        <AgeMark age={ageOf(card, nowMs, snapshot.settings)} isAtLeast={isOfUnknownAge(card)} />
      )}
      <CollectionBox
        collection={collectionOf(order, snapshot.settings.paymentMeanings)}
        sourceId={order.sourceId}
        isCancelled={order.phase === 'cancelled'}
        asksWhole
      />
      <div className="order__actions">
        {alert !== null && (
          <button type="button" className="btn btn--primary" onClick={() => void acknowledge([order.key], 'page')}>
            <CheckIcon />
            {t('action.seen')}
          </button>
        )}
        <button type="button" className="btn" onClick={() => setPrinting(printing)}>
          <PrinterIcon />
          {t(printing.isCopy ? 'action.reprint' : 'action.print')}
        </button>
        <Neighbours orderKey={order.key} snapshot={snapshot} />
      </div>
    </header>
  )
}

/** One order of several sources stands on the board as one of them. */
const cardOf = ({ order, alsoAt }: OrderPageData, { cards }: Snapshot): Card | null =>
  cards.find(({ key }) => key === order.key || alsoAt.some((other) => other.key === key)) ?? null

/** Its age is shown in minutes, ms. */
const AGE_STEP_MS = 5_000

const printingOf = ({ order, jobs }: OrderPageData): Printing => ({
  key: order.key,
  label: orderNumber(order),
  isCopy: jobs.some((job) => job.kind !== 'test'),
})

/** Enter acknowledges, P prints. */
function usePageKeys(page: OrderPageData, snapshot: Snapshot): void {
  const { key } = page.order
  const isWaiting = (cardOf(page, snapshot)?.alert ?? null) !== null
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || hasModifier(event) || isTypingOrPressing(event)) return
      if (isKeyFor('print', event)) useScreen.getState().setPrinting(printingOf(page))
      else if (isKeyFor('acknowledge', event) && isWaiting) void acknowledge([key], 'page')
      else return
      event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [page, key, isWaiting])
}
