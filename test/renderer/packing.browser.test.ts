import { describe, expect, it, vi } from 'vitest'
import type { Packing } from '../../src/shared/model/packing.ts'
import { packing, revisedPacking, snapshot } from './fixtures.ts'
import { openScreenPages } from './screenPages.ts'

const { open, asked, emit } = openScreenPages()

describe('the packing view', () => {
  it('has an address, ticks off, finishes and recalls, and says what all orders need together', async () => {
    const page = await open(snapshot(), { 'packing.get': { ok: true, value: packing() } })
    await page.evaluate(() => (location.hash = '#/paketleme'))
    await page.getByRole('heading', { name: '#124' }).waitFor()
    expect(await page.locator('.all-day').innerText()).toContain('Lahmacun')
    expect(await page.locator('.all-day').innerText()).toMatch(/1×\s*İskender 1,5 Porsiyon/)
    const order = page.getByRole('article', { name: '#124' })
    expect(await order.getByRole('checkbox', { checked: true }).count()).toBe(1)
    expect(await order.innerText()).toContain('YOK: SOĞAN, SİYAH ZEYTİN')
    await order.getByRole('checkbox', { name: /Lahmacun/ }).click()
    await page.getByRole('button', { name: 'Paketlendi: #121' }).click()
    await page.getByRole('button', { name: 'Geri al: #118 Telefon' }).click()
    await vi.waitFor(async () =>
      expect((await asked()).filter(({ name }) => name === 'packing.mark').map(({ input }) => input)).toEqual([
        { key: 'kadikoy/124', path: '1', isPacked: true },
        { key: 'kadikoy/121', path: null, isPacked: true },
        { key: 'kadikoy/118', path: null, isPacked: false },
      ]),
    )
  })

  it('strikes a cancelled order through until it is touched away, and marks what is new, changed or taken away', async () => {
    const page = await open(snapshot(), { 'packing.get': { ok: true, value: revisedPacking() } })
    await page.evaluate(() => (location.hash = '#/paketleme'))
    const off = page.getByRole('article', { name: '#121' })
    await off.getByText('İPTAL – hazırlamayın').waitFor()
    expect(await off.innerText()).toContain('Neden: Müşteri vazgeçti')
    expect(await off.locator('.tick__name').evaluate((one) => getComputedStyle(one).textDecorationLine)).toBe(
      'line-through',
    )
    expect(await off.getByRole('checkbox').count()).toBe(0)
    const revised = page.getByRole('article', { name: '#124' })
    const checkbox = (name: RegExp) => revised.getByRole('checkbox', { name })
    expect(await checkbox(/^DEĞİŞTİ/).innerText()).toContain('Karışık Izgara Menü')
    expect(await checkbox(/^YENİ/).innerText()).toContain('Lahmacun')
    expect(await checkbox(/^ÇIKARILDI/).innerText()).toContain('Künefe')
    await checkbox(/^ÇIKARILDI/).click()
    await page.getByRole('button', { name: 'Anlaşıldı, kaldır: #121' }).click()
    await vi.waitFor(async () =>
      expect((await asked()).filter(({ name }) => name === 'packing.mark').map(({ input }) => input)).toEqual([
        { key: 'kadikoy/124', path: 'x0', isPacked: true },
        { key: 'kadikoy/121', path: null, isPacked: true },
      ]),
    )
  })

  it('moves no order under a finger, and leaves the place of a finished one empty for a second', async () => {
    const page = await open(snapshot(), { 'packing.get': { ok: true, value: packing() } })
    await page.evaluate(() => (location.hash = '#/paketleme'))
    const done = page.getByRole('button', { name: 'Paketlendi: #121' })
    await done.waitFor()
    const boxOf = async (name: string) => {
      const box = await page.getByRole('article', { name }).boundingBox()
      return box && { x: box.x, y: box.y }
    }
    const [place, neighbour] = [await boxOf('#121'), await boxOf('#124')]
    const answer = (value: Packing) =>
      page.evaluate((given) => {
        window.standIn.answers['packing.get'] = { ok: true, value: given }
      }, value)
    const [first, ...others] = packing().orders
    await answer({ ...packing(), orders: others })
    await done.click()
    const finishedMs = Date.now()
    await page.locator('.packing__grid > [data-left]').waitFor({ state: 'attached' })
    expect(await page.getByRole('button', { name: 'Paketlendi: #121' }).count()).toBe(0)
    expect(await boxOf('#124')).toEqual(neighbour)
    await expect.poll(() => boxOf('#124'), { timeout: 5_000 }).toEqual(place)
    expect(Date.now() - finishedMs).toBeGreaterThan(900)

    // One that is due earlier comes while a finger is down.
    await page.mouse.move(5, 5)
    await page.mouse.down()
    await answer({ ...packing(), orders: first ? [first, ...others] : others })
    await emit(snapshot({ rev: 11 }))
    await page.waitForTimeout(700)
    expect(await boxOf('#124')).toEqual(place)
    await page.mouse.up()
    await expect.poll(() => boxOf('#124'), { timeout: 5_000 }).toEqual(neighbour)
  })
})
