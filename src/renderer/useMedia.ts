import { useCallback, useSyncExternalStore } from 'react'

/** A narrow or a low window: 200 % zoom of a counter's screen is both. The style sheets ask the same question. */
export const COMPACT = '(width < 800px), (height < 500px)'

/** One list a query: making one asks for the styles, and a render should not. */
const lists = new Map<string, MediaQueryList>()

function listOf(query: string): MediaQueryList {
  const list = lists.get(query) ?? matchMedia(query)
  lists.set(query, list)
  return list
}

/** Whether the window is as the media query says, now. */
export function useMedia(query: string): boolean {
  const onChange = useCallback(
    (wake: () => void) => {
      const list = listOf(query)
      list.addEventListener('change', wake)
      return () => list.removeEventListener('change', wake)
    },
    [query],
  )
  return useSyncExternalStore(onChange, () => listOf(query).matches)
}
