import type { Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import type { Snapshot } from '../../src/shared/contract/snapshot.ts'
import { NOW_MS, snapshot } from './fixtures.ts'
import { foundPrinters, pageCandidates, printerModels } from './printersFixture.ts'
import { routedSlips, routingProblems, shopRoutes } from './routingFixture.ts'
import { openScreenPages, restFinger } from './screenPages.ts'
import type { StandInState } from './standIn.ts'
import { troubledSnapshot } from './troubledFixture.ts'

const { open: openPage, emit, asked, lastAsked } = openScreenPages()
let page: Page

async function open(shown: Snapshot, answers: StandInState['answers'] = {}): Promise<void> {
  page = await openPage(shown, answers)
}

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const askedFor = async (name: string) => (await asked()).filter((one) => one.name === name).map((one) => one.input)

async function openTab(tab: string): Promise<void> {
  await button('Ayarlar').click()
  await page.getByRole('tab', { name: tab }).click()
}

const smallTargets = () =>
  page
    .locator('main')
    .locator('button:visible, input:visible')
    .evaluateAll((controls) =>
      controls
        .filter((one) => one.getBoundingClientRect().height < 48 && one.getAttribute('type') !== 'date')
        .map((one) => one.outerHTML.slice(0, 120)),
    )

describe('routing', () => {
  const answers: StandInState['answers'] = {
    'routes.get': { ok: true, value: { routes: shopRoutes(), problems: [] } },
    'routes.preview': { ok: true, value: { slips: routedSlips(), problems: routingProblems } },
  }

  it('explains what happens without rules', async () => {
    await open(snapshot())
    await openTab('Yönlendirme')
    await page.getByText('Kural yok: her sipariş, açık olan her yazıcıdan bütün olarak bir kez çıkar.').waitFor()
    await page.getByText('Şu anda: Kasa, Mutfak.').waitFor()
  })

  it('previews the edited rule before it is saved, keeps it over a look at the board, and saves all together', async () => {
    await open(snapshot(), answers)
    await openTab('Yönlendirme')
    await button('Düzenle: Mutfak').click()
    await page.getByRole('group', { name: 'Türler' }).getByRole('button', { name: 'Gel-al' }).click()
    await page.getByRole('textbox', { name: 'Başka kanal' }).fill('Migros Yemek')
    await page.keyboard.press('Enter')
    const edited = {
      ...shopRoutes()[0],
      types: ['delivery', 'pickup'],
      channelIds: ['yemeksepeti', 'getir', 'migrosyemek'],
    }
    const all = [edited, ...shopRoutes().slice(1)]
    expect((await askedFor('routes.preview')).at(-1)).toEqual({ routes: all, key: null })
    await page.keyboard.press('Escape')
    await page.locator('.board').waitFor()
    await openTab('Yönlendirme')
    await button('Tamam').click()
    expect(await askedFor('routes.save')).toEqual([])
    await button('Kaydet').click()
    expect(await askedFor('routes.save')).toEqual([{ routes: all }])
    await page.getByText('Kurallar kaydedildi', { exact: false }).waitFor()
  })

  it('names holes and doubles, and draws each slip of the order that is chosen', async () => {
    await open(snapshot(), answers)
    await openTab('Yönlendirme')
    await page.getByText('Gel-al siparişleri (Kadıköy; Moda · diğer kanallar) hiçbir yazıcıya gitmiyor.').waitFor()
    await page.getByText('“Mutfak” ve “Kurye” aynı fişi Kasa yazıcısından iki kez basıyor.').waitFor()
    expect(await page.locator('.preview .slip').count()).toBe(2)
    await page.getByText('Bu kuralın kategorilerinden ürün yok: fiş çıkmaz.').waitFor()
    await button(/^Sipariş seç/).click()
    await button(/^#130/).click()
    expect((await askedFor('routes.preview')).at(-1)).toMatchObject({ key: 'kadikoy/130' })
    expect(await smallTargets()).toEqual([])
  })

  it('switches, reorders and removes, and takes all of it back', async () => {
    await open(snapshot(), answers)
    await openTab('Yönlendirme')
    await button('Yukarı taşı: Kurye').click()
    await page.getByRole('switch', { name: 'Kural açık: Mutfak' }).click()
    const bar = page.locator('[data-route=bar]')
    await bar.getByRole('button', { name: 'Sil' }).click()
    await restFinger(page)
    await bar.getByRole('button', { name: /Emin misiniz/ }).click()
    const [kitchen, courier] = shopRoutes()
    expect((await askedFor('routes.preview')).at(-1)).toMatchObject({
      routes: [courier, { ...kitchen, enabled: false }],
    })
    await button('Değişiklikleri geri al').click()
    await bar.waitFor()
  })

  it('offers the categories of the orders on the board', async () => {
    await open(snapshot(), answers)
    await page.evaluate(() => {
      const answer = window.standIn.answers['order.get'] as {
        ok: true
        value: { order: { lines: { category: string | null }[] } }
      }
      for (const line of answer.value.order.lines) line.category = 'Pizzalar'
    })
    await openTab('Yönlendirme')
    await button('Kural ekle').click()
    await button('Pizzalar').click()
    expect((await askedFor('routes.preview')).at(-1)).toMatchObject({
      routes: [{}, {}, {}, { categories: ['Pizzalar'], name: 'Kasa' }],
    })
  })
})

describe('a printer', () => {
  const answers: StandInState['answers'] = {
    'printers.find': { ok: true, value: foundPrinters },
    'printerModels.list': { ok: true, value: printerModels },
    'printer.codePageSlip': { ok: true, value: { outcome: 'sent', candidates: pageCandidates } },
    'printer.test': { ok: true, value: { outcome: 'confirmed', confirms: 'ids' } },
  }

  it('that was found fills the form with one touch, and what the test slip learnt is saved', async () => {
    await open(snapshot(), answers)
    await openTab('Yazıcılar')
    await button('Yazıcı ekle').click()
    await button('Zebra ofis yazıcısını kullan').click()
    await button('EPSON TM-T20III Receipt yazıcısını kullan').click()
    expect(await page.getByLabel('Ad', { exact: true }).inputValue()).toBe('EPSON TM-T20III Receipt')
    await button(/^Model seç/).click()
    await page.getByLabel('Model ara').fill('t20')
    await button(/Epson TM-T20III/).click()
    await button('Deneme fişi yazdır').click()
    await page.getByText('Bu yazıcı her fişin yazıldığını bildiriyor', { exact: false }).waitFor()
    expect(await smallTargets()).toEqual([])
    await button('Kaydet').click()
    const [saved] = await askedFor('printer.save')
    const connection = { kind: 'cups', queue: 'EPSON_TM_T20III' }
    expect(saved).toMatchObject({
      id: null,
      printer: { connection, model: 'epson-tm-t20iii', confirms: 'ids', columns: null },
    })
  })

  it('shows its own fields alone, and the core’s objection at the right one of them', async () => {
    const error = {
      code: 'invalidRequest',
      field: { path: 'connection.path', code: 'badSerialPort' },
    } as const
    await open(snapshot(), { ...answers, 'printer.save': { ok: false, error } })
    await openTab('Yazıcılar')
    await button('Yazıcı ekle').click()
    await page.getByRole('radio', { name: 'Seri port' }).click()
    expect(await page.getByLabel('IP adresi ya da ad').count()).toBe(0)
    await page.getByLabel('Port', { exact: true }).fill('LPT1')
    await button('Kaydet').click()
    await page.getByText('COM3 ya da /dev/ttyUSB0 gibi bir port yazın.').waitFor()
    await page.getByRole('radio', { name: 'Klasör (PDF)' }).click()
    expect(await page.getByText('Gelişmiş').count()).toBe(0)
    expect(await page.getByRole('radio', { name: 'Sıradan yazıcı' }).count()).toBe(0)
  })

  it('learns its page from the number of the line that reads right, and saves that alone', async () => {
    await open(snapshot(), answers)
    await openTab('Yazıcılar')
    await button('Düzenle: Kasa').click()
    await page.getByLabel('Ad', { exact: true }).fill('Başka ad')
    await button('Harf tablosunu bul').click()
    await button('Satırları yazdır').click()
    await page.getByLabel('Satır numarası').fill('99')
    expect(await button('Bu satırı kullan').isDisabled()).toBe(true)
    await page.getByLabel('Satır numarası').fill('4')
    await page.keyboard.press('Enter')
    const said = page.getByText('Satır 4 kullanılacak: Windows-1254, tablo 91. Kaydedildi.')
    await said.waitFor()
    const [saved] = await askedFor('printer.save')
    expect(saved).toMatchObject({ id: 'kasa', printer: { name: 'Kasa', codePage: 'windows1254', codePageNumber: 91 } })
    expect(await page.getByLabel('Ad', { exact: true }).inputValue()).toBe('Başka ad')
    // What is changed after that is not saved yet.
    await page.getByLabel('Ad', { exact: true }).fill('Yine başka ad')
    await said.waitFor({ state: 'detached' })
  })

  it('is removed only after its waiting slips were named', async () => {
    await open(troubledSnapshot({ alarms: [] }), answers)
    await openTab('Yazıcılar')
    await button('Sil: Mutfak').click()
    await page.getByText('2 fiş bu yazıcıyı bekliyor: #129, #130.', { exact: false }).waitFor()
    expect(await askedFor('printer.remove')).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Sil' }).click()
    expect(await lastAsked()).toEqual({ name: 'printer.remove', input: { id: 'mutfak' } })
  })
})

describe('the general settings', () => {
  it('print a scheduled order’s slip when it comes in, or so many minutes before', async () => {
    await open(snapshot())
    await openTab('Genel')
    await page.getByRole('radio', { name: 'Zamanına yakın' }).click()
    expect(await lastAsked()).toEqual({ name: 'settings.update', input: { scheduledLeadMinutes: 45 } })
    const shown = snapshot({ rev: 11, nowMs: NOW_MS + 1 })
    await emit({ ...shown, settings: { ...shown.settings, scheduledLeadMinutes: 45 } })
    await page.getByLabel('Kaç dakika önce').fill('30')
    await page.keyboard.press('Enter')
    expect(await lastAsked()).toEqual({ name: 'settings.update', input: { scheduledLeadMinutes: 30 } })
    await page.getByRole('radio', { name: 'Siparişin tamamı da' }).click()
    expect(await lastAsked()).toEqual({ name: 'settings.update', input: { changeSlip: 'whole' } })
  })
})
