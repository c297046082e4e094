import type { Page } from '@playwright/test'
import { describe, expect, it, vi } from 'vitest'
import type { ErrorCode } from '../../src/shared/contract/problems.ts'
import type { Result } from '../../src/shared/contract/problems.ts'
import { snapshot } from './fixtures.ts'
import { openScreenPages } from './screenPages.ts'
import type { StandInState } from './standIn.ts'

const { open: openPage, asked } = openScreenPages()
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
    await page.keyboard.press('Escape')
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
