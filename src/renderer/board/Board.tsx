import { type CSSProperties, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { useScreen } from '../store.ts'
import { useNow } from '../useNow.ts'
import { type Arranged, boardCards, openCards } from './boardCards.ts'
import { BoardGrid } from './BoardGrid.tsx'
import { EmptyBoard } from './EmptyBoard.tsx'
import { FilterBar } from './FilterBar.tsx'
import { watchPointer } from './pointerCalm.ts'
import { Rail } from './Rail.tsx'
import { railRoom } from './railSize.ts'
import { useBoardKeys } from './useBoardKeys.ts'
import { useSteady } from './useSteady.ts'
import { useHeight } from './useWidth.ts'

/** What is for later joins the others by the minute. */
const ARRANGE_STEP_MS = 60_000

export function Board({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const find = useScreen((state) => state.find)
  const filter = useScreen((state) => state.filter)
  const density = useScreen((state) => state.density)
  const nowMs = useNow(ARRANGE_STEP_MS)
  const { cards } = snapshot
  const open = useMemo(() => openCards(cards), [cards])
  const wanted = useMemo(() => boardCards(cards, { find, filter }, nowMs), [cards, find, filter, nowMs])
  const arranged = useSteady(wanted, { placesOf: keysOf, scope: filter })
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const [coveredPx, setCovered] = useState(0)
  const [board, setBoard] = useState<HTMLDivElement | null>(null)
  const pageHeightPx = useHeight(board?.parentElement ?? null)
  const { textSize } = snapshot.settings
  const room = useMemo(() => railRoom(textSize, pageHeightPx), [textSize, pageHeightPx])
  useEffect(watchPointer, [])
  useBoardKeys()
  const isEmpty = arranged.current.length + arranged.scheduled.length === 0
  return (
    <div
      className="board"
      ref={setBoard}
      data-density={density}
      style={{ '--rail-least': `${room.leastPx}px` } as CSSProperties}
    >
      <h1 className="visually-hidden">{t('board.title')}</h1>
      <div className="board__rail">
        <Rail cards={cards} room={room} pageHeightPx={pageHeightPx} onGrowth={setCovered} />
      </div>
      <FilterBar cards={open} coveredPx={coveredPx} />
      <div className="board__scroll" ref={setScroller} style={{ scrollPaddingTop: coveredPx + 10 }}>
        {isEmpty && <EmptyBoard snapshot={snapshot} find={find} filter={filter} />}
        {!isEmpty && scroller !== null && (
          <BoardGrid arranged={arranged} snapshot={snapshot} scroller={scroller} coveredPx={coveredPx} />
        )}
        {!isEmpty && <p className="board__keys">{t('board.keys')}</p>}
      </div>
    </div>
  )
}

const keysOf = ({ current, scheduled }: Arranged): string =>
  [...current.map(({ key }) => key), '', ...scheduled.map(({ key }) => key)].join('\n')
