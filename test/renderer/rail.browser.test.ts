import type { Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import type { Card, Snapshot } from '../../src/shared/contract/snapshot.ts'
import { card, NOW_MS, rushSnapshot, snapshot, waiting } from './fixtures.ts'
import { openScreenPages } from './screenPages.ts'
import { troubledSnapshot } from './troubledFixture.ts'

const { open, emit, lastAsked } = openScreenPages()

const ended = (count: number): Card[] =>
  Array.from({ length: count }, (_, index) =>
    card(401 + index, 9, { alert: waiting('new', 5), isGone: true, ended: { why: 'delivered', atMs: NOW_MS } }),
  )

/** So many wait, and so many ended before anybody saw them. */
const rush = (callingCount: number, endedCount = 0): Snapshot => {
  const base = rushSnapshot(callingCount)
  return { ...base, cards: [...base.cards, ...ended(endedCount)] }
}

/** With two rows of banners under the page. */
const inTrouble = (shown: Snapshot): Snapshot => ({ ...troubledSnapshot(), cards: shown.cards })

const later = (shown: Snapshot, cards: readonly Card[]): Snapshot => ({
  ...shown,
  rev: shown.rev + 1,
  cards: [...shown.cards, ...cards],
})

/** How much of each tile can be seen, from the oldest on: 1 is all of it. */
const sharesOf = (page: Page): Promise<number[]> =>
  page.locator('.tile').evaluateAll((tiles) =>
    tiles.map((tile) => {
      const { left, right, top, bottom } = tile.getBoundingClientRect()
      const heights = Array.from({ length: 11 }, (_, step) => top + 3 + ((bottom - top - 6) * step) / 10)
      const isSeen = (y: number): boolean =>
        [left + 10, right - 10].every((x) => tile.contains(document.elementFromPoint(x, y)))
      return heights.filter(isSeen).length / heights.length
    }),
  )

const inView = async (page: Page): Promise<number> => (await sharesOf(page)).filter((share) => share === 1).length

const scroller = (page: Page) => page.locator('.rail__scroll')
const topOf = (page: Page): Promise<number> => scroller(page).evaluate((rail) => rail.scrollTop)
const toEnd = async (page: Page): Promise<void> => {
  await scroller(page).evaluate((rail) => rail.scrollTo({ top: rail.scrollHeight, behavior: 'instant' }))
  await expect.poll(() => topOf(page)).toBeGreaterThan(0)
}

describe('what rings', () => {
  it('is in view whatever ended unseen: that is a fold of its own, which hides no tile', async () => {
    const page = await open(rush(11, 44))
    await expect.poll(() => inView(page)).toBe(11)
    expect(await page.locator('.ended').count()).toBe(0)
    await page.getByRole('button', { name: 'Görülmeden kapanan 44' }).click()
    await page.locator('.ended__order').nth(43).waitFor()
    expect(await inView(page)).toBe(11)
    await page.locator('.ended').evaluate((list) => list.scrollTo({ top: list.scrollHeight }))
    expect(await inView(page)).toBe(11)
    await page.getByRole('button', { name: 'Görülmeden kapanan 44' }).click()
    await page.locator('.ended').waitFor({ state: 'detached' })
  })

  it('comes back into view when an order comes in, but not under a finger', async () => {
    const shown = rush(40)
    const page = await open(shown)
    await toEnd(page)
    await page.mouse.move(400, 200)
    await page.mouse.down()
    await emit(later(shown, [card(301, 0, { alert: waiting('new', -0.1) })]))
    await page.waitForTimeout(2_500)
    expect(await topOf(page)).toBeGreaterThan(0)
    await page.mouse.move(60, 700)
    await page.mouse.up()
    await expect.poll(() => topOf(page), { timeout: 3_000 }).toBe(0)
  })

  it('comes back into view by itself when nobody is at the rail any more', async () => {
    const page = await open(rush(40))
    await toEnd(page)
    for (let turn = 0; turn < 7; turn++) {
      await page.mouse.move(400 + turn, 200)
      await page.waitForTimeout(1_000)
    }
    expect(await topOf(page)).toBeGreaterThan(0)
    await expect.poll(() => topOf(page), { timeout: 8_000 }).toBe(0)
  })

  it.each([
    [1366, 768, 18],
    [1024, 600, 8],
  ])('is in view as far as %i by %i have room beside two banners, and none is cut', async (width, height, least) => {
    const page = await open(inTrouble(rush(30)), {}, { width, height })
    await page.locator('.banner').nth(1).waitFor()
    await expect.poll(() => inView(page)).toBeGreaterThanOrEqual(least)
    await page.locator('.tile').first().hover()
    await page.mouse.wheel(0, 150)
    await expect.poll(() => topOf(page)).toBeGreaterThan(0)
    await page.waitForTimeout(600)
    expect((await sharesOf(page)).filter((share) => share > 0 && share < 1)).toEqual([])
  })

  it('says how many more there are, above and below, with the way to them', async () => {
    const page = await open(rush(40))
    const [above, below] = [page.locator('[data-tap=above]'), page.locator('[data-tap=below]')]
    await expect.poll(() => below.innerText()).toBe('+16 aşağıda')
    expect(await above.isVisible()).toBe(false)
    const place = await below.boundingBox()
    expect(place?.height).toBeGreaterThanOrEqual(48)
    await below.click()
    await expect.poll(() => above.innerText()).toBe('+18 yukarıda')
    expect(await inView(page)).toBe(22)
    expect(await below.isVisible()).toBe(false)
    await above.click()
    await expect.poll(() => below.innerText()).toBe('+16 aşağıda')
    expect(await below.boundingBox()).toEqual(place)
  })

  it('says the same in English', async () => {
    const shown = rush(40)
    const page = await open({ ...shown, settings: { ...shown.settings, language: 'en' } })
    await expect.poll(() => page.locator('[data-tap=below]').innerText()).toBe('+16 below')
    await page.getByRole('button', { name: '16 more unseen orders below: show them' }).waitFor()
  })
})

describe('at 200 % zoom', () => {
  const zoomed = { width: 683, height: 384 }

  it('stays where it is while the page is scrolled beneath it', async () => {
    const page = await open(inTrouble(rush(12, 3)), {}, zoomed)
    await expect.poll(() => inView(page)).toBeGreaterThanOrEqual(2)
    const before = await page.locator('.rail').boundingBox()
    await page.locator('main').evaluate((main) => main.scrollTo({ top: main.scrollHeight, behavior: 'instant' }))
    await expect.poll(() => page.locator('main').evaluate((main) => main.scrollTop)).toBeGreaterThan(0)
    expect(await page.locator('.rail').boundingBox()).toEqual(before)
    expect(await inView(page)).toBeGreaterThanOrEqual(2)
  })

  it('takes with one button and with a key only what can be read', async () => {
    const page = await open(inTrouble(rush(12)), {}, zoomed)
    await expect.poll(() => inView(page)).toBe(2)
    // Something lies over the button of the second tile.
    await page
      .locator('.tile__seen')
      .nth(1)
      .evaluate((button) => {
        const { left, top, width, height } = button.getBoundingClientRect()
        const cover = document.body.appendChild(document.createElement('div'))
        cover.style.cssText = 'position: fixed; z-index: 9; background: red'
        Object.assign(cover.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` })
      })
    await page.getByRole('button', { name: 'Bunlar görüldü' }).click()
    expect((await lastAsked())?.input['keys']).toEqual(['kadikoy/201'])
    await page.locator('.tile').nth(1).focus()
    await page.keyboard.press('Enter')
    expect((await lastAsked())?.input['keys']).toEqual(['kadikoy/201'])
  })
})

describe('a tile', () => {
  const changes = ['scheduledFor', 'paymentMethod', 'total'].map((what) => ({ what, before: null, after: null }))
  const told = (kind: 'new' | 'changed' | 'cancelled', count: number): Card['alert'] => ({
    ...(waiting(kind, 2) as NonNullable<Card['alert']>),
    changes: changes.slice(0, count) as NonNullable<Card['alert']>['changes'],
  })
  const tellingCards = (): Card[] => [
    card(501, 2, { alert: told('new', 1), region: 'Fenerbahçe' }),
    card(502, 2, { alert: told('new', 2), region: 'Altunizade' }),
    card(503, 2, { alert: told('changed', 3), region: 'Fenerbahçe' }),
    card(504, 2, { alert: told('cancelled', 1), region: 'Hasanpaşa' }),
    card(505, 2, { alert: { ...waiting('reopened', 2), changes: [] } as Card['alert'], region: 'Fenerbahçe' }),
  ]
  const telling = (more: number, part: Partial<Snapshot['settings']> = {}): Snapshot => {
    const base = snapshot({ cards: [...tellingCards(), ...rushSnapshot(more).cards] })
    return { ...base, settings: { ...base.settings, ...part } }
  }
  /** Words that are not there to be read as a whole. */
  const cutWords = (page: Page): Promise<string[]> =>
    page
      .locator('.tile :is(.tile__open, .tile__kind, .tile__age, .chip, .tile__detail, .tile__changes, .tile__amount)')
      .evaluateAll((parts) =>
        parts
          .filter((part) => part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 4)
          .map((part) => `${part.className} ${part.textContent}`),
      )

  it.each([
    ['few', 0, {}],
    ['many', 20, {}],
    ['few', 0, { language: 'en' }],
    ['many', 20, { language: 'en' }],
    ['few', 0, { textSize: 'large' }],
    ['many', 20, { textSize: 'large' }],
    ['many', 20, { textSize: 'largest' }],
  ] as const)('of %s (%i more, %j) says what happened, and cuts no word of it', async (_what, more, settings) => {
    const page = await open(telling(more, settings))
    await page.locator('.tile').nth(4).waitFor()
    await page.evaluate(() => document.fonts.ready)
    expect(await cutWords(page)).toEqual([])
  })

  it('keeps the district of a new order that has changed, and says of a change what it is', async () => {
    const page = await open(telling(0))
    const words = (key: number) => page.locator(`.tile[data-order-key="kadikoy/${key}"] .tile__facts`).innerText()
    await page.locator('.tile').nth(4).waitFor()
    expect((await words(501)).split('\n')).toEqual(['Telefon', 'Fenerbahçe', '1 değişiklik', '₺465,00'])
    expect((await words(502)).split('\n')).toContain('2 değişiklik')
    expect((await words(503)).split('\n')).toContain('Teslim zamanı, Ödeme türü +1')
    expect((await words(504)).split('\n')).toEqual(['Telefon', 'Hasanpaşa', 'Hazırlamayın'])
  })

  it.each([0, 20])('is whole in forced colours, with %i more', async (more) => {
    const page = await open(telling(more))
    await page.emulateMedia({ forcedColors: 'active' })
    await page.locator('.tile').nth(4).waitFor()
    expect(await cutWords(page)).toEqual([])
  })
})
