import { z } from 'zod'
import { type OrderChange, orderChangeSchema } from '../../shared/model/change.ts'
import { type MoneySplit, moneySplitSchema } from '../../shared/model/moneySplit.ts'
import { parseKurus } from '../../shared/model/money.ts'
import { type Order, orderSchema } from '../../shared/model/order.ts'
import { type JobNote, jobNoteSchema, jobStates, type JobState } from '../../shared/model/printJob.ts'
import { type UpgradeStep, upgradeStored } from '../../shared/model/upgradeChain.ts'

/** JSON in the ledger's columns: written with its version, read through every step since. */

const versionedSchema = z.looseObject({ version: z.number().int().positive().catch(1) })

const anyLines = z.array(z.looseObject({ children: z.unknown().optional() }))

/** From version 2 on a quantity may be unreadable, and says what came instead. */
function withRawQuantity(lines: unknown): unknown {
  const parsed = anyLines.safeParse(lines)
  if (!parsed.success) return lines
  return parsed.data.map((line) => ({ ...line, rawQuantity: null, children: withRawQuantity(line.children ?? []) }))
}

const anyOrder = z.looseObject({ lines: z.unknown(), payments: z.array(z.looseObject({})) })

/** Version 1 is the first release's, which wrote no version. */
const orderUpgrades: readonly UpgradeStep[] = [
  (stored) => {
    const order = anyOrder.safeParse(stored)
    if (!order.success) return stored
    const payments = order.data.payments.map((payment) => ({ ...payment, foreignCurrency: null }))
    return { ...order.data, lines: withRawQuantity(order.data.lines), payments }
  },
]

export const writeOrderJson = (order: Order): string => JSON.stringify({ version: orderUpgrades.length + 1, ...order })

/** @returns null for what no version of Tezgah has written */
export function readOrderJson(json: unknown): Order | null {
  const stored = versionedSchema.safeParse(parseJson(json))
  if (!stored.success) return null
  return orderSchema.safeParse(upgradeStored(stored.data, stored.data.version, orderUpgrades)).data ?? null
}

/** @returns null where there is none, or none that can be read: the day's report then asks the order itself */
export const readMoneyJson = (json: unknown): MoneySplit | null =>
  json === null ? null : (moneySplitSchema.safeParse(parseJson(json)).data ?? null)

const textChangeSchema = z.object({
  what: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})

/** Version 1 kept each change as the words of a Turkish slip; from version 2 on it is data. */
const changeUpgrades: readonly UpgradeStep[] = [
  (stored) => ({
    changes: z
      .array(textChangeSchema)
      .catch([])
      .parse(stored)
      .map(({ what, before, after }) => ({
        what,
        before: dataOfText(what, before),
        after: dataOfText(what, after),
      })),
  }),
]

const storedChangesSchema = z.object({ changes: z.array(orderChangeSchema) })

export const writeChangesJson = (changes: readonly OrderChange[]): string =>
  JSON.stringify({ version: changeUpgrades.length + 1, changes })

/** @returns an empty list for what cannot be read: that something changed is still known */
export function readChangesJson(json: unknown): OrderChange[] {
  const stored = parseJson(json)
  const version = versionedSchema.safeParse(stored).data?.version ?? 1
  return storedChangesSchema.safeParse(upgradeStored(stored, version, changeUpgrades)).data?.changes ?? []
}

function dataOfText(what: string, words: string | null): unknown {
  if (words === null) return null
  if (what === 'total' || what === 'discount' || what === 'paid') return parseKurus(words)
  if (what === 'scheduledFor') return Number(words)
  return what === 'line' ? lineOfText(words) : words
}

/** `İPTAL: 2 x Adana (Acılı; YOK: Soğan)`: what stands in brackets stays part of the name. */
function lineOfText(words: string): unknown {
  const [, cancelled, quantity = '1', name = words] = /^(İPTAL: )?([\d,]+) x (.*)$/su.exec(words) ?? []
  return {
    quantity: Number(quantity.replace(',', '.')),
    name,
    options: [],
    leftOut: [],
    note: null,
    cancelled: cancelled !== undefined,
    children: [],
  }
}

/** Version 1 kept a note as free text: some of it Tezgah's own, the rest a printer's or a person's. */
const noteUpgrades: readonly UpgradeStep[] = [(stored) => noteOfText(stored)]

const storedNoteSchema = z.looseObject({ version: z.number().int(), note: z.unknown() })
const textNoteSchema = z.object({ text: z.string(), state: z.enum(jobStates) })

export const writeNoteJson = (note: JobNote): string => JSON.stringify({ version: noteUpgrades.length + 1, note })

/** @param state of the step that it explains: of a wanted slip, words are a person's reason */
export function readNoteJson(text: string, state: JobState): JobNote | null {
  const stored = storedNoteSchema.safeParse(parseJson(text)).data
  const [note, version] = stored === undefined ? [{ text, state }, 1] : [stored.note, stored.version]
  return jobNoteSchema.safeParse(upgradeStored(note, version, noteUpgrades)).data ?? null
}

const ownNotes: Readonly<Record<string, JobNote['code']>> = {
  'printed by hand': 'printedByHand',
  'nothing for this printer': 'nothingForPrinter',
  'order erased': 'orderErased',
  interrupted: 'interrupted',
  'waited too long': 'waitedTooLong',
}

function noteOfText(stored: unknown): unknown {
  const { text, state } = textNoteSchema.parse(stored)
  if (text.startsWith('answer:')) return { code: 'answered', answer: text.slice('answer:'.length) }
  if (Object.hasOwn(ownNotes, text)) return { code: ownNotes[text] }
  return state === 'wanted' ? { code: 'wantedBecause', reason: text } : { code: 'printerSaid', said: text }
}

function parseJson(json: unknown): unknown {
  try {
    return JSON.parse(String(json))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
