import type { Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import { courierSnapshot } from './courierFixture.ts'
import { openScreenPages, scan } from './screenPages.ts'
import { askedOf } from './standIn.ts'

const { open } = openScreenPages()

const isChosen = (page: Page, number: string): Promise<boolean> =>
  page.getByRole('checkbox', { name: number }).isChecked()

async function openHandOver(): Promise<Page> {
  const page = await open(courierSnapshot())
  await page.evaluate(() => (location.hash = '#/kurye'))
  await page.getByRole('heading', { name: 'Kurye', exact: true }).waitFor()
  return page
}

describe('a scanner at the hand-over page', () => {
  it('chooses its packet while a button has the focus, and presses neither it nor anything else', async () => {
    const page = await openHandOver()
    await page.getByRole('checkbox', { name: '#144' }).click()
    await page.getByRole('button', { name: 'Ali Çelik' }).focus()
    await scan(page, '0141')
    await expect.poll(() => isChosen(page, '#141')).toBe(true)
    expect(await isChosen(page, '#144')).toBe(true)
    // The focus is on a packet's own box: Enter would take its choice back.
    await page.getByRole('checkbox', { name: '#144' }).focus()
    await scan(page, '0143')
    await expect.poll(() => isChosen(page, '#143')).toBe(true)
    expect(await isChosen(page, '#144')).toBe(true)
    expect((await askedOf(page)).filter(({ name }) => name.startsWith('dispatch.'))).toEqual([])
  })

  it('says what it does not find, or who carries it, and chooses nothing', async () => {
    const page = await openHandOver()
    await page.getByRole('button', { name: 'Ali Çelik' }).focus()
    await scan(page, '0777')
    await page.getByText('777 numaralı açık paket yok.').waitFor()
    await scan(page, '0139')
    await page.getByRole('alert').getByText('Ali Çelik').waitFor()
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0)
    expect((await askedOf(page)).filter(({ name }) => name.startsWith('dispatch.'))).toEqual([])
  })
})
