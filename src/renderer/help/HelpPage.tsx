import Guide from 'markdown-to-jsx/react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import turkish from '../../../docs/kullanim.md?raw'
import english from '../../../docs/guide.md?raw'
import type { Language } from '../../shared/settings/settings.ts'
import { findInGuide, guideSections } from './guide.ts'

const guides: Record<Language, string> = { tr: turkish, en: english }

/** The guide, as it stands in docs/, found by search. */
export function HelpPage({ language }: { language: Language }) {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const sections = guideSections(guides[language])
  const found = findInGuide(sections, search)
  const id = useId()
  return (
    <div className="page help">
      <div className="page__head">
        <h1>{t('shell.help.title')}</h1>
        <input
          type="search"
          className="input help__find"
          aria-label={t('shell.help.find')}
          placeholder={t('shell.help.find')}
          value={search}
          autoComplete="off"
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      <p role="status" className="help__count">
        {search.trim() !== '' &&
          (found.length === 0
            ? t('shell.help.none', { text: search.trim() })
            : t('shell.help.found', { count: found.length }))}
      </p>
      {found.map(({ title, body }) => (
        <section key={title} className="panel help__section" aria-labelledby={`${id}${title}`}>
          <h2 id={`${id}${title}`}>{title}</h2>
          {/* The guide is ours, and all the same only Markdown of it is drawn, never markup. */}
          <Guide options={{ disableParsingRawHTML: true, forceBlock: true, wrapper: 'div' }}>{body}</Guide>
        </section>
      ))}
    </div>
  )
}
