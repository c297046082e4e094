import { isInDoubt, needsPerson, type JobView } from '../../shared/model/printJob.ts'
import type { Alarm, Snapshot } from '../../shared/contract/snapshot.ts'

/** Slips of one printer that were never sent and wait for a person's word, with the alarm that sounds for them. */
export interface UndecidedGroup {
  printerId: string
  printerName: string
  /** Oldest first. */
  jobs: JobView[]
  alarm: Alarm | null
}

export interface GatheredAlarms {
  /** "Çıktı mı?", each with the alarm that sounds for it. */
  jobs: { job: JobView; alarm: Alarm | null }[]
  undecided: UndecidedGroup[]
  alarms: Alarm[]
}

/** Joins alarms with the slips they are about, so that one trouble is one banner. */
export function gatherAlarms(snapshot: Pick<Snapshot, 'alarms' | 'openJobs'>): GatheredAlarms {
  const alarmOf = (subject: Alarm['subject'], id: string): Alarm | null =>
    snapshot.alarms.find((alarm) => alarm.subject === subject && alarm.subjectId === id) ?? null
  const asking = snapshot.openJobs.filter(needsPerson)
  const jobs = asking.filter(isInDoubt).map((job) => ({ job, alarm: alarmOf('job', String(job.id)) }))
  const groups = Map.groupBy(
    asking.filter((job) => !isInDoubt(job)),
    (job) => job.printerId,
  )
  const undecided = [...groups].map(([printerId, ofPrinter]) => ({
    printerId,
    printerName: ofPrinter[0]?.printerName ?? printerId,
    jobs: ofPrinter.toSorted((left, right) => left.wantedAtMs - right.wantedAtMs || left.id - right.id),
    alarm: alarmOf('undecided', printerId),
  }))
  const joined = new Set([...jobs, ...undecided].map(({ alarm }) => alarm?.id))
  return { jobs, undecided, alarms: snapshot.alarms.filter((alarm) => !joined.has(alarm.id)) }
}
