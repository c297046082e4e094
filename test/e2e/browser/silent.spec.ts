import type { Page } from '@playwright/test'
import { expect, openBoard, test } from './door.ts'

/** A core that is gone can ask for no sound and serves none: the page rings by itself. */

test.beforeEach(({ page }) =>
  page.addInitScript(() => {
    const players = new Set<HTMLMediaElement>()
    Object.assign(window, { players })
    const { play } = HTMLMediaElement.prototype
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      players.add(this)
      return play.call(this)
    }
  }),
)

/** How far a sound has been played by now, s; null: it is not being played. */
const playedTo = (page: Page, file: string): Promise<number | null> =>
  page.evaluate((name) => {
    const { players } = window as unknown as { players: Set<HTMLMediaElement> }
    const going = [...players].find(({ src, paused, error }) => src.endsWith(name) && !paused && error === null)
    return going?.currentTime ?? null
  }, file)

/** Granted is not heard: its clock moves. */
async function expectHeard(page: Page, file: string): Promise<void> {
  const times = new Set<number>()
  await expect
    .poll(async () => times.add((await playedTo(page, file)) ?? 0).size, { message: `${file} is heard` })
    .toBeGreaterThan(3)
}

test('the page rings when the core is gone, until somebody silences it', async ({ openDoor, page }) => {
  const door = await openDoor()
  await openBoard(page, door.address)
  await page.getByRole('textbox', { name: 'Sipariş ara' }).click()
  expect(await playedTo(page, 'alarm.wav')).toBeNull()
  await door.end('SIGKILL')
  const banner = page.locator('.banner--link')
  await expect(banner.getByRole('button', { name: 'Sesi kes' })).toBeVisible({ timeout: 45_000 })
  await expectHeard(page, 'alarm.wav')
  await banner.getByRole('button', { name: 'Sesi kes' }).click()
  await expect(banner.getByText('Sesi kesildi')).toBeVisible()
  expect(await playedTo(page, 'alarm.wav')).toBeNull()
})

test('a sound that could not be loaded rings as soon as it can be', async ({ openDoor, page, shop }) => {
  const door = await openDoor()
  await page.route('**/sounds/*', (route) => route.abort())
  await openBoard(page, door.address)
  await page.getByRole('textbox', { name: 'Sipariş ara' }).click()
  shop.addPacket()
  const hasFailed = (): Promise<boolean> =>
    page.evaluate(() => {
      const { players } = window as unknown as { players: Set<HTMLMediaElement> }
      return [...players].some(({ src, error }) => src.endsWith('telephone.wav') && error !== null)
    })
  await expect.poll(hasFailed).toBe(true)
  await page.unroute('**/sounds/*')
  await expectHeard(page, 'telephone.wav')
})
