import type { Page } from '@playwright/test'
import { describe, expect, it, vi } from 'vitest'
import type { ErrorCode } from '../../src/shared/contract/problems.ts'
import type { Result } from '../../src/shared/contract/problems.ts'
import type { Snapshot } from '../../src/shared/contract/snapshot.ts'
import { courierLists } from './courierFixture.ts'
import { snapshot } from './fixtures.ts'
import { openScreenPages } from './screenPages.ts'
import type { StandInState } from './standIn.ts'

const { open: openPage, asked, emit } = openScreenPages()
let page: Page

async function openTab(tab: string, answers: StandInState['answers'] = {}): Promise<void> {
  page = await openPage(snapshot(), answers)
  await goToTab(tab)
}

async function goToTab(tab: string): Promise<void> {
  await page.getByRole('button', { name: 'Ayarlar', exact: true }).click()
  await page.getByRole('tab', { name: tab }).click()
}

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const fails = (code: ErrorCode): Result<never> => ({ ok: false, error: { code } })
const focused = () =>
  page.evaluate(() => document.activeElement?.closest('.field')?.querySelector('label')?.textContent)

async function typeSource(): Promise<void> {
  await button('Kaynak ekle').click()
  await page.getByLabel('Ad', { exact: true }).fill('Kadıköy')
  await page.getByLabel('API anahtarı').fill('server.plugin.secret')
}

describe('what was typed', () => {
  it('in a source’s form outlives Esc, another tab and another page, and is marked as not saved', async () => {
    await openTab('Kaynaklar')
    await typeSource()
    // Out of the field, then off the page.
    for (let turn = 0; turn < 2; turn++) await page.keyboard.press('Escape')
    await page.locator('.board').waitFor()
    await goToTab('Genel')
    await page.getByRole('tab', { name: 'Kaynaklar kaydedilmedi' }).click()
    expect(await page.getByLabel('Ad', { exact: true }).inputValue()).toBe('Kadıköy')
    expect(await page.getByLabel('API anahtarı').inputValue()).toBe('server.plugin.secret')
    await button('Vazgeç').click()
    await page.getByRole('tab', { name: 'Kaynaklar', exact: true }).waitFor()
  })

  it('in a printer’s form, too', async () => {
    await openTab('Yazıcılar')
    await button('Düzenle: Kasa').click()
    await page.getByLabel('IP adresi ya da ad').fill('192.168.1.77')
    await page.getByRole('tab', { name: 'Genel' }).click()
    await page.getByRole('tab', { name: 'Yazıcılar kaydedilmedi' }).click()
    expect(await page.getByLabel('IP adresi ya da ad').inputValue()).toBe('192.168.1.77')
    await button('Kaydet').click()
    await vi.waitFor(async () => expect((await asked()).at(-1)?.name).toBe('printer.save'))
    await page.getByRole('tab', { name: 'Yazıcılar', exact: true }).waitFor()
  })

  it('in a field of its own stays with the reason when it cannot be saved, and Esc leaves the field only', async () => {
    const error = { code: 'invalidRequest', field: { path: 'ageLateMinutes', code: 'ageOrder' } } as const
    await openTab('Genel', { 'settings.update': { ok: false, error } })
    const field = page.getByLabel('“Bekliyor” kaç dakikadan sonra')
    await field.fill('90')
    await page.keyboard.press('Escape')
    await page.getByText('“Gecikti” süresi “bekliyor” süresinden uzun olmalı.').waitFor()
    expect(await focused()).toBe('“Bekliyor” kaç dakikadan sonra')
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    await page.getByRole('tab', { name: 'Yazıcılar' }).click()
    await page.getByRole('tab', { name: 'Genel kaydedilmedi' }).click()
    expect(await field.inputValue()).toBe('90')
    // Nobody is held in a field that cannot be saved.
    await field.focus()
    await page.getByLabel('Fişin son satırı').focus()
    expect(await focused()).toBe('Fişin son satırı')
    expect((await asked()).filter(({ name }) => name === 'settings.update')).toHaveLength(1)
  })
})

describe('what was typed in the other forms', () => {
  const sent = async (name: string) => (await asked()).filter((one) => one.name === name).map((one) => one.input)
  const value = (label: string) => page.getByRole('textbox', { name: label, exact: true }).inputValue()

  it('of the address for messages outlives Esc, another tab and another page, and is marked as not saved', async () => {
    await openTab('Uzaktan haber')
    await button('Adres gir').click()
    await page.getByLabel('Adres (https)').fill('https://ntfy.example/kasa')
    await page.keyboard.press('Escape')
    expect(await value('Adres (https)')).toBe('https://ntfy.example/kasa')
    const secret = await value('İmza anahtarı')
    await page.keyboard.press('Escape')
    await page.locator('.board').waitFor()
    await goToTab('Uzaktan haber kaydedilmedi')
    expect(await value('Adres (https)')).toBe('https://ntfy.example/kasa')
    await button('Kaydet').click()
    await button('Adres gir').waitFor()
    expect(await sent('webhook.save')).toEqual([{ address: 'https://ntfy.example/kasa', secret }])
    await page.getByRole('tab', { name: 'Uzaktan haber', exact: true }).waitFor()
  })

  it('of the link is saved with what another screen has stored meanwhile, and over none of it', async () => {
    await openTab('Kasalar')
    await page.getByLabel('Şube adı').fill('Moda')
    await page.keyboard.press('Escape')
    await page.getByRole('tab', { name: 'Genel' }).click()
    const shown = snapshot({ rev: 11 })
    const link = { enabled: true, address: 'redis://192.168.1.10:6379', branchName: 'Kadıköy' }
    await emit({ ...shown, settings: { ...shown.settings, link } })
    await page.getByRole('tab', { name: 'Kasalar kaydedilmedi' }).click()
    expect(await value('Sunucu adresi')).toBe('redis://192.168.1.10:6379')
    await button('Kaydet').click()
    await expect.poll(() => sent('link.save')).toEqual([{ link: { ...link, branchName: 'Moda' } }])
    await expect.poll(() => value('Şube adı')).toBe('Kadıköy')
  })

  it('of a courier is there again, and keeps another one’s form from opening over it', async () => {
    const error = { code: 'invalidRequest', field: { path: 'couriers.1.name', code: 'nameTaken' } } as const
    await openTab('Kuryeler', {
      'couriers.get': { ok: true, value: courierLists() },
      'couriers.save': { ok: false, error },
    })
    await button('Düzenle: Ali Çelik').click()
    await page.getByLabel('Ad', { exact: true }).fill('Hüseyin Şahin')
    await page.keyboard.press('Escape')
    expect(await button('Düzenle: Hüseyin Şahin').isDisabled()).toBe(true)
    await page.getByRole('tab', { name: 'Genel' }).click()
    await page.getByRole('tab', { name: 'Kuryeler kaydedilmedi' }).click()
    expect(await value('Ad')).toBe('Hüseyin Şahin')
    await button('Kaydet').click()
    await page.getByText('Bu ad zaten kullanılıyor', { exact: false }).waitFor()
    // What was wrong with one is not said of another.
    await page.getByLabel('Ad', { exact: true }).fill('Ali Çelik')
    expect(await page.locator('.field__error').count()).toBe(0)
    await button('Düzenle: Hüseyin Şahin').click()
    expect(await value('Ad')).toBe('Hüseyin Şahin')
    expect(await page.locator('.field__error').count()).toBe(0)
  })
})

describe('what came of a test', () => {
  const webhook = (part: Partial<Snapshot['webhook']> = {}): Snapshot['webhook'] => ({
    isSet: true,
    host: 'ntfy.example',
    waitingCount: 0,
    lastSentMs: null,
    problem: null,
    ...part,
  })

  it('of the address for messages is said no more once another one is entered', async () => {
    page = await openPage(snapshot({ webhook: webhook() }))
    await goToTab('Uzaktan haber')
    await button('Deneme iletisi gönder').click()
    await page.getByText('Alıcı iletiyi aldı.').waitFor()
    await button('Adresi değiştir').click()
    await page.getByLabel('Adres (https)').fill('https://telegram.example/kasa')
    await button('Kaydet').click()
    await button('Adresi değiştir').waitFor()
    expect(await page.getByText('Alıcı iletiyi aldı.').count()).toBe(0)
  })

  it('hides no fault of the messages that were sent since', async () => {
    page = await openPage(snapshot({ webhook: webhook() }), { 'webhook.test': fails('timedOut') })
    await goToTab('Uzaktan haber')
    await button('Deneme iletisi gönder').click()
    await page.locator('.problem[data-code=timedOut]').waitFor()
    await emit(snapshot({ rev: 11, webhook: webhook({ problem: { code: 'offline' } }) }))
    await page.locator('.problem[data-code=offline]').waitFor()
  })

  it('of the link’s server, or of saving it, is said of the address that it was made with', async () => {
    await openTab('Kasalar', {
      'link.save': fails('ledgerUnavailable'),
      'link.test': { ok: true, value: { answeredMs: 4, memberCount: 2 } },
    })
    await page.getByLabel('Sunucu adresi').fill('redis://192.168.1.10:6379')
    await button('Kaydet').click()
    await page.locator('.problem[data-code=ledgerUnavailable]').waitFor()
    await button('Bağlantıyı dene').click()
    await page.getByText('Sunucu 4 ms içinde', { exact: false }).waitFor()
    expect(await page.locator('.problem[data-code=ledgerUnavailable]').count()).toBe(0)
  })

  it('of saving the parcel for support is said of the one that is read', async () => {
    const files = { mark: 'm', files: [{ name: 'log.txt', text: 'x' }] }
    await openTab('Destek', {
      'support.read': { ok: true, value: files },
      'support.save': { ok: true, value: { path: 'C:/tezgah.zip' } },
    })
    await button('Paketi hazırla ve oku').click()
    await button('Zip olarak kaydet').click()
    await page.getByText('Kaydedildi: C:/tezgah.zip').waitFor()
    await button('Paketi hazırla ve oku').click()
    await page.getByText('Kaydedildi: C:/tezgah.zip').waitFor({ state: 'detached' })
    await button('Zip olarak kaydet').waitFor()
  })
})

describe('a save that fails', () => {
  it('leads to the field at fault', async () => {
    const error = { code: 'invalidRequest', field: { path: 'source.name', code: 'nameTaken' } } as const
    await openTab('Kaynaklar', { 'source.save': { ok: false, error } })
    await typeSource()
    await button('Kaydet').click()
    await page.getByText('Bu ad zaten kullanılıyor', { exact: false }).waitFor()
    await vi.waitFor(async () => expect(await focused()).toBe('Ad'))
  })

  it('leads to the words where no field is at fault', async () => {
    await openTab('Yazıcılar', { 'printer.save': fails('ledgerUnavailable') })
    await button('Düzenle: Kasa').click()
    await button('Kaydet').click()
    await page.getByText('Kayıt defterine yazılamıyor').waitFor()
    await vi.waitFor(async () =>
      expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Kayıt defterine yazılamıyor'),
    )
  })
})

describe('trying a connection', () => {
  const tryWith = async (code: ErrorCode): Promise<void> => {
    await openTab('Kaynaklar', { 'source.test': fails(code) })
    await typeSource()
    await button('Bağlantıyı dene').click()
  }

  it.each([
    ['offline', 'way', 'RestoMenum sunucusuna ulaşılamadı'],
    ['timedOut', 'way', 'RestoMenum sunucusu zamanında yanıt vermedi'],
    ['notJson', 'way', 'RestoMenum yerine ağın bir giriş sayfası yanıt verdi'],
    ['clockWrong', 'way', 'Bu bilgisayarın tarihi ya da saati yanlış'],
    ['scopeDenied', 'vendor', 'siparişleri okuma izni yok'],
    ['packageExpired', 'vendor', 'RestoMenum paketinizin süresi dolmuş'],
    ['coreSilent', 'core', 'Tezgah yanıt vermiyor'],
  ] as const)('says of %s whose fault it is (%s)', async (code, side, words) => {
    await tryWith(code)
    await page.locator(`[data-side=${side}]`, { hasText: words }).waitFor()
    expect(await page.getByText('Tezgah yanıt vermiyor').count()).toBe(side === 'core' ? 1 : 0)
  })

  it('says at the key that the vendor does not know it, and leads there', async () => {
    await tryWith('keyRejected')
    await page.locator('.field__error', { hasText: 'RestoMenum bu anahtarı tanımadı.' }).waitFor()
    await vi.waitFor(async () => expect(await focused()).toBe('API anahtarı'))
  })

  it('tells a computer without a network from a vendor that cannot be reached', async () => {
    await openTab('Kaynaklar', { 'source.test': fails('offline') })
    await typeSource()
    await page.context().setOffline(true)
    await button('Bağlantıyı dene').click()
    await page.locator('[data-side=way]', { hasText: 'Bu bilgisayarın internet bağlantısı yok' }).waitFor()
  })
})

describe('an answer that comes late', () => {
  const hold = (name: string) => page.evaluate((held) => window.standIn.hold(held), name)
  const release = (name: string) => page.evaluate((held) => window.standIn.release(held), name)
  const sent = async (name: string) => (await asked()).filter((one) => one.name === name).map((one) => one.input)

  it('teaches the printer that was tested, not the one whose form is open by then', async () => {
    await openTab('Yazıcılar', {
      'printer.test': { ok: true, value: { outcome: 'confirmed', confirms: 'ids' } },
      'printer.save': { ok: true, value: { id: 'mutfak' } },
    })
    await hold('printer.test')
    await button('Düzenle: Kasa').click()
    await button('Deneme fişi yazdır').click()
    await button('Vazgeç').click()
    await button('Düzenle: Mutfak').click()
    await release('printer.test')
    await button('Kaydet').click()
    await vi.waitFor(async () => expect(await sent('printer.save')).toHaveLength(1))
    expect(await sent('printer.save')).toMatchObject([{ id: 'mutfak', printer: { confirms: 'unknown' } }])
  })

  it('closes the form that was saved alone; what was typed meanwhile goes to the entry that there is by then', async () => {
    const saved = snapshot()
    const [kadikoy] = saved.sources
    if (kadikoy === undefined) throw new Error('no source')
    await openTab('Kaynaklar', { 'source.save': { ok: true, value: { id: 'yeni' } } })
    await typeSource()
    await hold('source.save')
    await button('Kaydet').click()
    await page.getByLabel('Ad', { exact: true }).fill('Kadıköy 2')
    await emit(snapshot({ rev: 11, sources: [...saved.sources, { ...kadikoy, id: 'yeni', name: 'Kadıköy' }] }))
    await release('source.save')
    await page.getByRole('heading', { name: 'Kaynağı düzenle' }).waitFor()
    expect(await page.getByLabel('Ad', { exact: true }).inputValue()).toBe('Kadıköy 2')
    await button('Kaydet').click()
    await button('Kaynak ekle').waitFor()
    expect((await sent('source.save')).map(({ id }) => id)).toEqual([null, 'yeni'])
    // A form that was opened instead of it is left alone.
    await hold('source.save')
    await typeSource()
    await button('Kaydet').click()
    await button('Vazgeç').click()
    await button('Kaynak ekle').click()
    await page.getByLabel('Ad', { exact: true }).fill('Moda')
    await release('source.save')
    await page.evaluate(() => new Promise(requestAnimationFrame))
    expect(await page.getByLabel('Ad', { exact: true }).inputValue()).toBe('Moda')
  })
})
