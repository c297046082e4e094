import type { SourceProof } from '../../src/shared/model/dayProof.ts'
import type { Finding, Reconciliation } from '../../src/shared/model/reconciliation.ts'

/** A source that was listened to the whole day. */
export const aSourceProof = (given: Partial<SourceProof> = {}): SourceProof => ({
  sourceId: 'kadikoy',
  name: 'Kadıköy',
  canConfirm: false,
  dayFromMs: 1_767_560_400_000,
  dayUntilMs: 1_767_646_800_000,
  watch: 'whole',
  fromMs: null,
  untilMs: null,
  gaps: [],
  reconciliation: null,
  triedInVainMs: null,
  isReconciling: false,
  ...given,
})

/** A vendor's books that agree with the ledger. */
export const aReconciliation = (given: Partial<Reconciliation> = {}): Reconciliation => ({
  sourceId: 'moda',
  dayIso: '2026-01-05',
  atMs: 1_767_643_800_000,
  fromMs: 1_767_560_400_000,
  untilMs: 1_767_646_800_000,
  by: 'completedList',
  isWhole: true,
  problem: null,
  vendorCount: 23,
  unexplainedCount: 0,
  unreadableCount: 0,
  findings: [],
  ...given,
})

export const aFinding = (given: Partial<Finding> = {}): Finding => ({
  kind: 'missed',
  orderKey: null,
  label: '#57 Yemeksepeti',
  createdAtMs: 1_767_632_700_000,
  ledgerKurus: null,
  ledgerForeignCurrency: null,
  vendorForeignCurrency: null,
  vendorKurus: 24_550,
  ...given,
})
