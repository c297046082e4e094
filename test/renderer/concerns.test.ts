import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { rankConcerns, rowsInSight } from '../../src/renderer/shell/concerns.ts'
import { foldedWords } from '../../src/renderer/shell/FoldedBanner.tsx'
import { joinNames } from '../../src/renderer/words/joinNames.ts'
import { startWords } from '../../src/renderer/words/startWords.ts'
import { alarm, NOW_MS, snapshot } from './fixtures.ts'
import { unprintedSnapshot, worstSnapshot } from './troubledFixture.ts'

beforeAll(() => startWords('tr'))

const calm = { isLinkLost: false, refused: null, isSettingUp: false, nowMs: NOW_MS }

describe('what needs a person', () => {
  it('is ordered by harm: orders that nobody hears of first, questions that can wait last', () => {
    expect(rankConcerns(worstSnapshot(), calm).map(({ id }) => id)).toEqual([
      'source:keyRejected',
      'source:offline',
      'printer:paperOut',
      'slip',
      'settings:settingsUnreadable',
      'baseline',
    ])
    const silent = rankConcerns(worstSnapshot({ isViewOnly: true }), { ...calm, isLinkLost: true })
    expect(silent.map(({ id }) => id).slice(0, 4)).toEqual([
      'linkLost',
      'source:keyRejected',
      'source:offline',
      'viewOnly',
    ])
  })

  it('is one row a kind: the same fault of two sources, the same question about three slips', () => {
    const rows = rankConcerns(worstSnapshot(), calm)
    const wordsOf = (id: string) => foldedWords(i18next.t, rows.find((row) => row.id === id)?.concerns ?? [])
    expect(wordsOf('source:offline').what).toBe('Moda ve Üsküdar: İnternete ya da kaynağın sunucusuna ulaşılamıyor.')
    expect(wordsOf('slip')).toEqual({
      what: '3 fiş çıktı mı?',
      more: 'Yazıldıkları kesinleşmedi: #116 Getir, #117 Getir ve #118 Getir',
      tone: 'alarm',
    })
  })

  it('puts pages that cannot sound before slips, and an address that is missing last, in words of its own', () => {
    const rows = rankConcerns(
      snapshot({
        alarms: [
          alarm({ id: 'webhook', subject: 'webhook', name: '', problem: { code: 'keyMissing' } }),
          alarm({ id: 'kasa', subject: 'printer', problem: { code: 'paperOut' } }),
          alarm({ id: 'pages', subject: 'pages', name: '', problem: { code: 'soundBlocked' } }),
        ],
        openJobs: [],
      }),
      calm,
    )
    const ids = rows.map(({ id }) => id)
    expect(ids.slice(0, 3)).toEqual(['pages:soundBlocked', 'printer:paperOut', 'webhook:keyMissing'])
    const webhook = rows.find(({ id }) => id === 'webhook:keyMissing')
    expect(foldedWords(i18next.t, webhook?.concerns ?? []).what).toContain('Uzaktan haber açık')
  })

  it('puts orders without a slip after a source that is not heard and before a printer, in one row by their numbers', () => {
    const paperOut = { code: 'paperOut' } as const
    const kasa = alarm({ id: 'printer:kasa', subject: 'printer', subjectId: 'kasa', name: 'Kasa', problem: paperOut })
    const { alarms } = unprintedSnapshot()
    const rows = rankConcerns(unprintedSnapshot({ alarms: [kasa, ...alarms] }), calm)
    expect(rows.map(({ id }) => id)).toEqual(['source:offline', 'unprinted:slipNowhere', 'printer:paperOut'])
    expect(foldedWords(i18next.t, rows[1]?.concerns ?? []).what).toBe(
      '#127 Getir ve #128 Getir: Bu siparişin fişi hiçbir yazıcıya gitmiyor.',
    )
  })

  it('keeps the answer to what a person did in sight, however much is worse', () => {
    const rows = rankConcerns(worstSnapshot(), { ...calm, isLinkLost: true, refused: { code: 'conflict' } })
    expect(rowsInSight(rows, 2).map(({ id }) => id)).toEqual(['linkLost', 'refused'])
    expect(rowsInSight(rankConcerns(snapshot(), calm), 2)).toEqual([])
  })

  it('names a few of many and counts the rest, in the grammar of the language', async () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G']
    expect(joinNames(i18next.t, names)).toBe('A, B, C, D ve 3 tane daha')
    expect(joinNames(i18next.getFixedT('en'), names.slice(0, 2))).toBe('A and B')
  })
})
