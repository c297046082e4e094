import type { Page } from '@playwright/test'
import { expect, openBoard, request, snapshot, test } from './door.ts'

/** Forty orders in five minutes, fifteen times as fast, before a person who sees to them by touch and by key. */
const ORDERS = 40
const EVERY_MS = 500
const SAMPLE_MS = 50

interface Sample {
  unseen: number
  /** Tiles of unseen orders that are wholly in view, and the oldest of them all among them. */
  whole: number
  isOldestWhole: boolean
}

declare global {
  interface Window {
    rush: { samples: Sample[]; shift: number; tileUnder(x: number, y: number): string | null }
  }
}

/** What waits is taken from what the core says, not from what is drawn. */
async function startProbe(page: Page, everyMs: number): Promise<void> {
  await page.evaluate(async (sampleMs) => {
    type Card = { key: string; alert: { oldestSinceMs: number } | null }
    const waiting = new Map<string, number>()
    const take = (cards: readonly Card[]): void => {
      for (const { key, alert } of cards)
        if (alert === null) waiting.delete(key)
        else waiting.set(key, alert.oldestSinceMs)
    }
    const { tezgah } = window
    if (tezgah === undefined) throw new Error('no door')
    tezgah.on('snapshot.changed', ({ cards }) => (waiting.clear(), take(cards)))
    tezgah.on('snapshot.patched', ({ cards, removed }) => {
      take(cards)
      for (const key of removed) waiting.delete(key)
    })
    const first = await tezgah.request('snapshot.get', {})
    if (first.ok) take(first.value.cards)
    const orderAt = (x: number, y: number): string | null =>
      document.elementFromPoint(x, y)?.closest('.tile[data-order-key]')?.getAttribute('data-order-key') ?? null
    const isWhole = (key: string): boolean => {
      const box = document.querySelector(`.tile[data-order-key="${CSS.escape(key)}"]`)?.getBoundingClientRect()
      if (box === undefined) return false
      const corners = [
        [box.left + 6, box.top + 6],
        [box.right - 6, box.top + 6],
        [box.left + 6, box.bottom - 6],
        [box.right - 6, box.bottom - 6],
      ] as const
      return corners.every(([x, y]) => orderAt(x, y) === key)
    }
    window.rush = { samples: [], shift: 0, tileUnder: orderAt }
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
        if (!entry.hadRecentInput) window.rush.shift += entry.value
    }).observe({ type: 'layout-shift', buffered: false })
    setInterval(() => {
      if (waiting.size === 0) return
      const oldest = [...waiting].toSorted((left, right) => left[1] - right[1])
      const oldestMs = oldest[0]?.[1]
      window.rush.samples.push({
        unseen: waiting.size,
        whole: oldest.filter(([key]) => isWhole(key)).length,
        isOldestWhole: oldest.some(([key, sinceMs]) => sinceMs === oldestMs && isWhole(key)),
      })
    }, sampleMs)
  }, everyMs)
}

/** What was really acknowledged, and how, as the ledger has it. */
async function acknowledged(page: Page, keys: readonly string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  for (const key of keys) {
    const page_ = (await request(page, 'order.get', { key })).value as {
      history: { happening: { what: string; how?: string } }[]
    }
    found.set(
      key,
      page_.history.flatMap(({ happening }) => (happening.what === 'acknowledged' ? [happening.how ?? ''] : [])),
    )
  }
  return found
}

test('in a rush of forty what rings is in view, and nothing is acknowledged but what was meant', async ({
  openDoor,
  page,
  shop,
}) => {
  test.setTimeout(120_000)
  await page.setViewportSize({ width: 1366, height: 768 })
  const door = await openDoor()
  await openBoard(page, door.address)
  await startProbe(page, SAMPLE_MS)
  /** By key: the orders that a person meant, which were in view when they were. */
  const meant = new Map<string, string>()

  const touchOldest = async (): Promise<void> => {
    const button = page.locator('.tile[data-order-key] .tile__seen').first()
    const box = await button.boundingBox({ timeout: 500 }).catch(() => null)
    if (box === null) return
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    const key = await page.evaluate(([left, top]) => window.rush.tileUnder(left, top), [x, y] as const)
    await page.mouse.click(x, y)
    // A second tap on the same spot, as of a finger that trembles.
    await page.mouse.click(x, y)
    if (key !== null) meant.set(key, 'rail')
  }
  const pressOldest = async (): Promise<void> => {
    await page.keyboard.press('Enter')
    const key = await page.evaluate(() => document.activeElement?.getAttribute('data-order-key') ?? null)
    await page.keyboard.press('Enter')
    if (key !== null) meant.set(key, 'key')
  }
  /** A key that something lies on, and a barcode scanner: neither means anything. */
  const careless = async (): Promise<void> => {
    await page.evaluate(() => {
      const target = document.activeElement ?? document.body
      const press = (key: string, repeat: boolean) =>
        target.dispatchEvent(new KeyboardEvent('keydown', { key, repeat, bubbles: true, cancelable: true }))
      for (let turn = 0; turn < 30; turn++) press('Enter', true)
      for (const key of ['8', '6', '9', '0', '1', 'Enter']) press(key, false)
    })
  }

  const startMs = Date.now()
  for (let index = 0; index < ORDERS; index++) {
    shop.addPacket({ pos: index % 3 === 2 ? 'adisyo' : 'restomenum' })
    if (index > 18 && index % 3 === 0) await touchOldest()
    if (index > 20 && index % 5 === 0) await pressOldest()
    if (index % 10 === 9) await careless()
    await page.waitForTimeout(Math.max(0, startMs + (index + 1) * EVERY_MS - Date.now()))
  }
  await expect.poll(async () => (await snapshot(page)).cards.length, { timeout: 15_000 }).toBe(ORDERS)
  await page.waitForTimeout(1_000)

  const { samples, shift } = await page.evaluate(() => ({ samples: window.rush.samples, shift: window.rush.shift }))
  const share = (is: (sample: Sample) => boolean): number => samples.filter(is).length / samples.length
  const mostUnseen = Math.max(...samples.map(({ unseen }) => unseen))
  process.stdout.write(
    `rush: ${samples.length} samples, at most ${mostUnseen} unseen, one wholly in view in ${(100 * share(({ whole }) => whole > 0)).toFixed(2)} %, ` +
      `the oldest in ${(100 * share(({ isOldestWhole }) => isOldestWhole)).toFixed(2)} %, layout shift ${shift.toFixed(3)}\n`,
  )
  expect(samples.length).toBeGreaterThan(100)
  expect(mostUnseen).toBeGreaterThan(18)
  expect(share(({ whole }) => whole > 0)).toBeGreaterThanOrEqual(0.99)
  expect(share(({ isOldestWhole }) => isOldestWhole)).toBeGreaterThanOrEqual(0.95)

  const { cards } = await snapshot(page)
  const really = await acknowledged(
    page,
    cards.map(({ key }) => key),
  )
  const seen = cards.filter(({ alert }) => alert === null).map(({ key }) => key)
  expect(meant.size).toBeGreaterThan(4)
  expect(seen.length).toBeGreaterThan(3)
  for (const key of seen) expect(meant.get(key), `${key} was not meant`).toBeDefined()
  for (const [key, hows] of really) {
    expect(hows.length, key).toBeLessThanOrEqual(1)
    for (const how of hows) expect(how).toBe(meant.get(key))
  }
})
