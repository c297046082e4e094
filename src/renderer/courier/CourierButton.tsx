import { useTranslation } from 'react-i18next'
import type { CourierView } from '../../shared/contract/dispatchRequests.ts'
import { PLATFORM_COURIER } from '../../shared/model/dispatch.ts'
import { initialsOf } from '../../shared/settings/courier.ts'
import { sayCourier } from './sayCourier.ts'

interface CourierButtonProps {
  courier: CourierView
  /** How many packets a touch hands over; 0: it opens his page. */
  count: number
  isDisabled: boolean
  onTouch(): void
}

/** A courier as a large button: initials on his colour, name, and what he carries. */
export function CourierButton({ courier, count, isDisabled, onTouch }: CourierButtonProps) {
  const { t } = useTranslation()
  const name = sayCourier(t, courier)
  const label = count > 0 ? t('courier.handTo', { count, courier: name }) : t('courier.openCourier', { courier: name })
  return (
    <button
      type="button"
      className="courier-button"
      data-platform={courier.id === PLATFORM_COURIER || undefined}
      data-hue={courier.hue}
      data-inactive={!courier.isActive || undefined}
      aria-label={label}
      data-tap="once"
      disabled={isDisabled}
      onClick={onTouch}
    >
      <span className="courier-button__initials" aria-hidden="true">
        {initialsOf(name)}
      </span>
      <span className="courier-button__name">{name}</span>
      <span className="courier-button__carries">
        {courier.carriedCount > 0
          ? t('courier.carries', { count: courier.carriedCount })
          : t(courier.isActive ? 'courier.idle' : 'courier.uncounted')}
      </span>
    </button>
  )
}
