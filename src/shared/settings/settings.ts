import { z } from 'zod'
import { hoursSchema } from './hours.ts'
import { counterSettingsSchema, defaultCounterSettings } from './counter.ts'
import { courierSettingsSchema, paymentTypesSchema } from './courier.ts'
import { paymentMeaningsSchema } from '../model/paymentMeaning.ts'
import { defaultLinkSettings, linkSettingsSchema } from './link.ts'
import { printerSettingsSchema } from './printer.ts'
import { routeSchema } from './route.ts'
import { defaultSoundSettings, soundSettingsSchema } from './sounds.ts'
import { sourceSettingsSchema } from './source.ts'
import { defaultUpdateSettings, updateSettingsSchema } from './updates.ts'
import { SETTINGS_VERSION } from './upgrades.ts'
import { defaultWebhookSettings, webhookSettingsSchema } from './webhook.ts'

/** What a shop can set. Keys are never in here: they live in the door's secret store, by source id. */

export const languages = ['tr', 'en'] as const
/** `system` follows the computer's, its wish for contrast included. */
export const themes = ['system', 'light', 'dark', 'highContrast'] as const

/** How large a card's letters are; the largest are read from a metre away. */
export const textSizes = ['normal', 'large', 'largest'] as const
export type TextSize = (typeof textSizes)[number]

/** Whom a card is for: it says what that person needs. */
export const cardKinds = ['cashier', 'packer', 'courier'] as const
export type CardKind = (typeof cardKinds)[number]
/**
 * One platform order that two sources show: `together`: one card, told and printed once; `apart`: two orders; `ask`: two,
 * and a person is asked when the first such pair is seen.
 */
export const overlapChoices = ['ask', 'apart', 'together'] as const

/** How far the first set-up has come: not begun, at one of its steps, or done. */
export const setupStates = ['never', 'source', 'printer', 'sound', 'computer', 'done'] as const

export const settingsSchema = z.object({
  version: z.literal(SETTINGS_VERSION),
  language: z.enum(languages),
  /** Of what is printed; the screen, notices and the tray speak `language`. */
  slipLanguage: z.enum(languages),
  theme: z.enum(themes),
  textSize: z.enum(textSizes),
  cardKind: z.enum(cardKinds),
  sources: z.array(sourceSettingsSchema).max(50),
  printers: z.array(printerSettingsSchema).max(20),
  /** None: every order goes to every printer in use, whole. */
  routes: z.array(routeSchema).max(60),
  counter: counterSettingsSchema,
  /** Print each new order's slip by itself. */
  autoPrint: z.boolean(),
  /** Print a DEĞİŞTİ slip when an order changes after its slip was printed. */
  printChanges: z.boolean(),
  overlaps: z.enum(overlapChoices),
  /** What such a slip carries: only what changed (the kitchen must not cook the rest twice), or the whole order too. */
  changeSlip: z.enum(['changesOnly', 'whole']),
  /** A scheduled order's slip comes this long before it is due; null: when the order comes in. */
  scheduledLeadMinutes: z
    .number()
    .int()
    .min(5)
    .max(24 * 60)
    .nullable(),
  /** A slip that has waited this long for its printer, or for a person to say whether it is still wanted, is dropped. */
  slipExpiryHours: z
    .number()
    .int()
    .min(1)
    .max(24 * 7),
  /** 0 silences the app's own sound; the red mark in the header says so. */
  soundVolume: z.number().min(0).max(1),
  sounds: soundSettingsSchema,
  webhook: webhookSettingsSchema,
  link: linkSettingsSchema,
  ageWarnMinutes: z.number().int().min(1).max(240),
  ageLateMinutes: z.number().int().min(1).max(480),
  closingLine: z.string().max(200),
  /** Slips that go with a packet carry their number as bars, for the scanner at the counter. */
  slipBarcode: z.boolean(),
  /** Customer data of an order are erased this long after it closed. */
  retentionHours: z
    .number()
    .int()
    .min(1)
    .max(24 * 30),
  /** When the day is held against the vendors' books by itself: at its end, at an hour of Istanbul's, or never. */
  reconcileAt: z.union([z.enum(['dayEnd', 'never']), z.number().int().min(0).max(23)]),
  autostart: z.boolean(),
  /** When orders are expected; null: always. */
  openingHours: hoursSchema.nullable(),
  /** The computer does not fall asleep meanwhile. */
  keepAwake: z.boolean(),
  setup: z.enum(setupStates),
  /** When the shop's day ends, by Istanbul's clock: what comes in after midnight belongs to the evening before. */
  dayEndsAt: z.string().regex(/^(0\d|1[01]):[0-5]\d$/),
  couriers: z.array(courierSettingsSchema).max(100),
  /** By source. */
  paymentTypes: paymentTypesSchema,
  /** What ways of paying mean here, as far as somebody has said. By source. */
  paymentMeanings: paymentMeaningsSchema,
  /** Which steps of an order's way its vendor is told. */
  tells: z.object({ ready: z.boolean(), onTheWay: z.boolean(), delivered: z.boolean() }),
  /** What could not be told for this long is put before a person. */
  tellWithinMinutes: z.number().int().min(1).max(240),
  /** A courier's slip comes with each hand-over: all that he carries then. */
  printsTours: z.boolean(),
  /** A counted account is printed. */
  printsPouches: z.boolean(),
  /** A packet that is on its way for longer is late in a way of its own. */
  onTheWayLateMinutes: z.number().int().min(5).max(240),
  /** The desktop's window fills the screen at each start. */
  startFullScreen: z.boolean(),
  updates: updateSettingsSchema,
})

export type Settings = z.infer<typeof settingsSchema>
export type Language = (typeof languages)[number]
export type Theme = (typeof themes)[number]

export const defaultSettings: Settings = {
  version: SETTINGS_VERSION,
  language: 'tr',
  slipLanguage: 'tr',
  theme: 'system',
  textSize: 'normal',
  cardKind: 'cashier',
  sources: [],
  printers: [],
  routes: [],
  counter: defaultCounterSettings,
  autoPrint: true,
  printChanges: true,
  overlaps: 'ask',
  changeSlip: 'changesOnly',
  scheduledLeadMinutes: null,
  slipExpiryHours: 12,
  soundVolume: 0.8,
  sounds: defaultSoundSettings,
  webhook: defaultWebhookSettings,
  link: defaultLinkSettings,
  ageWarnMinutes: 10,
  ageLateMinutes: 20,
  closingLine: 'Bilgi fişidir. Mali değeri yoktur.',
  slipBarcode: true,
  retentionHours: 24,
  reconcileAt: 'dayEnd',
  autostart: false,
  openingHours: null,
  keepAwake: true,
  setup: 'never',
  dayEndsAt: '05:00',
  couriers: [],
  paymentTypes: {},
  paymentMeanings: {},
  tells: { ready: false, onTheWay: true, delivered: true },
  tellWithinMinutes: 15,
  printsTours: false,
  printsPouches: true,
  onTheWayLateMinutes: 40,
  startFullScreen: false,
  updates: defaultUpdateSettings,
}
