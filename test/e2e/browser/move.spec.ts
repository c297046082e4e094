import { readFile } from 'node:fs/promises'
import { expect, openBoard, snapshot, test } from './door.ts'

/** Settings to a file and from it, as a person does it before and after a move to a new computer. */

test('settings are saved to a file without keys, and taken from one that was changed since', async ({
  openDoor,
  page,
  shop,
}, info) => {
  const door = await openDoor()
  await openBoard(page, door.address)
  await page.goto(`${new URL(page.url()).origin}/#/ayarlar/general`)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Ayarları dosyaya kaydet' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^tezgah-ayarlar-\d{4}-\d{2}-\d{2}\.json$/)
  const text = await readFile(await download.path(), 'utf8')
  for (const key of [shop.restomenum.apiKey, shop.adisyo.apiKey, shop.adisyo.apiSecret]) expect(text).not.toContain(key)

  const chosen = async (written: string): Promise<void> => {
    const buffer = Buffer.from(written)
    await page.locator('input[type=file]').setInputFiles({ name: 'ayar.json', mimeType: 'application/json', buffer })
  }
  await chosen('{"something":"else"}')
  await expect(page.getByText('Bu dosya Tezgah’ın kaydettiği'.replace('’', "'"))).toBeVisible()

  const file = JSON.parse(text) as { settings: { closingLine: string; sources: { id: string; name: string }[] } }
  file.settings.closingLine = 'Taşındı'
  file.settings.sources = file.settings.sources.map((source) =>
    source.name === 'Moda' ? { ...source, id: 'adisyo-yeni', name: 'Yeni Moda' } : source,
  )
  await chosen(JSON.stringify(file))
  await expect(page.getByText(/Bu bilgisayardaki şu kaynaklar anahtarlarıyla silinir: Moda/)).toBeVisible()
  await page.getByRole('button', { name: 'Bu ayarları al' }).click()
  expect((await snapshot(page)).settings.closingLine).not.toBe('Taşındı')
  await page.getByRole('button', { name: /^Bu ayarları al:/ }).click()
  await expect(page.getByText(/Anahtarı bu bilgisayarda olmayan kaynaklar: Yeni Moda/)).toBeVisible()
  expect((await snapshot(page)).settings.closingLine).toBe('Taşındı')
  await page.screenshot({ path: info.outputPath('move.png') })
  await page.getByRole('button', { name: 'Anahtarları gir' }).click()
  await expect(page).toHaveURL(/#\/ayarlar\/sources$/)
})
