import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import type { Card } from '../../shared/contract/snapshot.ts'
import { question } from '../request.ts'

/** Enough orders to have met most of a menu. */
const LOOKED_AT = 30

/** Product categories of the orders on the board, as their vendors write them. Cards have none: each is asked for once. */
export function useOrderCategories(cards: readonly Card[]): string[] {
  const [keys] = useState(() => cards.slice(-LOOKED_AT).map((card) => card.key))
  return useQueries({
    queries: keys.map((key) => ({ ...question('order.get', { key }), staleTime: Infinity })),
    combine: (answers) => {
      const lines = answers.flatMap(({ data }) => data?.order.lines ?? [])
      const found = new Set(lines.map((line) => line.category).filter((category) => category !== null))
      return [...found].sort((left, right) => left.localeCompare(right, 'tr'))
    },
  })
}
