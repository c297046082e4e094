import type { Page } from '@playwright/test'
import { acknowledgements, pressOldest, readProbe, scan, startProbe, touchOldest, unseenKeys } from '../eveningProbe.ts'
import { expect, openBoard, request, snapshot, test } from './door.ts'

/** A whole evening in under a minute: scanner, print, change, cancel, a deaf source and back, end of day. */

const tile = (page: Page, kind: string) => page.locator(`.tile[data-alert="${kind}"]`)
const unseen = async (page: Page): Promise<string[]> => unseenKeys(await snapshot(page))

test('an evening of all that happens ends with everything seen, and nothing seen that was not meant', async ({
  openDoor,
  page,
  printer,
  shop,
}) => {
  test.setTimeout(120_000)
  await page.setViewportSize({ width: 1366, height: 768 })
  const door = await openDoor()
  await openBoard(page, door.address)
  await startProbe(page, 50)
  const meant = new Map<string, string[]>()
  const mean = (key: string | null, how: string): void => {
    if (key !== null) meant.set(key, [...(meant.get(key) ?? []), how])
  }

  const packets = ['Lahmacun', 'Adana Dürüm', 'Künefe', 'Ayran'].map((title, at) =>
    shop.addPacket({ pos: 'adisyo', number: 501 + at, lines: [{ title }] }),
  )
  const third = packets[2]?.number
  await printer.waitForSlips(4, 20_000)
  await expect.poll(() => unseen(page)).toHaveLength(4)

  await test.step('a scanned number leads to its order and marks nothing', async () => {
    await scan(page, `${third}`)
    await expect(page.locator('[data-order-key]:focus')).toContainText(`#${third}`)
    expect(await unseen(page)).toHaveLength(4)
  })

  await test.step('a slip is printed again for a reason', async () => {
    await page.keyboard.press('p')
    await page.getByRole('button', { name: 'Mutfak istedi' }).click()
    const slips = await printer.waitForSlips(5, 20_000)
    expect(slips.at(-1)?.text).toContain('Mutfak istedi')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    expect(await unseen(page)).toHaveLength(4)
  })

  await test.step('two are seen, by touch and by key', async () => {
    mean(await touchOldest(page), 'rail')
    await expect.poll(() => unseen(page)).toHaveLength(3)
    // What has just moved cannot be tapped, and the second tap of a trembling finger found nothing.
    await page.waitForTimeout(700)
    mean(await pressOldest(page), 'key')
    await expect.poll(() => unseen(page)).toHaveLength(2)
  })

  await test.step('what changes and what is cancelled comes back to the rail', async () => {
    const { cards } = await snapshot(page)
    const seen = packets.filter(({ number }) => cards.some((card) => card.number === `${number}` && !card.alert))
    shop.changePacket(seen[0]?.id ?? '', { lines: [{ title: 'Lahmacun', quantity: 3 }] })
    shop.cancel(seen[1]?.id ?? '', 'Müşteri vazgeçti')
    await expect(tile(page, 'changed')).toBeVisible()
    await expect(tile(page, 'cancelled')).toBeVisible()
    await expect.poll(() => printer.slips().some(({ text }) => text.includes('İPTAL'))).toBe(true)
  })

  await test.step('a source that is deaf says so, and what came meanwhile rings when it is back', async () => {
    const before = (await unseen(page)).length
    shop.failNext(Number.POSITIVE_INFINITY, { kind: '401', vendor: 'restomenum' })
    const alarm = page.locator('.banner[data-tone="alarm"]')
    await expect(alarm).toContainText('anahtar')
    await expect(page.locator('.health[data-tone="bad"]')).toContainText('durdu')
    shop.addPacket({ pos: 'restomenum', lines: [{ title: 'Geç Kalan Dürüm' }] })
    await page.waitForTimeout(1_000)
    expect(await unseen(page)).toHaveLength(before)
    shop.clearFailures()
    await alarm.getByRole('button', { name: /Yeniden başlat/ }).click()
    await expect.poll(() => unseen(page)).toHaveLength(before + 1)
    await expect(alarm).toHaveCount(0)
  })

  await test.step('all that is in view is seen at once', async () => {
    await page.waitForTimeout(700)
    for (const key of await unseen(page)) mean(key, 'inSight')
    await page.getByRole('button', { name: 'Bunlar görüldü' }).click()
    await expect.poll(() => unseen(page)).toEqual([])
  })

  const found = await readProbe(page, 'evening')
  expect(found.sampleCount).toBeGreaterThan(50)
  expect(found.inView).toBeGreaterThanOrEqual(0.99)
  expect(found.shift, JSON.stringify(found.shifted)).toBeLessThan(0.1)

  await test.step('the day says that nothing was missed', async () => {
    await page.getByRole('button', { name: 'Gün sonu' }).click()
    await expect(page.locator('.verdict')).toContainText('5 sipariş geldi')
    await expect(page.locator('.verdict')).toContainText('Bütün uyarılar görüldü')
  })

  const { cards } = await snapshot(page)
  const really = await acknowledgements(
    (name, input) => request(page, name, input),
    cards.map(({ key }) => key),
  )
  for (const [key, hows] of really) expect(hows, key).toEqual(meant.get(key) ?? [])
})
