import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import type { Route } from '../../shared/settings/route.ts'
import { FormButtons } from '../controls/FormButtons.tsx'
import { SwitchRow } from '../controls/SwitchRow.tsx'
import { RouteOrders } from './RouteOrders.tsx'
import { RouteTarget } from './RouteTarget.tsx'

interface RouteFormProps {
  snapshot: Snapshot
  route: Route
  isNew: boolean
  onChange(route: Route): void
  onDone(): void
  onCancel(): void
}

/** One rule, in the order in which a shop would say it: which orders, where to, what is on the slip. */
export function RouteForm({ snapshot, route, isNew, onChange, onDone, onCancel }: RouteFormProps) {
  const { t } = useTranslation()
  const nameId = useId()
  const change = (part: Partial<Route>): void => onChange({ ...route, ...part })
  const hasPrinter = snapshot.printers.some((printer) => printer.settings.id === route.printerId)
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        if (hasPrinter) onDone()
      }}
    >
      <h2>{t(isNew ? 'routing.new' : 'routing.edit')}</h2>
      <RouteOrders snapshot={snapshot} route={route} change={change} />
      <RouteTarget snapshot={snapshot} route={route} change={change} />
      <fieldset className="group">
        <legend>{t('routing.how')}</legend>
        <SwitchRow
          label={t('routing.hasCustomer')}
          checked={route.hasCustomer}
          onChange={(hasCustomer) => change({ hasCustomer })}
        />
        <SwitchRow
          label={t('routing.hasPrices')}
          checked={route.hasPrices}
          onChange={(hasPrices) => change({ hasPrices })}
        />
        <SwitchRow
          label={t('routing.printsChanges')}
          checked={route.printsChanges}
          onChange={(printsChanges) => change({ printsChanges })}
        />
      </fieldset>
      <div className="field">
        <label className="field__label" htmlFor={nameId}>
          {t('routing.name')}
        </label>
        <input
          id={nameId}
          className="input"
          maxLength={60}
          value={route.name}
          onChange={(event) => change({ name: event.target.value })}
        />
        <span className="field__hint">{t('routing.nameHint')}</span>
      </div>
      <FormButtons submit={t('routing.done')} isDisabled={!hasPrinter} onCancel={onCancel}>
        {!hasPrinter && <p className="field__error">{t('routing.needsPrinter')}</p>}
      </FormButtons>
    </form>
  )
}
