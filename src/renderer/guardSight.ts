import { isInSight } from './board/inSight.ts'

/**
 * A button that was left with the focus and scrolled away still hears the keyboard. What belongs to an order that cannot
 * be read is not pressed: it is brought into sight, and the next press counts. Whoever taps sees what is tapped.
 *
 * @returns stop
 */
export function guardSight(): () => void {
  const onClick = (event: MouseEvent): void => {
    // Without a pointer there are no clicks to count.
    if (event.detail !== 0 || !event.isTrusted || !(event.target instanceof Element)) return
    const order = event.target.closest<HTMLElement>('[data-order-key]')
    if (order === null || isInSight(order)) return
    event.preventDefault()
    event.stopPropagation()
    order.scrollIntoView({ block: 'nearest', behavior: 'instant' })
  }
  addEventListener('click', onClick, { capture: true })
  return () => removeEventListener('click', onClick, { capture: true })
}
