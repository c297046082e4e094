import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { perform } from '../request.ts'
import { problemWords } from '../words/problemWords.ts'
import { Banner } from './Banner.tsx'

/** A new version is ready: what is new, and the press that installs it. */
export function UpdateBanner({ update }: { update: Snapshot['update'] }) {
  const { t } = useTranslation()
  if (update === null || update.version === null) return null
  const { state, version, notes, problem } = update
  if (state === 'installing') return <Banner tone="ask" what={t('update.installing', { version })} more="" />
  if (state !== 'ready') return null
  const words = problem === null ? null : problemWords(t, problem)
  return (
    <Banner
      tone={words === null ? 'ask' : 'warn'}
      what={words?.what ?? t('update.ready', { version })}
      more={words?.more ?? [...notes, t('update.readyMore')].join(' · ')}
    >
      <button type="button" className="btn" onClick={() => void perform('update.install', {})}>
        {t('update.install')}
      </button>
    </Banner>
  )
}
