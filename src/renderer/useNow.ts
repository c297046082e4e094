import { useSyncExternalStore } from 'react'
import { useScreen } from './store.ts'

/**
 * The core's wall time, epoch ms, renewed every `stepMs`. Rounded down to the step, so that a component renders again
 * only when what it shows can have changed.
 */
export function useNow(stepMs: number): number {
  const offsetMs = useScreen((state) => state.clockOffsetMs)
  const pageMs = useSyncExternalStore(
    (wake) => {
      const timer = setInterval(wake, Math.min(stepMs, 1000))
      return () => clearInterval(timer)
    },
    () => Math.floor(Date.now() / stepMs) * stepMs,
  )
  return pageMs + offsetMs
}
