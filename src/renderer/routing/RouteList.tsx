import { useTranslation } from 'react-i18next'
import type { Route } from '../../shared/settings/route.ts'
import { moved, withRoute } from './routeDrafts.ts'
import { RouteRow } from './RouteRow.tsx'
import type { RouteNames } from './sayRoute.ts'

interface RouteListProps {
  routes: readonly Route[]
  names: Omit<RouteNames, 'printers'> & { printers: readonly { id: string; name: string; enabled: boolean }[] }
  onChange(routes: Route[]): void
  onEdit(route: Route): void
  onAdd(): void
}

export function RouteList({ routes, names, onChange, onEdit, onAdd }: RouteListProps) {
  const { t } = useTranslation()
  const add = (
    <button type="button" className="btn btn--primary rule-add" onClick={onAdd}>
      {t('routing.add')}
    </button>
  )
  if (routes.length === 0) {
    const inUse = names.printers.filter((printer) => printer.enabled).map((printer) => printer.name)
    return (
      <section className="panel routing__none">
        <p className="routing__none-what">{t('routing.none')}</p>
        <p>
          {inUse.length === 0 ? t('routing.noneNoPrinter') : t('routing.nonePrinters', { printers: inUse.join(', ') })}
        </p>
        <p className="panel__none">{t('routing.noneWhy')}</p>
        {add}
      </section>
    )
  }
  return (
    <>
      <p className="routing__intro">{t(routes.some((route) => route.enabled) ? 'routing.intro' : 'routing.allOff')}</p>
      <ol className="rules" aria-label={t('routing.list')}>
        {routes.map((route, index) => (
          <RouteRow
            key={route.id}
            route={route}
            names={names}
            isFirst={index === 0}
            isLast={index === routes.length - 1}
            onEdit={() => onEdit(route)}
            onEnable={(enabled) => onChange(withRoute(routes, { ...route, enabled }))}
            onMove={(step) => onChange(moved(routes, route.id, step))}
            onRemove={() => onChange(routes.filter((other) => other.id !== route.id))}
          />
        ))}
      </ol>
      {add}
    </>
  )
}
