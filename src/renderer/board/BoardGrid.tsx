import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { acknowledge } from '../request.ts'
import { useScreen } from '../store.ts'
import { useNow } from '../useNow.ts'
import { sayStale } from '../words/sayAge.ts'
import { ageOf } from './ageOf.ts'
import type { Arranged } from './boardCards.ts'
import { type CardHeights, createCardHeights } from './cardHeights.ts'
import { createPlacedSince } from './placedSince.ts'
import { offerGuide } from './focusOrder.ts'
import { type GridRow, gridRows, nextInRows, rowOf } from './gridRows.ts'
import { OrderCard } from './OrderCard.tsx'
import { isTapTooSoon } from './pointerCalm.ts'
import { staleSources } from './staleSources.ts'
import { columnsOf, useWidth } from './useWidth.ts'

/** Ages are shown in minutes; a card may be this late in turning its page, ms. */
const AGE_STEP_MS = 5_000

/** What is between two cards, px. */
const gaps = { roomy: 10, dense: 8 } as const
/** Least width of a card in each size of its text, px. */
const leastWidths = {
  roomy: { normal: 300, large: 360, largest: 430 },
  dense: { normal: 236, large: 320, largest: 400 },
} as const
const TITLE_HEIGHT = 38
const USUAL_HEIGHT = 300
const EDGE = 10

interface BoardGridProps {
  arranged: Arranged
  snapshot: Snapshot
  scroller: HTMLDivElement
  /** How far the rail reaches over the board, px: the first row can be scrolled from under it. */
  coveredPx: number
}

/**
 * The board's cards. Only the rows in sight, a row beside them and the one with the focus are drawn, so that hundreds
 * cost what twenty do. A card keeps its element when it changes its place.
 */
export function BoardGrid({ arranged, snapshot, scroller, coveredPx }: BoardGridProps) {
  const { t } = useTranslation()
  const density = useScreen((state) => state.density)
  const selectedKey = useScreen((state) => state.selectedKey)
  const select = useScreen((state) => state.select)
  const go = useScreen((state) => state.go)
  const lostTimes = useScreen((state) => (state.linkLostSinceMs === null ? null : state.sourceTimes))
  const nowMs = useNow(AGE_STEP_MS)
  const gap = gaps[density]
  const least = leastWidths[density][snapshot.settings.textSize]
  const columns = columnsOf(useWidth(scroller) - 2 * EDGE, least, gap)
  const rows = useMemo(() => gridRows(arranged, columns.count), [arranged, columns.count])
  const [heights] = useState(createCardHeights)
  useSyncExternalStore(heights.onChange, heights.version)
  const focusedRow = rowOf(rows, selectedKey)
  // oxlint-disable-next-line react/incompatible-library -- its answers are used in this very render alone
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: (index) => heightOf(rows[index], heights),
    gap,
    overscan: 1,
    // Sizes are told from effects, where React cannot draw at once.
    useFlushSync: false,
    paddingStart: EDGE + coveredPx,
    paddingEnd: EDGE,
    scrollPaddingStart: EDGE + coveredPx,
    scrollPaddingEnd: EDGE,
    rangeExtractor: (range) => {
      const inSight = defaultRangeExtractor(range)
      // What has the focus stays, wherever the board is scrolled to.
      return focusedRow < 0 || inSight.includes(focusedRow)
        ? inSight
        : [...inSight, focusedRow].toSorted((left, right) => left - right)
    },
  })
  useStillBoard(scroller, coveredPx)
  const [placed] = useState(() => createPlacedSince(() => performance.now()))
  useLayoutEffect(() => placed.note(placesOf(rows)), [placed, rows])
  const seen = useCallback(
    (key: string) => {
      if (!isTapTooSoon(placed.since(key))) void acknowledge([key], 'card')
    },
    [placed],
  )
  const open = useCallback((key: string) => go({ name: 'order', key }), [go])
  useEffect(
    () =>
      offerGuide({
        show: (key) => {
          const row = rowOf(rows, key)
          if (row >= 0) virtualizer.scrollToIndex(row, { align: 'auto' })
        },
        next: (key, direction) => nextInRows(rows, key, direction),
      }),
    [rows, virtualizer],
  )
  const drawn = virtualizer.getVirtualItems()
  const measure = useCallback(
    (cell: HTMLElement | null) => (cell === null ? undefined : heights.watch(cell)),
    [heights],
  )
  useLayoutEffect(() => {
    for (const { index } of drawn) virtualizer.resizeItem(index, heightOf(rows[index], heights))
  })
  const stale = staleSources(snapshot, nowMs, lostTimes)
  const firstKey = arranged.current[0]?.key ?? arranged.scheduled[0]?.key ?? null
  const tabKey = focusedRow >= 0 ? selectedKey : firstKey
  const { startIndex, endIndex } = virtualizer.range ?? { startIndex: 0, endIndex: rows.length }
  const isInSight = (index: number): boolean => (index >= startIndex && index <= endIndex) || index === focusedRow
  const keysWhere = (isWanted: boolean): string[] =>
    drawn.flatMap(({ index }) => (isInSight(index) === isWanted ? keysOf(rows[index]) : []))
  const ready = useOneByOne(keysWhere(true), keysWhere(false))

  const cardsOf = (part: keyof Arranged) =>
    drawn.flatMap(({ index, start }) => {
      const row = rows[index]
      if (row?.kind !== 'cards' || row.part !== part) return []
      return row.cards.map((card, column) => {
        if (!ready.has(card.key)) return null
        const staleMs = stale.get(card.sourceId)
        return (
          <div
            key={card.key}
            ref={measure}
            role="listitem"
            className="grid__cell"
            data-cell-key={card.key}
            aria-setsize={arranged[part].length}
            aria-posinset={row.firstIndex + column + 1}
            style={{
              width: columns.widthPx,
              transform: `translate(${EDGE + column * (columns.widthPx + gap)}px, ${start}px)`,
            }}
          >
            <OrderCard
              card={card}
              age={ageOf(card, nowMs, snapshot.settings)}
              isSelected={card.key === selectedKey}
              isTabStop={card.key === tabKey}
              staleText={staleMs === undefined ? null : sayStale(t, staleMs)}
              language={snapshot.settings.language}
              onSelect={select}
              onOpen={open}
              onSeen={seen}
            />
          </div>
        )
      })
    })
  const title = drawn.find(({ index }) => rows[index]?.kind === 'title')
  return (
    <div className="grid" style={{ height: virtualizer.getTotalSize() }}>
      {arranged.current.length > 0 && (
        <div role="list" aria-label={t('board.current')}>
          {cardsOf('current')}
        </div>
      )}
      {title !== undefined && (
        <h2 className="board__title grid__cell" style={{ transform: `translate(${EDGE}px, ${title.start}px)` }}>
          {t('board.scheduled')} <span className="board__count">{arranged.scheduled.length}</span>
        </h2>
      )}
      {arranged.scheduled.length > 0 && (
        <div role="list" aria-label={t('board.scheduled')}>
          {cardsOf('scheduled')}
        </div>
      )}
    </div>
  )
}

/** As high as its highest card, as far as they have been drawn. */
function heightOf(row: GridRow | undefined, heights: CardHeights): number {
  if (row === undefined || row.kind === 'title') return TITLE_HEIGHT
  const known = row.cards.flatMap(({ key }) => heights.of(key) ?? [])
  return known.length === 0 ? USUAL_HEIGHT : Math.max(...known)
}

const placesOf = (rows: readonly GridRow[]): Map<string, string> =>
  new Map(
    rows.flatMap((row, index) =>
      row.kind === 'title' ? [] : row.cards.map(({ key }, column) => [key, `${index} ${column}`] as const),
    ),
  )

const keysOf = (row: GridRow | undefined): string[] => (row?.kind === 'cards' ? row.cards.map(({ key }) => key) : [])

/**
 * Cards beside what is in sight are drawn one a frame, so that no frame of a scroll waits for a whole row; what has just
 * gone out of sight is still drawn.
 *
 * @returns what to draw
 */
function useOneByOne(inSight: readonly string[], beside: readonly string[]): ReadonlySet<string> {
  const [turn, setTurn] = useState<string | null>(null)
  const [before] = useState(() => new Set<string>())
  const drawn = new Set([...inSight, ...beside.filter((key) => before.has(key) || key === turn)])
  const next = beside.find((key) => !drawn.has(key))
  useLayoutEffect(() => {
    before.clear()
    for (const key of drawn) before.add(key)
  })
  useEffect(() => {
    if (next === undefined) return undefined
    const frame = requestAnimationFrame(() => setTurn(next))
    return () => cancelAnimationFrame(frame)
  }, [next])
  return drawn
}

/** What is drawn first is in its place, ms. */
const FIRST_MS = 500

/** What the rail covers more, or less, of the board is scrolled away by as much: what is in sight stays where it is. */
function useStillBoard(scroller: HTMLDivElement, coveredPx: number): void {
  const [openedMs] = useState(() => performance.now())
  const before = useRef(coveredPx)
  useLayoutEffect(() => {
    const byPx = coveredPx - before.current
    before.current = coveredPx
    if (performance.now() - openedMs > FIRST_MS) scroller.scrollBy({ top: byPx, behavior: 'instant' })
  }, [scroller, coveredPx, openedMs])
}
