import { useTranslation } from 'react-i18next'
import type { Card } from '../../shared/contract/snapshot.ts'
import { Dialog } from '../controls/Dialog.tsx'
import { formatClock } from '../../shared/model/istanbulTime.ts'
import { orderNumber } from '../../shared/model/order.ts'

interface OrderChooserProps {
  isOpen: boolean
  cards: readonly Card[]
  /** null: the example. */
  chosen: string | null
  onClose(): void
  onChoose(key: string | null): void
}

/** The orders of the board, newest first, and the example. */
export function OrderChooser({ isOpen, cards, chosen, onClose, onChoose }: OrderChooserProps) {
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
