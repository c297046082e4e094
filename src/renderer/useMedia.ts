import { useSyncExternalStore } from 'react'

/** A narrow or a low window: 200 % zoom of a counter's screen is both. The style sheets ask the same question. */
export const COMPACT = '(width < 800px), (height < 500px)'

/** Whether the window is as the media query says, now. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (wake) => {
      const list = matchMedia(query)
      list.addEventListener('change', wake)
      return () => list.removeEventListener('change', wake)
    },
    () => matchMedia(query).matches,
  )
}
