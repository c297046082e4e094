import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../../shared/contract/problems.ts'
import { ProblemText } from '../controls/ProblemText.tsx'

interface EntryProps {
  name: string
  /** Its health, a list item. */
  health: ReactNode
  /** What is set, in a line. */
  facts: string
  /** What is to be said besides. */
  more?: ReactNode
  problem: Problem | null
  onEdit(): void
  onRemove(): void
  /** Buttons before the usual two. */
  children?: ReactNode
}

/** One source or printer in the list of those that are set. */
export function Entry({ name, health, facts, more, problem, onEdit, onRemove, children }: EntryProps) {
  const { t } = useTranslation()
  return (
    <li className="entry">
      <div className="entry__words">
        <ul className="entry__health">{health}</ul>
        <p className="entry__more">{facts}</p>
        {more}
        {problem !== null && <ProblemText problem={problem} />}
      </div>
      <div className="entry__buttons">
        {children}
        <button type="button" className="btn" onClick={onEdit} aria-label={`${t('action.edit')}: ${name}`}>
          {t('action.edit')}
        </button>
        <button type="button" className="btn" onClick={onRemove} aria-label={`${t('action.remove')}: ${name}`}>
          {t('action.remove')}
        </button>
      </div>
    </li>
  )
}
