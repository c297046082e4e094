import { Switch } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import type { Route } from '../../shared/settings/route.ts'
import { ConfirmButton } from '../controls/ConfirmButton.tsx'
import { DownIcon, UpIcon } from '../controls/icons.tsx'
import { type RouteNames, sayRoute } from './sayRoute.ts'

interface RouteRowProps {
  route: Route
  names: RouteNames
  isFirst: boolean
  isLast: boolean
  onEdit(): void
  onEnable(enabled: boolean): void
  onMove(step: -1 | 1): void
  onRemove(): void
}

/** One rule as a sentence. */
export function RouteRow({ route, names, isFirst, isLast, onEdit, onEnable, onMove, onRemove }: RouteRowProps) {
  const { t } = useTranslation()
  const { name } = route
  const { from, to } = sayRoute(t, route, names)
  return (
    <li className="rule" data-route={route.id} data-off={!route.enabled || undefined}>
      <div className="rule__words">
        <p className="rule__name">
          {name}
          {!route.enabled && <span className="rule__off">{t('routing.off')}</span>}
        </p>
        <p className="rule__from">{from}</p>
        <p className="rule__to">→ {to}</p>
      </div>
      <Switch.Root
        className="switch"
        checked={route.enabled}
        onCheckedChange={onEnable}
        aria-label={t('routing.enabled', { name })}
      >
        <Switch.Thumb className="switch__thumb" />
      </Switch.Root>
      <div className="rule__buttons">
        <button
          type="button"
          className="btn btn--icon"
          disabled={isFirst}
          aria-label={t('routing.up', { name })}
          onClick={() => onMove(-1)}
        >
          <UpIcon />
        </button>
        <button
          type="button"
          className="btn btn--icon"
          disabled={isLast}
          aria-label={t('routing.down', { name })}
          onClick={() => onMove(1)}
        >
          <DownIcon />
        </button>
        <span className="form__gap" />
        <button type="button" className="btn" onClick={onEdit} aria-label={`${t('action.edit')}: ${name}`}>
          {t('action.edit')}
        </button>
        <ConfirmButton label={t('action.remove')} onConfirm={onRemove} />
      </div>
    </li>
  )
}
