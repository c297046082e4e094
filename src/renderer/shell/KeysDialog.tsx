import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../controls/Dialog.tsx'
import { hasModifier, isKeyFor, type KeyAction, keyMap, keyPlaces } from '../keyMap.ts'
import { useScreen } from '../store.ts'

const actions = Object.keys(keyMap) as KeyAction[]

/** The map of the keyboard: "?" and F1 open it from every page. */
export function KeysDialog() {
  const { t } = useTranslation()
  const isOpen = useScreen((state) => state.keysAreOpen)
  const setKeysOpen = useScreen((state) => state.setKeysOpen)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || hasModifier(event) || !isKeyFor('keys', event)) return
      // A question mark that is written belongs to the field; F1 is nobody's letter.
      const isWriting = event.target instanceof Element && event.target.closest('input, textarea, select') !== null
      if (isWriting && event.key.length === 1) return
      event.preventDefault()
      setKeysOpen(true)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [setKeysOpen])
  return (
    <Dialog isOpen={isOpen} title={t('shell.keys.title')} onClose={() => setKeysOpen(false)}>
      {keyPlaces.map((place) => (
        <section key={place} className="keys" aria-labelledby={`keys-${place}`}>
          <h3 id={`keys-${place}`}>{t(`shell.keys.where.${place}`)}</h3>
          <dl className="keys__list">
            {actions
              .filter((action) => keyMap[action].where === place)
              .map((action) => (
                <div key={action} className="keys__row">
                  <dt>
                    {keyMap[action].shown.map((shown) => (
                      <kbd key={shown}>{shown === '␣' ? t('shell.keys.space') : shown}</kbd>
                    ))}
                  </dt>
                  <dd>{t(`shell.keys.does.${action}`)}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
      <p className="dialog__text">{t('shell.keys.tab')}</p>
    </Dialog>
  )
}
