import type { Page } from '@playwright/test'
import { describe, expect, it, vi } from 'vitest'
import type { Snapshot } from '../../src/shared/contract/snapshot.ts'
import { keyMap } from '../../src/renderer/keyMap.ts'
import { resources } from '../../src/shared/words/index.ts'
import { card, scenarioCards, snapshot, waiting } from './fixtures.ts'
import { openScreenPages } from './screenPages.ts'
import { askedOf } from './standIn.ts'
import { troubledSnapshot } from './troubledFixture.ts'

const { open, emit, lastAsked } = openScreenPages()

/** What has the focus, as a person would call it. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement
    if (element === null || element === document.body) return 'lost'
    if (element.localName === 'main') return 'main'
    return element.getAttribute('data-order-key') ?? element.getAttribute('aria-label') ?? element.textContent ?? ''
  })

const seen = (shown: Snapshot, key: string): Snapshot => ({
  ...shown,
  rev: shown.rev + 1,
  cards: shown.cards.map((one) => (one.key === key ? { ...one, alert: null } : one)),
})

describe('the focus', () => {
  it('stays on the card when its "Görüldü" is gone', async () => {
    const shown = snapshot()
    const page = await open(shown)
    await page.getByRole('button', { name: 'Görüldü: Trendyol Go #127' }).focus()
    await page.keyboard.press('Enter')
    await emit(seen(shown, 'kadikoy/127'))
    await vi.waitFor(async () => expect(await focused(page)).toBe('kadikoy/127'))
  })

  it('goes on beside an alarm that was silenced, and to the page when the last alarm is over', async () => {
    const shown = troubledSnapshot()
    const page = await open(shown)
    await page.getByRole('button', { name: 'Sesi kes: Moda' }).focus()
    await page.keyboard.press('Enter')
    expect((await lastAsked())?.name).toBe('alarm.silence')
    await emit({ ...shown, rev: 11, alarms: shown.alarms.map((one) => ({ ...one, isSilenced: true })) })
    await vi.waitFor(async () => expect(await focused(page)).not.toBe('lost'))
    await page.getByRole('button', { name: /konu daha/ }).focus()
    await emit({ ...snapshot(), rev: 12 })
    await vi.waitFor(async () => expect(await focused(page)).toBe('main'))
  })

  it('returns to what opened a dialog, and goes along to another page and back to the card', async () => {
    const page = await open(snapshot())
    await page.getByRole('button', { name: 'Adisyo siparişi bul' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await vi.waitFor(async () => expect(await focused(page)).toContain('Adisyo siparişi bul'))
    await page.getByRole('button', { name: 'Fişler', exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Yazdırma günlüğü' }).waitFor()
    await vi.waitFor(async () => expect(await focused(page)).toBe('main'))
    await page.keyboard.press('Escape')
    await page.locator('.board').waitFor()
    await vi.waitFor(async () => expect(await focused(page)).toBe('main'))
    await page.keyboard.press('ArrowDown')
    const selected = await focused(page)
    await page.keyboard.press('o')
    await page.locator('.order').waitFor()
    await page.keyboard.press('Escape')
    await vi.waitFor(async () => expect(await focused(page)).toBe(selected))
  })
})

describe('the keyboard alone', () => {
  it.each(['?', 'F1'])('%s opens the map, which names every key of the table in both languages', async (key) => {
    const page = await open(snapshot())
    await page.keyboard.press(key)
    const dialog = page.getByRole('dialog', { name: 'Klavye' })
    await dialog.waitFor()
    for (const action of Object.keys(keyMap) as (keyof typeof keyMap)[]) {
      await dialog.getByText(resources.tr.shell.keys.does[action], { exact: true }).waitFor()
      expect(resources.en.shell.keys.does[action]).toBeTruthy()
    }
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await askedOf(page)).toEqual([])
  })

  it('leaves a question mark that somebody writes where it is written', async () => {
    const page = await open(snapshot())
    await page.keyboard.press('/')
    await page.keyboard.type('?')
    expect(await page.getByRole('textbox').inputValue()).toBe('?')
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  it('sees, opens, prints, asks for a page in the menu and sets a language, without a pointer', async () => {
    const page = await open(snapshot())
    for (let turn = 0; turn < 2; turn++) await page.keyboard.press('Enter')
    expect((await lastAsked())?.name).toBe('orders.acknowledge')
    await page.keyboard.press('p')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Menü' }).focus()
    await page.keyboard.press('Enter')
    await page.locator('[role="menu"]:focus, [role="menuitem"]:focus').waitFor()
    // A letter in the menu chooses in the menu.
    await page.keyboard.press('a')
    await page.locator('[role="menuitem"]:focus', { hasText: 'Ayarlar' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('tab', { name: 'Kaynaklar' }).waitFor()
    await page.getByRole('tab', { name: 'Kaynaklar' }).focus()
    const general = page.getByRole('tab', { name: 'Genel', selected: true })
    for (let turn = 0; turn < 14 && (await general.count()) === 0; turn++)
      await page.keyboard.press('ArrowRight', { delay: 50 })
    await page.getByRole('radio', { name: 'Türkçe' }).first().focus()
    // As long as a hand takes: Radix chooses while the key is down.
    await page.keyboard.press('ArrowRight', { delay: 100 })
    await vi.waitFor(async () =>
      expect(await lastAsked()).toEqual({ name: 'settings.update', input: { language: 'en' } }),
    )
  })
})

describe('a screen reader', () => {
  const announced = (page: Page): Promise<string | null> => page.locator('[data-announcer]').textContent()

  it('is told of an arriving order once: channel, number, amount', async () => {
    const cards = scenarioCards()
    const page = await open(snapshot({ cards }))
    expect(await announced(page)).toBe('')
    const arrived = card(140, 0, {
      alert: { kind: 'new', sinceMs: 1, oldestSinceMs: 1, changes: [] },
      channel: { id: 'getir', name: 'Getir' },
    })
    await emit(snapshot({ rev: 11, cards: [...cards, arrived] }))
    const words = 'Yeni sipariş: Getir #140, TAHSİL EDİLECEK ₺465,00.'
    await vi.waitFor(async () => expect(await announced(page)).toBe(words))
    await page.evaluate(() => {
      const said = document.querySelector('[data-announcer]')
      if (said)
        new MutationObserver(() => (document.title = 'said again')).observe(said, {
          childList: true,
          subtree: true,
          characterData: true,
        })
    })
    await emit(snapshot({ rev: 12, cards: [...cards, arrived] }))
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve(null))))
    expect(await page.title()).not.toBe('said again')
  })

  it('hears different names of buttons that look alike', async () => {
    const page = await open(troubledSnapshot())
    await page.getByRole('button', { name: '3 konu daha' }).click()
    const names = await page
      .locator('.card__seen, .banner .btn')
      .evaluateAll((buttons) => buttons.map((one) => one.getAttribute('aria-label') ?? one.textContent))
    const inList = names.filter((name) => name !== null)
    expect(inList.filter((name) => !/: | \(/.test(name))).toEqual([])
  })

  it('hears of which source an order is where two have one number', async () => {
    const one = card(7, 2, { alert: waiting('new', 2) })
    const page = await open(snapshot({ cards: [one, { ...one, key: 'moda/7', sourceId: 'moda', sourceName: 'Moda' }] }))
    const names = await page
      .locator('.tile__seen')
      .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label')))
    expect(names).toEqual(['Görüldü: #7 Telefon, Kadıköy', 'Görüldü: #7 Telefon, Moda'])
  })
})
