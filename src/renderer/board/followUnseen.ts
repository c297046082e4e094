import { isPointerCalm } from './pointerCalm.ts'
import { arrangeSlots, isUnsettled, type Slot, type Unseen, UNSETTLED_STEP_MS } from './railSlots.ts'

/** The places of the rail, which follow what waits without moving anything under a finger. */
export interface RailSlots {
  follow(unseen: readonly Unseen[]): void
  /** All tiles stand elsewhere now: a tap that was on its way to one is not meant for what is under it. */
  moved(): void
  slots(): readonly Slot[]
  /** @returns its unsubscribe */
  onChange(listener: () => void): () => void
}

/** @param first what is there when the board is opened: it has not moved */
export function createRailSlots(first: readonly Unseen[]): RailSlots {
  let unseen = first
  let slots: readonly Slot[] = first.map((one) => ({ ...one, placedMs: Number.NEGATIVE_INFINITY, emptiedMs: null }))
  const listeners = new Set<() => void>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const update = (): void => {
    clearTimeout(timer)
    const next = arrangeSlots(slots, unseen, performance.now(), isPointerCalm())
    const isNew = next !== slots
    slots = next
    if (listeners.size > 0 && isUnsettled(slots, unseen)) timer = setTimeout(update, UNSETTLED_STEP_MS)
    if (isNew) for (const listener of listeners) listener()
  }
  return {
    follow: (now) => {
      unseen = now
      update()
    },
    moved: () => {
      slots = slots.map((slot) => ({ ...slot, placedMs: performance.now() }))
      for (const listener of listeners) listener()
    },
    slots: () => slots,
    onChange: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) clearTimeout(timer)
      }
    },
  }
}
