import { z } from 'zod'
import { nameSchema } from './fields.ts'

/** Colours of couriers; the reds and ambers of waiting times are never among them. */
export const courierHues = ['blue', 'green', 'violet', 'teal', 'pink', 'olive', 'indigo', 'slate'] as const

/** A courier as a shop sets him. */
export const courierSettingsSchema = z.object({
  id: z.string().min(1).max(80),
  name: nameSchema,
  phone: z.string().trim().max(40).nullable(),
  hue: z.enum(courierHues),
  /** Works here at present. */
  isActive: z.boolean(),
  /** His id in the list of a source's vendor, by source. */
  vendorIds: z.record(z.string().max(80), z.string().max(40)),
})
export type CourierSettings = z.infer<typeof courierSettingsSchema>

/** The vendor's way of paying that a delivery is closed with, by what was paid with. */
export const paymentTypesSchema = z.record(
  z.string().max(80),
  z.object({
    cash: z.string().max(40).nullable(),
    card: z.string().max(40).nullable(),
    mealCard: z.string().max(40).nullable(),
    online: z.string().max(40).nullable(),
  }),
)
export type PaymentTypes = z.infer<typeof paymentTypesSchema>

/** `Ali Çelik` is `AÇ`. */
export const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 2)
    .map((word) => word.slice(0, 1).toLocaleUpperCase('tr-TR'))
    .join('')
