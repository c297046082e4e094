import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card, Snapshot } from '../../shared/contract/snapshot.ts'
import { acknowledge } from '../request.ts'
import { useScreen } from '../store.ts'
import { useNow } from '../useNow.ts'
import { sayStale } from '../words/sayAge.ts'
import { ageOf } from './ageOf.ts'
import { boardCards } from './boardCards.ts'
import { EmptyBoard } from './EmptyBoard.tsx'
import { OrderCard } from './OrderCard.tsx'
import { staleSources } from './staleSources.ts'
import { useBoardKeys } from './useBoardKeys.ts'

/** Ages are shown in minutes; a card may be this late in turning its page, ms. */
const AGE_STEP_MS = 5_000

export function Board({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const find = useScreen((state) => state.find)
  const density = useScreen((state) => state.density)
  const nowMs = useNow(AGE_STEP_MS)
  const arranged = useMemo(() => boardCards(snapshot, find, nowMs), [snapshot, find, nowMs])
  useBoardKeys()
  const isEmpty = arranged.current.length + arranged.scheduled.length === 0
  return (
    <div className="board" data-density={density}>
      <h1 className="visually-hidden">{t('board.title')}</h1>
      {isEmpty && <EmptyBoard snapshot={snapshot} find={find} />}
      {arranged.current.length > 0 && (
        <section aria-label={t('board.current')}>
          <CardGrid
            cards={arranged.current}
            snapshot={snapshot}
            nowMs={nowMs}
            firstKey={arranged.current[0]?.key ?? null}
          />
        </section>
      )}
      {arranged.scheduled.length > 0 && (
        <section aria-labelledby="scheduled-title">
          <h2 id="scheduled-title" className="board__title">
            {t('board.scheduled')} <span className="board__count">{arranged.scheduled.length}</span>
          </h2>
          <CardGrid
            cards={arranged.scheduled}
            snapshot={snapshot}
            nowMs={nowMs}
            firstKey={arranged.current[0]?.key ?? arranged.scheduled[0]?.key ?? null}
          />
        </section>
      )}
      {!isEmpty && <p className="board__keys">{t('board.keys')}</p>}
    </div>
  )
}

interface CardGridProps {
  cards: readonly Card[]
  snapshot: Snapshot
  nowMs: number
  /** Where Tab goes while nothing is selected. */
  firstKey: string | null
}

function CardGrid({ cards, snapshot, nowMs, firstKey }: CardGridProps) {
  const { t } = useTranslation()
  const selectedKey = useScreen((state) => state.selectedKey)
  const select = useScreen((state) => state.select)
  const go = useScreen((state) => state.go)
  const isLinkLost = useScreen((state) => state.linkLostSinceMs !== null)
  const open = useCallback((key: string) => go({ name: 'order', key }), [go])
  const seen = useCallback((key: string) => acknowledge([key]), [])
  const stale = staleSources(snapshot, nowMs, isLinkLost)
  const tabKey = snapshot.cards.some((card) => card.key === selectedKey) ? selectedKey : firstKey
  return (
    <ul className="grid">
      {cards.map((card) => {
        const staleMs = stale.get(card.sourceId)
        return (
          <li key={card.key}>
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
          </li>
        )
      })}
    </ul>
  )
}
