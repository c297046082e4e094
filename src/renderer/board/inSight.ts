/** Less of a card than this in sight hides its "Görüldü". */
const IN_SIGHT = 0.7

/** Where an order stands on the screen: on the rail of what is not seen, or on the board. */
export type Place = 'rail' | 'board'

export const placeOf = (element: HTMLElement): Place =>
  element.closest('[data-place="rail"]') === null ? 'board' : 'rail'

/** As they are read: the rail, then the board. */
export const orderElements = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-order-key]')]

export const keyOf = (element: HTMLElement): string => element.dataset['orderKey'] ?? ''

/** The order that has the focus, itself or by one of its buttons. */
export const focusedOrder = (): HTMLElement | null =>
  document.activeElement?.closest<HTMLElement>('[data-order-key]') ?? null

/** Of the edge of what is looked at, px: a rounded corner is not part of it. */
const INSET = 6

/**
 * Whether a person at the screen can read it now: no box that is scrolled cuts it off, and neither the rail nor a banner
 * nor a dialog lies over its name or over its button.
 */
export function isInSight(element: HTMLElement): boolean {
  const box = element.getBoundingClientRect()
  let [top, bottom] = [0, innerHeight]
  for (let at = element.parentElement; at !== null && at !== document.body; at = at.parentElement) {
    if (getComputedStyle(at).overflowY === 'visible') continue
    const frame = at.getBoundingClientRect()
    top = Math.max(top, frame.top)
    bottom = Math.min(bottom, frame.bottom)
  }
  const visible = Math.min(box.bottom, bottom) - Math.max(box.top, top)
  if (box.height === 0 || visible / box.height < IN_SIGHT) return false
  const seen = element.querySelector('[data-seen]')?.getBoundingClientRect()
  const isOnTop = (x: number, y: number): boolean => element.contains(document.elementFromPoint(x, y))
  return (
    isOnTop(box.left + box.width / 3, Math.max(box.top, top) + INSET) &&
    (seen === undefined || isOnTop(seen.left + seen.width / 2, seen.top + seen.height / 2))
  )
}

/** The keys of the orders in one place that can be read now. */
export const keysInSight = (place: Place): ReadonlySet<string> =>
  new Set(
    orderElements()
      .filter((element) => placeOf(element) === place && isInSight(element))
      .map(keyOf),
  )
