import { useEffect, useState } from 'react'
import type { Card } from '../../shared/contract/snapshot.ts'
import { ask } from '../ask.ts'

/** Enough orders to have met most of a menu. */
const LOOKED_AT = 30

/** Product categories of the orders on the board, as their vendors write them. Cards have none: each is asked for once. */
export function useOrderCategories(cards: readonly Card[]): string[] {
  const [categories, setCategories] = useState<string[]>([])
  const [keys] = useState(() => cards.slice(-LOOKED_AT).map((card) => card.key))
  useEffect(() => {
    let isWanted = true
    const look = async (): Promise<void> => {
      const found = new Set<string>()
      for (const key of keys) {
        const result = await ask('order.get', { key })
        if (!isWanted) return
        if (!result.ok) continue
        for (const line of result.value.order.lines) if (line.category !== null) found.add(line.category)
      }
      setCategories([...found].sort((left, right) => left.localeCompare(right, 'tr')))
    }
    void look()
    return () => {
      isWanted = false
    }
  }, [keys])
  return categories
}
