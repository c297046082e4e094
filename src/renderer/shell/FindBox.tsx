import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { CloseIcon, SearchIcon } from '../controls/icons.tsx'
import { isTypingOrPressing } from '../isTypingOrPressing.ts'
import { hasModifier, isKeyFor } from '../keyMap.ts'
import { useScreen } from '../store.ts'

/** Find on the board: `/` goes there, Esc clears it and leaves. */
export function FindBox() {
  const { t } = useTranslation()
  const find = useScreen((state) => state.find)
  const setFind = useScreen((state) => state.setFind)
  const box = useRef<HTMLInputElement>(null)
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
  }, [])
  return (
    <div className="find" role="search">
      <SearchIcon />
      <input
        ref={box}
        type="text"
        className="find__box"
        aria-label={t('header.find')}
        aria-keyshortcuts="/"
        placeholder={t('header.find')}
        value={find}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setFind(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          setFind('')
          event.currentTarget.blur()
        }}
      />
      {find === '' ? (
        <kbd className="find__key" aria-hidden="true">
          /
        </kbd>
      ) : (
        <button type="button" className="find__clear" aria-label={t('header.findClear')} onClick={() => setFind('')}>
          <CloseIcon />
        </button>
      )}
    </div>
  )
}
