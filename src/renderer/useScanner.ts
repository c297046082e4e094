import { useEffect, useEffectEvent } from 'react'
import { createScannerKeys } from './scannerKeys.ts'

/**
 * Hears a barcode scanner wherever the focus is; a box that is typed in keeps its keys. The scanner's Enter presses
 * nothing: neither the button that happens to have the focus nor a shortcut of the page.
 */
export function useScanner(onScan: (digits: string) => void): void {
  const scan = useEffectEvent(onScan)
  useEffect(() => {
    const scanned = createScannerKeys()
    const onKey = (event: KeyboardEvent): void => {
      const found = scanned(event.key, event.timeStamp)
      if (found === null || found === 'pending' || isTyping(event)) return
      event.preventDefault()
      event.stopImmediatePropagation()
      scan(found.digits)
    }
    // Before anybody else hears of it.
    addEventListener('keydown', onKey, { capture: true })
    return () => removeEventListener('keydown', onKey, { capture: true })
  }, [])
}

/** The key goes into a box. */
export const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof Element && target.closest('input, textarea, select') !== null
