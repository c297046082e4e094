import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LedgerRow } from '../../shared/model/ledgerPage.ts'
import { LedgerEntry } from './LedgerEntry.tsx'

interface LedgerListProps {
  rows: readonly LedgerRow[]
  nowMs: number
  /** The end is in sight; null: there is no more, or it is on its way. */
  onEnd: (() => void) | null
}

const ROW_PX = 76

/** Only the rows that are in sight are drawn, however long the day was. */
export function LedgerList({ rows, nowMs, onEnd }: LedgerListProps) {
  const { t } = useTranslation()
  const list = useRef<HTMLOListElement>(null)
  const [aboveListPx, setAboveListPx] = useState(0)
  useLayoutEffect(() => {
    const scroller = scrollerOf(list.current)
    if (list.current === null || scroller === null) return
    setAboveListPx(list.current.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop)
  }, [rows.length])
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrollerOf(list.current),
    estimateSize: () => ROW_PX,
    overscan: 8,
    scrollMargin: aboveListPx,
    getItemKey: (index) => rows[index]?.key ?? index,
  })
  const items = virtual.getVirtualItems()
  const lastIndex = items.at(-1)?.index ?? -1
  useEffect(() => {
    if (onEnd !== null && lastIndex >= rows.length - 10) onEnd()
  }, [onEnd, lastIndex, rows.length])
  return (
    <ol className="ledger" ref={list} aria-label={t('ledger.list')} style={{ height: virtual.getTotalSize() }}>
      {items.map((item) => {
        const row = rows[item.index]
        return (
          row !== undefined && (
            <li
              key={item.key}
              data-index={item.index}
              ref={virtual.measureElement}
              aria-setsize={onEnd === null ? rows.length : -1}
              aria-posinset={item.index + 1}
              style={{ transform: `translateY(${item.start - aboveListPx}px)` }}
            >
              <LedgerEntry row={row} nowMs={nowMs} />
            </li>
          )
        )
      })}
    </ol>
  )
}

const scrollerOf = (element: HTMLElement | null): HTMLElement | null =>
  element?.closest<HTMLElement>('.screen__main') ?? null
