import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../shared/model/istanbulTime.ts'
import { ConfirmButton } from '../controls/ConfirmButton.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { question, useRequest } from '../request.ts'

/** The browsers that are signed in, each with a way to sign it out at once. */
export function OpenScreens() {
  const { t } = useTranslation()
  const screens = useQuery(question('screens.list', {}))
  const signOut = useRequest('screens.signOut', { onSuccess: () => void screens.refetch() })
  const error = screens.error ?? signOut.error
  return (
    <fieldset className="group">
      <legend>{t('settings.general.screens')}</legend>
      <p className="field__hint">{t('settings.general.screensHint')}</p>
      <ul className="entries">
        {screens.data
          ?.toSorted((left, right) => right.lastUsedMs - left.lastUsedMs)
          .map(({ id, label, openedMs, lastUsedMs }) => (
            <li key={id} className="entry">
              <div className="entry__words">
                <p>{browserName(label) ?? t('settings.general.screenUnknown')}</p>
                <p className="entry__more">
                  {t('settings.general.screenTimes', {
                    opened: formatDateTime(openedMs),
                    used: formatDateTime(lastUsedMs),
                  })}
                </p>
              </div>
              <div className="entry__buttons">
                <ConfirmButton
                  label={t('settings.general.screenSignOut')}
                  about={[browserName(label) ?? t('settings.general.screenUnknown'), formatDateTime(openedMs)].join(
                    ', ',
                  )}
                  isDisabled={signOut.isPending}
                  onConfirm={() => signOut.mutate({ id })}
                />
              </div>
            </li>
          ))}
      </ul>
      {error !== null && <ProblemText problem={error.problem} />}
    </fieldset>
  )
}

/** Chromium's children name themselves before it, and it names itself before Safari. */
const browsers = [
  ['Edg', 'Edge'],
  ['OPR', 'Opera'],
  ['Firefox', 'Firefox'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
] as const

/** `Edge 130`. @param label what a browser says of itself; null: none that is known */
function browserName(label: string): string | null {
  for (const [word, name] of browsers) {
    const version = new RegExp(`\\b${word}/(\\d+)`).exec(label)?.[1]
    if (version !== undefined) return `${name} ${version}`
  }
  return null
}
