/** How high each card has been drawn, px, by its key. */
export interface CardHeights {
  of(key: string): number | undefined
  /** Watches a cell of the grid. @returns stop */
  watch(cell: HTMLElement): () => void
  /** @returns its unsubscribe */
  onChange(listener: () => void): () => void
  version(): number
}

/** A cell names its card in `data-cell-key`. */
export function createCardHeights(): CardHeights {
  const heights = new Map<string, number>()
  const listeners = new Set<() => void>()
  let version = 0
  const note = (cell: Element, heightPx: number): boolean => {
    const key = cell instanceof HTMLElement ? (cell.dataset['cellKey'] ?? '') : ''
    if (heightPx === 0 || heights.get(key) === heightPx) return false
    heights.set(key, heightPx)
    version += 1
    return true
  }
  const observer = new ResizeObserver((entries) => {
    const changes = entries.filter(({ target, borderBoxSize }) => note(target, borderBoxSize[0]?.blockSize ?? 0))
    if (changes.length > 0) for (const listener of listeners) listener()
  })
  return {
    of: (key) => heights.get(key),
    watch: (cell) => {
      observer.observe(cell)
      return () => observer.unobserve(cell)
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    version: () => version,
  }
}
