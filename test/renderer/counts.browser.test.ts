import { expect, it } from 'vitest'
import { snapshot, source } from './fixtures.ts'
import { openScreenPages } from './screenPages.ts'

const { open } = openScreenPages()

it.each([
  [1, '1 order was already open at Kadıköy when Tezgah started. Print it?'],
  [3, '3 orders were already open at Kadıköy when Tezgah started. Print them?'],
])('asks in English about %i order(s) that were open before the start', async (baselineOffer, words) => {
  const base = snapshot()
  const page = await open({
    ...base,
    settings: { ...base.settings, language: 'en' },
    sources: [source('kadikoy', 'Kadıköy', { baselineOffer })],
  })
  const banner = page.locator('.banner').filter({ hasText: 'already open' })
  expect(await banner.locator('.banner__words').innerText()).toBe(words)
})
