import type { TFunction } from 'i18next'
import { PLATFORM_COURIER } from '../../shared/model/dispatch.ts'

/** A platform's courier has no name here. */
export const sayCourier = (t: TFunction, { id, name }: { id: string; name: string }): string =>
  id === PLATFORM_COURIER ? t('courier.platform') : name
