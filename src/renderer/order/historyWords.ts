import type { TFunction } from 'i18next'
import { alertKinds } from '../../shared/model/alert.ts'
import type { OrderPage } from '../../shared/contract/requests.ts'
import { resources } from '../../shared/words/index.ts'
import { orderTypes } from '../../shared/model/order.ts'
import { formatDateTime } from '../words/formatTime.ts'

type Entry = OrderPage['history'][number]

const { history, goneWhy, change } = resources.tr

/** One entry of the ledger in words: what happened, and a line for each particular. Unknown words stand as they are. */
export function historyWords(t: TFunction, entry: Entry): { what: string; details: string[] } {
  const what = isKey(history, entry.what) ? t(`history.${entry.what}`) : entry.what
  return { what, details: entry.detail === null ? [] : detailsOf(t, entry.what, entry.detail) }
}

function detailsOf(t: TFunction, what: string, detail: string): string[] {
  if (what === 'changed') return changesOf(detail)?.map((one) => sayChange(t, one)) ?? []
  if (what === 'goneWhy') return [isKey(goneWhy, detail) ? t(`goneWhy.${detail}`) : detail]
  const kind = alertKinds.find((candidate) => candidate === detail)
  return [what === 'acknowledged' && kind !== undefined ? t(`alert.${kind}`) : detail]
}

interface Change {
  what: string
  before: string | null
  after: string | null
}

/** The core writes changes as JSON; anything else is not shown, rather than shown raw. */
function changesOf(detail: string): Change[] | null {
  try {
    const changes: unknown = JSON.parse(detail)
    return Array.isArray(changes) ? changes.filter(isChange) : null
  } catch {
    return null
  }
}

function isChange(value: unknown): value is Change {
  if (typeof value !== 'object' || value === null || !('what' in value && 'before' in value && 'after' in value))
    return false
  return (
    typeof value.what === 'string' &&
    [value.before, value.after].every((text) => text === null || typeof text === 'string')
  )
}

function sayChange(t: TFunction, { what, before, after }: Change): string {
  const say = (text: string | null): string => {
    if (text === null) return t('change.nothing')
    if (what === 'scheduledFor' && /^\d+$/.test(text)) return formatDateTime(Number(text))
    const type = orderTypes.find((candidate) => candidate === text)
    return what === 'type' && type !== undefined ? t(`type.${type}`) : text
  }
  return `${isKey(change, what) ? t(`change.${what}`) : what}: ${say(before)} → ${say(after)}`
}

const isKey = <T extends object>(words: T, name: string): name is Extract<keyof T, string> => Object.hasOwn(words, name)
