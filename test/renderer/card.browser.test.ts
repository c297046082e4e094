import type { Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import type { CardKind, TextSize } from '../../src/shared/settings/settings.ts'
import { packerCards, snapshot } from './fixtures.ts'
import { openScreenPages } from './screenPages.ts'
import { troubledSnapshot } from './troubledFixture.ts'

const { open, lastAsked } = openScreenPages()

const shown = (part: { textSize?: TextSize; cardKind?: CardKind; language?: 'tr' | 'en' }) => {
  const base = snapshot({ cards: packerCards() })
  return { ...base, settings: { ...base.settings, ...part } }
}

const card = (page: Page, key: string) => page.locator(`[data-order-key="kadikoy/${key}"]`)

/** Minutes of arc of 1 m, on a 15.6" panel of 1366x768, by the height of Inter's capital letters. */
const arcMinutesOf = (fontPx: number): number => {
  const pixelMm = (15.6 * 25.4) / Math.hypot(1366, 768)
  return (Math.atan((fontPx * 0.727 * pixelMm) / 1000) / Math.PI) * 180 * 60
}

describe('the letters of a card', () => {
  const sizesOf = (page: Page, within = '.card') =>
    page.locator(`${within} *`).evaluateAll((parts) =>
      parts
        .filter((part) => part instanceof HTMLElement && part.offsetParent !== null)
        .filter((part) => [...part.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== ''))
        .filter((part) => part.className !== 'visually-hidden')
        .map((part) => Number.parseFloat(getComputedStyle(part).fontSize)),
    )

  it.each<CardKind>(['cashier', 'packer', 'courier'])(
    'of a %s are of 16 minutes of arc or more in the largest size, from a metre away',
    async (cardKind) => {
      const page = await open(shown({ textSize: 'largest', cardKind }))
      const arcs = (await sizesOf(page)).map(arcMinutesOf)
      expect(arcs.length).toBeGreaterThan(20)
      expect(Math.min(...arcs)).toBeGreaterThanOrEqual(16)
    },
  )

  it.each([
    ['the rail', '.rail', (page: Page) => page.locator('.tile').first().waitFor()],
    ['a banner', '.banner', (page: Page) => page.locator('.banner').first().waitFor()],
    [
      'an order',
      '.order :is(.order__head, .panel)',
      async (page: Page) => {
        await page.locator('.card__open').first().click()
        await page.locator('.order').waitFor()
      },
    ],
  ] as const)('of %s are as large as the shop has asked for', async (_what, within, show) => {
    const smallest: number[] = []
    for (const textSize of ['normal', 'large', 'largest'] as const) {
      const base = troubledSnapshot()
      const page = await open({ ...base, settings: { ...base.settings, textSize } })
      await show(page)
      smallest.push(Math.min(...(await sizesOf(page, within))))
      if (textSize !== 'largest') await page.close()
    }
    expect(smallest).toEqual([...new Set(smallest)].sort((left, right) => left - right))
    expect(arcMinutesOf(smallest[2] ?? 0)).toBeGreaterThanOrEqual(16)
  })

  it('grow with each size, and the dense board keeps what was asked for', async () => {
    const smallest: number[] = []
    for (const textSize of ['normal', 'large', 'largest'] as const) {
      const page = await open(shown({ textSize }))
      smallest.push(Math.min(...(await sizesOf(page))))
      if (textSize === 'largest') {
        await page.getByRole('button', { name: 'Menü' }).click()
        await page.getByRole('menuitem', { name: /Sıklık/ }).click()
        expect(arcMinutesOf(Math.min(...(await sizesOf(page))))).toBeGreaterThanOrEqual(16)
      } else await page.close()
    }
    expect(smallest).toEqual([...new Set(smallest)].sort((left, right) => left - right))
  })

  it.each<TextSize>(['normal', 'large', 'largest'])('never cut what the order is called (%s)', async (textSize) => {
    const page = await open(shown({ textSize }))
    const names = await page.locator('.card__open').evaluateAll((all) =>
      all.map((one) => ({
        isWhole: one.scrollWidth <= one.clientWidth + 1,
        isInside: one.getBoundingClientRect().right <= (one.closest('.card')?.getBoundingClientRect().right ?? 0),
      })),
    )
    expect(names).toEqual(names.map(() => ({ isWhole: true, isInside: true })))
  })
})

describe('what a card says', () => {
  it('to whoever packs: each line with its options, what to leave out and its note, and no money', async () => {
    const page = await open(shown({ cardKind: 'packer' }))
    const text = await card(page, '140').innerText()
    for (const words of ['Karamustafaoğulları', 'Lavaş, Közlenmiş biber', 'YOK: SOĞAN, SİYAH ZEYTİN', 'Yarısı acılı'])
      expect(text).toContain(words)
    expect(text).toContain('+ 2 kalem daha')
    expect(text).not.toContain('TAHSİL')
  })

  it('to a courier: whom to call, where to go, and how much to take', async () => {
    const page = await open(shown({ cardKind: 'courier' }))
    const text = await card(page, '140').innerText()
    for (const words of ['0850 123 45 67', 'kod 4821', 'Moda Cad. No:5', 'yeşil kapı', 'TAHSİL EDİLECEK', '465,00'])
      expect(text).toContain(words)
    expect(text).not.toContain('Lahmacun')
  })

  it('of an order nobody knows since when it waits: at least so long', async () => {
    const page = await open(shown({}))
    await expect.poll(() => card(page, '140').locator('.age__time').innerText()).toBe('en az 12 dk')
    expect(await card(page, '143').locator('.age__time').innerText()).toBe('1 dk')
  })

  it('the same in English', async () => {
    const page = await open(shown({ language: 'en' }))
    await expect.poll(() => card(page, '140').locator('.age__time').innerText()).toBe('at least 12 min')
  })

  it('is chosen in the settings, as is its size', async () => {
    const page = await open(shown({}))
    await page.getByRole('button', { name: 'Ayarlar', exact: true }).click()
    await page.getByRole('tab', { name: 'Genel' }).click()
    await page.getByRole('radio', { name: 'En büyük' }).click()
    expect(await lastAsked()).toEqual({ name: 'settings.update', input: { textSize: 'largest' } })
    await page.getByRole('radio', { name: 'Paketleme' }).click()
    expect(await lastAsked()).toEqual({ name: 'settings.update', input: { cardKind: 'packer' } })
  })
})
