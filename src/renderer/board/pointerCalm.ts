/** After a tap nothing on the board moves for this long, and what has just moved cannot be tapped, ms. */
export const SETTLE_MS = 600
/** A finger that is never lifted is a pointer whose end was lost, ms. */
const LOST_MS = 5_000

let downMs = Number.NEGATIVE_INFINITY
let lastMs = Number.NEGATIVE_INFINITY
let isDown = false

/** Notes from now on where fingers and mouse buttons are. @returns stop */
export function watchPointer(): () => void {
  const note = (event: PointerEvent): void => {
    lastMs = event.timeStamp
    isDown = event.type === 'pointerdown'
    if (isDown) downMs = event.timeStamp
  }
  const types = ['pointerdown', 'pointerup', 'pointercancel'] as const
  for (const type of types) addEventListener(type, note, { capture: true, passive: true })
  return () => {
    for (const type of types) removeEventListener(type, note, { capture: true })
  }
}

/** Whether nobody is about to tap for a second time. */
export const isPointerCalm = (nowMs = performance.now()): boolean =>
  nowMs - lastMs >= SETTLE_MS && (!isDown || nowMs - downMs >= LOST_MS)

/** What is pressed just now came to its place too late to have been meant. @param placedMs page time, as `performance.now` */
export const isTapTooSoon = (placedMs: number, nowMs = performance.now()): boolean =>
  nowMs - downMs < LOST_MS && nowMs - lastMs < SETTLE_MS && downMs < placedMs + SETTLE_MS
