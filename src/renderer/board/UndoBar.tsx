import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { UNDO_ACKNOWLEDGE_MS } from '../../shared/model/alert.ts'
import { takeBack } from '../request.ts'
import { useScreen } from '../store.ts'

/** Whose number is still said when several were acknowledged at once. */
const MOST_LABELS = 2

/** For ten seconds, in a place that is always free for it: what was just seen, and the way back. */
export function UndoBar() {
  const { t } = useTranslation()
  const undo = useScreen((state) => state.undo)
  const setUndo = useScreen((state) => state.setUndo)
  useEffect(() => {
    if (undo === null) return undefined
    const timer = setTimeout(() => setUndo(null), undo.atMs + UNDO_ACKNOWLEDGE_MS - performance.now())
    return () => clearTimeout(timer)
  }, [undo, setUndo])
  const isMany = (undo?.labels.length ?? 0) > MOST_LABELS
  const what =
    undo === null
      ? ''
      : isMany
        ? t('rail.undo.many', { count: undo.labels.length })
        : t('rail.undo.seen', { label: undo.labels.join(', ') })
  return (
    <div className="undo" data-any={undo !== null || undefined}>
      <span className="undo__what" role="status">
        {what}
      </span>
      {undo !== null && (
        <button
          type="button"
          className="btn undo__button"
          aria-keyshortcuts="Control+Z"
          onClick={() => void takeBack()}
        >
          {t('rail.undo.back')}
          <span className="undo__time" key={undo.atMs} aria-hidden="true" />
        </button>
      )}
    </div>
  )
}
