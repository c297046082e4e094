import { useEffect, useEffectEvent } from 'react'
import { hasModifier } from './keyMap.ts'
import { createScannerKeys, LEAST_SCANNED, SCANNER_GAP_MS, type ScannerKey } from './scannerKeys.ts'

/** What may be held down on any page: it moves, and decides nothing. */
const MOVING = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Tab', 'PageUp', 'PageDown', 'Home', 'End'])
/** In a box so many keys in one burst are surely a scanner's: quick hands write there as well. */
const SURELY_SCANNED = 6

/** Who takes what is scanned; the last has it. */
const takers: ((text: string) => void)[] = []
/** What was scanned into a box of a search, by the Enter behind it. */
const scannedBy = new WeakMap<Event, string>()

/**
 * Keys that no hand meant are stopped before anybody hears of them, on every page. A key that is held is not a decision
 * for each of its repeats. Nothing that a barcode scanner types is a shortcut or presses the button that has the focus: a
 * letter waits until it is known to be alone, and the scanner's Enter is stopped. Only a box of a search keeps both.
 *
 * @returns stop
 */
export function guardKeys(): () => void {
  const scanned = createScannerKeys()
  const burst = createBurst()
  let lastTarget: EventTarget | null = null

  const onKey = (event: KeyboardEvent): void => {
    if (burst.isReplayed(event)) return
    if (event.repeat) return mayRepeat(event) ? undefined : stop(event)
    if (hasModifier(event)) return
    // What went to the page was not scanned into the box.
    const said = scanned(event.key, event.timeStamp, isTyping(event) && event.target !== lastTarget)
    lastTarget = event.target
    if (isTyping(event)) return guardBox(event, said)
    if (said === 'first') {
      burst.flush()
      if (!isLetter(event.key)) return
      burst.hold(event)
      return stop(event)
    }
    if (said === 'more') {
      // An Enter behind one key or two is nobody's decision.
      if (event.key === 'Enter') burst.drop()
      else burst.hold(event)
      return stop(event)
    }
    if (said === null) return event.key === 'Shift' ? undefined : burst.flush()
    burst.drop()
    stop(event)
    giveOn(said.scanned)
  }
  addEventListener('keydown', onKey, { capture: true })
  return () => removeEventListener('keydown', onKey, { capture: true })
}

/** In a box letters are what it is for; the Enter of a scanner sends no form. */
function guardBox(event: KeyboardEvent, said: ScannerKey): void {
  if (said === null || typeof said === 'string') return
  if (isSearching(event)) return void scannedBy.set(event, said.scanned)
  if (/^\d+$/.test(said.scanned) || said.scanned.length >= SURELY_SCANNED) stop(event)
}

function stop(event: KeyboardEvent): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}

/** What is scanned beside a dialog is not about the page behind it. */
function giveOn(text: string): void {
  if (document.querySelector('[role="dialog"]') === null) takers.at(-1)?.(text)
}

/** Keys that wait until it is known whether they are a scanner's. */
function createBurst() {
  let held: KeyboardEvent[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const replayed = new WeakSet<Event>()
  const drop = (): KeyboardEvent[] => {
    clearTimeout(timer)
    const dropped = held
    held = []
    return dropped
  }
  /** Few keys were a hand's after all, and do now what they would have done. */
  const flush = (): void => {
    const keys = drop()
    if (keys.length >= LEAST_SCANNED) return
    for (const event of keys) {
      const { key, code, shiftKey, target } = event
      const again = new KeyboardEvent('keydown', { key, code, shiftKey, bubbles: true, cancelable: true })
      replayed.add(again)
      const place = target instanceof Element && target.isConnected ? target : document.body
      place.dispatchEvent(again)
    }
  }
  return {
    drop,
    flush,
    hold: (event: KeyboardEvent): void => {
      held.push(event)
      clearTimeout(timer)
      timer = setTimeout(flush, SCANNER_GAP_MS)
    },
    isReplayed: (event: Event): boolean => replayed.has(event),
  }
}

/** Takes what is scanned as long as this page is open, wherever the focus is; on other pages a scan does nothing. */
export function useScanner(onScan: (text: string) => void): void {
  const scan = useEffectEvent(onScan)
  useEffect(() => {
    const take = (text: string): void => scan(text)
    takers.push(take)
    return () => void takers.splice(takers.indexOf(take), 1)
  }, [])
}

/** What a scanner typed before this Enter in a box of a search; null: a hand wrote there. */
export const scannedInto = (event: Event): string | null => scannedBy.get(event) ?? null

/** Shortcuts are letters; what else is typed decides nothing by itself, or presses a button as it should. */
const isLetter = (key: string): boolean => /^\p{L}$/u.test(key)

/** The key goes into a box. */
const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof Element && target.closest('input, textarea, select') !== null

const isSearching = ({ target }: KeyboardEvent): boolean =>
  target instanceof Element && target.matches('[role="search"] input')

const mayRepeat = (event: KeyboardEvent): boolean =>
  MOVING.has(event.key) || (isTyping(event) && (event.key !== 'Enter' || event.target instanceof HTMLTextAreaElement))
