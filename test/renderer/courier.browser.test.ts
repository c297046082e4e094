import type { Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import { addressOf } from '../../src/renderer/route.ts'
import { courierLists, courierPage, courierSnapshot, courierToCount } from './courierFixture.ts'
import { openScreenPages, restFinger, scan } from './screenPages.ts'
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

describe('what was paid at a door', () => {
  const openAli = async (): Promise<Page> => {
    const page = await open(courierSnapshot(), { 'courier.get': { ok: true, value: courierToCount() } })
    await page.evaluate(() => (location.hash = '#/kurye/ali'))
    return page
  }
  const said = async (page: Page) =>
    (await askedOf(page)).filter(({ name }) => name === 'dispatch.deliver').map(({ input }) => input['deliveries'])

  it('is shown as it was said, in all its parts, and saved as it stands', async () => {
    const page = await openAli()
    await page.getByRole('listitem').filter({ hasText: '#133' }).getByRole('button', { name: 'Farklı ödendi' }).click()
    const dialog = page.getByRole('dialog')
    await expect.poll(() => dialog.getByRole('textbox', { name: 'Yemek kartı' }).inputValue()).toBe('200,00')
    expect(await dialog.getByRole('textbox', { name: 'Nakit' }).inputValue()).toBe('112,50')
    await dialog.getByRole('button', { name: 'Teslim edildi' }).click()
    const paid = [
      { purse: 'cash', amountKurus: 11_250 },
      { purse: 'mealCard', amountKurus: 20_000 },
    ]
    await expect.poll(() => said(page)).toEqual([[{ deliveryId: 2, paid }]])
  })

  it('is lira with a dot for thousands, and is asked for again where it could be two amounts', async () => {
    const page = await openAli()
    await page.getByRole('listitem').filter({ hasText: '#131' }).getByRole('button', { name: 'Farklı ödendi' }).click()
    const dialog = page.getByRole('dialog')
    const cash = dialog.getByRole('textbox', { name: 'Nakit' })
    await cash.fill('1,250')
    await dialog.getByRole('alert').getByText('Tutar okunamadı').waitFor()
    expect(await dialog.getByRole('button', { name: 'Teslim edildi' }).isDisabled()).toBe(true)
    await cash.fill('1.250')
    await dialog.getByRole('button', { name: 'Teslim edildi' }).click()
    const paid = [{ purse: 'cash', amountKurus: 125_000 }]
    await expect.poll(() => said(page)).toEqual([[{ deliveryId: 1, paid }]])
  })

  it('can be nothing, where something was due, once a person has said so twice', async () => {
    const page = await openAli()
    await page.getByRole('listitem').filter({ hasText: '#131' }).getByRole('button', { name: 'Farklı ödendi' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Nakit' }).fill('0')
    expect(await dialog.getByRole('button', { name: 'Teslim edildi' }).isDisabled()).toBe(true)
    await dialog.getByRole('textbox', { name: 'Nakit' }).press('Enter')
    await dialog.getByRole('button', { name: 'Hiç para alınmadı' }).click()
    expect(await said(page)).toEqual([])
    await restFinger(page)
    await dialog.getByRole('button', { name: 'Hiç para alınmadı: emin misiniz?' }).click()
    await expect.poll(() => said(page)).toEqual([[{ deliveryId: 1, paid: [] }]])
  })
})

describe('a courier whose account is not counted', () => {
  it('who takes no packets any more is on the bar by his name, opens his account, and is named in the settings', async () => {
    const gone = {
      id: 'veli',
      name: 'Veli Koç',
      hue: 'slate',
      isActive: false,
      isOnShift: false,
      carriedCount: 0,
    } as const
    const shown = courierSnapshot({ couriers: [...courierSnapshot().couriers, gone] })
    const { courier, ...account } = courierPage()
    const page = await open(shown, {
      'courier.get': { ok: true, value: { ...account, courier: { ...courier, ...gone } } },
      'couriers.get': { ok: true, value: courierLists() },
    })
    await page.evaluate(() => (location.hash = '#/kurye'))
    await page.getByRole('button', { name: 'Veli Koç' }).getByText('hesabı sayılmadı').waitFor()
    await page.getByRole('button', { name: 'Veli Koç' }).click()
    await page.getByText('Artık paket verilmiyor.').waitFor()
    await page.evaluate((hash) => (location.hash = hash), addressOf({ name: 'settings', tab: 'couriers' }))
    await page.getByText('hesabı sayılmadı: Veli Koç').waitFor()
    expect(await page.getByText('Kaynağın listesinden: Sıla Öz', { exact: true }).count()).toBe(1)
  })
})
