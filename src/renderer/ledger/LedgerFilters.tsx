import { useTranslation } from 'react-i18next'
import { type LedgerCounts, type LedgerFilter, ledgerStates } from '../../shared/model/ledgerPage.ts'
import { orderTypes } from '../../shared/model/order.ts'
import { sayCourier } from '../courier/sayCourier.ts'

interface LedgerFiltersProps {
  filter: LedgerFilter
  /** null: not counted yet. */
  counts: LedgerCounts | null
  onChange(filter: LedgerFilter): void
}

interface Option {
  value: string
  label: string
  count: number
}

/** Which of the day's orders are shown: each choice with how many there are of it. */
export function LedgerFilters({ filter, counts, onChange }: LedgerFiltersProps) {
  const { t } = useTranslation()
  const set = (part: Partial<LedgerFilter>): void => onChange({ ...filter, ...part })
  const named = (rows: readonly { id: string; name: string; count: number }[]): Option[] =>
    rows.map(({ id, name, count }) => ({ value: id, label: name, count }))
  const types = orderTypes.flatMap((value): Option[] => {
    const count = counts?.types[value] ?? 0
    return count === 0 ? [] : [{ value, label: t(`ledger.type.${value}`), count }]
  })
  const states = ledgerStates.map((value): Option => {
    return { value, label: t(`ledger.states.${value}`), count: counts?.states[value] ?? 0 }
  })
  return (
    <div className="ledger__filters">
      <input
        className="ledger__find"
        type="search"
        aria-label={t('ledger.find')}
        placeholder={t('ledger.find')}
        value={filter.find}
        maxLength={200}
        onChange={(event) => set({ find: event.target.value })}
      />
      <Pick
        label={t('ledger.state')}
        value={filter.state}
        options={states}
        onPick={(value) => set({ state: ledgerStates.find((state) => state === value) ?? null })}
      />
      <Pick
        label={t('ledger.source')}
        value={filter.sourceId}
        options={named(counts?.sources ?? [])}
        onPick={(sourceId) => set({ sourceId })}
      />
      <Pick
        label={t('ledger.channel')}
        value={filter.channelId}
        options={named(counts?.channels ?? [])}
        onPick={(channelId) => set({ channelId })}
      />
      <Pick
        label={t('ledger.kind')}
        value={filter.type}
        options={types}
        onPick={(value) => set({ type: orderTypes.find((type) => type === value) ?? null })}
      />
      <Pick
        label={t('ledger.courier')}
        value={filter.courier}
        options={named((counts?.couriers ?? []).map((courier) => ({ ...courier, name: sayCourier(t, courier) })))}
        onPick={(courier) => set({ courier })}
      />
    </div>
  )
}

interface PickProps {
  label: string
  value: string | null
  options: readonly Option[]
  onPick(value: string | null): void
}

/** With one choice there is nothing to choose, unless it is chosen. */
function Pick({ label, value, options, onPick }: PickProps) {
  const { t } = useTranslation()
  if (options.length < 2 && value === null) return null
  return (
    <label className="ledger__pick" data-set={value !== null || undefined}>
      <span>{label}</span>
      <select value={value ?? ''} onChange={(event) => onPick(event.target.value === '' ? null : event.target.value)}>
        <option value="">{t('ledger.any')}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {`${option.label} (${option.count})`}
          </option>
        ))}
      </select>
    </label>
  )
}
