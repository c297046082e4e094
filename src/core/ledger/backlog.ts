import type { OpenAlert } from '../../shared/model/alert.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import { isOfOrder, type JobSubject, type PrintJob, type WantedJob } from '../../shared/model/printJob.ts'
import { type Commit, type Ledger, LedgerError } from './ledger.ts'

/** A ledger that keeps in memory, in order, what the disk refuses, until it can be recorded. */
export interface LedgerWithBacklog extends Ledger {
  /**
   * Records all that waits. Whatever else is written is written after it.
   *
   * @returns slips that were wanted meanwhile and are on record now, each once. @throws LedgerError: some of it waits on
   */
  catchUp(): PrintJob[]
  /** Orders of which slips are wanted and not on record, by key. */
  ordersAwaitingRecord(): ReadonlySet<string>
}

/** A slip before anything has become of it. */
const unrecorded = {
  id: 0,
  state: 'wanted',
  copyNumber: 0,
  attempt: 0,
  isPossibleDuplicate: false,
  problem: null,
  notBeforeMs: null,
} as const

interface Waiting {
  /** @param jobs those that are wanted still */
  record(jobs: readonly WantedJob[]): PrintJob[]
  atMs: number
  jobs: readonly WantedJob[]
  alerts: Commit['alerts']
}

/**
 * What vendors say and people acknowledge must be seen and heard on a full disk too: it counts at once and is recorded
 * when there is room. Slips are not in what is returned before they are on record, and no step of a slip is kept back:
 * what cannot be recorded is not printed.
 *
 * @param onRefused told each time the disk refuses what is then kept
 */
export function withBacklog(ledger: Ledger, onRefused: (error: LedgerError) => void): LedgerWithBacklog {
  const waiting: Waiting[] = []
  /** Orders as they will be on record, by key. */
  const orders = new Map<string, KnownOrder>()
  let slips: PrintJob[] = []
  let lastAlertId = ledger.readLastAlertId()

  const recordWaiting = (): void => {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      try {
        slips.push(...next.record(next.jobs))
      } catch (error) {
        // A mistake of ours would fail each time: it must not hold up what comes after it.
        if (!(error instanceof LedgerError)) waiting.shift()
        throw error
      }
      waiting.shift()
    }
    orders.clear()
  }

  const takeSlips = (): PrintJob[] => {
    const taken = slips
    slips = []
    return taken
  }

  const recordOrKeep = <T>(record: () => T, keep: () => T): T => {
    try {
      recordWaiting()
      return record()
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error
      onRefused(error)
      return keep()
    }
  }

  const afterBacklog =
    <Given extends unknown[], T>(write: (...given: Given) => T) =>
    (...given: Given): T => {
      recordWaiting()
      return write(...given)
    }

  const commitNow = (commit: Commit): { alerts: OpenAlert[]; jobs: PrintJob[] } => {
    const { alerts, jobs } = ledger.commit(commit)
    lastAlertId = Math.max(lastAlertId, ...alerts.map(({ id }) => id))
    return { alerts, jobs: [...takeSlips(), ...jobs] }
  }

  const keepCommit = (commit: Commit): { alerts: OpenAlert[]; jobs: PrintJob[] } => {
    // Screens acknowledge up to an id: it is the one that the alert will have on record.
    const alerts = commit.alerts.map((alert) => ({ ...alert, id: ++lastAlertId }))
    const { atMs, jobs } = commit
    waiting.push({
      record: (wanted) => ledger.commit({ ...commit, alerts, jobs: [...wanted] }).jobs,
      atMs,
      jobs,
      alerts,
    })
    for (const known of commit.known) orders.set(known.order.key, known)
    return { alerts: alerts.map((alert) => ({ ...alert, wantedAtMs: commit.atMs, raisedAtMs: null })), jobs: [] }
  }

  const recordOrKeepSilently = (record: () => void): void =>
    recordOrKeep(record, () => {
      waiting.push({ record: () => (record(), []), atMs: 0, jobs: [], alerts: [] })
    })

  /** Nobody wants a slip any more of an order that is withdrawn. */
  const dropKept = (withdrawn: readonly string[]): void => {
    for (const entry of waiting)
      entry.jobs = entry.jobs.filter((job) => !withdrawn.some((orderKey) => isOfOrder(job, orderKey)))
  }

  const keptJobs = (subject: JobSubject): PrintJob[] =>
    waiting.flatMap(({ jobs, atMs }) =>
      jobs
        .filter((job) => job.subject.kind === subject.kind && job.subject.key === subject.key)
        .map((job) => ({ ...job, ...unrecorded, wantedAtMs: atMs, updatedAtMs: atMs })),
    )

  return {
    ...ledger,
    catchUp: () => {
      recordWaiting()
      return takeSlips()
    },
    ordersAwaitingRecord: () =>
      new Set(
        waiting.flatMap(({ jobs }) => jobs.flatMap(({ subject }) => (subject.kind === 'order' ? subject.key : []))),
      ),
    commit: (commit) => {
      dropKept(commit.withdrawn ?? [])
      return recordOrKeep(
        () => commitNow(commit),
        () => keepCommit(commit),
      )
    },
    readJobsWantedOf: (subject) => [...ledger.readJobsWantedOf(subject), ...keptJobs(subject)],
    readAlertsOf: (orderKey) => {
      const kept = waiting
        .flatMap(({ alerts }) => alerts.filter((alert) => alert.orderKey === orderKey))
        .map(({ id = 0, kind }) => ({ id, kind, contentMark: null }))
      return [...ledger.readAlertsOf(orderKey), ...kept]
    },
    noteAlertContents: (...given) => recordOrKeepSilently(() => ledger.noteAlertContents(...given)),
    acknowledge: (...given) => recordOrKeepSilently(() => ledger.acknowledge(...given)),
    unacknowledge: (...given) => recordOrKeepSilently(() => ledger.unacknowledge(...given)),
    noteAlertsRaised: (...given) => recordOrKeepSilently(() => ledger.noteAlertsRaised(...given)),
    noteRestart: (...given) => recordOrKeepSilently(() => ledger.noteRestart(...given)),
    addJob: afterBacklog(ledger.addJob),
    moveJob: afterBacklog(ledger.moveJob),
    moveJobs: afterBacklog(ledger.moveJobs),
    noteHearing: afterBacklog(ledger.noteHearing),
    addReconciliation: afterBacklog(ledger.addReconciliation),
    forgetSource: afterBacklog(ledger.forgetSource),
    eraseCustomerDataBefore: afterBacklog(ledger.eraseCustomerDataBefore),
    indexForSearch: afterBacklog(ledger.indexForSearch),
    writePacked: afterBacklog(ledger.writePacked),
    purgeBefore: afterBacklog(ledger.purgeBefore),
    clearErased: afterBacklog(ledger.clearErased),
    readOrder: (orderKey) => orders.get(orderKey) ?? ledger.readOrder(orderKey),
    readOrderByDetailsId: (sourceId, detailsId) =>
      [...orders.values()].find(({ order }) => order.sourceId === sourceId && order.detailsId === detailsId) ??
      ledger.readOrderByDetailsId(sourceId, detailsId),
    readTwinKeys: (orderKey) => {
      const kept = [...orders.values()].filter(({ twinOf }) => twinOf === orderKey).map(({ order }) => order.key)
      return [...new Set([...ledger.readTwinKeys(orderKey), ...kept])]
    },
    readGoneSince: (sourceId, sinceMs) => {
      const recorded = ledger.readGoneSince(sourceId, sinceMs).filter(({ order }) => !orders.has(order.key))
      const isGone = ({ order, state, goneAtMs }: KnownOrder): boolean =>
        order.sourceId === sourceId && state === 'gone' && (goneAtMs ?? 0) >= sinceMs
      return [...orders.values()].filter(isGone).toReversed().concat(recorded)
    },
  }
}
