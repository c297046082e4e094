import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card } from '../../shared/contract/snapshot.ts'
import { CheckIcon } from '../controls/icons.tsx'
import { acknowledge } from '../request.ts'
import { useScreen } from '../store.ts'
import { createRailSlots } from './followUnseen.ts'
import { keysInSight } from './inSight.ts'
import { isTapTooSoon } from './pointerCalm.ts'
import { RailTile } from './RailTile.tsx'
import { unseenCards } from './unseenCards.ts'
import { UnseenEnded } from './UnseenEnded.tsx'
import { columnsOf, useWidth } from './useWidth.ts'

/** Of a tile, px; `rail.css` has the same height. Six stand side by side at 1366. */
const TILE_WIDTH = 190
const TILE_HEIGHT = 124
const TILE_GAP = 8

interface RailProps {
  cards: readonly Card[]
  /** How much higher it is than the row that is always there, px. */
  onGrowth(px: number): void
}

/**
 * "YENİ": every order that nobody has seen, the oldest first, over the board and never scrolled away. One row of it is
 * always there; what needs more lies over the board, which does not move.
 */
export function Rail({ cards, onGrowth }: RailProps) {
  const { t } = useTranslation()
  const { calling, ended } = useMemo(() => unseenCards(cards), [cards])
  const unseen = useMemo(() => calling.map(({ key, alert }) => ({ key, sinceMs: alert.sinceMs })), [calling])
  const [rail] = useState(() => createRailSlots(unseen))
  useLayoutEffect(() => rail.follow(unseen), [rail, unseen])
  const slots = useSyncExternalStore(rail.onChange, rail.slots)
  const frame = useRef<HTMLElement>(null)
  const [tiles, setTiles] = useState<HTMLDivElement | null>(null)
  const selectedKey = useScreen((state) => state.selectedKey)
  const columns = columnsOf(useWidth(tiles), TILE_WIDTH, TILE_GAP)
  const rowCount = Math.max(1, Math.ceil(slots.length / columns.count))
  const byKey = useMemo(() => new Map(calling.map((card) => [card.key, card])), [calling])
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

  useGrowth(frame, onGrowth)
  useKeptFocus(frame)
  const tabKey = byKey.has(selectedKey ?? '') ? selectedKey : (calling[0]?.key ?? null)
  return (
    <section className="rail" ref={frame} aria-label={t('rail.title')} data-any={count > 0 || undefined} tabIndex={-1}>
      <div className="rail__head">
        <h2 className="rail__title">
          {t('rail.new')} {count > 0 && <strong className="rail__count">{count}</strong>}
        </h2>
        {count > 1 && (
          <button type="button" className="btn rail__all" onClick={seenInSight}>
            <CheckIcon />
            {t('action.inSightSeen')}
          </button>
        )}
      </div>
      <div className="rail__scroll" data-scroller="rail">
        {count === 0 && slots.length === 0 && <p className="rail__none">{t('rail.none')}</p>}
        <div
          className="rail__tiles"
          ref={setTiles}
          role="list"
          style={{ height: rowCount * (TILE_HEIGHT + TILE_GAP) - TILE_GAP }}
        >
          {slots.map((slot, index) => {
            const card = byKey.get(slot.key)
            const x = (index % columns.count) * (columns.widthPx + TILE_GAP)
            const y = Math.floor(index / columns.count) * (TILE_HEIGHT + TILE_GAP)
            return (
              <div
                key={slot.key}
                role="listitem"
                className="rail__slot"
                style={{ width: columns.widthPx, transform: `translate(${x}px, ${y}px)` }}
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
        <UnseenEnded cards={ended} tabKey={tabKey ?? ended[0]?.key ?? null} onSeen={seenEnded} />
      </div>
    </section>
  )
}

/** Tells how far the rail reaches over the board. */
function useGrowth(frame: React.RefObject<HTMLElement | null>, onGrowth: (px: number) => void): void {
  useLayoutEffect(() => {
    const { current } = frame
    if (current === null) return undefined
    const measure = (): void => onGrowth(Math.max(0, current.offsetHeight - LEAST_HEIGHT))
    const observer = new ResizeObserver(measure)
    measure()
    observer.observe(current)
    return () => observer.disconnect()
  }, [frame, onGrowth])
}

/** Of the row that is always there, with its edges, px; `rail.css` has the same. */
const LEAST_HEIGHT = TILE_HEIGHT + 2 * 8 + 1

/** When what had the focus is gone, the rail has it: the keyboard goes on from here. */
function useKeptFocus(frame: React.RefObject<HTMLElement | null>): void {
  const hadFocus = useRef(false)
  useEffect(() => {
    const { current } = frame
    const isLost = document.activeElement === null || document.activeElement === document.body
    if (hadFocus.current && isLost) current?.focus({ preventScroll: true })
    hadFocus.current = current?.contains(document.activeElement) === true
  })
  useEffect(() => {
    const note = (event: FocusEvent): void => {
      hadFocus.current = event.target instanceof Node && frame.current?.contains(event.target) === true
    }
    document.addEventListener('focusin', note)
    return () => document.removeEventListener('focusin', note)
  }, [frame])
}
