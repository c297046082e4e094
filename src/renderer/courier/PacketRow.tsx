import { useTranslation } from 'react-i18next'
import type { Card, Snapshot } from '../../shared/contract/snapshot.ts'
import { channelHue } from '../../shared/model/channel.ts'
import { orderNumber } from '../../shared/model/order.ts'
import { ageOf } from '../board/ageOf.ts'
import { collectionText } from '../board/CollectionBox.tsx'
import { CheckIcon } from '../controls/icons.tsx'
import { perform } from '../request.ts'
import { useNow } from '../useNow.ts'
import { sayMinutes } from '../words/sayAge.ts'

interface PacketRowProps {
  card: Card
  isChosen: boolean
  settings: Snapshot['settings']
  onChoose(isChosen: boolean): void
}

const AGE_STEP_MS = 5_000

/** A packet to choose: number, how long it waits, what is to be collected and how. */
export function PacketRow({ card, isChosen, settings, onChoose }: PacketRowProps) {
  const { t } = useTranslation()
  const age = ageOf(card, useNow(AGE_STEP_MS), settings)
  const method = card.collection.kind === 'paid' ? null : card.collection.method
  return (
    <li className="packet" data-order-key={card.key}>
      <button
        type="button"
        className="packet__choose"
        role="checkbox"
        aria-checked={isChosen}
        data-chosen={isChosen || undefined}
        onClick={() => onChoose(!isChosen)}
      >
        <span className="packet__box" aria-hidden="true">
          {isChosen && <CheckIcon />}
        </span>
        <strong className="packet__number">{orderNumber(card)}</strong>
        <span className="chip" data-hue={channelHue(card.channel.id)}>
          {card.channel.name}
        </span>
        <span className="packet__who">{card.customerName ?? ''}</span>
        <span className="packet__money" data-kind={card.collection.kind}>
          {collectionText(t, card)}
          {method !== null && <span className="packet__how">{method}</span>}
        </span>
        <span className="packet__age" data-step={age.step}>
          {sayMinutes(t, Math.abs(age.minutes))}
        </span>
      </button>
      <button
        type="button"
        className="btn packet__ready"
        aria-pressed={card.isReady}
        aria-label={`${orderNumber(card)}: ${t(card.isReady ? 'courier.notReady' : 'courier.ready')}`}
        onClick={() => void perform('dispatch.ready', { key: card.key, isReady: !card.isReady })}
      >
        {t(card.isReady ? 'courier.notReady' : 'courier.ready')}
      </button>
    </li>
  )
}
