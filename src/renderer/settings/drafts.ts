import { create } from 'zustand'
import type { Problem } from '../../shared/contract/problems.ts'
import type { CourierSettings } from '../../shared/settings/courier.ts'
import type { LinkSettings } from '../../shared/settings/link.ts'
import type { MoneyDraft } from '../courier/MoneyFields.tsx'
import type { PrinterDraft } from './printerDraft.ts'
import type { SourceDraft } from './sourceDraft.ts'

/** A form that is open: of which entry, as typed, and as it was when it was opened. */
export interface Drafting<D> {
  /** null: a new one. */
  id: string | null
  draft: D
  /** Of this opening of the form alone: no other one has the same object. */
  before: D
}

export interface LinkDraft {
  /** What nobody has changed follows what is stored, by whichever screen. */
  part: Partial<LinkSettings>
  /** null: what is kept stays. */
  password: string | null
}

export interface WebhookDraft {
  address: string
  secret: string
}

/** A courier's account that is being counted. */
export interface PouchDraft {
  /** What nobody has typed follows what is expected. */
  money: Partial<MoneyDraft>
  reason: string
}

/** What a person has typed in a form and not saved: it outlives a look at another tab or page. */
export interface Drafts {
  source: Drafting<SourceDraft> | null
  printer: Drafting<PrinterDraft> | null
  /** Of the set-up, which has its own. */
  setupSource: Drafting<SourceDraft> | null
  setupPrinter: Drafting<PrinterDraft> | null
  courier: Drafting<CourierSettings> | null
  webhook: Drafting<WebhookDraft> | null
  /** null: nothing was typed. */
  link: LinkDraft | null
  /** Of the fields that are saved one by one: what could not be saved, and why (null: it was not tried yet). */
  typed: Readonly<Record<string, { text: string; problem: Problem | null }>>
  /** By account. */
  pouches: Readonly<Record<string, PouchDraft>>
}

export const useDrafts = create<Drafts>()(() => ({
  source: null,
  printer: null,
  setupSource: null,
  setupPrinter: null,
  courier: null,
  webhook: null,
  link: null,
  typed: {},
  pouches: {},
}))

/** Opens a form. */
export const begin = <D extends object>(id: string | null, draft: D): Drafting<D> => ({
  id,
  draft,
  before: { ...draft },
})

type DraftingOf = Pick<Drafts, 'source' | 'printer' | 'setupSource' | 'setupPrinter' | 'courier' | 'webhook'>

/** Whether the form is still as it was sent: neither changed since then, nor left for another one. */
export const isAsSent = (form: keyof DraftingOf, sent: Drafting<object>): boolean => {
  const current = useDrafts.getState()[form]
  return current?.before === sent.before && current.draft === sent.draft
}

/**
 * What was sent of a form is saved. The form closes; what was typed into it since then stays there, as of the entry that
 * there is now, and one that was opened instead is left alone.
 *
 * @returns whether it closed
 */
export function settle<F extends keyof DraftingOf>(
  form: F,
  sent: NonNullable<DraftingOf[F]>,
  id: string | null,
): boolean {
  const current = useDrafts.getState()[form]
  const isClosing = isAsSent(form, sent)
  if (isClosing) useDrafts.setState({ [form]: null })
  else if (current?.before === sent.before) useDrafts.setState({ [form]: { ...current, id, before: sent.draft } })
  return isClosing
}

export const isChanged = (drafting: Drafting<unknown> | null): boolean =>
  drafting !== null && JSON.stringify(drafting.draft) !== JSON.stringify(drafting.before)

/** As the form shows it. */
export const linkOf = (draft: LinkDraft | null, stored: LinkSettings): LinkSettings => ({ ...stored, ...draft?.part })

export const isLinkChanged = (draft: LinkDraft | null, stored: LinkSettings): boolean =>
  draft !== null && (draft.password !== null || JSON.stringify(linkOf(draft, stored)) !== JSON.stringify(stored))

/** @param entry null: it is saved, or what is stored shows again */
export const keepTyped = (name: string, entry: Drafts['typed'][string] | null): void =>
  useDrafts.setState(({ typed }) => ({ typed: withEntry(typed, name, entry) }))

/** @param draft null: it is counted */
export const keepPouch = (account: string, draft: PouchDraft | null): void =>
  useDrafts.setState(({ pouches }) => ({ pouches: withEntry(pouches, account, draft) }))

function withEntry<T>(entries: Readonly<Record<string, T>>, name: string, entry: T | null): Record<string, T> {
  const others = Object.entries(entries).filter(([other]) => other !== name)
  return Object.fromEntries(entry === null ? others : [...others, [name, entry]])
}
