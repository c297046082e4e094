import { useCallback, useSyncExternalStore } from 'react'

/** Asking an element for its width lays the page out: each is asked once, and its observer tells what it is later. */
const known = new WeakMap<HTMLElement, number>()

/** The inner width of an element, px; 0 until it is there. */
export function useWidth(element: HTMLElement | null): number {
  const onResize = useCallback(
    (listener: () => void) => {
      if (element === null) return () => {}
      const observer = new ResizeObserver(() => {
        const before = known.get(element)
        const widthPx = element.clientWidth
        known.set(element, widthPx)
        if (widthPx !== before) listener()
      })
      observer.observe(element)
      return () => observer.disconnect()
    },
    [element],
  )
  return useSyncExternalStore(onResize, () => (element === null ? 0 : widthOf(element)))
}

function widthOf(element: HTMLElement): number {
  const before = known.get(element)
  if (before !== undefined) return before
  const widthPx = element.clientWidth
  known.set(element, widthPx)
  return widthPx
}

/** How many columns of at least `leastPx` fit, and how wide each is. Pure. */
export function columnsOf(widthPx: number, leastPx: number, gapPx: number): { count: number; widthPx: number } {
  const count = Math.max(1, Math.floor((widthPx + gapPx) / (leastPx + gapPx)))
  return { count, widthPx: Math.max(0, (widthPx - gapPx * (count - 1)) / count) }
}
