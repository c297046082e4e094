import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { ChoiceField } from '../controls/Choice.tsx'
import { Dialog } from '../controls/Dialog.tsx'
import { SearchIcon } from '../controls/icons.tsx'
import { useScreen } from '../store.ts'

/** Opens an Adisyo order by its id, on the board or long closed. */
export function LookupDialog({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const isOpen = useScreen((state) => state.lookupIsOpen)
  const setLookup = useScreen((state) => state.setLookup)
  return (
    <Dialog isOpen={isOpen} title={t('lookup.title')} onClose={() => setLookup(false)}>
      <LookupForm snapshot={snapshot} />
    </Dialog>
  )
}

function LookupForm({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const setLookup = useScreen((state) => state.setLookup)
  const go = useScreen((state) => state.go)
  const sources = snapshot.sources.filter((source) => source.kind === 'adisyo')
  const [sourceId, setSourceId] = useState(sources[0]?.id ?? '')
  const [orderId, setOrderId] = useState('')
  const [hasError, setError] = useState(false)
  const find = (): void => {
    const wanted = orderId.trim()
    if (!/^\d{1,19}$/.test(wanted)) return setError(true)
    setLookup(false)
    go({ name: 'lookup', sourceId, orderId: wanted })
  }
  if (sources.length === 0) return <p className="dialog__text">{t('lookup.noSource')}</p>
  return (
    <form
      className="dialog__form"
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        find()
      }}
    >
      <p className="dialog__text">{t('lookup.body')}</p>
      {sources.length > 1 && (
        <ChoiceField
          label={t('lookup.source')}
          value={sourceId}
          options={sources.map((source) => ({ value: source.id, label: source.name }))}
          onChange={setSourceId}
        />
      )}
      <label className="field">
        <span className="field__label">{t('lookup.orderId')}</span>
        <input
          className="input"
          inputMode="numeric"
          autoComplete="off"
          autoFocus
          value={orderId}
          aria-invalid={hasError || undefined}
          onChange={(event) => {
            setOrderId(event.target.value)
            setError(false)
          }}
        />
        <span className={hasError ? 'field__error' : 'field__hint'} role={hasError ? 'alert' : undefined}>
          {t(hasError ? 'lookup.badId' : 'lookup.orderIdHint')}
        </span>
      </label>
      <div className="dialog__buttons">
        <button type="button" className="btn" onClick={() => setLookup(false)}>
          {t('action.cancel')}
        </button>
        <button type="submit" className="btn btn--primary">
          <SearchIcon />
          {t('lookup.find')}
        </button>
      </div>
    </form>
  )
}
