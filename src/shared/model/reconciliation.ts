import { z } from 'zod'
import { errorCodes } from '../contract/problems.ts'

/**
 * What holding a day of the ledger against a vendor's own books has shown. JSON only; amounts are integer kuruş, times
 * epoch ms. Nothing in it says who a customer was.
 */

export const findingKinds = [
  'missed', // the vendor has it, and it was never seen here
  'unknownToVendor', // it was seen here, and the vendor's list does not have it
  'amount', // the two amounts differ
  'cancelled', // the vendor has it as cancelled, and did not say so
] as const

const findingSchema = z.object({
  kind: z.enum(findingKinds),
  /** null: it is not in the ledger. */
  orderKey: z.string().nullable(),
  /** What people call the order: "#57 Yemeksepeti". */
  label: z.string(),
  createdAtMs: z.number().int().nullable(),
  ledgerKurus: z.number().int().nullable(),
  vendorKurus: z.number().int().nullable(),
  /** Another currency than lira, whose hundredths the amount then counts; null: lira, or an earlier version wrote it. */
  ledgerForeignCurrency: z.string().nullable().default(null),
  vendorForeignCurrency: z.string().nullable().default(null),
})
export type Finding = z.infer<typeof findingSchema>

export const reconciliationSchema = z.object({
  sourceId: z.string(),
  dayIso: z.string(),
  /** When it was done. */
  atMs: z.number().int(),
  /** Orders that came in from here on were compared: the day's beginning, or since when the source has been heard. */
  fromMs: z.number().int(),
  /** … and before this: the day's end, or when the source was last heard before its books were read. */
  untilMs: z.number().int(),
  /** `completedList`: the vendor lists what it has closed. `askedById`: it has no such list, and was asked one by one. */
  by: z.enum(['completedList', 'askedById']),
  /** All that the vendor has was read. */
  isWhole: z.boolean(),
  /** Why not; null: it was, or the vendor only counted otherwise. */
  problem: z.enum(errorCodes).nullable(),
  /** Orders of the day that the vendor told of. */
  vendorCount: z.number().int().nonnegative(),
  /** Orders that left the board, and nobody can say how. */
  unexplainedCount: z.number().int().nonnegative(),
  /** Rows of the vendor that could not be read, and that are not known here by their id either. */
  unreadableCount: z.number().int().nonnegative(),
  findings: z.array(findingSchema),
})
export type Reconciliation = z.infer<typeof reconciliationSchema>

/** @returns how many of its findings are of this kind */
export const countFindings = ({ findings }: Pick<Reconciliation, 'findings'>, kind: Finding['kind']): number =>
  findings.filter((finding) => finding.kind === kind).length

/**
 * Whether the vendor's own books say that nothing was missed of what came in between its times. Books that have no order
 * at all, or lack one that the vendor has shown here, may lack any other one too.
 */
export const isConfirmed = (done: Reconciliation): boolean =>
  done.by === 'completedList' &&
  done.isWhole &&
  done.vendorCount > 0 &&
  done.unreadableCount === 0 &&
  countFindings(done, 'missed') === 0 &&
  countFindings(done, 'unknownToVendor') === 0

/** Whether its day need not be held against the books again by itself. */
export const isSettling = (done: Reconciliation): boolean => isConfirmed(done) || countFindings(done, 'missed') > 0

/** Whether it says something of its day: a later one that does not, as one that failed, does not take its place. */
export const isTelling = (done: Reconciliation): boolean =>
  countFindings(done, 'missed') > 0 || (done.by === 'completedList' && done.isWhole && done.vendorCount > 0)
