import type { Alarm, Card, Snapshot } from '../../shared/contract/snapshot.ts'
import { orderNumber } from '../../shared/model/order.ts'
import type { Language } from '../../shared/settings/settings.ts'
import { fillWords, resources } from '../../shared/words/index.ts'
import { passedMs } from '../../shared/model/passedMs.ts'

/** What is told to somebody who is not at the counter. Numbers, channels, times and codes: never a customer's data. */
export type WebhookBody = {
  event: 'alarm' | 'alarmOver' | 'ordersWaiting' | 'test'
  /** In the shop's language, ready to be shown. */
  title: string
  text: string
  /** The counter's name, as slips carry it. */
  counter: string
  atMs: number
  alarm?: { subject: Alarm['subject']; code: string; name: string; sinceMs: number; lastedMs?: number }
  orders?: { number: string; channel: string; source: string; waitingMinutes: number }[]
}

/** A message that is wanted, and what it is about, so that nothing is told twice. */
export interface WantedMessage {
  subjects: string[]
  body: WebhookBody
}

export const alarmSubject = (alarm: Pick<Alarm, 'id'>): string => `alarm:${alarm.id}`
/** One for all that waits of an order: what comes on top of it before somebody has seen it is not told again. */
const alertSubject = ({ key, alert }: Card): string => `alert:${key} ${alert?.oldestSinceMs}`

/** One message lists this many orders at most; the text counts all of them. */
const MOST_ORDERS = 20

interface MessageContext {
  counter: string
  nowMs: number
  language: Language
}

/**
 * An alarm that has not been told yet. A slip's name is its order's number and channel; one that is of no order bears a
 * courier's name at the counter, and is told by its kind. Pure.
 */
export function alarmMessage(
  alarm: Alarm,
  { openJobs }: Pick<Snapshot, 'openJobs'>,
  { counter, nowMs, language }: MessageContext,
): WantedMessage {
  const { webhook, error, job } = resources[language]
  const kind = openJobs.find(({ id }) => alarm.subject === 'job' && String(id) === alarm.subjectId)?.subject.kind
  const name = kind === undefined || kind === 'order' ? alarm.name : job.kind[kind]
  const { code, params = {} } = alarm.problem
  const values = { file: '', ...params }
  const what = fillWords(error[code].what, values)
  return {
    subjects: [alarmSubject(alarm)],
    body: {
      event: 'alarm',
      title: fillWords(webhook.message.alarm, { counter }),
      text: `${name === '' ? what : `${name}: ${what}`} ${fillWords(error[code].do, values)}`,
      counter,
      atMs: nowMs,
      alarm: { subject: alarm.subject, code, name, sinceMs: alarm.sinceMs },
    },
  }
}

/** An alarm that was told and is over. Pure. */
export function alarmOverMessage(told: WebhookBody['alarm'], context: MessageContext): WebhookBody | null {
  if (told === undefined) return null
  const { webhook, error } = resources[context.language]
  const words = (error as Record<string, { what: string } | undefined>)[told.code]?.what ?? told.code
  const lastedMs = Math.max(0, context.nowMs - told.sinceMs)
  const values = {
    name: told.name,
    what: fillWords(words, { file: '' }),
    minutes: Math.max(1, Math.round(lastedMs / 60_000)),
  }
  return {
    event: 'alarmOver',
    title: fillWords(webhook.message.over, { counter: context.counter }),
    text: fillWords(told.name === '' ? webhook.message.overText : webhook.message.overTextNamed, values),
    counter: context.counter,
    atMs: context.nowMs,
    alarm: { ...told, lastedMs },
  }
}

/**
 * Orders that nobody has acknowledged for so long, in one message; null: none that has not been told. Pure.
 *
 * @param told subjects that have been
 */
export function waitingMessage(
  { cards }: Pick<Snapshot, 'cards'>,
  told: ReadonlySet<string>,
  afterMinutes: number,
  { counter, nowMs, language }: MessageContext,
): WantedMessage | null {
  const waitedMs = ({ alert }: Card): number => (alert === null ? 0 : passedMs(alert.oldestSinceMs, nowMs))
  const afterMs = afterMinutes * 60_000
  const late = cards.filter((card) => card.alert !== null && waitedMs(card) >= afterMs && !told.has(alertSubject(card)))
  if (late.length === 0) return null
  const { webhook } = resources[language]
  const orders = late.slice(0, MOST_ORDERS).map((card) => ({
    number: orderNumber(card),
    channel: card.channel.name,
    source: card.sourceName,
    // Where the clock was set back meanwhile nobody knows more than that it is late.
    waitingMinutes: Math.floor((Number.isFinite(waitedMs(card)) ? waitedMs(card) : afterMs) / 60_000),
  }))
  const listed = orders.map(({ number, channel, waitingMinutes }) =>
    fillWords(webhook.message.order, { number, channel, minutes: waitingMinutes }),
  )
  return {
    subjects: late.map(alertSubject),
    body: {
      event: 'ordersWaiting',
      title: fillWords(webhook.message.waiting, { counter, count: late.length }),
      text: listed.join('\n'),
      counter,
      atMs: nowMs,
      orders,
    },
  }
}

/** Which of what was told is no more: acknowledged orders, at once. Pure. */
export const settledAlerts = ({ cards }: Pick<Snapshot, 'cards'>, told: ReadonlySet<string>): string[] => {
  const open = new Set(cards.filter(({ alert }) => alert !== null).map(alertSubject))
  return [...told].filter((subject) => subject.startsWith('alert:') && !open.has(subject))
}

export const testMessage = ({ counter, nowMs, language }: MessageContext): WebhookBody => {
  const { webhook } = resources[language]
  return {
    event: 'test',
    title: fillWords(webhook.message.test, { counter }),
    text: webhook.message.testText,
    counter,
    atMs: nowMs,
  }
}
