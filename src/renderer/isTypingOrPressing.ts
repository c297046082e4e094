const OWN_KEYS =
  'input, textarea, select, [role="switch"], [role="tab"], [role="radio"], [role="slider"], [role="menu"], [role="dialog"]'
const PRESSED_BY = new Set(['Enter', ' ', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'])

/**
 * The key belongs to a control that has the focus (or to a dialog), not to the page's shortcuts. A button or a link is
 * pressed by a few keys; letters are nothing to it.
 */
export const isTypingOrPressing = (event: KeyboardEvent): boolean => {
  if (!(event.target instanceof Element)) return false
  if (event.target.closest(OWN_KEYS) !== null) return true
  return event.target.closest('button, a') !== null && PRESSED_BY.has(event.key)
}
