import { type RefObject, useEffect, useRef } from 'react'

/**
 * Leads to what is wrong: the first field at fault gets the focus, or the words under the form where it is no field's.
 *
 * @param fault anything that is new whenever something has gone wrong again; null: nothing is wrong
 */
export function useFocusFault<E extends HTMLElement>(fault: object | null): RefObject<E | null> {
  const form = useRef<E>(null)
  useEffect(() => {
    if (fault === null) return
    const place = ['[aria-invalid="true"]', '[data-fault]']
      .map((selector) => form.current?.querySelector<HTMLElement>(selector) ?? null)
      .find((found) => found !== null)
    place?.focus()
    place?.scrollIntoView({ block: 'nearest' })
  }, [fault])
  return form
}
