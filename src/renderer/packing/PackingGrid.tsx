import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { PackingOrder } from '../../shared/model/packing.ts'
import { watchPointer } from '../board/pointerCalm.ts'
import { useSteady } from '../board/useSteady.ts'
import { PackingCard, type PackingCardProps } from './PackingCard.tsx'

/** How long the place of an order that has left stays empty, ms: a finger on its way meets no other order there. */
const EMPTY_MS = 1_000

/** The orders in their places, which nobody's finger sees move. */
export function PackingGrid({ orders, ...rest }: { orders: PackingOrder[] } & Omit<PackingCardProps, 'order'>) {
  const { t } = useTranslation()
  useEffect(watchPointer, [])
  const placed = useSteady(orders, { placesOf, leastMsOf })
  const now = new Map(orders.map((order) => [order.key, order]))
  return (
    <ul className="packing__grid" aria-label={t('packing.title')}>
      {placed.map((order) => (
        // The card that has left is laid out, so that the others keep their places, and can be neither seen nor touched.
        <li key={order.key} data-left={!now.has(order.key) || undefined} inert={!now.has(order.key)}>
          <PackingCard order={now.get(order.key) ?? order} {...rest} />
        </li>
      ))}
      {placed.length === 0 && <li className="packing__none">{t('packing.none')}</li>}
    </ul>
  )
}

const placesOf = (orders: readonly PackingOrder[]): string => orders.map(({ key }) => key).join('\n')

function leastMsOf(shown: readonly PackingOrder[], wanted: readonly PackingOrder[]): number {
  const keys = new Set(wanted.map(({ key }) => key))
  return shown.some(({ key }) => !keys.has(key)) ? EMPTY_MS : 0
}
