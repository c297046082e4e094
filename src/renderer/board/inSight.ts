/** Less of a card than this in sight hides its "Görüldü". */
export const IN_SIGHT = 0.7

export const cardElements = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-order-key]')]

/** The keys of the cards that a person at the screen can read now: what is under the header or below the fold is not. */
export function keysInSight(): ReadonlySet<string> {
  const topPx = document.querySelector('header')?.getBoundingClientRect().bottom ?? 0
  const inSight = cardElements().filter((element) => {
    const { top, bottom, height } = element.getBoundingClientRect()
    const visible = Math.min(bottom, innerHeight) - Math.max(top, topPx)
    return height > 0 && visible / height >= IN_SIGHT
  })
  return new Set(inSight.map((element) => element.dataset['orderKey'] ?? ''))
}
