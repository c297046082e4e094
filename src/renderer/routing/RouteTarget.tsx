import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import type { Route } from '../../shared/settings/route.ts'
import { ChoiceField } from '../controls/Choice.tsx'

const copies = [0, 1, 2, 3, 4, 5] as const
const sizes = [1, 2, 3] as const

interface RouteTargetProps {
  snapshot: Snapshot
  route: Route
  change(part: Partial<Route>): void
}

/** Where a rule's slips come out, how many, and how large their letters are. */
export function RouteTarget({ snapshot, route, change }: RouteTargetProps) {
  const { t } = useTranslation()
  const printers = snapshot.printers.map((printer) => printer.settings)
  return (
    <fieldset className="group">
      <legend>{t('routing.where')}</legend>
      <ChoiceField
        label={t('routing.printer')}
        value={printers.some((printer) => printer.id === route.printerId) ? route.printerId : ''}
        options={printers.map(({ id, name, enabled }) => ({
          value: id,
          label: enabled ? name : t('routing.printerOff', { name }),
        }))}
        onChange={(printerId) => change({ printerId })}
      />
      <div className="form__pair">
        <ChoiceField
          label={t('routing.copies')}
          value={String(route.copies)}
          options={copies.map((count) => ({
            value: String(count),
            label: count === 0 ? t('routing.noSlip') : String(count),
          }))}
          onChange={(picked) => change({ copies: Number(picked) })}
        />
        <ChoiceField
          label={t('routing.textSize')}
          value={String(route.textSize)}
          options={sizes.map((size) => ({ value: String(size), label: t(`routing.textSizes.${size}`) }))}
          onChange={(picked) => change({ textSize: sizes.find((size) => String(size) === picked) ?? 1 })}
        />
      </div>
    </fieldset>
  )
}
