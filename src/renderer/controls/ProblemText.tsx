import { useTranslation } from 'react-i18next'
import type { Problem } from '../../shared/contract/problems.ts'
import { problemWords } from '../words/problemWords.ts'
import { WarningIcon } from './icons.tsx'

/** A fault in words, at the place it belongs to: what happened, what still works, what to do. */
export function ProblemText({ problem }: { problem: Problem }) {
  const { t } = useTranslation()
  const { what, more } = problemWords(t, problem)
  return (
    <div className="problem" role="alert" data-code={problem.code}>
      <WarningIcon />
      <p>
        <strong>{what}</strong> {more}
      </p>
    </div>
  )
}
