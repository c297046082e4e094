import { useTranslation } from 'react-i18next'
import { CheckIcon, WarningIcon } from '../controls/icons.tsx'

/** What the rules leave out, in words; that nothing is left out is said, too. */
export function RoutingProblems({ sentences }: { sentences: readonly string[] }) {
  const { t } = useTranslation()
  if (sentences.length === 0) {
    return (
      <p className="good" role="status">
        <CheckIcon />
        {t('routing.good')}
      </p>
    )
  }
  return (
    <section className="problem" role="status" aria-label={t('routing.problems')}>
      <WarningIcon />
      <ul className="rule-problems">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  )
}
