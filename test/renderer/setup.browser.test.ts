import type { Page } from '@playwright/test'
import { describe, expect, it, vi } from 'vitest'
import type { Snapshot } from '../../src/shared/contract/snapshot.ts'
import type { FoundPrinter } from '../../src/shared/settings/printer.ts'
import { snapshot } from './fixtures.ts'
import { openScreenPages } from './screenPages.ts'
import type { StandInState } from './standIn.ts'

const { open, asked } = openScreenPages()
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const askedFor = async (name: string) => (await asked()).filter((one) => one.name === name).map((one) => one.input)

const fresh = (setup: Snapshot['settings']['setup'] = 'never'): Snapshot => {
  const shown = snapshot({ cards: [], sources: [], printers: [], keyring: 'none' })
  return { ...shown, settings: { ...shown.settings, setup } }
}

async function openStep(step: Snapshot['settings']['setup'], answers: StandInState['answers'] = {}): Promise<Page> {
  const page = await open(fresh(step), answers)
  await button(page, 'Kuruluma devam et').click()
  return page
}

const found: FoundPrinter = {
  name: '192.168.1.50',
  connection: { kind: 'tcp', host: '192.168.1.50', port: 9100 },
  detail: null,
}
const network: StandInState['answers'] = {
  'printers.networks': { ok: true, value: [{ name: '192.168.1.0/24', addressCount: 253 }] },
  'printers.findOnNetwork': { ok: true, value: { askedCount: 253, found: [found] } },
  'printer.test': { ok: true, value: { outcome: 'confirmed', confirms: 'ids' } },
  'printer.save': { ok: true, value: { id: 'kasa' } },
}

describe('the set-up', () => {
  it('opens by itself at the very first start alone', async () => {
    const page = await open(fresh())
    await page.getByRole('heading', { name: 'Siparişleriniz hangi kaynaktan geliyor?' }).waitFor()
    expect(await askedFor('settings.update')).toEqual([{ setup: 'source' }])
    await page.close()
    const later = await open(fresh('done'))
    await later.getByText('Henüz bir kaynak yok').waitFor()
  })

  it('looks through a network only after it has named it and somebody has agreed, and offers what it found', async () => {
    const page = await openStep('printer', network)
    await button(page, 'Ağdaki yazıcıları ara').click()
    await page.getByText('192.168.1.0/24 ağındaki 253 adrese', { exact: false }).waitFor()
    expect(await askedFor('printers.findOnNetwork')).toEqual([])
    await button(page, 'Evet, ara').click()
    await button(page, '192.168.1.50 yazıcısını kullan').click()
    expect(await askedFor('printers.findOnNetwork')).toEqual([{ networks: ['192.168.1.0/24'] }])
    expect(await page.getByLabel('Ağ yazıcısının adresi').inputValue()).toBe('192.168.1.50')
    await button(page, 'Deneme fişi yazdır').click()
    await page.getByRole('heading', { name: 'Kâğıttaki harfler doğru mu?' }).waitFor()
    const [saved] = await askedFor('printer.save')
    expect(saved).toMatchObject({ id: null, printer: { connection: found.connection, confirms: 'ids' } })
    // Printed once more, it is the same printer.
    await button(page, 'Kâğıt çıkmadı').click()
    await button(page, 'Deneme fişi yazdır').click()
    await vi.waitFor(async () => expect((await askedFor('printer.save')).at(-1)).toMatchObject({ id: 'kasa' }))
  })

  it('keeps a printer that did not print out of the settings, and says why', async () => {
    const page = await openStep('printer', {
      ...network,
      'printer.test': { ok: false, error: { code: 'printerUnreachable' } },
    })
    await page.getByLabel('Ağ yazıcısının adresi').fill('192.168.1.50:9101')
    await button(page, 'Deneme fişi yazdır').click()
    await page.getByText('Yazıcıya ulaşılamıyor.').waitFor()
    expect((await askedFor('printer.test'))[0]).toMatchObject({
      printer: { connection: { kind: 'tcp', host: '192.168.1.50', port: 9101 } },
    })
    expect(await askedFor('printer.save')).toEqual([])
  })

  it('is not left while the test slip prints, and takes an address typed meanwhile for another printer', async () => {
    const page = await openStep('printer', network)
    await page.evaluate(() => window.standIn.hold('printer.test'))
    await page.getByLabel('Ağ yazıcısının adresi').fill('192.168.1.50')
    await button(page, 'Deneme fişi yazdır').click()
    await button(page, 'Gönderiliyor…').waitFor()
    expect(await button(page, 'Yazıcım yok').isDisabled()).toBe(true)
    await page.getByLabel('Ağ yazıcısının adresi').fill('192.168.1.51')
    await page.evaluate(() => window.standIn.release('printer.test'))
    await expect.poll(() => askedFor('printer.save')).toHaveLength(1)
    await button(page, 'Deneme fişi yazdır').click()
    await page.getByRole('heading', { name: 'Kâğıttaki harfler doğru mu?' }).waitFor()
    expect((await askedFor('printer.save')).map(({ id }) => id)).toEqual([null, null])
  })

  it('keeps the keys of another source that are typed while the first one’s are still tried', async () => {
    const page = await openStep('source', { 'source.save': { ok: true, value: { id: 'kadikoy' } } })
    await page.evaluate(() => window.standIn.hold('source.test'))
    await button(page, /^RestoMenum/).click()
    await page.getByLabel('API anahtarı').fill('server.plugin.secret')
    await button(page, 'Dene ve ekle').click()
    await button(page, 'Başka kaynak').click()
    await button(page, /^Adisyo/).click()
    const key = page.getByRole('textbox', { name: 'API anahtarı', exact: true })
    await key.fill('of.another')
    await page.evaluate(() => window.standIn.release('source.test'))
    await expect.poll(() => askedFor('source.save')).toHaveLength(1)
    await page.evaluate(() => new Promise(requestAnimationFrame))
    expect(await key.inputValue()).toBe('of.another')
  })

  it.each(['source', 'printer', 'sound', 'computer'] as const)(
    'has targets of 48 pixels and no sideways scrolling at 640 pixels: %s',
    async (step) => {
      const page = await openStep(step)
      if (step === 'source') await button(page, /^Adisyo/).click()
      await page.setViewportSize({ width: 640, height: 700 })
      const small = await page
        .locator('button:visible, input:visible, summary:visible')
        .evaluateAll((controls) =>
          controls
            .filter((one) => !one.classList.contains('slider__thumb') && one.getBoundingClientRect().height < 48)
            .map((one) => one.outerHTML.slice(0, 120)),
        )
      expect(small).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(640)
      expect(await page.locator('main').evaluate((main) => main.scrollWidth)).toBeLessThanOrEqual(640)
    },
  )
})

it('is offered again over a busy board until it is done or closed', async () => {
  const busy = snapshot()
  const page = await open({ ...busy, settings: { ...busy.settings, setup: 'printer' } })
  const banner = page.locator('.banner').filter({ hasText: 'Kurulum yarım kaldı.' })
  await banner.getByText('Sıradaki adım: Yazıcı.').waitFor()
  await button(page, 'Kapat: Kurulum yarım kaldı.').click()
  await vi.waitFor(async () => expect(await askedFor('settings.update')).toContainEqual({ setup: 'done' }))
  await button(page, 'Devam et: Kurulum yarım kaldı.').click()
  await page.locator('.setup[data-step=printer]').waitFor()
  expect(await banner.count()).toBe(0)
})
