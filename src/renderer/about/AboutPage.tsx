import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { ProblemText } from '../controls/ProblemText.tsx'
import { question } from '../request.ts'
import { useScreen } from '../store.ts'

/** Written by the build beside the screen's own files (`scripts/listLicences.ts`). */
const licencesSchema = z.array(
  z.object({ name: z.string(), version: z.string(), licence: z.string(), text: z.string() }),
)
type Licences = z.infer<typeof licencesSchema>

/** @throws when the file is not there, as while developing */
async function readLicences(): Promise<Licences> {
  const answer = await fetch('licences.json')
  return licencesSchema.parse(await answer.json())
}

/** Which Tezgah this is, where its data lie, how to get help, and whose software is in it. */
export function AboutPage({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const go = useScreen((state) => state.go)
  const facts = useQuery(question('about.facts', {}))
  const licences = useQuery({ queryKey: ['licences'], queryFn: readLicences, retry: false, staleTime: Infinity })
  return (
    <div className="page">
      <h1>{t('about.title')}</h1>
      <dl className="about__facts">
        <dt>{t('about.version')}</dt>
        <dd>Tezgah {snapshot.version}</dd>
        <dt>{t('about.door')}</dt>
        <dd>{t(`about.doors.${snapshot.door}`)}</dd>
        <dt>{t('about.dataFolder')}</dt>
        <dd>
          <code className="about__path">{facts.data?.dataFolder}</code>
          <p className="field__hint">{t('about.dataHint')}</p>
        </dd>
      </dl>
      {facts.error !== null && <ProblemText problem={facts.error.problem} />}
      <section>
        <h2>{t('about.help')}</h2>
        <p>{t('about.helpText')}</p>
        <div className="form__buttons">
          <button type="button" className="btn" onClick={() => go({ name: 'help' })}>
            {t('shell.help.title')}
          </button>
          <button type="button" className="btn" onClick={() => go({ name: 'settings', tab: 'support' })}>
            {t('about.support')}
          </button>
        </div>
      </section>
      <section>
        <h2>{t('about.licences')}</h2>
        <p>{licences.isError ? t('about.noLicences') : t('about.licencesHint')}</p>
        {licences.data?.map(({ name, version, licence, text }) => (
          <details key={`${name} ${version}`} className="about__licence">
            <summary>
              {name} {version} · {licence}
            </summary>
            <pre className="about__text">{text}</pre>
          </details>
        ))}
      </section>
    </div>
  )
}
