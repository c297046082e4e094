import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import type { Route } from '../../shared/settings/route.ts'
import { CheckIcon, WarningIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { question, useRenewal, useRequest } from '../request.ts'
import { useScreen } from '../store.ts'
import { channelsToOffer } from './channelNames.ts'
import { named, newRoute, type RoutesDraft, withRoute } from './routeDrafts.ts'
import { RouteForm } from './RouteForm.tsx'
import { RouteList } from './RouteList.tsx'
import { RoutePreview } from './RoutePreview.tsx'
import { sayRoutingProblems } from './sayRoute.ts'

/** The rules of the printing; with each touch the preview and the troubles are those of what stands on the screen. */
export function RoutesTab({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const { data, error } = useQuery(question('routes.get', {}))
  if (data !== undefined) return <RoutesEditor snapshot={snapshot} stored={data.routes} />
  return error === null ? <p role="status">{t('routing.loading')}</p> : <ProblemText problem={error.problem} />
}

interface RoutesEditorProps {
  snapshot: Snapshot
  stored: Route[]
}

function RoutesEditor({ snapshot, stored }: RoutesEditorProps) {
  const { t } = useTranslation()
  const draft = useScreen((state) => state.routesDraft) ?? { routes: stored, edited: null }
  const setDraft = useScreen((state) => state.setRoutesDraft)
  const [orderKey, setOrderKey] = useState<string | null>(null)
  const client = useQueryClient()
  const save = useRequest('routes.save', {
    onSuccess: (_, { routes: saved }) => {
      // Asking again would show the old rules for a moment.
      client.setQueryData(question('routes.get', {}).queryKey, (before) => before && { ...before, routes: saved })
      setDraft(null)
    },
  })
  const { routes, edited } = draft
  const printers = snapshot.printers.map((printer) => printer.settings)
  const shown = edited === null ? routes : withRoute(routes, named(edited, routes, printers))
  const key = snapshot.cards.some((card) => card.key === orderKey) ? orderKey : null
  // Printers belong to the answer as much as the rules do.
  const preview = useQuery({ ...question('routes.preview', { routes: shown, key }), placeholderData: keepPreviousData })
  useRenewal(preview, JSON.stringify([printers, snapshot.settings]))
  const hasChanges = JSON.stringify(routes) !== JSON.stringify(stored)
  const change = (part: Partial<RoutesDraft>): void => {
    setDraft({ ...draft, ...part })
    save.reset()
  }
  const names = { sources: snapshot.sources, printers, channels: channelsToOffer(snapshot.cards, []) }
  const isInUse = shown.some((route) => route.enabled)
  return (
    <div className="routing">
      <div className="routing__rules">
        {isInUse && preview.data !== undefined && (
          <RoutingProblems sentences={sayRoutingProblems(t, preview.data.problems, names)} />
        )}
        {edited === null ? (
          <RouteList
            routes={routes}
            names={names}
            onChange={(changed) => change({ routes: changed })}
            onEdit={(route) => change({ edited: route })}
            onAdd={() => change({ edited: newRoute(routes, printers) })}
          />
        ) : (
          <RouteForm
            key={edited.id}
            snapshot={snapshot}
            route={edited}
            isNew={!routes.some((route) => route.id === edited.id)}
            onChange={(route) => change({ edited: route })}
            onDone={() => change({ routes: shown, edited: null })}
            onCancel={() => change({ edited: null })}
          />
        )}
        {save.isError && <ProblemText problem={save.error.problem} />}
        {edited === null && (
          <SaveBar
            hasChanges={hasChanges}
            isSaved={save.isSuccess}
            onDiscard={() => setDraft(null)}
            onSave={() => save.mutate({ routes })}
          />
        )}
      </div>
      <RoutePreview
        snapshot={snapshot}
        slips={preview.data?.slips ?? null}
        problem={preview.error?.problem ?? null}
        orderKey={key}
        onChoose={setOrderKey}
      />
    </div>
  )
}

/** What the rules leave out, in words; that nothing is left out is said, too. */
function RoutingProblems({ sentences }: { sentences: readonly string[] }) {
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

interface SaveBarProps {
  hasChanges: boolean
  isSaved: boolean
  onDiscard(): void
  onSave(): void
}

/** Rules take effect together, when a person says so. */
function SaveBar({ hasChanges, isSaved, onDiscard, onSave }: SaveBarProps) {
  const { t } = useTranslation()
  if (!hasChanges) {
    return isSaved ? (
      <p className="good" role="status">
        <CheckIcon />
        {t('routing.saved')}
      </p>
    ) : null
  }
  return (
    <div className="save-bar">
      <p>{t('routing.unsaved')}</p>
      <button type="button" className="btn" onClick={onDiscard}>
        {t('routing.discard')}
      </button>
      <button type="button" className="btn btn--primary" onClick={onSave}>
        {t('action.save')}
      </button>
    </div>
  )
}
