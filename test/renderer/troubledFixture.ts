import { orderSubject } from '../../src/shared/model/printJob.ts'
import type { Snapshot } from '../../src/shared/contract/snapshot.ts'
import { alarm, job, minutesAgo, moda, NOW_MS, printer, snapshot, source } from './fixtures.ts'

/** A bad evening: a source offline, a printer dead, a slip in doubt, slips undecided, a baseline to decide about. */
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
      job(8, {
        state: 'undecided',
        problem: 'printerNotFound',
        label: '#129',
        subject: orderSubject('kadikoy/129'),
        printerId: 'mutfak',
        printerName: 'Mutfak',
      }),
      job(9, {
        state: 'undecided',
        problem: 'printerNotFound',
        label: '#130',
        subject: orderSubject('kadikoy/130'),
        printerId: 'mutfak',
        printerName: 'Mutfak',
      }),
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

/** The morning after: a printer that was off overnight, and one that takes connections and says nothing any more. */
export function morningSnapshot(part: Partial<Snapshot> = {}): Snapshot {
  const silent = { code: 'printerSilent' } as const
  return snapshot({
    printers: [
      printer('kasa', 'Kasa', { state: 'problem', problem: silent, waitingCount: 2, mayPrintAnyway: true }),
      printer('mutfak', 'Mutfak', {
        habits: { answersStatus: true, echoesIds: false, missedEchoes: 3, neverCloses: false },
      }),
    ],
    openJobs: Array.from({ length: 30 }, (_, index) =>
      job(10 + index, {
        state: 'undecided',
        problem: null,
        attempt: 0,
        kind: index % 7 === 3 ? 'changed' : 'order',
        label: `#${200 + index} Yemeksepeti`,
        subject: orderSubject(`kadikoy/${200 + index}`),
        printerId: 'mutfak',
        printerName: 'Mutfak',
        wantedAtMs: minutesAgo(1_080 - index * 9),
      }),
    ),
    alarms: [
      alarm({ id: 'printer:kasa', subject: 'printer', subjectId: 'kasa', name: 'Kasa', problem: silent }),
      alarm({
        id: 'undecided:mutfak:39',
        subject: 'undecided',
        subjectId: 'mutfak',
        name: 'Mutfak',
        problem: { code: 'slipsUndecided', params: { count: 30 } },
      }),
    ],
    sound: 'alarm',
    ...part,
  })
}

/** Two orders that no route takes to a printer, beside a source that is not heard. */
export function unprintedSnapshot(part: Partial<Snapshot> = {}): Snapshot {
  const nowhere = (number: number) =>
    alarm({
      id: `unprinted:kadikoy/${number}:slipNowhere`,
      subject: 'unprinted',
      subjectId: `kadikoy/${number}`,
      name: `#${number} Getir`,
      problem: { code: 'slipNowhere' },
      sinceMs: minutesAgo(3),
    })
  const offline = { code: 'offline' } as const
  return snapshot({
    sources: [source('kadikoy', 'Kadıköy'), moda({ state: 'offline', problem: offline })],
    alarms: [
      nowhere(127),
      nowhere(128),
      alarm({ id: 'source:moda', subject: 'source', subjectId: 'moda', name: 'Moda', problem: offline }),
    ],
    sound: 'alarm',
    ...part,
  })
}

/** Everything at once: the core silent for a source, a printer dead, three slips in doubt, a question, a broken file. */
export function worstSnapshot(part: Partial<Snapshot> = {}): Snapshot {
  const keyRejected = { code: 'keyRejected' } as const
  const offline = { code: 'offline' } as const
  const doubts = [116, 117, 118].map((number) =>
    job(number, { label: `#${number} Getir`, subject: orderSubject(`kadikoy/${number}`) }),
  )
  return snapshot({
    sources: [
      source('kadikoy', 'Kadıköy (RestoMenum)', { state: 'stopped', problem: keyRejected, lastSuccessMs: null }),
      moda({ state: 'offline', problem: offline, lastSuccessMs: NOW_MS - 185_000 }),
      source('uskudar', 'Üsküdar', { state: 'offline', problem: offline, lastSuccessMs: NOW_MS - 190_000 }),
      source('besiktas', 'Beşiktaş', { baselineOffer: 12 }),
    ],
    printers: [printer('kasa', 'Kasa', { state: 'problem', problem: { code: 'paperOut' }, waitingCount: 5 })],
    openJobs: doubts,
    alarms: [
      alarm({ id: 'file', subject: 'settings', problem: { code: 'settingsUnreadable' } }),
      ...doubts.map(({ id, label }) =>
        alarm({
          id: `job:${id}`,
          subject: 'job',
          subjectId: String(id),
          name: label,
          problem: { code: 'printUncertain' },
        }),
      ),
      alarm({ id: 'printer:kasa', subject: 'printer', subjectId: 'kasa', name: 'Kasa', problem: { code: 'paperOut' } }),
      alarm({
        id: 'source:kadikoy',
        subject: 'source',
        subjectId: 'kadikoy',
        name: 'Kadıköy (RestoMenum)',
        problem: keyRejected,
        sinceMs: minutesAgo(5),
      }),
      alarm({ id: 'source:moda', subject: 'source', subjectId: 'moda', name: 'Moda', problem: offline }),
      alarm({ id: 'source:uskudar', subject: 'source', subjectId: 'uskudar', name: 'Üsküdar', problem: offline }),
    ],
    sound: 'alarm',
    ...part,
  })
}
