import { z } from 'zod'

/** The life of one wanted slip. See docs: each arrow is one committed transaction of the ledger. */
export const jobStates = [
  'wanted',
  'held', // printer offline or out of paper before a byte was sent
  'sending',
  'confirmed', // the printer said so
  'sent', // bytes taken, the printer cannot confirm: "gönderildi", never "yazıldı"
  'failed', // not a byte sent: will be tried again
  'uncertain', // part may be on paper: one marked copy follows by itself
  'needsHuman', // "Çıktı mı?"
  'dropped', // a person said it is not wanted (any more)
] as const
export type JobState = (typeof jobStates)[number]

export const jobKinds = ['order', 'changed', 'cancelled', 'copy', 'test'] as const
export type JobKind = (typeof jobKinds)[number]

export const jobViewSchema = z.object({
  id: z.number().int(),
  orderKey: z.string().nullable(),
  orderLabel: z.string(),
  kind: z.enum(jobKinds),
  printerId: z.string(),
  printerName: z.string(),
  state: z.enum(jobStates),
  copyNumber: z.number().int(),
  attempt: z.number().int(),
  /** Part of it may be on paper already: what comes out is marked OLASI TEKRAR. */
  isPossibleDuplicate: z.boolean(),
  reason: z.string().nullable(),
  problem: z.string().nullable(),
  wantedAtMs: z.number().int(),
  updatedAtMs: z.number().int(),
})
export type JobView = z.infer<typeof jobViewSchema>

export interface WantedJob {
  orderKey: string | null
  orderLabel: string
  kind: JobKind
  printerId: string
  /** Which route wanted it: how it looks. null: whole. */
  routeId: string | null
  /**
   * One job per (order, printer, dedupe): `first`, `changed:<revision>`, `cancelled`. Wanted twice = once.
   * Of a `copy` it is ignored: each is a person's own wish and gets the next number.
   */
  dedupe: string
  reason: string | null
  /** What changed, for DEĞİŞTİ: JSON of the printing folder's own. */
  changes: string | null
}

export interface PrintJob extends WantedJob {
  id: number
  state: JobState
  /** 0: the first slip; n: KOPYA n. */
  copyNumber: number
  attempt: number
  /** The one automatic reprint after an uncertain attempt has been used: it prints as OLASI TEKRAR. */
  isPossibleDuplicate: boolean
  problem: string | null
  wantedAtMs: number
  updatedAtMs: number
  /** Not before this, wall time; null: at once. */
  notBeforeMs: number | null
}

export interface JobStep {
  atMs: number
  attempt?: number
  isPossibleDuplicate?: boolean
  /** An ErrorCode; null clears it. */
  problem?: string | null
  notBeforeMs?: number | null
  /** For the journal: the printer's own words, a reason. */
  detail?: string | null
}

export interface JobStepEntry {
  atMs: number
  state: JobState
  attempt: number
  problem: string | null
  detail: string | null
}
