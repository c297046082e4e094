import type { Page } from '@playwright/test'
import { describe, expect, it, vi } from 'vitest'
import type { Snapshot } from '../../src/shared/contract/snapshot.ts'
import { card, NOW_MS, rushSnapshot, snapshot, source, waiting } from './fixtures.ts'
import { openScreenPages, scan } from './screenPages.ts'
import { askedOf, type StandInState } from './standIn.ts'
import { morningSnapshot, troubledSnapshot } from './troubledFixture.ts'

const { open: openPage, openAlone, emit, lastAsked } = openScreenPages()
let page: Page

async function open(shown: Snapshot, answers: StandInState['answers'] = {}): Promise<void> {
  page = await openPage(shown, answers)
}

describe('the board', () => {
  it('shows eight whole orders at 1366 by 768', async () => {
    await open(snapshot())
    const boxes = await page
      .locator('.card, .tile')
      .evaluateAll((cards) => cards.map((one) => one.getBoundingClientRect().bottom))
    expect(boxes.filter((bottom) => bottom <= 768).length).toBeGreaterThanOrEqual(8)
  })

  it('acknowledges from the keyboard what is selected and in sight: else it leads there first', async () => {
    await open(snapshot())
    await page.keyboard.press('Enter')
    expect(await askedOf(page)).toEqual([])
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-order-key'))).toBe('kadikoy/127')
    await page.keyboard.press('Enter')
    expect(await lastAsked()).toEqual({
      name: 'orders.acknowledge',
      input: { keys: ['kadikoy/127'], how: 'key', runId: 'evening', rev: 10 },
    })
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    expect(await lastAsked()).toEqual({
      name: 'orders.acknowledge',
      input: { keys: ['kadikoy/126'], how: 'key', runId: 'evening', rev: 10 },
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
    await scan(page, '0777')
    expect(await page.getByRole('textbox').inputValue()).toBe('777')
    await vi.waitFor(async () => expect(await page.getByRole('textbox').inputValue()).toBe(''), 15_000)
    await page.getByRole('button', { name: 'Bunlar görüldü' }).focus()
    for (let turn = 0; turn < 20; turn++) await page.keyboard.down('Enter')
    await page.keyboard.up('Enter')
    // The first press of the hand counts, its repeats do not.
    expect((await askedOf(page)).filter(({ name }) => name === 'orders.acknowledge')).toHaveLength(1)
  })

  it('takes with one button what is in sight, and leaves what is further down the rail', async () => {
    await open(rushSnapshot(40))
    await page.getByRole('button', { name: 'Bunlar görüldü' }).click()
    const { keys, how } = ((await lastAsked())?.input ?? {}) as { keys: string[]; how: string }
    expect(how).toBe('inSight')
    expect(keys.length).toBeGreaterThanOrEqual(18)
    expect(keys.length).toBeLessThan(40)
    const rail = await page.locator('.rail').boundingBox()
    for (const key of keys) {
      const box = await page.locator(`.tile[data-order-key="${key}"]`).boundingBox()
      expect((box?.y ?? 0) + 0.7 * (box?.height ?? 0)).toBeLessThanOrEqual((rail?.y ?? 0) + (rail?.height ?? 0))
    }
  })

  it('shows what is not seen whatever the search leaves of the board', async () => {
    await open(snapshot())
    await page.keyboard.press('/')
    await page.keyboard.type('baklava')
    await page.locator('.card').nth(1).waitFor({ state: 'detached' })
    expect(await page.locator('.card').count()).toBe(1)
    expect(await page.locator('.tile').count()).toBe(4)
    await page.getByRole('button', { name: 'Görüldü: #130' }).click()
    expect(await lastAsked()).toEqual({
      name: 'orders.acknowledge',
      input: { keys: ['kadikoy/130'], how: 'rail', runId: 'evening', rev: 10 },
    })
    await page.getByRole('textbox').press('Escape')
    await page.locator('.card').nth(8).waitFor()
  })

  it('holds all of a rush where it can be seen, the oldest first, and says of each what happened', async () => {
    await open(rushSnapshot(18))
    const tiles = await page
      .locator('.tile')
      .evaluateAll((all) =>
        all.map((tile) => ({ key: tile.getAttribute('data-order-key'), bottom: tile.getBoundingClientRect().bottom })),
      )
    expect(tiles.map(({ key }) => key)).toEqual(Array.from({ length: 18 }, (_, index) => `kadikoy/${201 + index}`))
    for (const { bottom } of tiles) expect(bottom).toBeLessThanOrEqual(768)
    await page.locator('.tile[data-alert=changed]').first().getByText('Not').waitFor()
    await page.locator('.tile[data-alert=cancelled]').first().getByText('Hazırlamayın').waitFor()
  })

  it('lists apart what ended before anybody saw it, with how it ended', async () => {
    const ended = card(301, 9, { alert: waiting('new', 5), isGone: true, ended: { why: 'delivered', atMs: NOW_MS } })
    await open(snapshot({ cards: [card(1, 3), ended] }))
    const row = page.getByRole('article', { name: 'Görülmeden kapanan #301' })
    await row.getByText('teslim edildi 20:05').waitFor()
    expect(await page.locator('.card[data-order-key="kadikoy/301"]').count()).toBe(0)
    await row.getByRole('button', { name: 'Görüldü' }).click()
    expect((await lastAsked())?.input['keys']).toEqual(['kadikoy/301'])
  })

  it('takes the last "seen" back for ten seconds, from a place that moves nothing', async () => {
    await open(rushSnapshot(3))
    // By what each is: cards beside what is in sight are still being drawn, one a frame.
    const tops = () =>
      page
        .locator('.card, .tile')
        .evaluateAll((all) =>
          Object.fromEntries(
            all.map((one) => [`${one.className} ${one.dataset['orderKey']}`, one.getBoundingClientRect().top]),
          ),
        )
    const before = await tops()
    await page.getByRole('button', { name: 'Görüldü: #202' }).click()
    await page.getByText('#202 görüldü').waitFor()
    expect(await tops()).toMatchObject(before)
    await page.getByRole('button', { name: 'Geri al' }).click()
    expect(await lastAsked()).toEqual({ name: 'orders.unacknowledge', input: { keys: ['kadikoy/202'] } })
    await page.getByRole('button', { name: 'Geri al' }).waitFor({ state: 'detached' })
  })

  it('moves nothing under a finger: a second tap acknowledges no other order, and what has just come is not tapped', async () => {
    const shown = rushSnapshot(6)
    await open(shown)
    const acknowledged = async (): Promise<unknown[]> =>
      (await askedOf(page)).flatMap(({ name, input }) => (name === 'orders.acknowledge' ? [input['keys']] : []))
    const box = await page.getByRole('button', { name: 'Görüldü: #201' }).boundingBox()
    const [x, y] = [(box?.x ?? 0) + 10, (box?.y ?? 0) + 10]
    await page.mouse.click(x, y)
    const seen = shown.cards.map((one) => (one.key === 'kadikoy/201' ? { ...one, alert: null } : one))
    await emit({ ...shown, rev: 11, cards: seen, unacknowledgedCount: 5 })
    await page.getByText('görüldü', { exact: true }).waitFor()
    await page.mouse.click(x, y)
    expect(await acknowledged()).toEqual([['kadikoy/201']])
    // A second later the others have moved up, and a tap that was on its way meanwhile counts for nothing.
    await page.waitForFunction(() => document.querySelector('.tile--seen') === null)
    await page.mouse.click(x, y)
    expect(await acknowledged()).toEqual([['kadikoy/201']])
    await page.waitForTimeout(700)
    await page.mouse.click(x, y)
    expect(await acknowledged()).toEqual([['kadikoy/201'], ['kadikoy/202']])
  })

  it('does not move the board when the rail grows over it', async () => {
    const shown = rushSnapshot(6)
    await open(shown)
    await page.waitForTimeout(600)
    const topOf = (key: string) =>
      page.locator(`.card[data-order-key="${key}"]`).evaluate((one) => one.getBoundingClientRect().top)
    const before = await topOf('kadikoy/105')
    const more = rushSnapshot(16)
    await emit({ ...more, rev: 11 })
    await page.locator('.tile').nth(15).waitFor()
    expect(await topOf('kadikoy/105')).toBe(before)
  })

  it('draws what is in sight, of two thousand cards too, and leads the keyboard through all of them', async () => {
    const cards = Array.from({ length: 2_000 }, (_, index) => card(1_000 + index, 2_000 - index))
    await open(snapshot({ cards }))
    expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(3_000)
    await page.locator('.card').first().focus()
    for (let turn = 0; turn < 12; turn++) await page.keyboard.press('ArrowDown')
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-order-key'))
    await vi.waitFor(async () => expect(await focused()).toBe('kadikoy/1048'))
    // What has the focus keeps it, wherever the board is scrolled to.
    await page.locator('.board__scroll').evaluate((scroller) => scroller.scrollTo({ top: 60_000 }))
    await page.waitForFunction(() => document.querySelector('.card[data-order-key="kadikoy/1100"]') === null)
    expect(await focused()).toBe('kadikoy/1048')
    await page.keyboard.press('/')
    await page.keyboard.type('2999')
    await page.locator('.card[data-order-key="kadikoy/2999"]').waitFor()
  })

  it.each([
    ['wide', 1366],
    ['compact', 760],
  ])(
    'is never calm when the core is silent: an empty board and the health of a %s header say so',
    async (_what, width) => {
      page = await openPage(snapshot({ cards: [], unacknowledgedCount: 0 }), {}, { width, height: 768 })
      await page.locator('.empty[data-good]').waitFor()
      await page.evaluate(() => (window.standIn.answers['snapshot.mark'] = { ok: false, error: { code: 'internal' } }))
      await page.locator('.empty', { hasText: 'bağlantısını kaybetti' }).waitFor()
      expect(await page.locator('.empty[data-good]').count()).toBe(0)
      const names = await page.locator('.header .health[data-tone=bad]').allInnerTexts()
      expect(names.join(' ')).toContain('Kadıköy')
      expect(names.join(' ')).toContain('Moda')
      await page.evaluate(() => delete window.standIn.answers['snapshot.mark'])
    },
  )

  it('gives every control a target of 48 pixels', async () => {
    await open(troubledSnapshot())
    const small = await page
      .locator('button:visible:not(.card__open, .tile__open), input:visible')
      .evaluateAll((controls) =>
        controls.filter((one) => one.getBoundingClientRect().height < 48).map((one) => one.outerHTML.slice(0, 120)),
      )
    expect(small).toEqual([])
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
    await page.getByText('duyulmuyor · 1 dk').waitFor()
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
    await page.getByRole('img', { name: 'Karekod: Harita', exact: true }).waitFor()
    await page.keyboard.press('p')
    const print = page.getByRole('dialog').getByRole('button', { name: 'Yeniden yazdır' })
    expect(await print.isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Mutfak istedi' }).click()
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
