import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card } from '../../shared/contract/snapshot.ts'
import { CheckIcon, FoldIcon, UnfoldIcon } from '../controls/icons.tsx'
import { acknowledge } from '../request.ts'
import { useScreen } from '../store.ts'
import { createRailSlots } from './followUnseen.ts'
import { keysInSight } from './inSight.ts'
import { isTapTooSoon } from './pointerCalm.ts'
import { RAIL_EDGES, type RailRoom, rowsIn, TILE_GAP } from './railSize.ts'
import { RailMore } from './RailMore.tsx'
import { RailTile } from './RailTile.tsx'
import { unseenCards } from './unseenCards.ts'
import { UnseenEnded } from './UnseenEnded.tsx'
import { useDensity } from './useDensity.ts'
import { useRailView } from './useRailView.ts'
import { columnsOf, useWidth } from './useWidth.ts'

/** The button of what ended unseen, in a line of its own, with what is around it, px. */
const FOLD_PX = 66

interface RailProps {
  cards: readonly Card[]
  room: RailRoom
  /** The height of what is seen of the page, px. */
  pageHeightPx: number
  /** How much higher it is than the row that is always there, px. */
  onGrowth(px: number): void
}

/**
 * "YENİ": every order that nobody has seen, the oldest first, over the board and never scrolled away. One row of it is
 * always there; what needs more lies over the board, which does not move.
 */
export function Rail({ cards, room, pageHeightPx, onGrowth }: RailProps) {
  const { t } = useTranslation()
  const { calling, ended } = useMemo(() => unseenCards(cards), [cards])
  const unseen = useMemo(() => calling.map(({ key, alert }) => ({ key, sinceMs: alert.sinceMs })), [calling])
  const [rail] = useState(() => createRailSlots(unseen))
  useLayoutEffect(() => rail.follow(unseen), [rail, unseen])
  const slots = useSyncExternalStore(rail.onChange, rail.slots)
  const [openedMs] = useState(() => performance.now())
  const [frame, setFrame] = useState<HTMLElement | null>(null)
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const [tiles, setTiles] = useState<HTMLDivElement | null>(null)
  const selectedKey = useScreen((state) => state.selectedKey)
  const widthPx = useWidth(tiles)
  const roomy = columnsOf(widthPx, room.sizes.roomy.widthPx, TILE_GAP).count * rowsIn(room.mostPx, room.sizes.roomy)
  const density = useDensity(calling.length, widthPx === 0 ? Number.POSITIVE_INFINITY : roomy, rail.moved)
  const size = room.sizes[room.isFlat ? 'dense' : density]
  const columns = columnsOf(widthPx, size.widthPx, TILE_GAP)
  const rowPx = size.heightPx + TILE_GAP
  const rowCount = Math.max(1, Math.ceil(slots.length / columns.count))
  const shownRows = Math.min(rowCount, rowsIn(room.mostPx, size))
  const heightPx = shownRows * rowPx - TILE_GAP
  const byKey = useMemo(() => new Map(calling.map((card) => [card.key, card])), [calling])
  const newestMs = Math.max(...unseen.map(({ sinceMs }) => sinceMs))
  const firstRow = useRailView(frame, scroller, rowPx, newestMs, rail.moved)
  const countIn = (from: number, until: number): number =>
    slots.slice(from * columns.count, until * columns.count).filter(({ key }) => byKey.has(key)).length
  const isEndedAlone = calling.length === 0 && slots.length === 0
  const [isUnfolded, setUnfolded] = useState(false)
  const count = calling.length + ended.length

  const seen = useCallback(
    (key: string) => {
      const slot = rail.slots().find((candidate) => candidate.key === key)
      if (slot !== undefined && !isTapTooSoon(slot.placedMs)) void acknowledge([key], 'rail')
    },
    [rail],
  )
  const seenEnded = useCallback((keys: string[]) => void acknowledge(keys, 'rail'), [])
  /** What can be read now and nothing else: what is further down, or comes in meanwhile, stays unseen. */
  const seenInSight = (): void => {
    const inSight = keysInSight('rail')
    const meant = slots.filter(({ key, placedMs }) => inSight.has(key) && byKey.has(key) && !isTapTooSoon(placedMs))
    const keys = [...meant, ...ended.filter(({ key }) => inSight.has(key))].map(({ key }) => key)
    if (keys.length > 0) void acknowledge(keys, 'inSight')
  }

  useGrowth(frame, room.leastPx, onGrowth)
  useKeptFocus(frame)
  const tabKey = byKey.has(selectedKey ?? '') ? selectedKey : (calling[0]?.key ?? null)
  const endedList = (mostPx: number) => (
    <UnseenEnded
      cards={ended}
      mostPx={mostPx}
      railSinceMs={openedMs}
      tabKey={tabKey ?? ended[0]?.key ?? null}
      onSeen={seenEnded}
    />
  )
  const fold = ended.length > 0 && !isEndedAlone && (
    <button
      type="button"
      className="btn rail__fold"
      aria-expanded={isUnfolded}
      onClick={() => setUnfolded(!isUnfolded)}
    >
      <span>{t('rail.ended.title')}</span>
      <span className="board__count">{ended.length}</span>
      {isUnfolded ? <FoldIcon /> : <UnfoldIcon />}
    </button>
  )
  const scrollTo = (row: number): void => scroller?.scrollTo({ top: row * rowPx, behavior: 'instant' })
  return (
    <section
      className="rail"
      ref={setFrame}
      aria-label={t('rail.title')}
      data-any={count > 0 || undefined}
      data-flat={room.isFlat || undefined}
      data-density={room.isFlat ? 'dense' : density}
      tabIndex={-1}
    >
      <div className="rail__row">
        <div className="rail__head">
          <h2 className="rail__title">
            {t('rail.new')} {calling.length > 0 && <strong className="rail__count">{calling.length}</strong>}
          </h2>
          {count > 1 && (
            <button type="button" className="btn rail__all" onClick={seenInSight}>
              <CheckIcon />
              {t('action.inSightSeen')}
            </button>
          )}
          {rowCount > shownRows && (
            <RailMore
              isOneRow={shownRows === 1}
              above={countIn(0, firstRow)}
              below={countIn(firstRow + shownRows, rowCount)}
              onAbove={() => scrollTo(firstRow - shownRows)}
              onBelow={() => scrollTo(firstRow + shownRows)}
            />
          )}
          {room.isFlat && fold}
        </div>
        <div
          className="rail__scroll"
          ref={setScroller}
          style={{ minHeight: heightPx, maxHeight: isEndedAlone ? undefined : heightPx }}
        >
          {count === 0 && slots.length === 0 && <p className="rail__none">{t('rail.none')}</p>}
          {isEndedAlone && endedList(room.mostPx - RAIL_EDGES)}
          <div
            className="rail__tiles"
            ref={setTiles}
            role="list"
            style={{ height: isEndedAlone ? 0 : rowCount * rowPx - TILE_GAP }}
          >
            {Array.from({ length: rowCount }, (_, row) => (
              <span key={row} className="rail__stop" style={{ top: row * rowPx }} />
            ))}
            {slots.map((slot, index) => {
              const card = byKey.get(slot.key)
              const x = (index % columns.count) * (columns.widthPx + TILE_GAP)
              const y = Math.floor(index / columns.count) * rowPx
              return (
                <div
                  key={slot.key}
                  role="listitem"
                  className="rail__slot"
                  style={{ width: columns.widthPx, height: size.heightPx, transform: `translate(${x}px, ${y}px)` }}
                >
                  {card === undefined ? (
                    <p className="tile tile--seen">
                      <CheckIcon />
                      {t('rail.seen')}
                    </p>
                  ) : (
                    <RailTile card={card} isTabStop={card.key === tabKey} onSeen={seen} />
                  )}
                </div>
              )
            })}
          </div>
        </div>
      </div>
      {!room.isFlat && fold}
      {isUnfolded && !isEndedAlone && endedList(pageHeightPx - heightPx - RAIL_EDGES - (room.isFlat ? 6 : FOLD_PX))}
    </section>
  )
}

/** Tells how far the rail reaches over the board. */
function useGrowth(frame: HTMLElement | null, leastPx: number, onGrowth: (px: number) => void): void {
  useLayoutEffect(() => {
    if (frame === null) return undefined
    const measure = (): void => onGrowth(Math.max(0, frame.offsetHeight - leastPx))
    const observer = new ResizeObserver(measure)
    measure()
    observer.observe(frame)
    return () => observer.disconnect()
  }, [frame, leastPx, onGrowth])
}

/** When what had the focus is gone, the rail has it: the keyboard goes on from here. */
function useKeptFocus(frame: HTMLElement | null): void {
  const hadFocus = useRef(false)
  useEffect(() => {
    const isLost = document.activeElement === null || document.activeElement === document.body
    if (hadFocus.current && isLost) frame?.focus({ preventScroll: true })
    hadFocus.current = frame?.contains(document.activeElement) === true
  })
  useEffect(() => {
    const note = (event: FocusEvent): void => {
      hadFocus.current = event.target instanceof Node && frame?.contains(event.target) === true
    }
    document.addEventListener('focusin', note)
    return () => document.removeEventListener('focusin', note)
  }, [frame])
}
