import type { JobState, JobStep, PrintJob, WantedJob } from '../../shared/model/printJob.ts'
import type { Database, Row } from './database.ts'

/** @returns the new job, or null when the same slip had been wanted before. */
export function insertJob(db: Database, job: WantedJob, atMs: number): PrintJob | null {
  const copyNumber = job.kind === 'copy' ? nextCopyNumber(db, job.orderKey) : 0
  const dedupe = job.kind === 'copy' ? `copy:${copyNumber}` : job.dedupe
  const [row] = db.all(
    `INSERT INTO print_job (order_key, order_label, kind, printer_id, dedupe, reason, changes, route_id, state, copy_number,
       wanted_at_ms, updated_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'wanted', ?, ?, ?) ON CONFLICT DO NOTHING RETURNING *`,
    job.orderKey,
    job.orderLabel,
    job.kind,
    job.printerId,
    dedupe,
    job.reason,
    job.changes,
    job.routeId,
    copyNumber,
    atMs,
    atMs,
  )
  if (!row) return null
  const inserted = toJob(row)
  writeStep(db, inserted, { atMs, detail: job.reason })
  return inserted
}

function nextCopyNumber(db: Database, orderKey: string | null): number {
  const [row] = db.all('SELECT max(copy_number) AS highest FROM print_job WHERE order_key = ?', orderKey)
  return Number(row?.['highest'] ?? 0) + 1
}

/** @throws Error when the job is not in `from`: a stale step must never be carried out twice. */
export function moveJob(db: Database, jobId: number, from: readonly JobState[], to: JobState, step: JobStep): PrintJob {
  const job = readJob(db, jobId)
  if (job === null || !from.includes(job.state)) {
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
    step.detail ?? null,
  )
}

export function readJob(db: Database, jobId: number): PrintJob | null {
  const [row] = db.all('SELECT * FROM print_job WHERE id = ?', jobId)
  return row ? toJob(row) : null
}

export const readOpenJobs = (db: Database): PrintJob[] =>
  db.all(`SELECT * FROM print_job WHERE state NOT IN ('confirmed', 'sent', 'dropped') ORDER BY id`).map(toJob)

export const readJobsOfOrder = (db: Database, orderKey: string): PrintJob[] =>
  db.all('SELECT * FROM print_job WHERE order_key = ? ORDER BY id', orderKey).map(toJob)

export const readRecentJobs = (db: Database, limit: number): PrintJob[] =>
  db.all('SELECT * FROM print_job ORDER BY id DESC LIMIT ?', limit).map(toJob)

const textOrNull = (value: unknown): string | null => (value === null ? null : String(value))

export function toJob(row: Row): PrintJob {
  return {
    id: Number(row['id']),
    orderKey: textOrNull(row['order_key']),
    orderLabel: String(row['order_label']),
    kind: row['kind'] as PrintJob['kind'],
    printerId: String(row['printer_id']),
    routeId: textOrNull(row['route_id']),
    dedupe: String(row['dedupe']),
    reason: textOrNull(row['reason']),
    changes: textOrNull(row['changes']),
    state: row['state'] as JobState,
    copyNumber: Number(row['copy_number']),
    attempt: Number(row['attempt']),
    isPossibleDuplicate: row['is_possible_duplicate'] === 1,
    problem: textOrNull(row['problem']),
    wantedAtMs: Number(row['wanted_at_ms']),
    updatedAtMs: Number(row['updated_at_ms']),
    notBeforeMs: row['not_before_ms'] === null ? null : Number(row['not_before_ms']),
  }
}
