import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MOST_SINGLE_NOTICES } from '../../shared/model/alert.ts'
import { orderNumber } from '../../shared/model/order.ts'
import { collectionText } from '../board/CollectionBox.tsx'
import { newlyAlerted } from '../sound/webNotices.ts'
import { useScreen } from '../store.ts'

/** Tells a screen reader of each arriving, changed or cancelled order, politely and once. */
export function Announcer() {
  const { t } = useTranslation()
  const [said, setSaid] = useState('')
  useEffect(
    () =>
      useScreen.subscribe(({ snapshot }, previous) => {
        // What waited before this page was opened is on it.
        if (snapshot === null || previous.snapshot === null || snapshot === previous.snapshot) return
        const cards = newlyAlerted(previous.snapshot, snapshot)
        if (cards.length === 0) return
        if (cards.length > MOST_SINGLE_NOTICES) return setSaid(t('shell.announce.many', { count: cards.length }))
        const words = cards.map((card) => {
          const about = { channel: card.channel.name, number: orderNumber(card), amount: collectionText(t, card) }
          return t(`shell.announce.${card.alert?.kind ?? 'new'}`, about)
        })
        setSaid(words.join(' '))
      }),
    [t],
  )
  return (
    <p className="visually-hidden" role="status" data-announcer="">
      {said}
    </p>
  )
}
