import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card } from '../../shared/contract/snapshot.ts'
import { IN_SIGHT } from './inSight.ts'
import { focusCard } from './useBoardKeys.ts'

/** The board is sorted by time, so a new order may stand below the fold: this says so and leads there. */
export function OffScreenAlerts({ cards }: { cards: readonly Card[] }) {
  const { t } = useTranslation()
  const waiting = cards.filter((card) => card.alert !== null)
  const hidden = useHiddenKeys(waiting.map((card) => card.key).join('\n'))
  const away = waiting.filter((card) => hidden.has(card.key))
  const first = away[0]
  if (first === undefined) return null
  return (
    <button type="button" className="btn btn--primary" onClick={() => focusCard(first.key)}>
      {t('board.offScreen', { count: away.length })}
    </button>
  )
}

function useHiddenKeys(keys: string): ReadonlySet<string> {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    const seen = new Map<string, boolean>()
    const note = (entries: IntersectionObserverEntry[]): void => {
      for (const entry of entries) seen.set(keyOf(entry.target), entry.intersectionRatio >= IN_SIGHT)
      setHidden(new Set([...seen].filter(([, isInSight]) => !isInSight).map(([key]) => key)))
    }
    const observer = new IntersectionObserver(note, { threshold: [0, IN_SIGHT, 1] })
    const wanted = new Set(keys.split('\n'))
    for (const element of document.querySelectorAll('[data-order-key]'))
      if (wanted.has(keyOf(element))) observer.observe(element)
    return () => {
      observer.disconnect()
      setHidden(new Set())
    }
  }, [keys])
  return hidden
}

const keyOf = (element: Element): string => (element instanceof HTMLElement ? (element.dataset['orderKey'] ?? '') : '')
