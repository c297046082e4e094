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

/** Whether a person at the screen can read it now: what is under the header, the rail or the fold cannot be read. */
export function isInSight(element: HTMLElement): boolean {
  const box = element.getBoundingClientRect()
  const scroller = element.closest('[data-scroller]')?.getBoundingClientRect()
  const railBottom = document.querySelector('.rail')?.getBoundingClientRect().bottom ?? 0
  const top = Math.max(scroller?.top ?? 0, placeOf(element) === 'board' ? railBottom : 0)
  const bottom = Math.min(scroller?.bottom ?? innerHeight, innerHeight)
  const visible = Math.min(box.bottom, bottom) - Math.max(box.top, top)
  return box.height > 0 && visible / box.height >= IN_SIGHT
}

/** The keys of the orders in one place that can be read now. */
export const keysInSight = (place: Place): ReadonlySet<string> =>
  new Set(
    orderElements()
      .filter((element) => placeOf(element) === place && isInSight(element))
      .map(keyOf),
  )
