import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import type { Problem } from '../../shared/contract/problems.ts'
import type { Route } from '../../shared/settings/route.ts'
import { ask } from '../ask.ts'
import { ProblemText } from '../controls/ProblemText.tsx'
import { useScreen } from '../store.ts'
import { useAsked } from '../useAsked.ts'
import { channelsToOffer } from './channelNames.ts'
import { named, newRoute, type RoutesDraft, withRoute } from './routeDrafts.ts'
import { RouteForm } from './RouteForm.tsx'
import { RouteList } from './RouteList.tsx'
import { RoutePreview } from './RoutePreview.tsx'
import { RoutingProblems } from './RoutingProblems.tsx'
import { SaveBar } from './SaveBar.tsx'
import { sayRoutingProblems } from './sayRoute.ts'

/** The rules of the printing; with each touch the preview and the troubles are those of what stands on the screen. */
export function RoutesTab({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const stored = useAsked('routes.get', {})
  /** What was saved from here since: asking again would show the old rules for a moment. */
  const [saved, setSaved] = useState<Route[] | null>(null)
  if (stored.value === null) {
    return stored.problem === null ? (
      <p role="status">{t('routing.loading')}</p>
    ) : (
      <ProblemText problem={stored.problem} />
    )
  }
  return <RoutesEditor snapshot={snapshot} stored={saved ?? stored.value.routes} onSaved={setSaved} />
}

interface RoutesEditorProps {
  snapshot: Snapshot
  stored: Route[]
  onSaved(routes: Route[]): void
}

function RoutesEditor({ snapshot, stored, onSaved }: RoutesEditorProps) {
  const { t } = useTranslation()
  const draft = useScreen((state) => state.routesDraft) ?? { routes: stored, edited: null }
  const setDraft = useScreen((state) => state.setRoutesDraft)
  const [orderKey, setOrderKey] = useState<string | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isSaved, setSaved] = useState(false)
  const { routes, edited } = draft
  const printers = snapshot.printers.map((printer) => printer.settings)
  const shown = edited === null ? routes : withRoute(routes, named(edited, routes, printers))
  const key = snapshot.cards.some((card) => card.key === orderKey) ? orderKey : null
  // Printers belong to the answer as much as the rules do.
  const preview = useAsked('routes.preview', { routes: shown, key }, JSON.stringify([printers, snapshot.settings]))
  const hasChanges = JSON.stringify(routes) !== JSON.stringify(stored)
  const change = (part: Partial<RoutesDraft>): void => {
    setDraft({ ...draft, ...part })
    setProblem(null)
    setSaved(false)
  }
  const save = async (): Promise<void> => {
    const result = await ask('routes.save', { routes })
    if (!result.ok) return setProblem(result.error)
    setDraft(null)
    setSaved(true)
    onSaved(routes)
  }
  const names = { sources: snapshot.sources, printers, channels: channelsToOffer(snapshot.cards, []) }
  const isInUse = shown.some((route) => route.enabled)
  return (
    <div className="routing">
      <div className="routing__rules">
        {isInUse && preview.last !== null && (
          <RoutingProblems sentences={sayRoutingProblems(t, preview.last.problems, names)} />
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
        {problem !== null && <ProblemText problem={problem} />}
        {edited === null && (
          <SaveBar
            hasChanges={hasChanges}
            isSaved={isSaved}
            onDiscard={() => setDraft(null)}
            onSave={() => void save()}
          />
        )}
      </div>
      <RoutePreview
        snapshot={snapshot}
        slips={preview.last?.slips ?? null}
        problem={preview.problem}
        orderKey={key}
        onChoose={setOrderKey}
      />
    </div>
  )
}
