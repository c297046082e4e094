import type { Snapshot } from '../../src/shared/contract/snapshot.ts'
import { alarm, job, moda, NOW_MS, printer, snapshot, source } from './fixtures.ts'

/** A bad evening: a source offline, a printer dead, a slip in doubt, slips held, a baseline to decide about. */
export function troubledSnapshot(part: Partial<Snapshot> = {}): Snapshot {
  const offline = { code: 'offline' } as const
  return snapshot({
    sources: [
      source('kadikoy', 'Kadıköy', { baselineOffer: 4 }),
      moda({ state: 'offline', problem: offline, lastSuccessMs: NOW_MS - 125_000, nextPollMs: NOW_MS + 20_000 }),
    ],
    printers: [
      printer('kasa', 'Kasa', { state: 'problem', problem: { code: 'paperOut' }, waitingCount: 3 }),
      printer('mutfak', 'Mutfak'),
    ],
    openJobs: [
      job(7),
      job(8, { state: 'held', orderLabel: '#129', orderKey: 'kadikoy/129', problem: 'paperOut' }),
      job(9, { state: 'held', orderLabel: '#130', orderKey: 'kadikoy/130', problem: 'paperOut' }),
    ],
    alarms: [
      alarm({ id: 'source:moda', subject: 'source', subjectId: 'moda', name: 'Moda', problem: offline }),
      alarm({
        id: 'printer:kasa',
        subject: 'printer',
        subjectId: 'kasa',
        name: 'Kasa',
        problem: { code: 'paperOut' },
        isSilenced: true,
      }),
      alarm({ id: 'job:7', subject: 'job', subjectId: '7', name: '#127', problem: { code: 'printUncertain' } }),
    ],
    sound: 'alarm',
    ...part,
  })
}
