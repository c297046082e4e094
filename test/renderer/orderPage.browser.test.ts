import { describe, expect, it } from 'vitest'
import { minutesAgo, scenarioCards, snapshot } from './fixtures.ts'
import { neighboursOf } from '../../src/renderer/order/Neighbours.tsx'
import { openScreenPages } from './screenPages.ts'

const { open, lastAsked } = openScreenPages()

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

describe('the neighbours of an order', () => {
  it('end with the board, and an order that is not on it has none', () => {
    const board = { cards: scenarioCards(), nowMs: minutesAgo(0) }
    expect(neighboursOf('nowhere/1', board)).toEqual({ before: null, after: null })
    expect(neighboursOf(board.cards[0]?.key ?? '', board).before).toBeNull()
    const last = neighboursOf('kadikoy/118', board).after
    expect(last?.number).toBe('121')
  })
})
