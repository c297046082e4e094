import { z } from 'zod'
import { sourceKinds } from '../../shared/model/order.ts'
import { invalid, invalidField, ok, type Result } from '../../shared/contract/problems.ts'
import { checkSource, secretSchema, sourceSettingsSchema, vendorDefaults } from '../../shared/settings/source.ts'
import { connectionSchema, printerSettingsSchema } from '../../shared/settings/printer.ts'
import { languages, type Settings } from '../../shared/settings/settings.ts'
import type { Secrets } from '../host.ts'
import { type FieldCode, fieldFaultOf } from '../../shared/contract/fieldFault.ts'
import { foldName, foldWord } from '../../shared/model/foldTurkish.ts'

/**
 * The provisioning file: what an installer with fifty counters writes once and gives at every start. Sources and printers
 * are matched by name; what the file says wins, what it does not say stays as the shop has set it.
 */

const name = z.string().trim().min(1).max(60)

const sourceSchema = z
  .strictObject({
    kind: z.enum(sourceKinds),
    name,
    baseUrl: z.string().trim().optional(),
    apiKey: secretSchema.optional(),
    apiSecret: secretSchema.optional(),
    consumer: z.string().trim().min(1).max(120).optional(),
    pollSeconds: z.number().min(0.2).max(3600).optional(),
    enabled: z.boolean().optional(),
  })
  .superRefine((source, context) => {
    const { baseUrl, pollSeconds } = vendorDefaults[source.kind]
    const asked = {
      kind: source.kind,
      baseUrl: source.baseUrl ?? baseUrl,
      pollSeconds: source.pollSeconds ?? pollSeconds,
    }
    checkSource(asked, (field, message) => context.addIssue({ code: 'custom', path: [field], message }))
    if (source.kind === 'adisyo' && source.apiKey !== undefined && source.apiSecret === undefined)
      context.addIssue({ code: 'custom', path: ['apiSecret'], message: 'missing' satisfies FieldCode })
  })

const { shape } = printerSettingsSchema

const printerSchema = z.strictObject({
  name,
  connection: connectionSchema,
  paperWidthMm: shape.paperWidthMm.optional(),
  codePage: shape.codePage.optional(),
  codePageNumber: shape.codePageNumber.optional(),
  feedLines: shape.feedLines.optional(),
  enabled: shape.enabled.optional(),
  model: shape.model.unwrap().optional(),
  mode: shape.mode.unwrap().optional(),
  columns: shape.columns.unwrap().optional(),
  cut: shape.cut.unwrap().optional(),
  maxSlipMm: shape.maxSlipMm.unwrap().optional(),
  qr: shape.qr.unwrap().optional(),
  cancelsKanji: shape.cancelsKanji.unwrap().optional(),
  opensDrawer: shape.opensDrawer.unwrap().optional(),
  buzzes: shape.buzzes.unwrap().optional(),
})

/** A printer of which the file says nothing but where it is. */
const usualPrinter = { paperWidthMm: 80, codePage: 'cp857', codePageNumber: null, feedLines: 4, enabled: true }

const unique = (rows: readonly { name: string }[]): boolean =>
  new Set(rows.map((row) => foldName(row.name))).size === rows.length

const provisionSchema = z.strictObject({
  language: z.enum(languages).optional(),
  sources: z
    .array(sourceSchema)
    .max(50)
    .refine(unique, 'nameTaken' satisfies FieldCode)
    .default([]),
  printers: z
    .array(printerSchema)
    .max(20)
    .refine(unique, 'nameTaken' satisfies FieldCode)
    .default([]),
  counter: z.strictObject({ name: name.max(40).optional(), printsByItself: z.boolean().optional() }).optional(),
  autoPrint: z.boolean().optional(),
  soundVolume: z.number().min(0).max(1).optional(),
  autostart: z.boolean().optional(),
  startFullScreen: z.boolean().optional(),
})

export type Provision = z.output<typeof provisionSchema>

/**
 * Reads the file's text. A refusal says which field is wrong and how, never what was there: a key may stand in
 * the wrong place.
 *
 * @returns the provision, or `invalidRequest` with its field
 */
export function readProvision(text: string): Result<Provision> {
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return invalid('', 'notJson')
  }
  const parsed = provisionSchema.safeParse(json)
  return parsed.success ? ok(parsed.data) : invalidField(fieldFaultOf(parsed.error, json))
}

/** The settings with the provision laid over them, and the keys that came along, by source id. */
export function applyProvision(
  settings: Settings,
  provision: Provision,
): { settings: Settings; secrets: Map<string, Secrets> } {
  const secrets = new Map<string, Secrets>()
  const sources = [...settings.sources]
  for (const { apiKey, apiSecret, ...given } of provision.sources) {
    const { index, id, known } = placeOf(sources, given.name, `${given.kind}-${given.name}`)
    const consumer = given.kind === 'adisyo' ? (given.consumer ?? known?.consumer ?? `Tezgah - ${given.name}`) : null
    const { baseUrl, pollSeconds } = vendorDefaults[given.kind]
    const source = {
      baseUrl,
      pollSeconds,
      enabled: true,
      ...known,
      ...given,
      name: known?.name ?? given.name,
      id,
      consumer,
    }
    sources[index] = sourceSettingsSchema.parse(source)
    if (apiKey !== undefined) secrets.set(id, apiSecret === undefined ? { apiKey } : { apiKey, apiSecret })
  }
  const printers = [...settings.printers]
  for (const given of provision.printers) {
    const { index, id, known } = placeOf(printers, given.name, given.name)
    printers[index] = printerSettingsSchema.parse({
      ...usualPrinter,
      ...known,
      ...given,
      name: known?.name ?? given.name,
      id,
    })
  }
  const next: Settings = {
    ...settings,
    sources,
    printers,
    language: provision.language ?? settings.language,
    counter: counterOf(settings.counter, provision.counter),
    autoPrint: provision.autoPrint ?? settings.autoPrint,
    soundVolume: provision.soundVolume ?? settings.soundVolume,
    autostart: provision.autostart ?? settings.autostart,
    startFullScreen: provision.startFullScreen ?? settings.startFullScreen,
  }
  return { settings: next, secrets }
}

/** A file that says who prints has answered whether there is another one. */
const counterOf = (known: Settings['counter'], given: Provision['counter']): Settings['counter'] => ({
  name: given?.name ?? known.name,
  printsByItself: given?.printsByItself ?? known.printsByItself,
  others: given?.printsByItself === undefined ? known.others : 'some',
})

/**
 * Which row of the settings the file means: the one of this name, or the one that was made for this name and has been
 * renamed since. What the file does not say about it stays as it is.
 */
function placeOf<Row extends { id: string; name: string }>(
  rows: readonly Row[],
  named: string,
  idText: string,
): { index: number; id: string; known: Row | null } {
  const byName = rows.findIndex((row) => row.name === named)
  const index = byName === -1 ? rows.findIndex((row) => row.id === readableId(idText)) : byName
  const known = rows[index] ?? null
  return { index: index === -1 ? rows.length : index, id: known?.id ?? freeId(idText, rows), known }
}

/** A readable id ("adisyo-moda") that nothing else has. */
export function freeId(text: string, taken: readonly { id: string }[]): string {
  const base = readableId(text)
  let id = base
  for (let count = 2; taken.some((row) => row.id === id); count++) id = `${base}-${count}`
  return id
}

const readableId = (text: string): string =>
  foldWord(text)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60) || 'x'
