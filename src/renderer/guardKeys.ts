import { useEffect, useEffectEvent } from 'react'
import { createScannerKeys } from './scannerKeys.ts'

/** What may be held down on any page: it moves, and decides nothing. */
const MOVING = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Tab', 'PageUp', 'PageDown', 'Home', 'End'])

/** Who takes what is scanned; the last has it. */
const takers: ((digits: string) => void)[] = []

/**
 * Keys that no hand meant are stopped before anybody hears of them, on every page. A key that is held is not a decision
 * for each of its repeats. A barcode scanner's Enter presses nothing, neither the button that happens to have the focus
 * nor a shortcut; only a box of a search keeps it.
 *
 * @returns stop
 */
export function guardKeys(): () => void {
  const scanned = createScannerKeys()
  const onKey = (event: KeyboardEvent): void => {
    const found = scanned(event.key, event.timeStamp)
    const isScan = found !== null && found !== 'pending'
    if (isScan ? isSearching(event) : !event.repeat || mayRepeat(event)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    // What is scanned beside a form or a dialog is not about the page behind it.
    if (isScan && !isTyping(event) && document.querySelector('[role="dialog"]') === null) takers.at(-1)?.(found.digits)
  }
  addEventListener('keydown', onKey, { capture: true })
  return () => removeEventListener('keydown', onKey, { capture: true })
}

/** Takes what is scanned as long as this page is open, wherever the focus is; on other pages a scan does nothing. */
export function useScanner(onScan: (digits: string) => void): void {
  const scan = useEffectEvent(onScan)
  useEffect(() => {
    const take = (digits: string): void => scan(digits)
    takers.push(take)
    return () => void takers.splice(takers.indexOf(take), 1)
  }, [])
}

/** The key goes into a box. */
const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof Element && target.closest('input, textarea, select') !== null

const isSearching = ({ target }: KeyboardEvent): boolean =>
  target instanceof Element && target.matches('[role="search"] input')

const mayRepeat = (event: KeyboardEvent): boolean =>
  MOVING.has(event.key) || (isTyping(event) && (event.key !== 'Enter' || event.target instanceof HTMLTextAreaElement))
