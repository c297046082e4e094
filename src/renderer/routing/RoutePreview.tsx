import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../../shared/contract/problems.ts'
import type { RoutedSlipView } from '../../shared/contract/requests.ts'
import type { Card, Snapshot } from '../../shared/contract/snapshot.ts'
import { formatClock } from '../../shared/model/istanbulTime.ts'
import { orderNumber } from '../../shared/model/order.ts'
import { Dialog } from '../controls/Dialog.tsx'
import { UnfoldIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { SlipPreview } from '../order/SlipPreview.tsx'

interface RoutePreviewProps {
  snapshot: Snapshot
  slips: readonly RoutedSlipView[] | null
  problem: Problem | null
  /** null: the example order. */
  orderKey: string | null
  onChoose(key: string | null): void
}

/** Where one order would go with the rules as they stand on the screen, and each slip as it would come out. */
export function RoutePreview({ snapshot, slips, problem, orderKey, onChoose }: RoutePreviewProps) {
  const { t } = useTranslation()
  const [isChoosing, setChoosing] = useState(false)
  const card = snapshot.cards.find((candidate) => candidate.key === orderKey)
  const chosen = card === undefined ? t('routing.preview.example') : `${orderNumber(card)} · ${card.channel.name}`
  const printed = slips?.filter(({ slip }) => slip !== null).reduce((count, { copies }) => count + copies, 0) ?? 0
  return (
    <section className="preview" aria-label={t('routing.preview.title')}>
      <h2>{t('routing.preview.title')}</h2>
      <button
        type="button"
        className="btn preview__order"
        aria-label={`${t('routing.preview.choose')}: ${chosen}`}
        onClick={() => setChoosing(true)}
      >
        <span>{chosen}</span>
        <UnfoldIcon />
      </button>
      {problem !== null && <ProblemText problem={problem} />}
      {slips !== null && (
        <p className="preview__sum" role="status">
          {printed === 0 ? t('routing.preview.nowhere') : t('routing.preview.goesTo', { count: printed })}
        </p>
      )}
      {slips?.map((routed, index) => (
        <RoutedSlip key={index} routed={routed} snapshot={snapshot} />
      ))}
      <OrderChooser
        isOpen={isChoosing}
        cards={snapshot.cards}
        chosen={card?.key ?? null}
        onClose={() => setChoosing(false)}
        onChoose={(key) => {
          onChoose(key)
          setChoosing(false)
        }}
      />
    </section>
  )
}

function RoutedSlip({ routed, snapshot }: { routed: RoutedSlipView; snapshot: Snapshot }) {
  const { t } = useTranslation()
  const { printerName, copies, routeName, slip } = routed
  const printer = snapshot.printers.find(({ settings }) => settings.name === printerName)?.settings
  return (
    <figure className="preview__slip" data-printer-name={printerName}>
      <figcaption>
        <strong>{printerName}</strong>
        {slip !== null && ` · ${t('routing.preview.copies', { count: copies })}`}
        <span className="preview__rule">
          {routeName === null ? t('routing.preview.whole') : t('routing.preview.rule', { name: routeName })}
        </span>
      </figcaption>
      {slip === null ? (
        <p className="preview__nothing">{t('routing.preview.nothing')}</p>
      ) : (
        <SlipPreview slip={slip} paperWidthMm={printer?.paperWidthMm ?? 80} columns={printer?.columns ?? null} />
      )}
    </figure>
  )
}

interface OrderChooserProps {
  isOpen: boolean
  cards: readonly Card[]
  /** null: the example. */
  chosen: string | null
  onClose(): void
  onChoose(key: string | null): void
}

/** The orders of the board, newest first, and the example. */
function OrderChooser({ isOpen, cards, chosen, onClose, onChoose }: OrderChooserProps) {
  const { t } = useTranslation()
  const newest = [...cards].sort((left, right) => right.firstSeenMs - left.firstSeenMs)
  return (
    <Dialog isOpen={isOpen} title={t('routing.preview.choose')} onClose={onClose}>
      <ul className="pick-list">
        <li>
          <button type="button" className="pick" aria-pressed={chosen === null} onClick={() => onChoose(null)}>
            <strong>{t('routing.preview.example')}</strong>
          </button>
        </li>
        {newest.map((card) => (
          <li key={card.key}>
            <button
              type="button"
              className="pick"
              aria-pressed={chosen === card.key}
              onClick={() => onChoose(card.key)}
            >
              <strong>{orderNumber(card)}</strong>
              <span>
                {[
                  card.channel.name,
                  t(`type.${card.type}`),
                  card.sourceName,
                  formatClock(card.createdAtMs ?? card.firstSeenMs),
                ].join(' · ')}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
