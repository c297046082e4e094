import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { UNDO_ACKNOWLEDGE_MS } from '../../shared/model/alert.ts'
import { isTypingOrPressing } from '../isTypingOrPressing.ts'
import { isKeyFor } from '../keyMap.ts'
import { takeBack } from '../request.ts'
import { useScreen } from '../store.ts'

/** Whose number is still said when several were acknowledged at once. */
const MOST_LABELS = 2

/** In a place that is always free for it: what was just seen, and the way back; each "seen" has its own ten seconds. */
export function UndoBar() {
  const { t } = useTranslation()
  const undos = useScreen((state) => state.undos)
  const setUndos = useScreen((state) => state.setUndos)
  const oldest = undos[0]
  useEffect(() => {
    if (oldest === undefined) return undefined
    const timer = setTimeout(
      () => setUndos(useScreen.getState().undos.filter((one) => one !== oldest)),
      oldest.atMs + UNDO_ACKNOWLEDGE_MS - performance.now(),
    )
    return () => clearTimeout(timer)
  }, [oldest, setUndos])
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!isUndo(event) || useScreen.getState().undos.length === 0) return
      event.preventDefault()
      void takeBack()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  const undo = undos.at(-1)
  const isMany = (undo?.labels.length ?? 0) > MOST_LABELS
  const what =
    undo === undefined
      ? ''
      : isMany
        ? t('rail.undo.many', { count: undo.labels.length })
        : t('rail.undo.seen', { label: undo.labels.join(', ') })
  return (
    <div className="undo" data-any={undo !== undefined || undefined}>
      <span className="undo__what" role="status">
        {what}
      </span>
      {undo !== undefined && (
        <button
          type="button"
          className="btn undo__button"
          aria-keyshortcuts="Control+Z"
          onClick={() => void takeBack()}
        >
          {undos.length > 1 ? t('rail.undo.backOf', { count: undos.length }) : t('rail.undo.back')}
          <span className="undo__time" key={undo.atMs} aria-hidden="true" />
        </button>
      )}
    </div>
  )
}

const isUndo = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey) && isKeyFor('undo', event) && !isTypingOrPressing(event)
