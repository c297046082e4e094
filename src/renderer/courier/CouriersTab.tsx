import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../../shared/contract/problems.ts'
import type { RequestInput, RequestOutput } from '../../shared/contract/requests.ts'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { type CourierSettings, courierHues, initialsOf } from '../../shared/settings/courier.ts'
import { ProblemText } from '../controls/ProblemText.tsx'
import { SwitchRow } from '../controls/SwitchRow.tsx'
import { question, request, type RequestError, useRenewal, useRequest } from '../request.ts'
import { begin, type Drafting, isChanged, settle, useDrafts } from '../settings/drafts.ts'
import { SavedField } from '../settings/Field.tsx'
import { toNumber } from '../settings/sourceDraft.ts'
import { CourierForm } from './CourierForm.tsx'
import { PaymentTypeFields } from './PaymentTypeFields.tsx'

type Lists = RequestOutput<'couriers.get'>
type Update = RequestInput<'settings.update'>

/** The shop's couriers, and what of their way vendors are told. */
export function CouriersTab({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const { settings } = snapshot
  const query = useQuery(question('couriers.get', {}))
  useRenewal(query, JSON.stringify([snapshot.couriers.map(({ id, name, hue }) => [id, name, hue])]))
  const { mutateAsync, error } = useRequest('settings.update')
  const problem = error?.problem ?? null
  const update = (part: Update): Promise<Problem | null> =>
    mutateAsync(part).then(
      () => null,
      (failure: RequestError) => failure.problem,
    )
  const tell = (step: keyof typeof settings.tells, label: string) => (
    <SwitchRow
      label={label}
      checked={settings.tells[step]}
      onChange={(isOn) => void update({ tells: { ...settings.tells, [step]: isOn } })}
    />
  )
  const minutes = (name: 'tellWithinMinutes' | 'onTheWayLateMinutes', label: string) => (
    <SavedField
      name={name}
      label={label}
      stored={String(settings[name])}
      isNumber
      save={(text) => update({ [name]: toNumber(text) })}
    />
  )
  return (
    <div className="form">
      {problem !== null && problem.field === undefined && <ProblemText problem={problem} />}
      <fieldset className="group">
        <legend>{t('courier.settings.own')}</legend>
        {query.data !== undefined && (
          <CourierList lists={query.data} snapshot={snapshot} onSaved={() => void query.refetch()} />
        )}
      </fieldset>
      <fieldset className="group">
        <legend>{t('courier.settings.tells')}</legend>
        {tell('ready', t('courier.settings.tellReady'))}
        {tell('onTheWay', t('courier.settings.tellOnTheWay'))}
        {tell('delivered', t('courier.settings.tellDelivered'))}
        {minutes('tellWithinMinutes', t('courier.settings.within'))}
        {minutes('onTheWayLateMinutes', t('courier.settings.late'))}
      </fieldset>
      <fieldset className="group">
        <legend>{t('courier.settings.slips')}</legend>
        <SwitchRow
          label={t('courier.settings.printsTours')}
          checked={settings.printsTours}
          onChange={(isOn) => void update({ printsTours: isOn })}
        />
        <SwitchRow
          label={t('courier.settings.printsPouches')}
          checked={settings.printsPouches}
          onChange={(isOn) => void update({ printsPouches: isOn })}
        />
        <p className="form__hint">{t('courier.settings.slipsWhere')}</p>
      </fieldset>
      {query.data !== undefined &&
        Object.entries(query.data.paymentTypes).map(([sourceId, types]) => (
          <PaymentTypeFields
            key={sourceId}
            sourceName={snapshot.sources.find(({ id }) => id === sourceId)?.name ?? sourceId}
            types={types}
            chosen={settings.paymentTypes[sourceId]}
            onChoose={(chosen) => void update({ paymentTypes: { ...settings.paymentTypes, [sourceId]: chosen } })}
          />
        ))}
    </div>
  )
}

interface CourierListProps {
  lists: Lists
  snapshot: Snapshot
  onSaved(): void
}

function CourierList({ lists, snapshot, onSaved }: CourierListProps) {
  const { t } = useTranslation()
  const editing = useDrafts((drafts) => drafts.courier)
  const save = useMutation<void, RequestError, { sent: Drafting<CourierSettings>; couriers: CourierSettings[] }>({
    mutationFn: async ({ sent, couriers }) => {
      await request('couriers.save', { couriers })
      settle('courier', sent, sent.draft.id)
    },
    onSuccess: onSaved,
  })
  const edit = (courier: CourierSettings | null): void => {
    save.reset()
    useDrafts.setState({ courier: courier === null ? null : begin(courier.id, courier) })
  }
  const own = lists.couriers
  const ids = new Set(own.map(({ id }) => id))
  const vendorsAlone = snapshot.couriers.filter(({ id, isActive }) => isActive && id !== 'platform' && !ids.has(id))
  const engaged = snapshot.couriers.filter(({ isActive }) => !isActive)
  const fresh = (): CourierSettings => ({
    id: crypto.randomUUID(),
    name: '',
    phone: null,
    hue: courierHues[own.length % courierHues.length] ?? 'blue',
    isActive: true,
    vendorIds: {},
  })
  const put = (sent: Drafting<CourierSettings>): void => {
    const { draft } = sent
    const couriers = ids.has(draft.id) ? own.map((each) => (each.id === draft.id ? draft : each)) : [...own, draft]
    save.mutate({ sent, couriers })
  }
  const remove = (sent: Drafting<CourierSettings>): void =>
    save.mutate({ sent, couriers: own.filter(({ id }) => id !== sent.id) })
  return (
    <>
      {own.length === 0 && editing === null && <p>{t('courier.settings.none')}</p>}
      <ul className="courier-list">
        {own.map((courier) => (
          <li key={courier.id} className="courier-list__row">
            <span className="courier-button__initials" data-hue={courier.hue} aria-hidden="true">
              {initialsOf(courier.name)}
            </span>
            <strong>{courier.name}</strong>
            <span>{courier.phone ?? ''}</span>
            <button
              type="button"
              className="btn"
              aria-label={t('courier.settings.edit', { name: courier.name })}
              // What was typed for another one is saved or given up first.
              disabled={isChanged(editing)}
              onClick={() => edit(courier)}
            >
              {t('action.edit')}
            </button>
          </li>
        ))}
      </ul>
      {vendorsAlone.length > 0 && (
        <p>{t('courier.settings.fromVendor', { names: vendorsAlone.map(({ name }) => name).join(', ') })}</p>
      )}
      {engaged.length > 0 && (
        <p>{t('courier.settings.uncounted', { names: engaged.map(({ name }) => name).join(', ') })}</p>
      )}
      {save.error !== null && save.error.problem.code !== 'invalidRequest' && (
        <ProblemText problem={save.error.problem} />
      )}
      {editing === null ? (
        <button type="button" className="btn" onClick={() => edit(fresh())}>
          {t('courier.settings.add')}
        </button>
      ) : (
        <CourierForm
          key={editing.draft.id}
          courier={editing.draft}
          isNew={!ids.has(editing.draft.id)}
          lists={lists.lists}
          sourceName={(sourceId) => snapshot.sources.find(({ id }) => id === sourceId)?.name ?? sourceId}
          problem={save.error?.problem ?? null}
          onChange={(draft) => {
            save.reset()
            useDrafts.setState({ courier: { ...editing, draft } })
          }}
          onSave={() => put(editing)}
          onRemove={() => remove(editing)}
          onCancel={() => edit(null)}
        />
      )}
    </>
  )
}
