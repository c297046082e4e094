import { expect, openBoard, snapshot, test } from './door.ts'

/** The main job through the browser door: an open packet becomes a card, an alert and a slip. */

test('a packet that opens is on the board within a poll, alerts until it is seen, and its slip is printed', async ({
  openDoor,
  page,
  printer,
  shop,
}) => {
  const door = await openDoor()
  await openBoard(page, door.address)
  expect(new URL(page.url()).hash).toBe('')

  const packet = shop.addPacket({
    pos: 'restomenum',
    channel: 'getir',
    lines: [{ title: 'Çiğ Köfte Dürüm', quantity: 2, unitPriceKurus: 12_250, leftOut: ['Soğan'] }],
    customer: { name: 'Şükrü', surname: 'Iğdır' },
  })
  const card = page.locator('.card', { hasText: 'Çiğ Köfte Dürüm' })
  await expect(card).toBeVisible()
  await expect(card).toHaveAttribute('data-alert', 'new')
  expect((await snapshot(page)).sound).toBe('newOrder')

  const [slip] = await printer.waitForSlips(1, 15_000)
  expect(slip?.isWhole).toBe(true)
  const onPaper = slip?.text.toLocaleUpperCase('tr') ?? ''
  for (const words of ['ÇİĞ KÖFTE DÜRÜM', 'ŞÜKRÜ IĞDIR', '245,00', String(packet.number), 'SOĞAN'])
    expect(onPaper).toContain(words)

  await card.getByRole('button', { name: 'Görüldü' }).click()
  await expect(card).not.toHaveAttribute('data-alert')
  await expect.poll(async () => (await snapshot(page)).unacknowledgedCount).toBe(0)
  expect(printer.slips()).toHaveLength(1)
})

test('an order at Adisyo goes the same way', async ({ openDoor, page, printer, shop }) => {
  const door = await openDoor()
  await openBoard(page, door.address)
  shop.addPacket({ pos: 'adisyo', lines: [{ title: 'Kaşarlı Tost' }] })
  await expect(page.locator('[data-alert="new"]', { hasText: 'Kaşarlı Tost' })).toBeVisible()
  const [slip] = await printer.waitForSlips(1, 15_000)
  expect(slip?.text).toContain('Kaşarlı Tost')
})

test('what a customer wrote is text, whatever it looks like', async ({ openDoor, page, shop }) => {
  const door = await openDoor()
  await openBoard(page, door.address)
  const name = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
  shop.addPacket({ pos: 'restomenum', note: name, customer: { name }, lines: [{ title: name }] })
  const card = page.locator('.card', { hasText: 'onerror' })
  await expect(card).toBeVisible()
  await card.locator('.card__open').click()
  await expect(page.getByText('onerror').first()).toBeVisible()
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
  expect(await page.locator('img[src="x"]').count()).toBe(0)
})

test('with the page closed, polling and printing go on', async ({ openDoor, page, printer, shop }) => {
  const door = await openDoor()
  await openBoard(page, door.address)
  await page.close()
  shop.addPacket({ pos: 'restomenum' })
  await printer.waitForSlips(1, 15_000)
})
