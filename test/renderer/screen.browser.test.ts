import type { Page } from '@playwright/test'
import { describe, expect, it, vi } from 'vitest'
import type { Snapshot } from '../../src/shared/contract/snapshot.ts'
import { card, scenarioCards, NOW_MS, snapshot, source } from './fixtures.ts'
import { openScreenPages } from './screenPages.ts'
import { askedOf, type StandInState } from './standIn.ts'
import { morningSnapshot, troubledSnapshot } from './troubledFixture.ts'

const { open: openPage, openAlone, emit, lastAsked } = openScreenPages()
let page: Page

async function open(shown: Snapshot, answers: StandInState['answers'] = {}): Promise<void> {
  page = await openPage(shown, answers)
}

describe('the board', () => {
  it('shows eight whole cards at 1366 by 768', async () => {
    await open(snapshot())
    const boxes = await page
      .locator('.card')
      .evaluateAll((cards) => cards.map((one) => one.getBoundingClientRect().bottom))
    expect(boxes.filter((bottom) => bottom <= 768).length).toBeGreaterThanOrEqual(8)
  })

  it('acknowledges from the keyboard what is selected and in sight: else it leads there first', async () => {
    await open(snapshot())
    await page.keyboard.press('Enter')
    expect(await askedOf(page)).toEqual([])
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-order-key'))).toBe('kadikoy/126')
    await page.keyboard.press('Enter')
    expect(await lastAsked()).toEqual({
      name: 'orders.acknowledge',
      input: { keys: ['kadikoy/126'], runId: 'evening', rev: 10 },
    })
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    expect(await lastAsked()).toEqual({
      name: 'orders.acknowledge',
      input: { keys: ['kadikoy/127'], runId: 'evening', rev: 10 },
    })
  })

  it('a key that is held acknowledges one order at most, however long it is held', async () => {
    await open(snapshot())
    const acknowledged = async (): Promise<number> =>
      (await askedOf(page)).filter(({ name }) => name === 'orders.acknowledge').length
    for (const expected of [0, 1]) {
      for (let turn = 0; turn < 40; turn++) await page.keyboard.down('Enter')
      await page.keyboard.up('Enter')
      expect(await acknowledged()).toBe(expected)
    }
  })

  it('a scanner finds, and its Enter acknowledges nothing', async () => {
    await open(snapshot())
    await page.keyboard.press('Enter')
    await page.evaluate(() => {
      for (const key of ['1', '2', '7', 'Enter'])
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    })
    await vi.waitFor(async () =>
      expect(await page.evaluate(() => document.activeElement?.getAttribute('data-order-key'))).toBe('kadikoy/127'),
    )
    expect((await askedOf(page)).filter(({ name }) => name === 'orders.acknowledge')).toEqual([])
  })

  it('neither a scanner nor a held key presses the button that has the focus; what is not found is said for a while', async () => {
    await open(snapshot())
    await page.getByRole('button', { name: 'Bunlar görüldü' }).focus()
    for (const key of ['7', '7', '7', 'Enter']) await page.keyboard.press(key)
    expect(await page.getByRole('textbox').inputValue()).toBe('777')
    await vi.waitFor(async () => expect(await page.getByRole('textbox').inputValue()).toBe(''), 15_000)
    await page.getByRole('button', { name: 'Bunlar görüldü' }).focus()
    for (let turn = 0; turn < 20; turn++) await page.keyboard.down('Enter')
    await page.keyboard.up('Enter')
    // The first press of the hand counts, its repeats do not.
    expect((await askedOf(page)).filter(({ name }) => name === 'orders.acknowledge')).toHaveLength(1)
  })

  it('takes with one button what is in sight, and leaves what the fold hides', async () => {
    await open(snapshot())
    const waiting = snapshot()
      .cards.filter(({ alert }) => alert !== null)
      .map(({ key }) => key)
    await page.getByRole('button', { name: 'Bunlar görüldü' }).click()
    const keys = (await lastAsked())?.input['keys'] as string[]
    expect(keys.length).toBeGreaterThan(0)
    expect(keys.length).toBeLessThan(waiting.length)
    for (const key of keys) {
      const box = await page.locator(`[data-order-key="${key}"]`).boundingBox()
      expect((box?.y ?? 0) + 0.7 * (box?.height ?? 0)).toBeLessThanOrEqual(768)
    }
  })

  it('acknowledges exactly what was on the screen, not what the search hides', async () => {
    await open(snapshot())
    await page.keyboard.press('/')
    await page.keyboard.type('yemeksepeti')
    await page.getByRole('button', { name: 'Bunlar görüldü' }).click()
    expect(await lastAsked()).toEqual({
      name: 'orders.acknowledge',
      input: { keys: ['kadikoy/130'], runId: 'evening', rev: 10 },
    })
    await page.getByRole('textbox').press('Escape')
    expect(await page.locator('.card').count()).toBe(scenarioCards().length)
  })

  it('gives every control a target of 48 pixels', async () => {
    await open(troubledSnapshot())
    const small = await page
      .locator('button:visible:not(.card__open), input:visible')
      .evaluateAll((controls) =>
        controls.filter((one) => one.getBoundingClientRect().height < 48).map((one) => one.outerHTML.slice(0, 120)),
      )
    expect(small).toEqual([])
  })

  it('leads to unseen orders below the fold', async () => {
    await open(snapshot())
    await page.getByRole('button', { name: 'Ekran dışında 2 görülmeyen' }).click()
    await page.locator('[data-order-key="kadikoy/130"]').getByRole('button', { name: 'Görüldü' }).click({ trial: true })
  })

  it('draws a name that is markup as text, and follows events', async () => {
    await open(snapshot({ cards: [card(1, 1, { region: '<img src=x onerror=alert(1)>' })] }))
    await page.getByText('<img src=x onerror=alert(1)>').waitFor()
    await emit(snapshot({ rev: 11, cards: [card(2, 1)] }))
    await page.getByRole('button', { name: 'Aç #2' }).waitFor()
    await emit(snapshot({ rev: 9, cards: [] }))
    expect(await page.getByRole('button', { name: 'Aç #2' }).count()).toBe(1)
  })

  it('tells a shop that hears nothing from an empty one', async () => {
    await open(
      snapshot({ cards: [], sources: [source('a', 'Kadıköy', { state: 'offline', lastSuccessMs: NOW_MS - 65_000 })] }),
    )
    await page.getByText('Siparişler şu an görülemiyor').waitFor()
    await page.getByText('bağlantı yok · 1 dk').waitFor()
  })
})

describe('trouble', () => {
  it('asks whether the slip came out, and sends the answer', async () => {
    await open(troubledSnapshot())
    await page.getByRole('button', { name: '3 konu daha' }).click()
    await page.getByRole('button', { name: 'Çıktı: #127', exact: true }).click()
    expect(await lastAsked()).toEqual({ name: 'jobs.answer', input: { jobIds: [7], answer: 'cameOut' } })
    await page.getByRole('button', { name: 'Gerek yok: Kadıköy' }).click()
    expect(await lastAsked()).toEqual({ name: 'baseline.answer', input: { sourceId: 'kadikoy', print: false } })
  })

  it('asks once about thirty slips that were never sent, and lets some be chosen', async () => {
    await open(morningSnapshot(), { 'jobs.answer': { ok: true, value: { count: 2 } } })
    await page.getByText('Mutfak: 30 fiş bekliyor, en eskisi 02:05').waitFor()
    expect(await page.getByRole('button', { name: /^Çıktı/ }).count()).toBe(0)
    await page.getByRole('button', { name: 'Seç…' }).click()
    const print = page.getByRole('button', { name: /^Seçilenleri yazdır/ })
    expect(await print.isDisabled()).toBe(true)
    await page.getByRole('checkbox', { name: /#201/ }).check()
    await page.getByRole('checkbox', { name: /#203/ }).check()
    await print.click()
    expect(await lastAsked()).toEqual({ name: 'jobs.answer', input: { jobIds: [11, 13], answer: 'printAgain' } })
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Hepsinden vazgeç' }).click()
    await page.getByRole('button', { name: /^Hepsinden vazgeç: / }).click()
    const jobIds = Array.from({ length: 30 }, (_, index) => 10 + index)
    expect(await lastAsked()).toEqual({ name: 'jobs.answer', input: { jobIds, answer: 'drop' } })
  })

  it('offers to print anyway on a printer that is silent, and to learn one anew', async () => {
    await open(morningSnapshot())
    await page.getByRole('button', { name: 'Yine de yazdır' }).click()
    expect(await lastAsked()).toEqual({ name: 'printer.printAnyway', input: { id: 'kasa' } })
    await page.getByRole('button', { name: 'Ayarlar', exact: true }).click()
    await page.getByRole('tab', { name: 'Yazıcılar' }).click()
    await page.getByText('Bu yazıcı yazdığını söyleyemiyor').waitFor()
    await page.getByRole('button', { name: /^Mutfak için öğrenileni unut/ }).click()
    expect(await lastAsked()).toEqual({ name: 'printer.learnAnew', input: { id: 'mutfak' } })
  })

  it('says why something a person asked for did not happen', async () => {
    await open(snapshot(), { 'orders.acknowledge': { ok: false, error: { code: 'ledgerUnavailable' } } })
    for (let turn = 0; turn < 2; turn++) await page.keyboard.press('Enter')
    await page.getByText('Kayıt defterine yazılamıyor').waitFor()
  })

  it('shows words, not a white page, when it was opened on its own', async () => {
    page = await openAlone()
    await page.getByText('Bu sayfa Tezgah’a bağlı değil'.replace('’', "'")).waitFor()
  })
})

describe('the order’s page', () => {
  it('prints a copy only with a reason', async () => {
    await open(snapshot())
    await page.getByRole('button', { name: 'Aç #130' }).click()
    await page.getByText('YOK: SİYAH ZEYTİN').waitFor()
    await page.getByRole('img', { name: /Karekod/ }).waitFor()
    await page.keyboard.press('p')
    const print = page.getByRole('dialog').getByRole('button', { name: 'Yeniden yazdır' })
    expect(await print.isDisabled()).toBe(true)
    await page.getByRole('radio', { name: 'Mutfak istedi' }).click()
    await print.click()
    const input = { key: 'kadikoy/130', printerId: 'kasa', reason: 'Mutfak istedi' }
    expect(await lastAsked()).toEqual({ name: 'order.print', input })
    await page.keyboard.press('Escape')
    await page.locator('.board').waitFor()
  })

  it('opens an Adisyo order by its id', async () => {
    await open(snapshot())
    await page.getByRole('button', { name: 'Adisyo siparişi bul' }).click()
    await page.getByLabel('Sipariş kimliği').fill('123456789')
    await page.keyboard.press('Enter')
    await page.getByText('Bu sipariş panoda açık değil.').waitFor()
    expect(await lastAsked()).toEqual({ name: 'order.lookup', input: { sourceId: 'moda', orderId: '123456789' } })
  })
})

describe('settings', () => {
  it('shows the core’s objection at the field it is about', async () => {
    const error = { code: 'invalidRequest', field: { path: 'source.baseUrl', code: 'hostNotAllowed' } } as const
    await open(snapshot(), { 'source.save': { ok: false, error } })
    await page.getByRole('button', { name: 'Ayarlar', exact: true }).click()
    await page.getByRole('button', { name: 'Kaynak ekle' }).click()
    await page.getByLabel('Ad', { exact: true }).fill('Kadıköy')
    await page.getByLabel('API anahtarı').fill('server.plugin.secret')
    await page.getByRole('button', { name: 'Kaydet' }).click()
    const field = page.getByLabel('Adres', { exact: true })
    await page.getByText('Adres https olmalı', { exact: false }).waitFor()
    expect(await field.getAttribute('aria-invalid')).toBe('true')
  })

  it('tells a slip that was sent from one the printer confirmed', async () => {
    await open(snapshot())
    await page.getByRole('button', { name: 'Ayarlar', exact: true }).click()
    await page.getByRole('tab', { name: 'Yazıcılar' }).click()
    await page.getByRole('button', { name: 'Düzenle: Kasa' }).click()
    await page.getByRole('button', { name: 'Deneme fişi yazdır' }).click()
    await page.locator('[data-outcome=sent]').waitFor()
  })

  it('speaks the other language as soon as the core says so', async () => {
    await open(snapshot())
    await page.getByRole('button', { name: 'Ayarlar', exact: true }).click()
    await page.getByRole('tab', { name: 'Genel' }).click()
    await page.getByRole('radiogroup', { name: 'Dil', exact: true }).getByRole('radio', { name: 'English' }).click()
    expect(await lastAsked()).toEqual({ name: 'settings.update', input: { language: 'en' } })
    const shown = snapshot({ rev: 11 })
    await emit({ ...shown, settings: { ...shown.settings, language: 'en' } })
    await page.getByRole('heading', { name: 'Settings' }).waitFor()
  })
})
