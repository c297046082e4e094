import { needsPerson } from '../../shared/model/printJob.ts'
import type { Alarm, Snapshot } from '../../shared/contract/snapshot.ts'
import type { JobView } from '../../shared/model/printJob.ts'

/** Slips of one printer that were not sent and wait for a person's word. */
export interface HeldGroup {
  printerId: string
  printerName: string
  jobs: JobView[]
}

export interface GatheredAlarms {
  /** "Çıktı mı?", each with the alarm that sounds for it. */
  jobs: { job: JobView; alarm: Alarm | null }[]
  held: HeldGroup[]
  alarms: Alarm[]
}

/** Joins alarms with the slips they are about, so that one trouble is one banner. */
export function gatherAlarms(snapshot: Pick<Snapshot, 'alarms' | 'openJobs'>): GatheredAlarms {
  const alarmOf = (job: JobView): Alarm | null =>
    snapshot.alarms.find((alarm) => alarm.subject === 'job' && alarm.subjectId === String(job.id)) ?? null
  const jobs = snapshot.openJobs.filter(needsPerson).map((job) => ({ job, alarm: alarmOf(job) }))
  const joined = new Set(jobs.map(({ alarm }) => alarm?.id))
  const deadPrinters = new Set(
    snapshot.alarms.filter((alarm) => alarm.subject === 'printer').map((alarm) => alarm.subjectId),
  )
  // While the printer itself is the trouble its alarm says so; what to do with the slips is asked when it is back.
  const held = groupHeld(snapshot.openJobs).filter((group) => !deadPrinters.has(group.printerId))
  return { jobs, held, alarms: snapshot.alarms.filter((alarm) => !joined.has(alarm.id)) }
}

function groupHeld(jobs: readonly JobView[]): HeldGroup[] {
  const groups = new Map<string, HeldGroup>()
  for (const job of jobs) {
    if (job.state !== 'held') continue
    const group = groups.get(job.printerId) ?? { printerId: job.printerId, printerName: job.printerName, jobs: [] }
    group.jobs.push(job)
    groups.set(job.printerId, group)
  }
  return [...groups.values()]
}
