import { useSyncExternalStore } from 'react'
import { useScreen } from './store.ts'

const TICK_MS = 1_000
const wakes = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

/** One clock for all that tick by themselves. */
function onTick(wake: () => void): () => void {
  wakes.add(wake)
  timer ??= setInterval(() => {
    for (const each of wakes) each()
  }, TICK_MS)
  return () => {
    wakes.delete(wake)
    if (wakes.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/**
 * The core's wall time, epoch ms, renewed every `stepMs`, a second at least. Rounded down to the step, so that a
 * component renders again only when what it shows can have changed.
 */
export function useNow(stepMs: number): number {
  return useSyncExternalStore(
    onTick,
    () => Math.floor((Date.now() + useScreen.getState().clockOffsetMs) / stepMs) * stepMs,
  )
}
