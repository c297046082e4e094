import { expect, openBoard, snapshot, test } from './door.ts'
import { SETTLE_MS } from '../../../src/renderer/board/pointerCalm.ts'

/** From "three bags ready" to "handed over", with real touches on the built screen. */

test('three bags are handed over with five touches, undone with one, and told to the vendor after eight seconds', async ({
  openDoor,
  page,
  shop,
}) => {
  const door = await openDoor()
  await openBoard(page, door.address)
  for (const number of [901, 902, 903]) shop.addPacket({ pos: 'restomenum', number, customer: { region: 'Moda' } })
  await expect(page.locator('.card')).toHaveCount(3)
  await page.evaluate(async () => {
    const hue = 'blue' as const
    await window.tezgah?.request('couriers.save', {
      couriers: [{ id: 'ali', name: 'Ali Çelik', phone: null, hue, isActive: true, vendorIds: {} }],
    })
  })

  let touches = 0
  const touch = async (name: string | RegExp, role: 'button' | 'checkbox' = 'button'): Promise<void> => {
    await page.getByRole(role, { name }).first().click()
    touches++
  }
  await touch('Kurye')
  for (const number of ['#901', '#902', '#903']) await touch(number, 'checkbox')
  await touch('3 paketi ver: Ali Çelik')
  await expect(page.getByText('3 paket verildi: Ali Çelik')).toBeVisible()
  expect(touches).toBe(5)
  expect((await snapshot(page)).cards.every(({ carried }) => carried?.courierName === 'Ali Çelik')).toBe(true)

  await page.getByRole('button', { name: /^Geri al/ }).click()
  await expect(page.getByText('Geri alındı; kimseye bildirilmedi.')).toBeVisible()
  await expect(page.getByRole('checkbox')).toHaveCount(3)
  expect(shop.requests.filter(({ kind }) => kind === 'write')).toEqual([])

  // A scanner types the number and Enter.
  const box = page.locator('main').getByRole('search').getByRole('textbox')
  await box.fill('902')
  await box.press('Enter')
  await expect(page.getByRole('checkbox', { name: '#902' })).toBeChecked()
  await box.fill('4711')
  await box.press('Enter')
  await expect(page.getByText('4711 numaralı açık paket yok.')).toBeVisible()
  await page.getByRole('button', { name: '1 paketi ver: Ali Çelik' }).click()
  await expect.poll(() => shop.packets[1]?.label, { timeout: 20_000 }).toBe('OnDelivery')
  expect(shop.requests.filter(({ kind }) => kind === 'write')).toHaveLength(1)
})

test('what he delivered is counted on his page, and the account is closed once', async ({ openDoor, page, shop }) => {
  const door = await openDoor()
  await openBoard(page, door.address)
  const line = { title: 'Pide', unitPriceKurus: 12_050 }
  shop.addPacket({ pos: 'restomenum', number: 911, lines: [line], paymentNote: 'Kapıda nakit' })
  shop.addPacket({ pos: 'restomenum', number: 912, lines: [line], paymentNote: 'Kapıda kredi kartı' })
  await expect(page.locator('[data-order-key]', { hasText: 'Pide' })).toHaveCount(2)
  await page.evaluate(async () => {
    const hue = 'green' as const
    await window.tezgah?.request('couriers.save', {
      couriers: [{ id: 'sila', name: 'Sıla Öz', phone: null, hue, isActive: true, vendorIds: {} }],
    })
  })
  await page.getByRole('button', { name: 'Kurye', exact: true }).click()
  for (const number of ['#911', '#912']) await page.getByRole('checkbox', { name: number }).click()
  await page.getByRole('button', { name: '2 paketi ver: Sıla Öz' }).click()
  // Sooner it would be the second half of a double tap.
  await page.waitForTimeout(SETTLE_MS + 100)
  await page.getByRole('button', { name: /^Sıla Öz:/ }).click()
  await page.getByRole('button', { name: 'Hepsi teslim edildi' }).click()
  await expect(page.getByText('Üzerinde paket yok.')).toBeVisible()
  await page.getByLabel('Nakit').fill('110,50')
  await expect(page.getByText('Nakit -₺10,00')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Hesabı kapat' })).toBeDisabled()
  await page.getByLabel('Farkın nedeni').fill('On lira eksik')
  await page.getByRole('button', { name: 'Hesabı kapat' }).click()
  await expect(page.locator('[data-pouch]')).toContainText('On lira eksik')
  await expect(page.getByText('Açık hesabı yok')).toBeVisible()
})
