import { describe, expect, it } from 'vitest'
import type { SourceView } from '../../src/shared/contract/snapshot.ts'
import { NOW_MS, snapshot, source } from './fixtures.ts'
import { openScreenPages } from './screenPages.ts'

const { open, emit } = openScreenPages()
const times = { lastSuccessMs: NOW_MS - 125_000, nextPollMs: NOW_MS + 90_000 }
const offline = { state: 'offline', problem: { code: 'offline' } } as const

const cases: readonly (readonly [string, Partial<SourceView>, string, RegExp])[] = [
  ['answers', {}, 'good', /^Kadıköyson kontrol [\d:]+$/],
  ['answers after eight seconds', { hearing: 'slow' }, 'busy', /^Kadıköyyavaş · son kontrol [\d:]+$/],
  ['failed once', { ...offline, hearing: 'slow' }, 'busy', /^Kadıköyyavaş · son kontrol [\d:]+$/],
  [
    'is held back by its vendor',
    { hearing: 'slow', problem: { code: 'rateLimited' }, nextPollMs: times.nextPollMs },
    'busy',
    /^Kadıköyyavaş · son kontrol [\d:]+ · sıradaki deneme [\d:]+$/,
  ],
  [
    'cannot be reached for two minutes',
    { ...offline, ...times, hearing: 'silent' },
    'bad',
    /^Kadıköyduyulmuyor · 2 dk · /,
  ],
  [
    'is asked and never answers',
    { ...times, hearing: 'silent', nextPollMs: null },
    'bad',
    /^Kadıköyduyulmuyor · 2 dk$/,
  ],
  [
    'has refused its key',
    { state: 'stopped', problem: { code: 'keyRejected' }, hearing: 'refused' },
    'bad',
    /^Kadıköydurdu · /,
  ],
  ['is switched off', { state: 'disabled', hearing: 'off' }, 'off', /^Kadıköykapalı$/],
]

describe('how a source is heard', () => {
  it.each(cases)('one that %s says so by its mark and in a word', async (_, part, tone, words) => {
    const page = await open(snapshot({ sources: [source('kadikoy', 'Kadıköy', part)] }))
    const health = page.locator('.header__health [data-source="kadikoy"]')
    await health.waitFor()
    expect([await health.getAttribute('data-tone'), await health.textContent()]).toEqual([
      tone,
      expect.stringMatching(words),
    ])
  })

  it('is told in English as well', async () => {
    const page = await open(snapshot())
    const shown = snapshot({ rev: 11, sources: [source('kadikoy', 'Kadıköy', { ...offline, ...times })] })
    await emit({ ...shown, settings: { ...shown.settings, language: 'en' } })
    await page.getByText('not heard · 2 min').waitFor()
  })
})
