import type { RequestInput } from '../../shared/contract/requests.ts'
import type { SourceView } from '../../shared/contract/snapshot.ts'
import { vendorDefaults } from '../../shared/settings/source.ts'

type SourceInput = RequestInput<'source.save'>['source']

/** A source as it stands in the form: text, as typed. Keys are only ever written, so they start empty. */
export interface SourceDraft {
  kind: SourceInput['kind']
  name: string
  baseUrl: string
  pollSeconds: string
  consumer: string
  enabled: boolean
  /** null: keep what is stored. */
  apiKey: string | null
  apiSecret: string | null
}

export const newSourceDraft = (kind: SourceInput['kind']): SourceDraft => ({
  kind,
  name: '',
  baseUrl: vendorDefaults[kind].baseUrl,
  pollSeconds: String(vendorDefaults[kind].pollSeconds),
  consumer: '',
  enabled: true,
  apiKey: '',
  apiSecret: '',
})

export const draftOfSource = (source: SourceView): SourceDraft => ({
  kind: source.kind,
  name: source.name,
  baseUrl: source.baseUrl,
  pollSeconds: String(source.pollSeconds),
  consumer: source.consumer ?? '',
  enabled: source.enabled,
  apiKey: source.keys.isSet ? null : '',
  apiSecret: source.keys.isSet ? null : '',
})

/** Another vendor: its own address and pace, unless the person has written others. */
export function withKind(draft: SourceDraft, kind: SourceInput['kind']): SourceDraft {
  const before = vendorDefaults[draft.kind]
  const after = vendorDefaults[kind]
  return {
    ...draft,
    kind,
    baseUrl: draft.baseUrl === before.baseUrl ? after.baseUrl : draft.baseUrl,
    pollSeconds: draft.pollSeconds === String(before.pollSeconds) ? String(after.pollSeconds) : draft.pollSeconds,
  }
}

/** What is sent. Keys that were left as they are are left out; an empty one is left out, too, and reported as missing. */
export function sourceInputOf(draft: SourceDraft): SourceInput {
  const key = draft.apiKey?.trim() ?? ''
  const secret = draft.apiSecret?.trim() ?? ''
  return {
    kind: draft.kind,
    name: draft.name,
    baseUrl: draft.baseUrl.trim() === '' ? vendorDefaults[draft.kind].baseUrl : draft.baseUrl,
    // A number that is none fails the core's schema at this very field, not as 0.
    pollSeconds: draft.pollSeconds.trim() === '' ? vendorDefaults[draft.kind].pollSeconds : toNumber(draft.pollSeconds),
    consumer: draft.kind === 'adisyo' ? draft.consumer : null,
    enabled: draft.enabled,
    ...(key === '' ? {} : { apiKey: key }),
    ...(draft.kind !== 'adisyo' || secret === '' ? {} : { apiSecret: secret }),
  }
}

/** JSON has no NaN: -1 is refused by every schema these forms feed. */
export function toNumber(text: string): number {
  const value = Number(text.trim().replace(',', '.'))
  return text.trim() !== '' && Number.isFinite(value) ? value : -1
}
