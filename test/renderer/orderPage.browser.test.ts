import type { Page } from '@playwright/test'
import { describe, expect, it, vi } from 'vitest'
import { minutesAgo, rushSnapshot, scenarioCards, snapshot } from './fixtures.ts'
import { neighboursOf } from '../../src/renderer/order/Neighbours.tsx'
import { openScreenPages, restFinger, scan } from './screenPages.ts'

const { open, emit, asked, lastAsked } = openScreenPages()

const openOrder = async () => {
  const page = await open(snapshot())
  await page.getByRole('button', { name: 'Aç #130' }).click()
  await page.getByRole('heading', { name: '#130' }).waitFor()
  return page
}

describe('an order’s page', () => {
  it('says how long it waits, calls, copies and leads to the map', async () => {
    const page = await openOrder()
    await page.getByText('zamanında').waitFor()
    expect(await page.getByRole('link', { name: 'Ara' }).getAttribute('href')).toBe('tel:08503460000')
    expect(await page.getByRole('link', { name: 'Haritada aç' }).getAttribute('href')).toBe(
      'https://maps.google.com/?q=40.9876,29.0257',
    )
    await page.getByRole('img', { name: 'Karekod: Haritayı telefonda aç' }).waitFor()
    await page.getByRole('button', { name: 'Kopyala: Telefon' }).click()
    await page.getByText('Kopyalandı').waitFor()
    await page.getByRole('button', { name: 'Yeniden yazdır' }).click()
    const paste = page.getByLabel('Başka bir neden')
    await paste.focus()
    await page.keyboard.press('Control+V')
    expect(await paste.inputValue()).toBe('0850 346 00 00')
  })

  it('goes to its neighbours on the board by arrows and buttons, and back is the board', async () => {
    const page = await openOrder()
    const { before, after } = neighboursOf('kadikoy/130', snapshot())
    await page.keyboard.press('ArrowLeft')
    expect(await lastAsked()).toEqual({ name: 'order.get', input: { key: before?.key } })
    await page.keyboard.press('ArrowRight')
    await page.getByRole('button', { name: `Sonraki: #${after?.number}` }).click()
    expect(await lastAsked()).toEqual({ name: 'order.get', input: { key: after?.key } })
    await page.keyboard.press('Escape')
    await page.locator('.board').waitFor()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-order-key'))).toBe(after?.key)
  })

  it('prints a copy with two touches: again, and why', async () => {
    const page = await openOrder()
    await page.getByRole('button', { name: 'Yeniden yazdır' }).click()
    await page.getByRole('button', { name: 'Fiş kayboldu' }).click()
    expect(await lastAsked()).toEqual({
      name: 'order.print',
      input: { key: 'kadikoy/130', printerId: 'kasa', reason: 'Fiş kayboldu' },
    })
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('p')
    await page.getByLabel('Başka bir neden').fill('Müşteri istedi')
    await page.keyboard.press('Enter')
    expect((await lastAsked())?.input['reason']).toBe('Müşteri istedi')
  })
})

/** As a hand does, or what lies on the key. */
async function hold(page: Page, key: string): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await page.keyboard.down(key)
  await page.keyboard.up(key)
}

describe('a key that nobody meant', () => {
  const decided = async (): Promise<string[]> =>
    (await asked()).map(({ name }) => name).filter((name) => name === 'orders.acknowledge' || name === 'order.print')
  const seen = () => {
    const shown = snapshot({ rev: 11 })
    return { ...shown, cards: shown.cards.map((one) => (one.key === 'kadikoy/130' ? { ...one, alert: null } : one)) }
  }

  it('is the Enter of a scanner: it leads to the order, or to a board that says there is none', async () => {
    const page = await openOrder()
    await scan(page, '0127')
    expect(await lastAsked()).toEqual({ name: 'order.get', input: { key: 'kadikoy/127' } })
    await page.getByRole('button', { name: 'Görüldü' }).focus()
    await scan(page, '0777')
    await page.locator('.board').getByText('777').waitFor()
    expect(await decided()).toEqual([])
  })

  it('is the Enter of a scanner in a dialog: it gives no reason for a copy, nor does what it types', async () => {
    const page = await openOrder()
    await page.keyboard.press('p')
    await page.getByRole('button', { name: 'Fiş kayboldu' }).focus()
    await scan(page, '0127')
    await page.getByLabel('Başka bir neden').focus()
    await scan(page, '0127')
    expect(await decided()).toEqual([])
    await page.getByRole('dialog').waitFor()
  })

  it('is a letter of what a scanner types: it opens, prints and acknowledges nothing, and finds the order of that code', async () => {
    const page = await open(snapshot())
    await page.locator('.card[data-order-key="kadikoy/118"]').focus()
    for (const text of ['YS-8K2P-77', 'https://maps.example/?q=op', 'YS-8842107']) await scan(page, text)
    await vi.waitFor(async () =>
      expect(await page.evaluate(() => document.activeElement?.getAttribute('data-order-key'))).toBe('kadikoy/121'),
    )
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(await page.locator('.board').count()).toBe(1)
    expect(await decided()).toEqual([])
    // By itself a letter does what it did, a moment later.
    await page.keyboard.press('p')
    await page.getByRole('dialog').waitFor()
  })

  it('is the press of a button that was scrolled away: it is brought back first', async () => {
    const page = await open(rushSnapshot(40))
    const first = page.locator('.tile').first()
    await first.getByRole('button', { name: 'Görüldü' }).focus()
    await page.locator('.rail__scroll').evaluate((rail) => rail.scrollTo(0, 2_000))
    await page.keyboard.press('Enter')
    expect(await decided()).toEqual([])
    await vi.waitFor(async () => expect((await first.boundingBox())?.y).toBeGreaterThan(60))
    await page.keyboard.press('Enter')
    expect(await decided()).toEqual(['orders.acknowledge'])
  })

  it('is taken back on every page, each “seen” by a press of its own', async () => {
    const page = await open(snapshot())
    for (const label of ['#130', '#131']) {
      await page.locator('.tile', { hasText: label }).getByRole('button', { name: 'Görüldü' }).click()
      await restFinger(page)
    }
    await page.getByRole('button', { name: 'Geri al (2)' }).waitFor()
    await page.evaluate(() => (location.hash = '#/siparis/kadikoy%2F130'))
    await page.getByRole('heading', { name: '#130' }).waitFor()
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    expect((await asked()).filter(({ name }) => name === 'orders.unacknowledge').map(({ input }) => input)).toEqual([
      { keys: ['kadikoy/131'] },
      { keys: ['kadikoy/130'] },
    ])
  })

  it('is the Enter of a scanner on a page that has no use for it', async () => {
    const page = await open(snapshot())
    await page.getByRole('button', { name: 'Fişler', exact: true }).click()
    await page.locator('.page__head .btn').focus()
    await scan(page, '0127')
    await page.getByRole('heading', { name: 'Yazdırma günlüğü' }).waitFor()
  })

  it('is an Enter that is held: it acknowledges once, and prints no copy', async () => {
    const page = await openOrder()
    await page.getByRole('button', { name: 'Görüldü' }).focus()
    await page.keyboard.down('Enter')
    await emit(seen())
    await vi.waitFor(async () =>
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Yeniden yazdır'),
    )
    await hold(page, 'Enter')
    expect(await decided()).toEqual(['orders.acknowledge'])
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  it('is an Enter that is held in the search: it opens the order and acknowledges nothing', async () => {
    const order = {
      key: 'kadikoy/130',
      number: '130',
      code: null,
      channel: { id: 'getir', name: 'Getir' },
      customerName: null,
      place: null,
      type: 'delivery',
      phase: 'open',
      totalKurus: null,
      foreignCurrency: null,
      atMs: minutesAgo(5),
      isOnBoard: true,
    }
    const page = await open(snapshot(), { 'orders.search': { ok: true, value: { found: [order], hasMore: false } } })
    await page.getByRole('textbox', { name: 'Sipariş ara' }).fill('130')
    await page.keyboard.down('Enter')
    await page.getByRole('heading', { name: '#130' }).waitFor()
    await hold(page, 'Enter')
    expect(await decided()).toEqual([])
  })
})

describe('the neighbours of an order', () => {
  it('end with the board, and an order that is not on it has none', () => {
    const board = { cards: scenarioCards(), nowMs: minutesAgo(0) }
    expect(neighboursOf('nowhere/1', board)).toEqual({ before: null, after: null })
    expect(neighboursOf(board.cards[0]?.key ?? '', board).before).toBeNull()
    const last = neighboursOf('kadikoy/118', board).after
    expect(last?.number).toBe('121')
  })
})
