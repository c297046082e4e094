import type { Page } from '@playwright/test'
import { expect, it } from 'vitest'
import { snapshot } from './fixtures.ts'
import { openScreenPages } from './screenPages.ts'
import { weekStatistics } from './statisticsFixture.ts'

const { open, asked, emit } = openScreenPages()

it('has an address, a plot and a table of each, and asks for another range', async () => {
  const page = await open(snapshot(), { 'statistics.get': { ok: true, value: weekStatistics() } })
  await page.evaluate(() => (location.hash = '#/istatistik'))
  await page.getByRole('heading', { name: 'İstatistik' }).waitFor()
  const channels = page.getByRole('table', { name: 'Kanallara göre' })
  await channels.waitFor()
  expect(await channels.getByRole('row', { name: /^Yemeksepeti 171 4 / }).count()).toBe(1)
  const figures = await page.locator('.figures').innerText()
  expect(figures).toMatch(/Görülmeyen\s+9/)
  expect(figures).toContain("Görülenlerin %90'ı")
  expect(figures).toMatch(/Vaktinden 20 dk sonra hâlâ burada\s+43/)
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

const askedTimes = async () => (await asked()).filter(({ name }) => name === 'statistics.get').length
const table = (page: Page) => page.getByRole('table', { name: 'Kanallara göre' })

async function openWithoutCore(): Promise<Page> {
  const page = await open(snapshot(), { 'statistics.get': { ok: false, error: { code: 'coreSilent' } } })
  await page.evaluate(() => (location.hash = '#/istatistik'))
  await page.locator('.problem[data-code=coreSilent]').waitFor()
  return page
}

const answers = (page: Page) =>
  page.evaluate((value) => {
    window.standIn.answers['statistics.get'] = { ok: true, value }
  }, weekStatistics())

it('is asked for again when another core has started after it could not be had', async () => {
  const page = await openWithoutCore()
  await answers(page)
  await emit(snapshot({ runId: 'another', rev: 1 }))
  await table(page).waitFor()
  expect(await page.locator('.problem[data-code=coreSilent]').count()).toBe(0)
})

it('is asked for again when the same core answers again', async () => {
  const page = await openWithoutCore()
  await page.evaluate(() => {
    window.standIn.answers['snapshot.mark'] = { ok: false, error: { code: 'coreSilent' } }
  })
  await page.getByText("Bu ekran Tezgah'la bağlantısını kaybetti.").first().waitFor()
  const before = await askedTimes()
  await answers(page)
  await emit(snapshot({ rev: 11 }))
  await table(page).waitFor()
  expect(await askedTimes()).toBe(before + 1)
})

it('counts anew what comes in while it is open, and nothing where nothing does', async () => {
  const page = await open(snapshot(), { 'statistics.get': { ok: true, value: weekStatistics() } })
  await page.evaluate(() => (location.hash = '#/istatistik'))
  await table(page).waitFor()
  await emit(snapshot({ rev: 11 }))
  await emit(snapshot({ rev: 12, cards: [] }))
  await expect.poll(askedTimes).toBe(2)
})
