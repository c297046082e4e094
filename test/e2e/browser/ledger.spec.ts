import { readFile } from 'node:fs/promises'
import { expect, openBoard, test } from './door.ts'

/** The ledger's page through the browser door: what came, what it says of the day, and the table it gives. */

test('an order’s times are found by name, open its story, and go into a table that runs nothing', async ({
  openDoor,
  page,
  shop,
  printer,
}) => {
  const refused: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') refused.push(message.text())
  })
  const door = await openDoor()
  await openBoard(page, door.address)
  shop.addPacket({ pos: 'restomenum', number: 77, customer: { name: '=HYPERLINK("http://evil")', surname: 'Iğdır' } })
  await printer.waitForSlips(1, 15_000)
  await page.getByRole('button', { name: 'Defter', exact: true }).click()
  expect(new URL(page.url()).hash).toBe('#/defter')
  await page.getByRole('searchbox', { name: /^Ara:/ }).fill('IGDIR')
  const row = page.locator('.ledger-row', { hasText: '#77' })
  await expect(row).toContainText('görülmedi')
  await expect(row).toContainText(/fiş (yazıldı|gönderildi)/)

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Tablo olarak indir (CSV)' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^tezgah-\d{4}-\d{2}-\d{2}\.csv$/)
  const table = await readFile(await download.path(), 'utf8')
  expect(table.startsWith('\uFEFF')).toBe(true)
  expect(table).toContain(`"'=HYPERLINK(""http://evil"") Iğdır"`)
  expect(refused).toEqual([])

  await row.getByRole('button', { name: /^Siparişi aç/ }).click()
  await expect(page).toHaveURL(/#\/siparis\//)
  await page.goBack()
  await expect(page).toHaveURL(/#\/defter$/)
})

test('what has just left the board is recalled with one touch, and Adisyo confirms the day', async ({
  openDoor,
  page,
  shop,
  printer,
}) => {
  const door = await openDoor()
  await openBoard(page, door.address)
  const { id } = shop.addPacket({ pos: 'adisyo', number: 78 })
  await printer.waitForSlips(1, 15_000)
  await page.locator('.card', { hasText: '78' }).getByRole('button', { name: 'Görüldü' }).click()
  shop.deliver(id)
  await page.goto(`${new URL(page.url()).origin}/#/defter/son`)
  const row = page.locator('.ledger-row', { hasText: '#78' })
  await expect(row).toBeVisible({ timeout: 20_000 })
  await row.getByRole('button', { name: /^Yeniden yazdır/ }).click()
  const slips = await printer.waitForSlips(2, 15_000)
  expect(slips[1]?.text).toContain('KOPYA')

  await page.goto(`${new URL(page.url()).origin}/#/gunsonu`)
  await page.getByRole('button', { name: 'Şimdi karşılaştır' }).click()
  await expect(page.getByText(/^Yalnız .* arası karşılaştırıldı\. 0 kaçan: .* doğruladı/)).toBeVisible({
    timeout: 20_000,
  })
})
