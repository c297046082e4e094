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
})
