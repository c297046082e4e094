import { describe, expect, it, vi } from 'vitest'
import type { FoundOrder } from '../../src/shared/contract/requests.ts'
import { foundOrders, snapshot } from './fixtures.ts'
import { openScreenPages, scan } from './screenPages.ts'

const { open, lastAsked, asked } = openScreenPages()

const answers = (found: FoundOrder[]) => ({ 'orders.search': { ok: true, value: { found, hasMore: false } } }) as const
const found = foundOrders()

describe('the search in the header', () => {
  it('filters the board with each letter and lists what the core has found, the past included', async () => {
    const page = await open(snapshot(), answers(found))
    await page.keyboard.press('/')
    await page.keyboard.type('128')
    expect(await page.locator('.card').count()).toBe(1)
    await page.getByText('3 sipariş bulundu.').waitFor()
    expect(await lastAsked()).toEqual({ name: 'orders.search', input: { text: '128' } })
    expect(await page.locator('.hits__where').allInnerTexts()).toEqual(['panoda', 'geçmişte', 'geçmişte'])
  })

  it('goes into the list by arrows and opens what has the focus, and the board is whole again', async () => {
    const page = await open(snapshot(), answers(found))
    await page.getByRole('textbox', { name: 'Sipariş ara' }).fill('baklava')
    await page.getByText('3 sipariş bulundu.').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await vi.waitFor(async () =>
      expect(await lastAsked()).toEqual({ name: 'order.get', input: { key: 'kadikoy/old-128' } }),
    )
    await page.keyboard.press('Escape')
    // What is out of sight is not drawn.
    expect(await page.locator('.card').count()).toBeGreaterThan(4)
  })

  it('opens with Enter the only hit, and the only one of exactly this number', async () => {
    for (const [hits, text] of [
      [found.slice(1, 2), 'eski'],
      [found, '#128'],
    ] as const) {
      const page = await open(snapshot(), answers([...hits]))
      await page.getByRole('textbox', { name: 'Sipariş ara' }).fill(text)
      await page.keyboard.press('Enter')
      await vi.waitFor(async () =>
        expect(await lastAsked()).toEqual({ name: 'order.get', input: { key: hits[0]?.key } }),
      )
      if (hits.length === 1) await page.close()
    }
  })

  it('takes what is scanned into it in place of what stood there, zeros of the barcode and all', async () => {
    const page = await open(snapshot(), answers(found))
    const box = page.getByRole('textbox', { name: 'Sipariş ara' })
    await box.fill('ali')
    await page.getByText('3 sipariş bulundu.').waitFor()
    await scan(page, '0128')
    await vi.waitFor(async () =>
      expect(await lastAsked()).toEqual({ name: 'order.get', input: { key: found[0]?.key } }),
    )
    const texts = (await asked()).filter(({ name }) => name === 'orders.search').map(({ input }) => input['text'])
    expect(texts).toEqual(['ali', '0128'])
  })

  it('opens nothing when several were found, and acknowledges nothing', async () => {
    const page = await open(snapshot(), answers(found.slice(1)))
    await page.getByRole('textbox', { name: 'Sipariş ara' }).fill('128')
    await page.keyboard.press('Enter')
    await page.getByText('2 sipariş bulundu.').waitFor()
    expect((await asked()).map(({ name }) => name).filter((name) => name !== 'orders.search')).toEqual([])
    await page.keyboard.press('Escape')
    await page.locator('.hits').waitFor({ state: 'detached' })
  })
})
