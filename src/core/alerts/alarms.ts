import type { Alarm, PrinterView, SourceView } from '../../shared/contract/snapshot.ts'
import type { Problem } from '../../shared/contract/problems.ts'
import { isInDoubt, type PrintJob } from '../../shared/model/printJob.ts'
import { passedMs } from '../../shared/model/passedMs.ts'

/** A list whose pages shift while they are read is whole the next time or the time after. */
const INCOMPLETE_ALARM_MS = 180_000

/** Something of Tezgah's own that is not as it should be, since when. */
export interface Trouble {
  problem: Problem
  sinceMs: number
}

/** An order whose slip will come out nowhere. */
export interface UnprintedOrder {
  orderKey: string
  label: string
  code: 'slipNowhere' | 'printersOff' | 'slipStuck' | 'slipHeldBack'
  sinceMs: number
}

export interface AlarmFacts {
  nowMs: number
  sources: readonly {
    view: Pick<SourceView, 'id' | 'name' | 'state' | 'hearing' | 'problem' | 'problemSinceMs' | 'incompleteSinceMs'>
    /** Its vendor wants it asked so seldom that orders come in more than a minute late. */
    isHeldBack: boolean
  }[]
  printers: readonly (PrinterView & { isFailing: boolean })[]
  /** Slips about which a person is asked. */
  asking: readonly PrintJob[]
  unprinted: readonly UnprintedOrder[]
  ledger: Trouble | null
  /** What was wrong with the files at start. */
  startTroubles: readonly Trouble[]
  /** A person has said that the sound is not heard. */
  soundTrouble: Trouble | null
  /** No page of this counter has been able to sound for a minute. */
  pagesTrouble: Trouble | null
  /** Messages to the owner's address never arrived, or there is no address. */
  webhookTrouble: Trouble | null
  /** The other counters cannot be asked. */
  linkTrouble: Trouble | null
  silenced: ReadonlySet<string>
}

/** Everything that needs a person, worst first. Pure. */
export function alarmsOf(facts: AlarmFacts): Alarm[] {
  const alarms: Omit<Alarm, 'isSilenced'>[] = []
  const { ledger } = facts
  if (ledger)
    alarms.push({ id: `ledger:${ledger.problem.code}`, subject: 'ledger', subjectId: null, name: '', ...ledger })
  for (const trouble of facts.startTroubles) {
    alarms.push({ id: `setAside:${trouble.problem.code}`, subject: 'settings', subjectId: null, name: '', ...trouble })
  }
  if (facts.soundTrouble)
    alarms.push({ id: 'sound', subject: 'sound', subjectId: null, name: '', ...facts.soundTrouble })
  if (facts.pagesTrouble)
    alarms.push({ id: 'pages', subject: 'pages', subjectId: null, name: '', ...facts.pagesTrouble })
  if (facts.webhookTrouble)
    alarms.push({
      id: `webhook:${facts.webhookTrouble.problem.code}`,
      subject: 'webhook',
      subjectId: null,
      name: '',
      ...facts.webhookTrouble,
    })
  if (facts.linkTrouble) alarms.push({ id: 'link', subject: 'link', subjectId: null, name: '', ...facts.linkTrouble })
  for (const { view, isHeldBack } of facts.sources) {
    const { incompleteSinceMs } = view
    if (
      view.state === 'ok' &&
      incompleteSinceMs !== null &&
      passedMs(incompleteSinceMs, facts.nowMs) >= INCOMPLETE_ALARM_MS
    ) {
      alarms.push({
        id: `source:${view.id}:listIncomplete`,
        subject: 'source',
        subjectId: view.id,
        name: view.name,
        problem: { code: 'listIncomplete' },
        sinceMs: incompleteSinceMs,
      })
    }
    const isStale = view.hearing === 'silent' || view.hearing === 'refused'
    if (!(isStale || isHeldBack) || view.problem === null) continue
    const id = `source:${view.id}:${view.problem.code}`
    const sinceMs = view.problemSinceMs ?? facts.nowMs
    alarms.push({ id, subject: 'source', subjectId: view.id, name: view.name, problem: view.problem, sinceMs })
  }
  for (const printer of facts.printers) {
    if (printer.problem === null || !printer.isFailing) continue
    const { id: printerId, name } = printer.settings
    const id = `printer:${printerId}:${printer.problem.code}`
    const sinceMs = printer.problemSinceMs ?? facts.nowMs
    alarms.push({ id, subject: 'printer', subjectId: printerId, name, problem: printer.problem, sinceMs })
  }
  for (const { orderKey, label, code, sinceMs } of facts.unprinted) {
    const id = `unprinted:${orderKey}:${code}`
    alarms.push({ id, subject: 'unprinted', subjectId: orderKey, name: label, problem: { code }, sinceMs })
  }
  const undecided = facts.asking.filter((job) => job.state === 'undecided')
  for (const [printerId, jobs] of Map.groupBy(undecided, (job) => job.printerId)) {
    const sinceMs = Math.min(...jobs.map((job) => job.updatedAtMs))
    alarms.push({
      // One more of them rings anew.
      id: `undecided:${printerId}:${Math.max(...jobs.map((job) => job.id))}`,
      subject: 'undecided',
      subjectId: printerId,
      name: facts.printers.find((printer) => printer.settings.id === printerId)?.settings.name ?? printerId,
      problem: { code: 'slipsUndecided', params: { count: jobs.length } },
      sinceMs,
    })
  }
  for (const job of facts.asking.filter(isInDoubt)) {
    const problem: Problem = { code: 'printUncertain' }
    const subjectId = String(job.id)
    alarms.push({
      id: `job:${job.id}`,
      subject: 'job',
      subjectId,
      name: job.label,
      problem,
      sinceMs: job.updatedAtMs,
    })
  }
  // A clock that was set back must not show an alarm of the future.
  return alarms.map((alarm) => ({
    ...alarm,
    sinceMs: Math.min(alarm.sinceMs, facts.nowMs),
    isSilenced: facts.silenced.has(alarm.id),
  }))
}
