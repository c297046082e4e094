import type { Locator, Page } from '@playwright/test'
import { expect, request, snapshot, test } from './door.ts'

/** From an empty folder to the first slip, through the set-up alone. */

/** Counts what a person does: each click and each field that is filled is a step. */
function countSteps() {
  let steps = 0
  return {
    click: (target: Locator) => {
      steps += 1
      return target.click()
    },
    fill: (target: Locator, text: string) => {
      steps += 1
      return target.fill(text)
    },
    count: () => steps,
  }
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const nothing = { provision: { language: 'tr' } }

test('a shop gets its first slip within eight steps', async ({ openDoor, page, printer, shop }) => {
  await printer.setMode('echoesIds')
  const door = await openDoor(nothing)
  const startedMs = performance.now()
  await page.goto(door.address)
  const { click, fill, count } = countSteps()
  await click(button(page, /^RestoMenum/))
  await fill(page.getByRole('textbox', { name: 'API anahtarı' }), shop.restomenum.apiKey)
  // A real shop's address is there already: these two are the practice shop's.
  await click(page.getByText('Adres (çoğu dükkânda değişmez)'))
  await fill(page.getByLabel('Adres', { exact: true }), shop.restomenum.baseUrl)
  await click(button(page, 'Dene ve ekle'))
  await fill(page.getByLabel('Ağ yazıcısının adresi'), `${printer.host}:${printer.port}`)
  await click(button(page, 'Deneme fişi yazdır'))
  await printer.waitForSlips(1, 15_000)
  const testSlipSeconds = (performance.now() - startedMs) / 1000

  await expect(page.getByRole('heading', { name: 'Kâğıttaki harfler doğru mu?' })).toBeVisible()
  await expect.poll(async () => (await snapshot(page)).sources[0]?.lastSuccessMs ?? null).not.toBeNull()
  shop.addPacket({ pos: 'restomenum', lines: [{ title: 'İlk Lahmacun' }] })
  const slips = await printer.waitForSlips(2, 20_000)
  const seconds = (performance.now() - startedMs) / 1000
  expect(slips[1]?.text).toContain('İlk Lahmacun')
  expect(count()).toBeLessThanOrEqual(8)
  test.info().annotations.push({
    type: 'measured',
    description: `${count()} steps; test slip after ${testSlipSeconds.toFixed(1)} s, the order's after ${seconds.toFixed(1)} s`,
  })
})

test('it ends on the board, where the question about what was open has its place', async ({
  openDoor,
  page,
  printer,
  shop,
}) => {
  shop.addPacket({ pos: 'restomenum', lines: [{ title: 'Önceden açık' }] })
  const door = await openDoor(nothing)
  await page.goto(door.address)
  await button(page, /^RestoMenum/).click()
  await expect(page.getByText('girdiğiniz anahtar Tezgah kapanana dek durur', { exact: false })).toBeVisible()
  await page.getByRole('textbox', { name: 'API anahtarı' }).fill(shop.restomenum.apiKey)
  await page.getByText('Adres (çoğu dükkânda değişmez)').click()
  await page.getByLabel('Adres', { exact: true }).fill(shop.restomenum.baseUrl)
  await button(page, 'Dene ve ekle').click()
  await page.getByLabel('Ağ yazıcısının adresi').fill(`${printer.host}:${printer.port}`)
  await button(page, 'Deneme fişi yazdır').click()
  await button(page, 'Evet, doğru').click()
  await expect.poll(async () => (await snapshot(page)).sources[0]?.baselineOffer).toBe(1)
  const question = page.getByText('sipariş zaten açıktı', { exact: false })
  await expect(question).toHaveCount(0)
  await button(page, 'Sesi çal').click()
  await button(page, 'Hayır').click()
  await expect(page.getByText('Hoparlör takılı ve açık mı?', { exact: false })).toBeVisible()
  await button(page, 'Evet, duydum').click()
  await button(page, 'Panoya geç').click()
  await expect(question).toBeVisible()
  await expect(page.locator('[data-order-key]', { hasText: 'Önceden açık' })).toBeVisible()
  const shown = await snapshot(page)
  expect([shown.settings.setup, shown.printers[0]?.settings.name]).toEqual(['done', 'Kasa'])
})

test('it can be left, is taken up where it was, and run again', async ({ openDoor, page, shop }) => {
  const door = await openDoor(nothing)
  await page.goto(door.address)
  await expect(page.getByRole('heading', { name: 'Siparişleriniz hangi kaynaktan geliyor?' })).toBeVisible()
  await button(page, 'Şimdilik atla').click()
  await expect(page.getByRole('heading', { name: 'Fişler nereden çıksın?' })).toBeVisible()
  await button(page, 'Sonra devam et').click()
  await page.reload()
  await expect(page.getByText('Sıradaki adım: Yazıcı.', { exact: false })).toBeVisible()
  await button(page, 'Kuruluma devam et').click()
  await expect(page.getByRole('heading', { name: 'Fişler nereden çıksın?' })).toBeVisible()
  // What is typed in a step outlives a look at another one and at the board.
  await page.getByLabel('Ağ yazıcısının adresi').fill('192.168.1.77')
  await button(page, /Kaynak$/).click()
  await page.keyboard.press('Escape')
  await page.locator('.board').waitFor()
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Siparişleriniz hangi kaynaktan geliyor?' })).toBeVisible()
  await button(page, /Yazıcı$/).click()
  await expect(page.getByLabel('Ağ yazıcısının adresi')).toHaveValue('192.168.1.77')
  await button(page, 'Yazıcım yok').click()
  await button(page, 'Şimdilik atla').click()
  await button(page, 'Panoya geç').click()
  await expect.poll(async () => (await snapshot(page)).settings.setup).toBe('done')
  await page.reload()
  await expect(page.getByText('Henüz bir kaynak yok')).toBeVisible()
  await button(page, 'Ayarlar').click()
  await page.getByRole('tab', { name: 'Genel' }).click()
  await button(page, 'Kurulumu yeniden çalıştır').click()
  await expect(page.getByRole('heading', { name: 'Siparişleriniz hangi kaynaktan geliyor?' })).toBeVisible()
  expect((await snapshot(page)).settings.setup).toBe('done')
  expect(shop.requests).toEqual([])
})

test('what is wrong with a key is said at once, and whose fault it is', async ({ openDoor, page, shop }) => {
  const door = await openDoor(nothing)
  await page.goto(door.address)
  await button(page, /^Adisyo/).click()
  await page.getByText('Adres ve tüketici adı (çoğu dükkânda değişmez)').click()
  await page.getByLabel('Adres', { exact: true }).fill(shop.adisyo.baseUrl)
  const key = page.getByRole('textbox', { name: 'API anahtarı' })
  const secret = page.getByRole('textbox', { name: 'API gizli anahtarı' })
  await key.fill('wrong')
  await secret.fill(shop.adisyo.apiSecret)
  await button(page, 'Dene ve ekle').click()
  await expect(page.getByText('Adisyo bu anahtarı tanımadı.', { exact: false })).toBeVisible()
  await expect(key).toBeFocused()
  await key.fill(shop.adisyo.apiKey)
  await secret.fill('wrong')
  await button(page, 'Dene ve ekle').click()
  await expect(page.getByText('gizli anahtarı tanımadı', { exact: false })).toBeVisible()
  await expect(secret).toBeFocused()
  await secret.fill(shop.adisyo.apiSecret)
  // The vendor is gone; Tezgah is not.
  await shop.close()
  await button(page, 'Dene ve ekle').click()
  await expect(page.getByText('Adisyo sunucusuna ulaşılamadı', { exact: false })).toBeVisible()
  await expect(page.getByText('Tezgah yanıt vermiyor')).toHaveCount(0)
  await button(page, 'Denemeden ekle').click()
  await expect(page.getByRole('heading', { name: 'Fişler nereden çıksın?' })).toBeVisible()
  expect((await snapshot(page)).sources.map(({ consumer }) => consumer)).toEqual(['Tezgah - Adisyo'])
})

test('a core that ends while a key is tried is what is said to be silent', async ({ openDoor, page, shop }) => {
  const door = await openDoor(nothing)
  await page.goto(door.address)
  await button(page, /^RestoMenum/).click()
  await page.getByRole('textbox', { name: 'API anahtarı' }).fill(shop.restomenum.apiKey)
  expect((await request(page, 'snapshot.mark', {})).ok).toBe(true)
  await door.end('SIGKILL')
  await button(page, 'Dene ve ekle').click()
  await expect(page.locator('[data-side=core]', { hasText: 'Tezgah yanıt vermiyor' })).toBeVisible()
})
