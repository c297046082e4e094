import i18next from 'i18next'
import type { Card, Snapshot } from '../../shared/contract/snapshot.ts'
import { MOST_SINGLE_NOTICES } from '../../shared/model/alert.ts'
import { orderNumber } from '../../shared/model/order.ts'
import { collectionText } from '../board/CollectionBox.tsx'
import { useScreen } from '../store.ts'

/** Cards whose alert was not there before. */
export function newlyAlerted(before: Snapshot | null, now: Snapshot): Card[] {
  const waiting = new Set(before?.cards.filter((card) => card.alert !== null).map(alertId))
  return now.cards.filter((card) => card.alert !== null && !waiting.has(alertId(card)))
}

const alertId = (card: Card): string => `${card.key} ${card.alert?.kind} ${card.alert?.sinceMs}`

/** Browser door only: a notice for every new alert while nobody sees the page. The desktop door raises its own. */
export function followWithWebNotices(): () => void {
  return useScreen.subscribe((state, previous) => {
    const { snapshot } = state
    if (snapshot === null || snapshot === previous.snapshot || snapshot.door !== 'browser') return
    if (!document.hidden || !('Notification' in globalThis) || Notification.permission !== 'granted') return
    const cards = newlyAlerted(previous.snapshot, snapshot)
    if (cards.length > MOST_SINGLE_NOTICES) {
      raise(
        'tezgah-group',
        i18next.t('notice.grouped.title', { count: cards.length }),
        i18next.t('notice.grouped.body'),
        null,
      )
      return
    }
    for (const card of cards) raiseFor(card)
  })
}

function raiseFor(card: Card): void {
  const words = { new: 'newOrder', reopened: 'reopened', changed: 'changed', cancelled: 'cancelled' } as const
  const notice = words[card.alert?.kind ?? 'new']
  const title = i18next.t(`notice.${notice}.title`, { channel: card.channel.name })
  const number = orderNumber(card)
  raise(
    card.key,
    title,
    i18next.t(`notice.${notice}.body`, { number, amount: collectionText(i18next.t, card) }),
    card.key,
  )
}

function raise(tag: string, title: string, body: string, key: string | null): void {
  const notification = new Notification(title, { tag, body, requireInteraction: true })
  notification.addEventListener('click', () => {
    window.focus()
    notification.close()
    useScreen.getState().go(key === null ? { name: 'board' } : { name: 'order', key })
  })
}
