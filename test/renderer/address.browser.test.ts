import { describe, expect, it } from 'vitest'
import { snapshot } from './fixtures.ts'
import { dayReport } from './journalFixture.ts'
import { openScreenPages } from './screenPages.ts'

const { open } = openScreenPages()
const answers = { 'report.get': { ok: true, value: dayReport() } } as const

describe('the address of the screen', () => {
  it('follows the page, and the way back and forth follows the address', async () => {
    const page = await open(snapshot(), answers)
    const hash = (): Promise<string> => page.evaluate(() => location.hash)
    const title = page.locator('h1')
    await page.getByRole('button', { name: 'Menü' }).click()
    await page.getByRole('menuitem', { name: 'Gün sonu' }).click()
    expect(await hash()).toBe('#/gunsonu')
    await page.getByRole('button', { name: 'Ayarlar', exact: true }).click()
    await page.getByRole('tab', { name: 'Genel' }).click()
    expect(await hash()).toBe('#/ayarlar/general')
    // The tab was no station of its own.
    await page.goBack()
    await title.filter({ hasText: 'Gün sonu' }).waitFor()
    await page.goBack()
    await page.locator('.board').waitFor()
    await page.goForward()
    await title.filter({ hasText: 'Gün sonu' }).waitFor()
    expect(await hash()).toBe('#/gunsonu')
  })

  it('opens the page that a bookmark names', async () => {
    const page = await open(snapshot(), answers)
    await page.evaluate(() => location.replace('#/ayarlar/printers'))
    await page.reload()
    await page.getByRole('tab', { name: 'Yazıcılar', selected: true }).waitFor()
    await page.evaluate(() => (location.hash = '#/gunsonu'))
    await page.locator('h1').filter({ hasText: 'Gün sonu' }).waitFor()
  })
})
