import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Snapshot, SourceView } from '../../shared/contract/snapshot.ts'
import { RemoveDialog } from '../controls/RemoveDialog.tsx'
import { perform } from '../request.ts'
import { SourceHealth } from '../shell/SourceHealth.tsx'
import { begin, useDrafts } from './drafts.ts'
import { Entry } from './Entry.tsx'
import { draftOfSource, newSourceDraft } from './sourceDraft.ts'
import { SourceForm } from './SourceForm.tsx'

/** The accounts Tezgah watches. */
export function SourcesTab({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const drafting = useDrafts((drafts) => drafts.source)
  const [removed, setRemoved] = useState<SourceView | null>(null)
  const source = snapshot.sources.find((candidate) => candidate.id === drafting?.id) ?? null
  if (drafting !== null && (drafting.id === null || source !== null))
    return (
      <SourceForm
        snapshot={snapshot}
        source={source}
        drafting={drafting}
        onClose={() => useDrafts.setState({ source: null })}
      />
    )
  return (
    <>
      {snapshot.sources.length === 0 && <p className="settings__none">{t('settings.source.none')}</p>}
      <ul className="entries">
        {snapshot.sources.map((entry) => (
          <SourceEntry
            key={entry.id}
            source={entry}
            onEdit={() => useDrafts.setState({ source: begin(entry.id, draftOfSource(entry)) })}
            onRemove={() => setRemoved(entry)}
          />
        ))}
      </ul>
      <button
        type="button"
        className="btn btn--primary"
        onClick={() => useDrafts.setState({ source: begin(null, newSourceDraft('restomenum')) })}
      >
        {t('settings.source.add')}
      </button>
      <RemoveDialog
        title={t('settings.source.removeTitle', { name: removed?.name ?? '' })}
        body={t('settings.source.removeBody')}
        isOpen={removed !== null}
        onClose={() => setRemoved(null)}
        onRemove={() => void (removed !== null && perform('source.remove', { id: removed.id }))}
      />
    </>
  )
}

function SourceEntry({ source, onEdit, onRemove }: { source: SourceView; onEdit(): void; onRemove(): void }) {
  const { t } = useTranslation()
  return (
    <Entry
      name={source.name}
      health={<SourceHealth source={source} />}
      facts={`${t(`source.kind.${source.kind}`)} · ${source.baseUrl} · ${keyWords()}`}
      problem={source.problem}
      onEdit={onEdit}
      onRemove={onRemove}
    >
      {source.state === 'stopped' && (
        <button
          type="button"
          className="btn btn--primary"
          onClick={() => void perform('source.resume', { id: source.id })}
        >
          {t('settings.source.resume')}
        </button>
      )}
    </Entry>
  )

  function keyWords(): string {
    const { isSet, lastFour } = source.keys
    if (!isSet) return t('settings.source.keyNone')
    return lastFour === null ? t('settings.source.keySetPlain') : t('settings.source.keySet', { lastFour })
  }
}
