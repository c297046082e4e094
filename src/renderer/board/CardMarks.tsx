import { useTranslation } from 'react-i18next'
import type { Card } from '../../shared/contract/snapshot.ts'
import { useScreen } from '../store.ts'

/** What a person should know about how sure this card is. */
export function CardMarks({ card, staleText }: { card: Card; staleText: string | null }) {
  const { t } = useTranslation()
  const hasBranches = useScreen(({ snapshot }) => (snapshot?.sources.length ?? 0) > 1)
  const marks = [
    card.isBaseline ? t('board.baseline') : null,
    card.isMissing ? t('board.missing') : null,
    card.isGone ? t('board.gone') : null,
    card.completeness === 'summary' && !card.isGone ? t('board.summaryOnly') : null,
    staleText,
  ].filter((mark) => mark !== null)
  return (
    <>
      {hasBranches && <span className="card__code">{card.sourceName}</span>}
      {marks.map((mark) => (
        <span key={mark} className="mark">
          {mark}
        </span>
      ))}
    </>
  )
}
