import { useTranslation } from 'react-i18next'
import type { Problem } from '../../shared/result.ts'
import { WarningIcon } from './icons.tsx'

/** A fault in words, at the place it belongs to: what happened, what still works, what to do. */
export function ProblemText({ problem }: { problem: Problem }) {
  const { t } = useTranslation()
  const { code } = problem
  return (
    <div className="problem" role="alert" data-code={code}>
      <WarningIcon />
      <p>
        <strong>{t(`error.${code}.what`)}</strong> {t(`error.${code}.works`)} {t(`error.${code}.do`)}
      </p>
    </div>
  )
}
