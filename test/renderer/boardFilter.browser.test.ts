import { describe, expect, it } from 'vitest'
import { card, NOW_MS, snapshot, waiting } from './fixtures.ts'
import { openScreenPages } from './screenPages.ts'

const { open, emit } = openScreenPages()
const getir = { id: 'getir', name: 'Getir' }

const shop = (rev: number) => {
  const base = snapshot()
  const unseen = card(4, 1, { alert: waiting('new', 1), createdAtMs: NOW_MS })
  return {
    ...base,
    rev: base.rev + rev,
    cards: [card(1, 9), card(2, 8, { channel: getir }), card(3, 7, { type: 'pickup' }), unseen],
  }
}

describe('the chips over the board', () => {
  it('narrow the board and never the rail, stay over a look at another page, and go with one touch', async () => {
    const page = await open(shop(0))
    const bar = page.getByRole('group', { name: 'Panoyu süz' })
    const board = page.locator('.grid [data-order-key]')
    const rail = page.locator('.rail [data-order-key]')
    const chip = (name: string) => bar.getByRole('button', { name, exact: true })
    await board.nth(3).waitFor()
    const boxBefore = await bar.boundingBox()
    expect(await chip('Hepsi 4').getAttribute('aria-pressed')).toBe('true')

    await chip('Getir 1').focus()
    await page.keyboard.press('Enter')
    expect(await chip('Getir 1').getAttribute('aria-pressed')).toBe('true')
    expect(await chip('Hepsi 4').getAttribute('aria-pressed')).toBe('false')
    expect([await board.count(), await rail.count()]).toEqual([1, 1])

    await page.evaluate(() => (location.hash = '#/yardim'))
    await page.locator('.filter-bar').waitFor({ state: 'detached' })
    await page.evaluate(() => (location.hash = '#/'))
    await board.first().waitFor()
    expect([await board.count(), await rail.count()]).toEqual([1, 1])

    // The only one of it leaves: the board says that it is narrowed, not that the shop is quiet.
    const left = shop(1)
    await emit({ ...left, cards: left.cards.filter(({ channel }) => channel.id !== 'getir') })
    await page.getByText('Süzgeç 3 siparişi gizliyor').waitFor()
    expect(await rail.count()).toBe(1)
    expect(await bar.boundingBox()).toEqual(boxBefore)
    await page.getByRole('button', { name: 'Süzgeci kaldır' }).click()
    await board.nth(2).waitFor()

    await chip('Gel-al 1').click()
    expect(await board.count()).toBe(1)
    await chip('Gel-al 1').click()
    expect(await board.count()).toBe(3)
  })

  it('show that there are more than fit, and bring them with an arrow', async () => {
    const base = shop(0)
    const channels = ['Yemeksepeti', 'Trendyol Go', 'Migros Yemek', 'Tıkla Gelsin'].map((name) => ({ id: name, name }))
    const cards = [...base.cards, ...channels.map((channel, index) => card(10 + index, 5, { channel, phase: 'ready' }))]
    const page = await open({ ...base, cards }, {}, { width: 683, height: 600 })
    const bar = page.getByRole('group', { name: 'Panoyu süz' })
    const after = bar.getByRole('button', { name: 'Sağdaki süzgeçler' })
    const before = bar.getByRole('button', { name: 'Soldaki süzgeçler' })
    await after.waitFor()
    expect([await before.isDisabled(), await after.isDisabled()]).toEqual([true, false])
    const box = await after.boundingBox()
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(48)
    expect((await bar.boundingBox())?.height).toBe(60)
    const last = bar.locator('.filter-chip').last()
    await expect
      .poll(async () => {
        if (await after.isEnabled()) await after.click()
        return await after.isDisabled()
      })
      .toBe(true)
    const end = await last.boundingBox()
    expect((end?.x ?? 0) + (end?.width ?? 0)).toBeLessThanOrEqual((box?.x ?? 0) + 1)
    await last.click()
    expect(await last.getAttribute('aria-pressed')).toBe('true')
    // On a wide screen the same bar has no arrows.
    await page.setViewportSize({ width: 2400, height: 900 })
    await after.waitFor({ state: 'detached' })
  })
})
