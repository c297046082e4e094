import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card } from '../../shared/contract/snapshot.ts'
import { orderPhases, orderTypes } from '../../shared/model/order.ts'
import { useScreen } from '../store.ts'
import { type Facet, type FilterChip, filterChips, isFiltering, noFilter } from './boardFilter.ts'
import { FilterScroll } from './FilterScroll.tsx'

interface FilterBarProps {
  /** What is open. */
  cards: readonly Card[]
  /** How far the rail reaches over the board, px: the bar stands under it. */
  coveredPx: number
}

/**
 * Chips that narrow the board, each with how many there are. The bar is always there, so that nothing moves when a
 * second channel comes; the rail over it is never narrowed.
 */
export function FilterBar({ cards, coveredPx }: FilterBarProps) {
  const { t } = useTranslation()
  const filter = useScreen((state) => state.filter)
  const setFilter = useScreen((state) => state.setFilter)
  const groups = useMemo(() => filterChips(cards, filter), [cards, filter])
  return (
    <div
      className="filter-bar"
      role="group"
      aria-label={t('boardFilter.title')}
      style={{ transform: `translateY(${coveredPx}px)` }}
    >
      <FilterScroll>
        <Chip
          label={t('boardFilter.all')}
          count={cards.length}
          isOn={!isFiltering(filter)}
          onPress={() => setFilter(noFilter)}
        />
        {groups.map(({ facet, chips }) => (
          <div key={facet} className="filter-bar__group" role="group" aria-label={t(`boardFilter.${facet}`)}>
            {chips.map((chip) => {
              const isOn = filter[facet] === chip.value
              return (
                <Chip
                  key={chip.value}
                  label={wordOf(t, facet, chip)}
                  count={chip.count}
                  isOn={isOn}
                  onPress={() => setFilter({ ...filter, [facet]: isOn ? null : chip.value })}
                />
              )
            })}
          </div>
        ))}
      </FilterScroll>
    </div>
  )
}

interface ChipProps {
  label: string
  count: number
  isOn: boolean
  onPress(): void
}

function Chip({ label, count, isOn, onPress }: ChipProps) {
  return (
    <button type="button" className="filter-chip" aria-pressed={isOn} onClick={onPress}>
      <span>{label}</span> <span className="filter-chip__count">{count}</span>
    </button>
  )
}

function wordOf(t: TFunction, facet: Facet, { value, name }: FilterChip): string {
  const type = facet === 'type' ? orderTypes.find((known) => known === value) : undefined
  const phase = facet === 'phase' ? orderPhases.find((known) => known === value) : undefined
  if (type !== undefined) return t(`type.${type}`)
  return phase === undefined ? name : t(`phase.${phase}`)
}
