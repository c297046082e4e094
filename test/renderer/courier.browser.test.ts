import type { Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import type { CourierPage } from '../../src/shared/contract/dispatchRequests.ts'
import { addressOf } from '../../src/renderer/route.ts'
import {
  courierAbroad,
  courierLists,
  courierPage,
  courierSnapshot,
  courierToCount,
  withDeliveries,
} from './courierFixture.ts'
import { openScreenPages, restFinger, scan } from './screenPages.ts'
import { askedOf } from './standIn.ts'

const { open, emit } = openScreenPages()

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

it('a packet in another currency is shown in it, among what is open too, and is never lira', async () => {
  const page = await open(courierSnapshot(), { 'courier.get': { ok: true, value: courierAbroad() } })
  await page.evaluate(() => (location.hash = '#/kurye/ali'))
  const packet = page.getByRole('listitem').filter({ hasText: '#139' })
  await packet.getByText('20,00 EUR').waitFor()
  await page.getByText('Belirsiz: ₺199,00, 20,00 EUR').waitFor()
  await packet.getByRole('button', { name: 'Nasıl ödendi?' }).click()
  await page.getByRole('dialog').getByText('Beklenen 20,00 EUR').waitFor()
  expect(await page.getByText('₺20,00').count()).toBe(0)
})

describe('an account that is being counted', () => {
  const box = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })
  const openAli = async (counted: CourierPage): Promise<Page> => {
    const page = await open(courierSnapshot({ cards: [] }), { 'courier.get': { ok: true, value: counted } })
    await page.evaluate(() => (location.hash = '#/kurye/ali'))
    await page.getByRole('heading', { name: 'Hesap kapat' }).waitFor()
    return page
  }
  const becomes = async (page: Page, counted: CourierPage, rev: number): Promise<void> => {
    await page.evaluate((value) => {
      window.standIn.answers['courier.get'] = { ok: true, value }
    }, counted)
    await emit(courierSnapshot({ rev, cards: [] }))
  }
  const paidByCard = (): CourierPage => {
    const [telephone, ...others] = courierToCount().open[0]?.deliveries ?? []
    const paid = [{ purse: 'card' as const, amountKurus: 46_500 }]
    return withDeliveries(telephone === undefined ? others : [{ ...telephone, paid }, ...others])
  }

  it('follows what is expected by card until somebody types an amount, so that nothing is missing that is not', async () => {
    const page = await openAli(courierToCount())
    await box(page, 'Nakit').fill('312,50')
    expect(await box(page, 'Kart').inputValue()).toBe('0,00')
    await becomes(page, paidByCard(), 11)
    await expect.poll(() => box(page, 'Kart').inputValue()).toBe('465,00')
    await page.getByText('Fark: Fark yok').waitFor()
    await box(page, 'Kart').fill('400')
    await becomes(page, courierToCount(), 12)
    await page.getByText('Kart ₺400,00', { exact: false }).waitFor()
    expect(await box(page, 'Kart').inputValue()).toBe('400')
  })

  it('keeps what was typed while another packet goes out, and on another page, and is closed when all are back', async () => {
    const page = await openAli(courierToCount())
    await box(page, 'Nakit').fill('700')
    await page.getByLabel('Farkın nedeni').fill('Bahşiş')
    // Esc leaves the field, not the page.
    await page.keyboard.press('Escape')
    await becomes(page, courierPage(), 11)
    await page.getByText('Üzerinde paket var', { exact: false }).waitFor()
    expect(await box(page, 'Nakit').inputValue()).toBe('700')
    expect(await page.getByRole('button', { name: 'Hesabı kapat' }).isDisabled()).toBe(true)
    await page.evaluate(() => (location.hash = '#/kurye'))
    await page.getByRole('heading', { name: 'Kurye', exact: true }).waitFor()
    await becomes(page, courierToCount(), 12)
    await page.evaluate(() => (location.hash = '#/kurye/ali'))
    await expect.poll(() => box(page, 'Nakit').inputValue()).toBe('700')
    await page.getByRole('button', { name: 'Hesabı kapat' }).click()
    const closed = { shiftId: 1, counted: { cash: 70_000, card: 0, mealCard: 20_000 }, reason: 'Bahşiş' }
    await expect.poll(async () => (await askedOf(page)).at(-1)).toEqual({ name: 'pouch.close', input: closed })
    await expect.poll(() => box(page, 'Nakit').inputValue()).toBe('')
  })
})

it('says that the slip of a tour is on its way of that tour alone', async () => {
  const page = await open(courierSnapshot(), { 'courier.get': { ok: true, value: courierPage() } })
  await page.evaluate(() => (location.hash = '#/kurye/ali'))
  await page.getByRole('button', { name: 'Kurye fişi yazdır' }).click()
  const said = page.getByText('Fiş yazıcıya gönderildi', { exact: false })
  await said.waitFor()
  const [, , ...left] = courierPage().open[0]?.deliveries ?? []
  await page.evaluate(
    (value) => {
      window.standIn.answers['courier.get'] = { ok: true, value }
    },
    withDeliveries(left.slice(1)),
  )
  await emit(courierSnapshot({ rev: 11 }))
  await page.getByText('#139 Telefon').waitFor({ state: 'detached' })
  expect(await said.count()).toBe(0)
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
