import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CheckIcon, CopyIcon } from '../controls/icons.tsx'
import { copyText } from './copyText.ts'

const SAID_MS = 3_000

/** Copies a text and says for a moment whether it worked. */
export function CopyButton({ text, name }: { text: string; name: string }) {
  const { t } = useTranslation()
  const [outcome, setOutcome] = useState<'copied' | 'notCopied' | null>(null)
  useEffect(() => {
    if (outcome === null) return undefined
    const timer = setTimeout(() => setOutcome(null), SAID_MS)
    return () => clearTimeout(timer)
  }, [outcome])
  return (
    <button
      type="button"
      className="btn"
      aria-label={t('orderPage.copyNamed', { name })}
      onClick={() => void copyText(text).then((isCopied) => setOutcome(isCopied ? 'copied' : 'notCopied'))}
    >
      {outcome === 'copied' ? <CheckIcon /> : <CopyIcon />}
      <span role="status">{t(`orderPage.${outcome ?? 'copy'}`)}</span>
    </button>
  )
}
