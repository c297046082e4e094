import { fillWords, resources } from '../../shared/words/index.ts'
import { formatMoney } from '../../shared/model/money.ts'
import { foreignCurrencyOf, type Order, orderNumber, restKurus } from '../../shared/model/order.ts'
import type { Language } from '../../shared/settings/settings.ts'
import type { Notice } from '../host.ts'
import { isLoud, MOST_SINGLE_NOTICES, type OpenAlert } from '../../shared/model/alert.ts'

/**
 * Desktop notifications for new alerts, in words. They stay on screens others can see, so they name the order, never
 * the customer. Pure.
 */
export function noticesFor(
  alerts: readonly OpenAlert[],
  orderOf: (orderKey: string) => Order | null,
  language: Language,
): Notice[] {
  const loud = alerts.filter(({ kind }) => isLoud(kind))
  if (loud.length > MOST_SINGLE_NOTICES) return [groupedNotice(loud.length, language)]
  return alerts.flatMap((alert) => {
    const order = orderOf(alert.orderKey)
    return order ? [noticeOf(alert, order, language)] : []
  })
}

/** A source that was not heard for a while, and is again. */
export interface EndedSilence {
  sourceId: string
  name: string
  lastedMs: number
  /** New orders that its first answer brought. */
  cameIn: number
}

/** Tells that a silence is over, how long it was and what came in. Pure. */
export function heardAgainNotice({ sourceId, name, lastedMs, cameIn }: EndedSilence, language: Language): Notice {
  const words = resources[language].notice.heardAgain
  const values = { name, minutes: Math.max(1, Math.round(lastedMs / 60_000)), count: cameIn }
  return {
    tag: `heardAgain:${sourceId}`,
    title: fillWords(words.title, values),
    body: fillWords(cameIn === 0 ? words.nothing : words.body, values),
    urgency: 'normal',
    orderKey: null,
    language,
  }
}

function groupedNotice(count: number, language: Language): Notice {
  const words = resources[language].notice.grouped
  return {
    tag: 'grouped',
    title: fillWords(words.title, { count }),
    body: words.body,
    urgency: 'critical',
    orderKey: null,
    language,
  }
}

function noticeOf(alert: OpenAlert, order: Order, language: Language): Notice {
  const notice = resources[language].notice
  const words = alert.kind === 'new' ? notice.newOrder : notice[alert.kind]
  const rest = restKurus(order)
  const values = {
    channel: order.channel.name,
    number: orderNumber(order),
    amount: rest === null ? '' : formatMoney(rest, foreignCurrencyOf(order)),
  }
  return {
    tag: `${alert.kind}:${order.key}`,
    title: fillWords(words.title, values),
    body: fillWords(words.body, values),
    urgency: alert.kind === 'changed' ? 'normal' : 'critical',
    orderKey: order.key,
    language,
  }
}
