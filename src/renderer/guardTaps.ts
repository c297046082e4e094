import { SETTLE_MS } from './board/pointerCalm.ts'

/** Two presses no further apart than this are at the same place for a hand in a hurry, px. */
const NEAR_PX = 40

const CONTROL =
  'button, a, input, select, textarea, label, summary, [role="menuitem"], [role="option"], [role="radio"], [role="slider"]'

interface Press {
  atMs: number
  x: number
  y: number
  /** What a hand meant there; what is under it or was never a control stands for itself. */
  meant: Element | null
}

/**
 * The second tap of a double tap never decides about something else than the first: it is swallowed where another control
 * has come under the finger meanwhile, or where the same one means something else now (`data-tap="once"`). Controls of
 * one `data-tap` of another name are one for whoever taps on. A click of the keyboard is no tap.
 *
 * @returns stop
 */
export function guardTaps(): () => void {
  let last: Press | null = null
  let isSwallowed = false
  const onPress = (event: PointerEvent): void => {
    if (!event.isPrimary) return
    const { timeStamp: atMs, clientX: x, clientY: y } = event
    const control = controlOf(event.target)
    const before =
      last !== null && atMs - last.atMs < SETTLE_MS && Math.hypot(x - last.x, y - last.y) < NEAR_PX ? last : null
    isSwallowed = before !== null && isOther(before, control)
    last = { atMs, x, y, meant: isSwallowed && before !== null ? before.meant : control }
    stop(event)
  }
  const stop = (event: UIEvent): void => {
    if (!isSwallowed || (event.type === 'click' && event.detail === 0)) return
    event.preventDefault()
    event.stopPropagation()
  }
  // A finger that scrolls has pressed nothing; who turns the wheel knows what has come under the mouse.
  const forget = (): void => void (last = null)
  const types = ['mousedown', 'pointerup', 'mouseup', 'click'] as const
  addEventListener('pointerdown', onPress, { capture: true })
  addEventListener('pointercancel', forget, { capture: true })
  addEventListener('wheel', forget, { capture: true, passive: true })
  for (const type of types) addEventListener(type, stop, { capture: true })
  return () => {
    removeEventListener('pointerdown', onPress, { capture: true })
    removeEventListener('pointercancel', forget, { capture: true })
    removeEventListener('wheel', forget, { capture: true })
    for (const type of types) removeEventListener(type, stop, { capture: true })
  }
}

/** Whether what is pressed now is not what was meant at the press before. */
function isOther({ x, y, meant }: Press, control: Element | null): boolean {
  const name = tapName(control)
  if (control === meant) return name === 'once'
  if (name !== null && name !== 'once' && name === tapName(meant)) return false
  // Where it still stands the neighbour was meant.
  return controlOf(document.elementFromPoint(x, y)) !== meant
}

const controlOf = (target: EventTarget | null): Element | null =>
  target instanceof Element ? (target.closest(CONTROL) ?? target) : null

const tapName = (control: Element | null): string | null => control?.getAttribute('data-tap') ?? null
