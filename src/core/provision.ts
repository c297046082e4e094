import { z } from 'zod'
import { sourceKinds } from '../shared/order.ts'
import { fail, ok, type Result } from '../shared/result.ts'
import {
  checkSource,
  codePages,
  connectionSchema,
  languages,
  type PrinterSettings,
  printerSettingsSchema,
  secretSchema,
  type Settings,
  type SourceSettings,
  vendorDefaults,
} from '../shared/settings.ts'
import type { Secrets } from './host.ts'

/**
 * The provisioning file: what an installer with fifty counters writes once. Sources and printers are matched by name,
 * so a second start with the same file changes nothing, and a changed address keeps the source's ledger.
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
    enabled: z.boolean().default(true),
  })
  .transform((source) => ({
    ...source,
    baseUrl: source.baseUrl ?? vendorDefaults[source.kind].baseUrl,
    pollSeconds: source.pollSeconds ?? vendorDefaults[source.kind].pollSeconds,
  }))
  .superRefine((source, context) => {
    checkSource(source, (field, message) => context.addIssue({ code: 'custom', path: [field], message }))
    if (source.kind === 'adisyo' && source.apiKey !== undefined && source.apiSecret === undefined)
      context.addIssue({ code: 'custom', path: ['apiSecret'], message: 'is needed beside apiKey for adisyo' })
  })

const printerSchema = z.strictObject({
  ...printerSettingsSchema.omit({ id: true }).shape,
  name,
  connection: connectionSchema,
  paperWidthMm: z.union([z.literal(58), z.literal(80)]).default(80),
  codePage: z.enum(codePages).default('cp857'),
  codePageNumber: z.number().int().min(0).max(255).nullable().default(null),
  feedLines: z.number().int().min(0).max(20).default(4),
  enabled: z.boolean().default(true),
})

const unique = (rows: readonly { name: string }[]): boolean =>
  new Set(rows.map((row) => row.name.toLocaleLowerCase('tr'))).size === rows.length

const provisionSchema = z.strictObject({
  language: z.enum(languages).optional(),
  sources: z.array(sourceSchema).max(50).refine(unique, 'two sources have the same name').default([]),
  printers: z.array(printerSchema).max(20).refine(unique, 'two printers have the same name').default([]),
  autoPrint: z.boolean().optional(),
  soundVolume: z.number().min(0).max(1).optional(),
  autostart: z.boolean().optional(),
})

export type Provision = z.output<typeof provisionSchema>

/**
 * Reads the file's text. Its message says which field is wrong and what is expected, never what was there: a key may
 * stand in the wrong place.
 *
 * @returns the provision, or `invalidRequest` with params { field, message }
 */
export function readProvision(text: string): Result<Provision> {
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return fail('invalidRequest', { field: '', message: 'the file is not valid JSON' })
  }
  const parsed = provisionSchema.safeParse(json)
  if (parsed.success) return ok(parsed.data)
  const issue = parsed.error.issues[0]
  return fail('invalidRequest', { field: issue?.path.join('.') ?? '', message: safeMessage(issue) })
}

/** Zod names unknown fields in its message; a key pasted as a field's name must not be repeated. */
const safeMessage = (issue: z.core.$ZodIssue | undefined): string =>
  issue?.code === 'unrecognized_keys' ? 'has a field that is not known' : (issue?.message ?? 'is not understood')

/** The settings with the provision laid over them, and the keys that came along, by source id. */
export function applyProvision(
  settings: Settings,
  provision: Provision,
): { settings: Settings; secrets: Map<string, Secrets> } {
  const secrets = new Map<string, Secrets>()
  const sources = [...settings.sources]
  for (const { apiKey, apiSecret, consumer, ...given } of provision.sources) {
    const index = sources.findIndex((source) => source.kind === given.kind && source.name === given.name)
    const id = sources[index]?.id ?? freeId(`${given.kind}-${given.name}`, sources)
    const source: SourceSettings = {
      ...given,
      id,
      consumer: given.kind === 'adisyo' ? (consumer ?? `Tezgah - ${given.name}`) : null,
    }
    sources.splice(index === -1 ? sources.length : index, index === -1 ? 0 : 1, source)
    if (apiKey !== undefined) secrets.set(id, apiSecret === undefined ? { apiKey } : { apiKey, apiSecret })
  }
  const printers = [...settings.printers]
  for (const given of provision.printers) {
    const index = printers.findIndex((printer) => printer.name === given.name)
    const printer: PrinterSettings = { ...given, id: printers[index]?.id ?? freeId(given.name, printers) }
    printers.splice(index === -1 ? printers.length : index, index === -1 ? 0 : 1, printer)
  }
  const next: Settings = {
    ...settings,
    sources,
    printers,
    language: provision.language ?? settings.language,
    autoPrint: provision.autoPrint ?? settings.autoPrint,
    soundVolume: provision.soundVolume ?? settings.soundVolume,
    autostart: provision.autostart ?? settings.autostart,
  }
  return { settings: next, secrets }
}

/** A readable id ("adisyo-moda") that nothing else has. */
export function freeId(text: string, taken: readonly { id: string }[]): string {
  const base =
    text
      .toLocaleLowerCase('tr')
      .replaceAll('ı', 'i')
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'x'
  let id = base
  for (let count = 2; taken.some((row) => row.id === id); count++) id = `${base}-${count}`
  return id
}
