const OWN_KEYS =
  'input, textarea, select, button, a, [role="switch"], [role="tab"], [role="radio"], [role="slider"], [role="menu"], [role="dialog"]'

/** The key belongs to a control that has the focus (or to a dialog), not to the page's shortcuts. */
export const isTypingOrPressing = (event: KeyboardEvent): boolean =>
  event.target instanceof Element && event.target.closest(OWN_KEYS) !== null
