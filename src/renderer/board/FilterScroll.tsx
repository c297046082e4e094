import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BackIcon, ForwardIcon } from '../controls/icons.tsx'

/** How much of what is in sight an arrow moves on by: a chip at the edge is seen again. */
const STEP_SHARE = 0.7

interface Edges {
  isTooWide: boolean
  before: boolean
  after: boolean
}

/** A row that may be wider than the screen: then an arrow at each end, and a fade where it goes on. */
export function FilterScroll({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const { isTooWide, before, after } = useEdges(scroller)
  const move = (direction: number): void => scroller?.scrollBy({ left: direction * scroller.clientWidth * STEP_SHARE })
  return (
    <>
      {isTooWide && (
        <button
          type="button"
          className="btn btn--icon"
          aria-label={t('boardFilter.before')}
          disabled={!before}
          onClick={() => move(-1)}
        >
          <BackIcon />
        </button>
      )}
      <div
        className="filter-bar__scroll"
        ref={setScroller}
        data-before={before || undefined}
        data-after={after || undefined}
      >
        <div className="filter-bar__chips">{children}</div>
      </div>
      {isTooWide && (
        <button
          type="button"
          className="btn btn--icon"
          aria-label={t('boardFilter.after')}
          disabled={!after}
          onClick={() => move(1)}
        >
          <ForwardIcon />
        </button>
      )}
    </>
  )
}

/** Measured against the whole bar, so that the arrows' own width never decides whether they are there. */
function useEdges(scroller: HTMLDivElement | null): Edges {
  const [edges, setEdges] = useState<Edges>({ isTooWide: false, before: false, after: false })
  useEffect(() => {
    const bar = scroller?.parentElement
    const chips = scroller?.firstElementChild
    if (!scroller || !bar || !chips) return undefined
    const look = (): void => {
      const { paddingLeft, paddingRight } = getComputedStyle(bar)
      const roomPx = bar.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight)
      const next: Edges = {
        isTooWide: chips.clientWidth > roomPx + 1,
        before: scroller.scrollLeft > 1,
        after: scroller.scrollLeft + scroller.clientWidth < scroller.scrollWidth - 1,
      }
      setEdges((now) => (JSON.stringify(now) === JSON.stringify(next) ? now : next))
    }
    const observer = new ResizeObserver(look)
    for (const element of [bar, scroller, chips]) observer.observe(element)
    scroller.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      scroller.removeEventListener('scroll', look)
    }
  }, [scroller])
  return edges
}
