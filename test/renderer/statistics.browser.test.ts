import { expect, it } from 'vitest'
import { snapshot } from './fixtures.ts'
import { openScreenPages } from './screenPages.ts'
import { weekStatistics } from './statisticsFixture.ts'

const { open, asked } = openScreenPages()

it('has an address, a plot and a table of each, and asks for another range', async () => {
  const page = await open(snapshot(), { 'statistics.get': { ok: true, value: weekStatistics() } })
  await page.evaluate(() => (location.hash = '#/istatistik'))
  await page.getByRole('heading', { name: 'İstatistik' }).waitFor()
  const channels = page.getByRole('table', { name: 'Kanallara göre' })
  await channels.waitFor()
  expect(await channels.getByRole('row', { name: /^Yemeksepeti 171 / }).count()).toBe(1)
  expect(await page.getByRole('table', { name: 'Günlere göre' }).getByRole('row').count()).toBe(7)
  expect(
    await page
      .getByRole('img', { name: /rakamlar tabloda/ })
      .locator('canvas')
      .count(),
  ).toBe(3)
  await page.getByRole('radio', { name: '30 gün' }).click()
  await expect
    .poll(async () => (await asked()).filter(({ name }) => name === 'statistics.get').map(({ input }) => input))
    .toEqual([{ days: 7 }, { days: 30 }])
})
