import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { isPointerCalm, SETTLE_MS } from './pointerCalm.ts'

/** A rail that nobody touches goes back to its oldest order after this long, ms. */
const RETURN_MS = 6_000
/** When an order comes in it goes back as soon as nobody has touched it for this long, ms. */
const ARRIVAL_RETURN_MS = 2 * SETTLE_MS
const LOOK_MS = 200

/** What somebody does with the rail, or with the keyboard. */
const doings = ['pointerdown', 'pointermove', 'wheel', 'touchmove', 'keydown'] as const

/**
 * Which row of the tiles is the first in view. A rail that was scrolled comes back to the oldest order by itself, never
 * while somebody is at it.
 *
 * @param frame the rail, whose pointers are watched
 * @param rowPx from one row to the next
 * @param newestMs since when the newest of them waits
 * @param onMoved tiles have moved without anybody's doing
 */
export function useRailView(
  frame: HTMLElement | null,
  scroller: HTMLElement | null,
  rowPx: number,
  newestMs: number,
  onMoved: () => void,
): number {
  const [firstRow, setFirstRow] = useState(0)
  const lastMs = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    if (scroller === null) return undefined
    const note = (): void => setFirstRow(Math.round(scroller.scrollTop / rowPx))
    note()
    scroller.addEventListener('scroll', note, { passive: true })
    return () => scroller.removeEventListener('scroll', note)
  }, [scroller, rowPx])
  useEffect(() => {
    const note = (event: Event): void => {
      const isInside = event instanceof KeyboardEvent || (event.target instanceof Node && frame?.contains(event.target))
      // What moves under a pointer that rests tells of it, too.
      const isStill =
        event instanceof PointerEvent && event.type === 'pointermove' && !event.movementX && !event.movementY
      if (isInside && !isStill) lastMs.current = performance.now()
    }
    for (const type of doings) addEventListener(type, note, { capture: true, passive: true })
    return () => {
      for (const type of doings) removeEventListener(type, note, { capture: true })
    }
  }, [frame])
  const isAway = firstRow > 0
  const newest = useEffectEvent(() => newestMs)
  useEffect(() => {
    if (!isAway || scroller === null) return undefined
    // Whoever scrolled has just been here.
    lastMs.current = performance.now()
    const atFirstMs = newest()
    const look = (): void => {
      const idleMs = performance.now() - lastMs.current
      const leastMs = newest() > atFirstMs ? ARRIVAL_RETURN_MS : RETURN_MS
      if (!isPointerCalm() || idleMs < leastMs) return
      scroller.scrollTo({ top: 0, behavior: 'instant' })
      onMoved()
    }
    const timer = setInterval(look, LOOK_MS)
    return () => clearInterval(timer)
  }, [isAway, scroller, onMoved])
  return firstRow
}
