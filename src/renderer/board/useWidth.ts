import { useCallback, useSyncExternalStore } from 'react'

/** The inner width of an element, px; 0 until it is there. */
export function useWidth(element: HTMLElement | null): number {
  const onResize = useCallback(
    (listener: () => void) => {
      if (element === null) return () => {}
      const observer = new ResizeObserver(listener)
      observer.observe(element)
      return () => observer.disconnect()
    },
    [element],
  )
  return useSyncExternalStore(onResize, () => element?.clientWidth ?? 0)
}

/** How many columns of at least `leastPx` fit, and how wide each is. Pure. */
export function columnsOf(widthPx: number, leastPx: number, gapPx: number): { count: number; widthPx: number } {
  const count = Math.max(1, Math.floor((widthPx + gapPx) / (leastPx + gapPx)))
  return { count, widthPx: Math.max(0, (widthPx - gapPx * (count - 1)) / count) }
}
