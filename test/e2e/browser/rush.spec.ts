import { acknowledgements, beCareless, pressOldest, readProbe, startProbe, touchOldest } from '../eveningProbe.ts'
import { expect, openBoard, request, snapshot, test } from './door.ts'

/** Forty orders in five minutes, fifteen times as fast, before a person who sees to them by touch and by key. */
const ORDERS = 40
const EVERY_MS = 500

test('in a rush of forty what rings is in view, and nothing is acknowledged but what was meant', async ({
  openDoor,
  page,
  shop,
}) => {
  test.setTimeout(120_000)
  await page.setViewportSize({ width: 1366, height: 768 })
  const door = await openDoor()
  await openBoard(page, door.address)
  await startProbe(page, 50)
  /** By key: the orders that a person meant, which were in view when they were. */
  const meant = new Map<string, string>()
  const mean = (key: string | null, how: string): void => {
    if (key !== null) meant.set(key, how)
  }

  const startMs = Date.now()
  for (let index = 0; index < ORDERS; index++) {
    shop.addPacket({ pos: index % 3 === 2 ? 'adisyo' : 'restomenum' })
    if (index > 18 && index % 3 === 0) mean(await touchOldest(page), 'rail')
    if (index > 20 && index % 5 === 0) mean(await pressOldest(page), 'key')
    if (index % 10 === 9) await beCareless(page)
    await page.waitForTimeout(Math.max(0, startMs + (index + 1) * EVERY_MS - Date.now()))
  }
  await expect.poll(async () => (await snapshot(page)).cards.length, { timeout: 15_000 }).toBe(ORDERS)
  await page.waitForTimeout(1_000)

  const found = await readProbe(page, 'rush')
  expect(found.sampleCount).toBeGreaterThan(100)
  expect(found.mostUnseen).toBeGreaterThan(18)
  expect(found.inView).toBeGreaterThanOrEqual(0.99)
  expect(found.oldestInView).toBeGreaterThanOrEqual(0.95)
  expect(found.shift, JSON.stringify(found.shifted)).toBeLessThan(0.1)

  const { cards } = await snapshot(page)
  const seen = cards.filter(({ alert }) => alert === null).map(({ key }) => key)
  // On a slow machine some of the taps come too soon after a tile has moved, and mark nothing.
  expect(meant.size).toBeGreaterThan(2)
  expect(seen.length).toBeGreaterThan(1)
  for (const key of seen) expect(meant.get(key), `${key} was not meant`).toBeDefined()
  const really = await acknowledgements(
    (name, input) => request(page, name, input),
    cards.map(({ key }) => key),
  )
  for (const [key, hows] of really) {
    expect(hows.length, key).toBeLessThanOrEqual(1)
    for (const how of hows) expect(how).toBe(meant.get(key))
  }
})
