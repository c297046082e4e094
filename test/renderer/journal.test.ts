import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { arrangeJobs, isIn, printersOf } from '../../src/renderer/journal/arrangeJobs.ts'
import { sayNote } from '../../src/renderer/journal/JobSteps.tsx'
import { shiftDay, spellDay } from '../../src/renderer/report/reportDays.ts'
import { dayIsoOf } from '../../src/shared/model/istanbulTime.ts'
import { reportVerdict } from '../../src/renderer/report/Verdict.tsx'
import { startWords } from '../../src/renderer/words/startWords.ts'
import { type JobNote, jobStates } from '../../src/shared/model/printJob.ts'
import { dayReportSchema } from '../../src/shared/model/report.ts'
import { job, NOW_MS } from './fixtures.ts'
import { dayReport, troubledReport } from './journalFixture.ts'
import { aSourceProof } from '../support/aProof.ts'

beforeAll(() => startWords('tr'))

describe('the journal', () => {
  it('misses no open slip, however old, and believes the newer of two', () => {
    const listed = [
      job(9, { state: 'wanted', updatedAtMs: NOW_MS - 5 }),
      job(8, { state: 'sent', updatedAtMs: NOW_MS }),
    ]
    const open = [
      job(9, { state: 'held', updatedAtMs: NOW_MS }),
      job(8, { state: 'sending', updatedAtMs: NOW_MS - 9 }),
      job(1),
    ]
    expect(arrangeJobs(listed, open).map(({ id, state }) => [id, state])).toEqual([
      [9, 'held'],
      [8, 'sent'],
      [1, 'needsHuman'],
    ])
  })

  it('calls waiting what has no end yet, and trouble what a person should know of', () => {
    const waiting = jobStates.filter((state) => isIn('waiting', { state }))
    const troubled = jobStates.filter((state) => isIn('troubled', { state }))
    expect(waiting).toEqual(['wanted', 'held', 'sending', 'failed', 'uncertain', 'undecided', 'needsHuman'])
    expect(troubled).toEqual(['held', 'failed', 'uncertain', 'undecided', 'needsHuman'])
    expect(jobStates.every((state) => isIn('all', { state }))).toBe(true)
  })

  it('offers printers that are gone as well, while they have slips', () => {
    expect(printersOf([job(1, { printerId: 'old', printerName: 'Eski' })], [{ id: 'kasa', name: 'Kasa' }])).toEqual([
      { id: 'kasa', name: 'Kasa' },
      { id: 'old', name: 'Eski' },
    ])
  })

  it.each([
    [{ code: 'answered', answer: 'cameOut' }, 'Biri “çıktı” dedi'],
    [{ code: 'interrupted' }, 'Tezgah o sırada kapandı'],
    [{ code: 'printedByHand' }, 'Bunun yerine hemen yazdırıldı'],
    [{ code: 'wantedBecause', reason: 'Mutfak istedi' }, 'Neden: Mutfak istedi'],
    [
      { code: 'lettersReplaced', letters: [{ original: '🎉', printed: '' }], more: 2 },
      'Yazıcıda olmayan harfler: 🎉 → ∅ +2',
    ],
    [{ code: 'printerSaid', said: 'ECONNRESET after 412 bytes' }, 'Yazıcının sözü: ECONNRESET after 412 bytes'],
    [{ code: 'printerSaid', said: '121216' }, 'Yazıcının yanıtı (bayt): 12 12 16'],
  ] as [JobNote, string][])('says of a step %j: %s', (note, words) => {
    expect(sayNote(i18next.t, note)).toBe(words)
  })
})

describe('the end of the day', () => {
  const verdict = (report = dayReport()) => reportVerdict(i18next.t, report, true)

  it('is in the contract’s shape', () => {
    for (const report of [dayReport(), troubledReport()]) expect(dayReportSchema.safeParse(report).success).toBe(true)
  })

  it('is good only when all was seen and all is on paper', () => {
    expect(verdict()).toMatchObject({ isGood: true, what: 'Bugün 84 sipariş geldi.' })
    expect(verdict(dayReport({ acknowledgedCount: 88 })).isGood).toBe(false)
    expect(verdict(dayReport({ printedCount: 83 })).isGood).toBe(false)
    expect(verdict(troubledReport()).more).toContain('1 fişin çıkıp çıkmadığı belli değil.')
    expect(verdict(troubledReport()).more.join(' ')).not.toContain('gözden kaçmadı')
  })

  it('never says of a slip that was only sent that it was printed', () => {
    const sent = verdict(dayReport({ sentOnlyCount: 3 }))
    expect(sent.more).toContain('Her siparişin fişi yazıldı ya da gönderildi; 3 tanesini yazıcı doğrulamadı.')
    expect(sent.more).not.toContain('Her siparişin fişi yazıldı.')
    expect([...sent.more, ...verdict(dayReport({ printedCount: 83 })).more].join(' ')).not.toMatch(/fişi çık/)
  })

  it('claims nothing about a day without orders', () => {
    const quiet = dayReport({ orderCount: 0, alertCount: 0, acknowledgedCount: 0, printedCount: 0 })
    expect(verdict(quiet)).toEqual({
      isGood: true,
      what: 'Bugün henüz sipariş gelmedi.',
      more: [
        'Kadıköy kapanan paketlerin listesini vermez: yalnız dinlendiği biliniyor.',
        '0 kaçan: Moda 23:10 itibarıyla doğruladı (23 sipariş).',
      ],
    })
  })

  it('says of a shop whose source has no list that nothing but listening speaks for it', () => {
    expect(verdict(dayReport({ proof: [aSourceProof()] }))).toMatchObject({ isGood: true })
    expect(verdict(dayReport({ proof: [aSourceProof()] })).more.at(-1)).toBe(
      'Kadıköy kapanan paketlerin listesini vermez: yalnız dinlendiği biliniyor.',
    )
  })

  it('is not good when nobody listened, or only partly, and says so', () => {
    const quiet = { orderCount: 0, alertCount: 0, acknowledgedCount: 0, printedCount: 0 }
    expect(verdict(dayReport({ ...quiet, proof: [] }))).toMatchObject({ isGood: false })
    const unheard = verdict(dayReport({ ...quiet, proof: [aSourceProof({ watch: 'none' })] }))
    expect(unheard).toMatchObject({ isGood: false })
    expect(unheard.more).toContain('Kadıköy: Bu gün hiç dinlenmedi.')
    const partly = verdict(dayReport({ proof: [aSourceProof({ watch: 'partly' })] }))
    expect(partly.isGood).toBe(false)
    expect(partly.more.join(' ')).not.toContain('gözden kaçmadı')
  })

  it('goes by Istanbul’s days, over months and leap years', () => {
    expect(dayIsoOf(Date.UTC(2026, 0, 4, 21, 30))).toBe('2026-01-05')
    expect(dayIsoOf(Date.UTC(2026, 0, 4, 20, 30))).toBe('2026-01-04')
    expect(shiftDay('2028-03-01', -1)).toBe('2028-02-29')
    expect(shiftDay('2025-12-31', 1)).toBe('2026-01-01')
    expect(spellDay('2026-01-05', 'tr')).toBe('5 Ocak 2026 Pazartesi')
  })
})
