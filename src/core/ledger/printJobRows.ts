import { errorCodes, type ErrorCode } from '../../shared/contract/problems.ts'
import {
  isSettled,
  jobStates,
  type JobState,
  type JobStep,
  type JobStepEntry,
  type JobSubject,
  mayFollow,
  type PrintJob,
  settledStates,
  subjectKinds,
  type WantedJob,
} from '../../shared/model/printJob.ts'
import type { Database, Row } from './database.ts'
import type { JobMove, Ledger } from './ledger.ts'
import { readChangesJson, readNoteJson, writeChangesJson, writeNoteJson } from './storedRecords.ts'

/** SQL's list of the states in which nothing happens to a job any more. */
export const SETTLED = settledStates.map((state) => `'${state}'`).join(', ')

/**
 * The print jobs of the ledger. Open jobs, and the jobs of each order that was asked for, are kept in memory: the file
 * is this process's alone, so what has been committed through here is what there is.
 */
export class PrintJobRows {
  readonly #db: Database
  readonly #bySubject = new Map<string, PrintJob[]>()
  #open: Map<number, PrintJob> | null = null

  constructor(db: Database) {
    this.#db = db
  }

  /** Oldest first. */
  open(): PrintJob[] {
    const rows = (): PrintJob[] =>
      this.#db.all(`SELECT * FROM print_job WHERE state NOT IN (${SETTLED}) ORDER BY id`).map(toJob)
    this.#open ??= new Map(rows().map((job) => [job.id, job]))
    return [...this.#open.values()]
  }

  of(subject: JobSubject): PrintJob[] {
    if (this.#bySubject.size > SUBJECTS_KEPT) this.#bySubject.clear()
    const place = placeOf(subject)
    const ofSubject = 'SELECT * FROM print_job WHERE subject_kind = ? AND subject_key = ? ORDER BY id'
    const found = this.#bySubject.get(place) ?? this.#db.all(ofSubject, subject.kind, subject.key).map(toJob)
    this.#bySubject.set(place, found)
    return found
  }

  /** Within a transaction of the caller's, who tells `committed` afterwards. @returns null: it was wanted before */
  insert(job: WantedJob, atMs: number): PrintJob | null {
    return insertJob(this.#db, job, atMs)
  }

  /** Within a transaction, as `insert`. @throws Error when the job is not in `from` */
  move(move: JobMove): PrintJob {
    return moveJob(this.#db, move)
  }

  /** Takes what has just been committed into memory. */
  committed(jobs: readonly PrintJob[]): void {
    for (const job of jobs) {
      this.#bySubject.delete(placeOf(job.subject))
      if (isSettled(job)) this.#open?.delete(job.id)
      else this.#open?.set(job.id, job)
    }
  }

  /** The rows were changed otherwise: they are read again. */
  forget(): void {
    this.#bySubject.clear()
    this.#open = null
  }

  parts(): Pick<
    Ledger,
    | 'addJob'
    | 'readOpenJobs'
    | 'readJob'
    | 'readJobsOf'
    | 'readJobsWantedOf'
    | 'readRecentJobs'
    | 'moveJob'
    | 'moveJobs'
    | 'readJobSteps'
  > {
    const db = this.#db
    const moveOne = (move: JobMove): PrintJob => {
      const moved = db.transaction(() => moveJob(db, move))
      this.committed([moved])
      return moved
    }
    return {
      addJob: (job, atMs, instead) => {
        const jobs = db.transaction(() => {
          const moved = instead === undefined ? [] : [moveJob(db, instead)]
          const added = this.insert(job, atMs)
          if (added === null) throw new Error(`job ${job.dedupe} of ${placeOf(job.subject)} is wanted already`)
          return { added, moved }
        })
        this.committed([jobs.added, ...jobs.moved])
        return jobs.added
      },
      readOpenJobs: () => this.open(),
      readJob: (jobId) => readJob(db, jobId),
      readJobsOf: (subject) => this.of(subject),
      readJobsWantedOf: (subject) => this.of(subject),
      readRecentJobs: (limit) => db.all('SELECT * FROM print_job ORDER BY id DESC LIMIT ?', limit).map(toJob),
      moveJob: (jobId, from, to, step) => moveOne({ jobId, from, to, step }),
      moveJobs: (moves) => {
        const moved = db.transaction(() => moves.map((move) => moveJob(db, move)))
        this.committed(moved)
        return moved
      },
      readJobSteps: (jobId) => readSteps(db, jobId),
    }
  }
}

/** Enough for ten busy days, and little memory. */
const SUBJECTS_KEPT = 20_000

const placeOf = ({ kind, key }: JobSubject): string => `${kind} ${key}`

function insertJob(db: Database, job: WantedJob, atMs: number): PrintJob | null {
  const copyNumber = job.kind === 'copy' ? nextCopyNumber(db, job.subject) : 0
  const dedupe = job.kind === 'copy' ? `copy:${copyNumber}` : job.dedupe
  const [row] = db.all(
    `INSERT INTO print_job (subject_kind, subject_key, order_label, kind, printer_id, dedupe, reason, changes, route_id, state, copy_number,
       wanted_at_ms, updated_at_ms, is_possible_duplicate)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'wanted', ?, ?, ?,
       coalesce((SELECT is_in_doubt FROM known_order WHERE order_key = ?), 0)) ON CONFLICT DO NOTHING RETURNING *`,
    job.subject.kind,
    job.subject.key,
    job.label,
    job.kind,
    job.printerId,
    dedupe,
    job.reason,
    job.changes === null ? null : writeChangesJson(job.changes),
    job.routeId,
    copyNumber,
    atMs,
    atMs,
    job.subject.kind === 'order' ? job.subject.key : null,
  )
  if (!row) return null
  const inserted = toJob(row)
  writeStep(db, inserted, { atMs, note: job.reason === null ? null : { code: 'wantedBecause', reason: job.reason } })
  return inserted
}

function nextCopyNumber(db: Database, { kind, key }: JobSubject): number {
  const highest = 'SELECT max(copy_number) AS highest FROM print_job WHERE subject_kind = ? AND subject_key = ?'
  const [row] = db.all(highest, kind, key)
  return Number(row?.['highest'] ?? 0) + 1
}

/** @throws Error when the job is not in `from`: a stale step must never be carried out twice. */
function moveJob(db: Database, { jobId, from, to, step }: JobMove): PrintJob {
  const job = readJob(db, jobId)
  if (job === null || !from.includes(job.state) || !mayFollow(job.state, to)) {
    throw new Error(`job ${jobId} is ${job?.state ?? 'unknown'}, not ${from.join(' or ')}: cannot become ${to}`)
  }
  const moved: PrintJob = {
    ...job,
    state: to,
    attempt: step.attempt ?? job.attempt,
    isPossibleDuplicate: step.isPossibleDuplicate ?? job.isPossibleDuplicate,
    problem: step.problem === undefined ? job.problem : step.problem,
    notBeforeMs: step.notBeforeMs === undefined ? job.notBeforeMs : step.notBeforeMs,
    updatedAtMs: step.atMs,
  }
  db.run(
    `UPDATE print_job SET state = ?, attempt = ?, is_possible_duplicate = ?, problem = ?, not_before_ms = ?,
       updated_at_ms = ? WHERE id = ?`,
    moved.state,
    moved.attempt,
    moved.isPossibleDuplicate ? 1 : 0,
    moved.problem,
    moved.notBeforeMs,
    moved.updatedAtMs,
    jobId,
  )
  writeStep(db, moved, step)
  return moved
}

function writeStep(db: Database, job: PrintJob, step: JobStep): void {
  db.run(
    'INSERT INTO job_step (job_id, at_ms, state, attempt, problem, detail) VALUES (?, ?, ?, ?, ?, ?)',
    job.id,
    step.atMs,
    job.state,
    job.attempt,
    job.problem,
    step.note === undefined || step.note === null ? null : writeNoteJson(step.note),
  )
}

/** What waits may have been printed without this ledger knowing: it goes out marked, or a person says what came out. */
export function doubtOpenJobs(db: Database): void {
  db.run(`UPDATE print_job SET is_possible_duplicate = 1 WHERE state NOT IN (${SETTLED})`)
  db.run(`UPDATE print_job SET state = 'needsHuman' WHERE state = 'undecided'`)
}

/** @param where of `print_job` */
export function deleteJobs(db: Database, where: string, ...values: (string | number)[]): void {
  db.run(`DELETE FROM job_step WHERE job_id IN (SELECT id FROM print_job WHERE ${where})`, ...values)
  db.run(`DELETE FROM print_job WHERE ${where}`, ...values)
}

const readSteps = (db: Database, jobId: number): JobStepEntry[] =>
  db
    .all('SELECT at_ms, state, attempt, problem, detail FROM job_step WHERE job_id = ? ORDER BY id', jobId)
    .map((row) => ({
      atMs: Number(row['at_ms']),
      state: stateOf(row['state']),
      attempt: Number(row['attempt']),
      problem: problemOf(row['problem']),
      note: row['detail'] === null ? null : readNoteJson(String(row['detail']), stateOf(row['state'])),
    }))

function readJob(db: Database, jobId: number): PrintJob | null {
  const [row] = db.all('SELECT * FROM print_job WHERE id = ?', jobId)
  return row ? toJob(row) : null
}

const textOrNull = (value: unknown): string | null => (value === null ? null : String(value))

/** A state that this version does not have is for a person to see to. */
const stateOf = (value: unknown): JobState => jobStates.find((state) => state === value) ?? 'needsHuman'

const kindOf = (value: unknown): JobSubject['kind'] => subjectKinds.find((kind) => kind === value) ?? 'order'

/** A problem that this version has no word for is still one. */
const problemOf = (value: unknown): ErrorCode | null =>
  value === null ? null : (errorCodes.find((code) => code === value) ?? 'internal')

export function toJob(row: Row): PrintJob {
  return {
    id: Number(row['id']),
    subject: { kind: kindOf(row['subject_kind']), key: String(row['subject_key'] ?? '') },
    label: String(row['order_label']),
    kind: row['kind'] as PrintJob['kind'],
    printerId: String(row['printer_id']),
    routeId: textOrNull(row['route_id']),
    dedupe: String(row['dedupe']),
    reason: textOrNull(row['reason']),
    changes: row['changes'] === null ? null : readChangesJson(row['changes']),
    state: stateOf(row['state']),
    copyNumber: Number(row['copy_number']),
    attempt: Number(row['attempt']),
    isPossibleDuplicate: row['is_possible_duplicate'] === 1,
    problem: problemOf(row['problem']),
    wantedAtMs: Number(row['wanted_at_ms']),
    updatedAtMs: Number(row['updated_at_ms']),
    notBeforeMs: row['not_before_ms'] === null ? null : Number(row['not_before_ms']),
  }
}
