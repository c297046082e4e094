import { useCallback, useSyncExternalStore } from 'react'

type Side = 'clientWidth' | 'clientHeight'

/** Asking an element for its size lays the page out: each is asked once, and its observer tells what it is later. */
const known: Record<Side, WeakMap<HTMLElement, number>> = { clientWidth: new WeakMap(), clientHeight: new WeakMap() }

/** The inner width of an element, px; 0 until it is there. */
export const useWidth = (element: HTMLElement | null): number => useSide(element, 'clientWidth')

/** The inner height of an element, px; 0 until it is there. */
export const useHeight = (element: HTMLElement | null): number => useSide(element, 'clientHeight')

function useSide(element: HTMLElement | null, side: Side): number {
  const onResize = useCallback(
    (listener: () => void) => {
      if (element === null) return () => {}
      const observer = new ResizeObserver(() => {
        const before = known[side].get(element)
        const px = element[side]
        known[side].set(element, px)
        if (px !== before) listener()
      })
      observer.observe(element)
      return () => observer.disconnect()
    },
    [element, side],
  )
  return useSyncExternalStore(onResize, () => (element === null ? 0 : sideOf(element, side)))
}

function sideOf(element: HTMLElement, side: Side): number {
  const before = known[side].get(element)
  if (before !== undefined) return before
  const px = element[side]
  known[side].set(element, px)
  return px
}

/** How many columns of at least `leastPx` fit, and how wide each is. Pure. */
export function columnsOf(widthPx: number, leastPx: number, gapPx: number): { count: number; widthPx: number } {
  const count = Math.max(1, Math.floor((widthPx + gapPx) / (leastPx + gapPx)))
  return { count, widthPx: Math.max(0, (widthPx - gapPx * (count - 1)) / count) }
}
