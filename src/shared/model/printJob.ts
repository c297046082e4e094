import { z } from 'zod'
import { type ErrorCode, errorCodes } from '../contract/problems.ts'
import type { OrderChange } from './change.ts'

/** The life of one wanted slip. Each arrow is one committed transaction of the ledger. */
export const jobStates = [
  'wanted',
  'held', // printer offline or out of paper before a byte was sent: goes out when it is ready
  'sending',
  'confirmed', // the printer said so
  'sent', // bytes taken, the printer cannot confirm: "gönderildi", never "yazıldı"
  'failed', // not a byte sent: will be tried again
  'uncertain', // part may be on paper: one marked copy follows by itself
  'undecided', // never sent, and will not be by itself: a person says whether it is still wanted
  'needsHuman', // may be on paper, and no further copy goes out by itself: "Çıktı mı?"
  'dropped', // a person said it is not wanted (any more), nobody wanted it for long, or there is nothing to print
] as const
export type JobState = (typeof jobStates)[number]

/** Which states may follow a state. */
const arrows: Readonly<Record<JobState, readonly JobState[]>> = {
  wanted: ['sending', 'undecided', 'needsHuman', 'dropped'],
  held: ['sending', 'undecided', 'needsHuman', 'dropped'],
  failed: ['sending', 'undecided', 'needsHuman', 'dropped'],
  uncertain: ['sending', 'needsHuman', 'sent', 'dropped'],
  sending: ['confirmed', 'sent', 'held', 'failed', 'uncertain', 'needsHuman'],
  // Never `sent`: nobody can have seen on paper what did not leave this computer.
  undecided: ['wanted', 'dropped'],
  needsHuman: ['wanted', 'sent', 'dropped'],
  confirmed: [],
  sent: [],
  dropped: [],
}

export const mayFollow = (from: JobState, to: JobState): boolean => arrows[from].includes(to)

type Stateful = Pick<PrintJob, 'state'>

/** A slip that could not be printed for this long is not printed by itself any more: somebody may have dealt with it. */
export const NOT_UNASKED_AFTER_MS = 10 * 60_000

/** Over: nothing happens to it any more. */
export const isSettled = ({ state }: Stateful): boolean => arrows[state].length === 0
export const settledStates: readonly JobState[] = jobStates.filter((state) => isSettled({ state }))

/** It will be sent without anybody's word, as soon as its printer takes it. */
export const isWaiting = ({ state }: Stateful): boolean => arrows[state].includes('sending')

/** Nothing happens to it before a person has said what. */
export const needsPerson = ({ state }: Stateful): boolean => state === 'needsHuman' || state === 'undecided'

/** How a person is asked about it: whether it came out is no question where not a byte has left. */
export const askingState = ({
  state,
  isPossibleDuplicate,
}: Pick<PrintJob, 'state' | 'isPossibleDuplicate'>): JobState =>
  isPossibleDuplicate || state === 'uncertain' ? 'needsHuman' : 'undecided'

/** Waiting, and its last attempt, if there was one, sent nothing. */
export const isUnsent = (job: Stateful): boolean => isWaiting(job) && job.state !== 'uncertain'

/** Its printer took all of it. */
export const isDelivered = ({ state }: Stateful): boolean => state === 'confirmed' || state === 'sent'

/** Not a byte of it has left this computer in any attempt, and it is not on its way. */
export const hasNeverLeft = (job: Pick<PrintJob, 'state' | 'isPossibleDuplicate'>): boolean =>
  (isUnsent(job) || job.state === 'undecided') && !job.isPossibleDuplicate

/** At least a part of it may be on paper. */
export const mayBeOnPaper = (job: Stateful): boolean =>
  job.state !== 'dropped' && job.state !== 'undecided' && !isUnsent(job)

/** It did not come out here, and has at another counter. */
export const isElsewhere = ({ state, problem }: Pick<PrintJob, 'state' | 'problem'>): boolean =>
  state === 'dropped' && problem === 'printedElsewhere'

/** Not wanted any more, and not on paper elsewhere either. */
export const isGivenUp = (job: Pick<PrintJob, 'state' | 'problem'>): boolean =>
  job.state === 'dropped' && !isElsewhere(job)

/** Nobody knows whether it is on paper. */
export const isInDoubt = ({ state }: Stateful): boolean => state === 'uncertain' || state === 'needsHuman'

/** Something is wrong with it, or with its printer. */
export const isTroubled = (job: Stateful): boolean =>
  isInDoubt(job) || job.state === 'undecided' || job.state === 'held' || job.state === 'failed'

/** Most in need of a person first: which of several slips stands for all of them. */
export const jobStatesByUrgency: readonly JobState[] = [
  'needsHuman',
  'uncertain',
  'undecided',
  'failed',
  'held',
  'sending',
  'wanted',
  'sent',
  'confirmed',
  'dropped',
]

/** What a person can say of a slip that waits or is in doubt. */
export const jobAnswers = ['cameOut', 'printAgain', 'drop'] as const
export type JobAnswer = (typeof jobAnswers)[number]

/** What a person can say of a slip as it stands; that it came out only where something may be on paper. */
export function answersTo({ state }: Stateful): readonly JobAnswer[] {
  if (mayFollow(state, 'sent') && state !== 'sending') return jobAnswers
  return mayFollow(state, 'dropped') ? ['printAgain', 'drop'] : []
}

/** Why a step of a slip's life was taken, for the journal. */
export const jobNoteSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('answered'), answer: z.enum(jobAnswers) }),
  /** Why a person wanted a copy. */
  z.object({ code: z.literal('wantedBecause'), reason: z.string() }),
  z.object({
    code: z.enum([
      'printedByHand', // a person wanted it now, in place of the one that was to come later
      'nothingForPrinter', // its route wants none of what was ordered
      'orderErased',
      'orderOver', // it was cancelled or delivered before anybody here had heard of it
      'interrupted', // Tezgah ended while it was being sent
      'waitedTooLong',
      'sentUnasked', // a person wanted it sent to a printer that does not say how it is
      'printedUnlinked', // the other counters could not be asked: one of them may have printed it as well
      'perhapsElsewhere', // another counter was about to print it and did not say how that ended
    ]),
  }),
  /** Another counter has printed it. */
  z.object({ code: z.literal('printedElsewhere'), counterName: z.string() }),
  /** Nobody had printed or dropped it for this long. */
  z.object({ code: z.literal('expired'), hours: z.number() }),
  /** A fault of ours, by its kind. */
  z.object({ code: z.literal('notComposed'), error: z.string() }),
  /** Letters that its printer does not have, each once; `printed` empty: left out. `more`: that many besides. */
  z.object({
    code: z.literal('lettersReplaced'),
    letters: z.array(z.object({ original: z.string(), printed: z.string() })),
    more: z.number().int(),
  }),
  /** The printer's, its queue's or its folder's own words. */
  z.object({ code: z.literal('printerSaid'), said: z.string() }),
])
export type JobNote = z.infer<typeof jobNoteSchema>

/** What a slip is about: an order, a courier's tour, or an account that was counted. */
export const subjectKinds = ['order', 'tour', 'pouch'] as const

export const jobSubjectSchema = z.object({
  kind: z.enum(subjectKinds),
  /** The order's key, or the number of the tour or the counted account. */
  key: z.string(),
})
export type JobSubject = z.infer<typeof jobSubjectSchema>

export const orderSubject = (key: string): JobSubject => ({ kind: 'order', key })
export const tourSubject = (id: number): JobSubject => ({ kind: 'tour', key: String(id) })
export const pouchSubject = (id: number): JobSubject => ({ kind: 'pouch', key: String(id) })

export const isOfOrder = ({ subject }: { subject: JobSubject }, key: string): boolean =>
  subject.kind === 'order' && subject.key === key

export const jobKinds = ['order', 'changed', 'cancelled', 'copy', 'test', 'tour', 'pouch'] as const
export type JobKind = (typeof jobKinds)[number]

export const jobViewSchema = z.object({
  id: z.number().int(),
  subject: jobSubjectSchema,
  /** What people call its subject; holds nothing of a customer. */
  label: z.string(),
  kind: z.enum(jobKinds),
  printerId: z.string(),
  printerName: z.string(),
  state: z.enum(jobStates),
  copyNumber: z.number().int(),
  attempt: z.number().int(),
  /** Part of it may be on paper already: what comes out is marked OLASI TEKRAR. */
  isPossibleDuplicate: z.boolean(),
  reason: z.string().nullable(),
  problem: z.enum(errorCodes).nullable(),
  wantedAtMs: z.number().int(),
  updatedAtMs: z.number().int(),
})
export type JobView = z.infer<typeof jobViewSchema>

export interface WantedJob {
  subject: JobSubject
  label: string
  kind: JobKind
  printerId: string
  /** Which route wanted it: how it looks. null: whole. */
  routeId: string | null
  /**
   * One job per (subject, printer, dedupe): `first`, `changed:<revision>`, `cancelled`. Wanted twice = once.
   * Of a `copy` it is ignored: each is a person's own wish and gets the next number.
   */
  dedupe: string
  reason: string | null
  /** What changed, for DEĞİŞTİ; empty: it is not known any more. */
  changes: OrderChange[] | null
}

/** Wanted twice, it is one. */
export const isSameWish = (
  left: Pick<WantedJob, 'subject' | 'printerId' | 'dedupe'>,
  right: Pick<WantedJob, 'subject' | 'printerId' | 'dedupe'>,
): boolean =>
  left.subject.kind === right.subject.kind &&
  left.subject.key === right.subject.key &&
  left.printerId === right.printerId &&
  left.dedupe === right.dedupe

export interface PrintJob extends WantedJob {
  id: number
  state: JobState
  /** 0: the first slip; n: KOPYA n. */
  copyNumber: number
  attempt: number
  /** The one automatic reprint after an uncertain attempt has been used: it prints as OLASI TEKRAR. */
  isPossibleDuplicate: boolean
  /** Why it is not on paper; null: nothing is wrong. */
  problem: ErrorCode | null
  wantedAtMs: number
  updatedAtMs: number
  /** Not before this, wall time; null: at once. */
  notBeforeMs: number | null
}

/** One arrow, as it is written down. Left out: as it was. */
export interface JobStep {
  atMs: number
  attempt?: number
  isPossibleDuplicate?: boolean
  /** null: nothing is wrong any more. */
  problem?: ErrorCode | null
  notBeforeMs?: number | null
  note?: JobNote | null
}

/** One step in the life of a slip, as the journal shows it. */
export const jobStepEntrySchema = z.object({
  atMs: z.number().int(),
  state: z.enum(jobStates),
  attempt: z.number().int(),
  problem: z.enum(errorCodes).nullable(),
  note: jobNoteSchema.nullable(),
})
export type JobStepEntry = z.infer<typeof jobStepEntrySchema>
