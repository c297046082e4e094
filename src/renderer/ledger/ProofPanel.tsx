import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { type DayProof, isProven, type SourceProof } from '../../shared/model/dayProof.ts'
import { formatMoment } from '../../shared/model/istanbulTime.ts'
import { formatMoney } from '../../shared/model/money.ts'
import { resources } from '../../shared/words/index.ts'
import {
  type ProofWords,
  sayFinding,
  sayGap,
  sayReconciliation,
  sayRestart,
  sayWatch,
} from '../../shared/words/proofWords.ts'
import { CheckIcon, WarningIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { perform, question, useRequest } from '../request.ts'
import { useScreen } from '../store.ts'

interface ProofPanelProps {
  snapshot: Snapshot
  nowMs: number
  dayIso: string
  proof: DayProof
}

/** A reading of the books that goes on is looked after this often, ms: the core does not say when it is through. */
const LOOK_AFTER_MS = 3_000

/** For `refetchInterval`: while the day is being held against the books. */
export const whileReconciling = (proof: DayProof | undefined): number | false =>
  proof?.some((source) => source.isReconciling) === true && LOOK_AFTER_MS

/** How far the day was listened to, and what the vendors' books say: beyond this nothing is claimed. */
export function ProofPanel({ snapshot, nowMs, dayIso, proof }: ProofPanelProps) {
  const { t } = useTranslation()
  const words = resources[snapshot.settings.language].proof
  const client = useQueryClient()
  const run = useRequest('reconcile.run')
  const renew = (): void => {
    for (const name of ['report.get', 'ledger.proof']) void client.invalidateQueries({ queryKey: [name] })
  }
  const isRunning = run.isPending || proof.some((source) => source.isReconciling)
  return (
    <section className="panel proof" aria-label={words.title}>
      <header className="proof__head">
        <h2>{words.title}</h2>
        <ReconcileTime snapshot={snapshot} />
        <button
          type="button"
          className="btn"
          disabled={isRunning}
          onClick={() => run.mutate({ dayIso }, { onSettled: renew })}
        >
          {t('proof.reconcile')}
        </button>
      </header>
      {run.isError && <ProblemText problem={run.error.problem} />}
      {proof.length === 0 && <p className="proof__none">{words.nobody}</p>}
      <ul className="proof__sources">
        {proof.map((source) => (
          <ProofOfSource key={source.sourceId} source={source} words={words} nowMs={nowMs} />
        ))}
      </ul>
      <Restarts dayIso={dayIso} words={words} />
    </section>
  )
}

/** What the watchdog or the door has started anew; nothing where nothing was. */
function Restarts({ dayIso, words }: { dayIso: string; words: ProofWords }) {
  const { data = [] } = useQuery(question('ledger.restarts', { dayIso }))
  if (data.length === 0) return null
  return (
    <section className="proof__restarts">
      <h3>{words.restarts}</h3>
      <ul className="proof__gaps">
        {data.map((restart) => (
          <li key={`${restart.part} ${restart.subjectId} ${restart.atMs}`}>{sayRestart(words, restart)}</li>
        ))}
      </ul>
    </section>
  )
}

function ProofOfSource({ source, words, nowMs }: { source: SourceProof; words: ProofWords; nowMs: number }) {
  const go = useScreen((state) => state.go)
  const isGood = isProven(source)
  const findings = source.reconciliation?.findings ?? []
  return (
    <li className="proof__source" data-proven={isGood || undefined}>
      {isGood ? <CheckIcon /> : <WarningIcon />}
      <div>
        <p className="proof__what">
          <strong>{source.name}</strong> {sayWatch(words, source)}
        </p>
        <p className="proof__books" role="status">
          {sayReconciliation(words, source)}
        </p>
        {source.gaps.length > 0 && (
          <ul className="proof__gaps" aria-label={words.gaps}>
            {source.gaps.map((gap) => (
              <li key={gap.fromMs}>{sayGap(words, gap)}</li>
            ))}
          </ul>
        )}
        {findings.length > 0 && (
          <ul className="proof__findings" aria-label={words.findings}>
            {findings.map((finding) => {
              const { orderKey, createdAtMs, label } = finding
              return (
                <li key={`${finding.kind} ${orderKey ?? label}`} data-kind={finding.kind}>
                  {createdAtMs !== null && <time>{formatMoment(createdAtMs, nowMs)}</time>}
                  {orderKey === null ? (
                    <strong>{label}</strong>
                  ) : (
                    <button type="button" className="job__order" onClick={() => go({ name: 'order', key: orderKey })}>
                      {label}
                    </button>
                  )}
                  <span>{sayFinding(words, finding, formatMoney)}</span>
                </li>
              )
            })}
          </ul>
        )}
      </div>
    </li>
  )
}

const hours = Array.from({ length: 24 }, (_, hour) => hour)

/** When the day is held against the books without anybody asking. */
function ReconcileTime({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const sayHour = (hour: number): string => t('proof.at.hour', { hour: `${String(hour).padStart(2, '0')}:00` })
  const options = [
    ...(['dayEnd', 'never'] as const).map((value) => ({ value: String(value), label: t(`proof.at.${value}`) })),
    ...hours.map((hour) => ({ value: String(hour), label: sayHour(hour) })),
  ]
  const pick = (value: string): void => {
    const reconcileAt = value === 'dayEnd' || value === 'never' ? value : Number(value)
    void perform('settings.update', { reconcileAt })
  }
  return (
    <label className="proof__when">
      {t('proof.when')}
      <select
        className="proof__select"
        value={String(snapshot.settings.reconcileAt)}
        onChange={(event) => pick(event.target.value)}
      >
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )
}
