import type { Problem } from '../../shared/contract/problems.ts'
import { PLATFORM_COURIER } from '../../shared/model/dispatch.ts'
import type { PrintJob } from '../../shared/model/printJob.ts'
import { foldWord } from '../../shared/model/foldTurkish.ts'
import { type CourierSettings, courierHues } from '../../shared/settings/courier.ts'
import type { VendorEntry } from '../vendors/posClient.ts'

/** Somebody who can be given packets: of the shop's own list, of a vendor's, or of both. */
export interface Courier extends CourierSettings {
  /** Only a vendor's list has him. */
  isVendorsAlone: boolean
}

const sameWord = (left: string, right: string): boolean => foldWord(left).trim() === foldWord(right).trim()

/**
 * The shop's own list, and whom vendors' lists have besides: an entry is the same person as one of the shop's by the id it
 * was linked with, else by name. Pure.
 *
 * @param lists by source
 */
export function mergeCouriers(
  own: readonly CourierSettings[],
  lists: ReadonlyMap<string, readonly VendorEntry[]>,
): Courier[] {
  const couriers: Courier[] = own.map((courier) => ({
    ...courier,
    vendorIds: { ...courier.vendorIds },
    isVendorsAlone: false,
  }))
  for (const [sourceId, entries] of lists) {
    for (const { id, name, phone } of entries) {
      if (couriers.some((courier) => courier.vendorIds[sourceId] === id)) continue
      const same = couriers.find((courier) => courier.vendorIds[sourceId] === undefined && sameWord(courier.name, name))
      if (same) {
        same.vendorIds[sourceId] = id
        same.phone ??= phone
      } else {
        const hue = courierHues[Number(id.at(-1)) % courierHues.length] ?? courierHues[0]
        const vendorIds = { [sourceId]: id }
        couriers.push({ id: `${sourceId}:${id}`, name, phone, hue, isActive: true, vendorIds, isVendorsAlone: true })
      }
    }
  }
  return couriers
}

/** Stands for whoever a platform sends. */
export const platformCourier = (name: string): Courier => ({
  id: PLATFORM_COURIER,
  name,
  phone: null,
  hue: 'slate',
  isActive: true,
  vendorIds: {},
  isVendorsAlone: false,
})

/** Of several packets each is handed over or refused by itself. */
export interface HandedOver {
  deliveryIds: number[]
  refused: { key: string; label: string; problem: Problem }[]
  /** Slips that are wanted with it. */
  jobs: PrintJob[]
}
