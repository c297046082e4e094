import { useTranslation } from 'react-i18next'
import type { Problem } from '../../shared/contract/problems.ts'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { formatMoment } from '../../shared/model/istanbulTime.ts'
import type { CounterSettings } from '../../shared/settings/counter.ts'
import { ProblemText } from '../controls/ProblemText.tsx'
import { type RequestError, useRequest } from '../request.ts'
import { useNow } from '../useNow.ts'
import { saySign } from '../words/otherCounterWords.ts'
import { CounterRole } from './CounterRole.tsx'
import { SavedField } from './Field.tsx'
import { LinkGroup } from './LinkGroup.tsx'

/** Which counter this is, who of several prints, and what was seen of others. */
export function CountersTab({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const { settings, otherCounters, sources } = snapshot
  const nowMs = useNow(60_000)
  const { mutateAsync, error } = useRequest('settings.update')
  const problem = error?.problem ?? null
  const update = (counter: CounterSettings): Promise<Problem | null> =>
    mutateAsync({ counter }).then(
      () => null,
      (failure: RequestError) => failure.problem,
    )
  return (
    <div className="form">
      {problem !== null && problem.field === undefined && <ProblemText problem={problem} />}
      <fieldset className="group">
        <legend>{t('counters.thisOne')}</legend>
        <SavedField
          name="name"
          keptAs="counterName"
          label={t('counters.name')}
          hint={t('counters.nameHint', { name: snapshot.counterName })}
          stored={settings.counter.name}
          save={(name) => update({ ...settings.counter, name })}
        />
        <CounterRole settings={settings} update={(counter) => void update(counter)} />
      </fieldset>
      <LinkGroup snapshot={snapshot} />
      <fieldset className="group">
        <legend>{t('counters.signs')}</legend>
        {otherCounters.signs.length === 0 && <p className="field__hint">{t('counters.noSigns')}</p>}
        <ul>
          {otherCounters.signs.map((sign) => (
            <li key={`${sign.kind} ${sign.sourceId} ${sign.sinceMs}`}>
              {formatMoment(sign.sinceMs, nowMs)} · {saySign(t, sign, sources)}
              {sign.closedAtMs !== null &&
                ` · ${t('counters.closedAt', { time: formatMoment(sign.closedAtMs, nowMs) })}`}
            </li>
          ))}
        </ul>
      </fieldset>
    </div>
  )
}
