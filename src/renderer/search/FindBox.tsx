import { useQuery } from '@tanstack/react-query'
import { type FocusEvent, type KeyboardEvent as KeyPress, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FoundOrder } from '../../shared/contract/requests.ts'
import { CloseIcon, SearchIcon } from '../controls/icons.tsx'
import { isNumberOf } from '../../shared/model/orderBarcode.ts'
import { scannedInto } from '../guardKeys.ts'
import { isTypingOrPressing } from '../isTypingOrPressing.ts'
import { hasModifier, isKeyFor } from '../keyMap.ts'
import { question, request } from '../request.ts'
import { useScreen } from '../store.ts'
import { FoundList } from './FoundList.tsx'

/** The core is asked when nobody has typed for this long, ms; the board is filtered with every letter. */
const ASK_AFTER_MS = 150

/**
 * Finds on the board at once, and in everything the record has by the core's answer. `/` goes there, Enter opens the only
 * hit or the one of that very number, Down leads into the list, Esc clears it and leaves.
 */
export function FindBox() {
  const { t } = useTranslation()
  const find = useScreen((state) => state.find)
  const setFind = useScreen((state) => state.setFind)
  const [isOpen, setOpen] = useState(false)
  const whole = useRef<HTMLDivElement>(null)
  const box = useRef<HTMLInputElement>(null)
  const asked = useLater(find.trim())
  const query = useQuery({
    ...question('orders.search', { text: asked }),
    enabled: isOpen && asked !== '',
    placeholderData: (previous) => previous,
  })
  useSlash(box)
  const close = (): void => {
    setOpen(false)
    setFind('')
  }
  const open = ({ key }: Pick<FoundOrder, 'key'>): void => {
    close()
    useScreen.getState().select(key)
    useScreen.getState().go({ name: 'order', key })
  }
  const onEnter = async (scanned: string | null): Promise<void> => {
    // It goes in behind what was asked before.
    if (scanned !== null) setFind(scanned)
    const text = (scanned ?? find).trim()
    if (text === '') return
    const answer = await request('orders.search', { text }).catch(() => null)
    // What was typed meanwhile is another question.
    if (answer === null || useScreen.getState().find.trim() !== text) return
    const hit = soleHit(answer.found, text)
    if (hit !== null) open(hit)
    else setOpen(true)
  }
  const onKeyDown = (event: KeyPress): void => {
    if (event.key === 'Escape') {
      event.preventDefault()
      close()
      box.current?.blur()
    } else if (isKeyFor('hit', event)) {
      event.preventDefault()
      moveFocus(whole.current, event.key === 'ArrowDown' ? 1 : -1)
    }
  }
  const onBlur = (event: FocusEvent): void => {
    if (!(event.relatedTarget instanceof Node) || whole.current?.contains(event.relatedTarget) !== true) setOpen(false)
  }
  return (
    <div ref={whole} className="find" role="search" onKeyDown={onKeyDown} onBlur={onBlur}>
      <SearchIcon />
      <input
        ref={box}
        type="text"
        className="find__box"
        aria-label={t('find.label')}
        aria-keyshortcuts="/"
        aria-controls={isOpen && asked !== '' ? 'hits' : undefined}
        placeholder={t('find.label')}
        value={find}
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        onFocus={() => setOpen(find.trim() !== '')}
        onChange={(event) => {
          setFind(event.target.value)
          setOpen(event.target.value.trim() !== '')
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          void onEnter(scannedInto(event.nativeEvent))
        }}
      />
      {find === '' ? (
        <kbd className="find__key" aria-hidden="true">
          /
        </kbd>
      ) : (
        <button type="button" className="find__clear" aria-label={t('header.findClear')} onClick={close}>
          <CloseIcon />
        </button>
      )}
      {isOpen && asked !== '' && (
        <FoundList answer={query.data ?? null} problem={query.error?.problem ?? null} onOpen={open} />
      )}
    </div>
  )
}

/** The one that was found, or the only one of exactly this number; null: a person has to choose. Pure. */
export function soleHit(found: readonly FoundOrder[], text: string): FoundOrder | null {
  if (found.length === 1) return found[0] ?? null
  const exact = found.filter((order) => order.isOnBoard && isNumberOf(order, text))
  return exact.length === 1 ? (exact[0] ?? null) : null
}

/** Between the box and the hits below it. */
function moveFocus(within: HTMLElement | null, step: 1 | -1): void {
  const stops = [...(within?.querySelectorAll<HTMLElement>('.find__box, [data-found]') ?? [])]
  const index = stops.findIndex((stop) => stop === document.activeElement)
  stops[Math.min(stops.length - 1, Math.max(0, index + step))]?.focus()
}

function useSlash(box: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!isKeyFor('find', event) || hasModifier(event)) return
      if (isTypingOrPressing(event) && !(event.target instanceof HTMLButtonElement)) return
      event.preventDefault()
      box.current?.focus()
      box.current?.select()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [box])
}

/** The text as it was when nobody had typed for a moment. */
function useLater(text: string): string {
  const [later, setLater] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setLater(text), ASK_AFTER_MS)
    return () => clearTimeout(timer)
  }, [text])
  return later
}
