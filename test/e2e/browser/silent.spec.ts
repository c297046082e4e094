import { expect, openBoard, test } from './door.ts'

/** A core that is gone can ask for no sound: the page rings by itself. */

test('the page rings when the core is gone, until somebody silences it', async ({ openDoor, page }) => {
  await page.addInitScript(() => {
    const playing = new Set<string>()
    Object.assign(window, { playing })
    const name = (audio: HTMLMediaElement): string => audio.src.split('/').at(-1) ?? ''
    const { play, pause } = HTMLMediaElement.prototype
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      playing.add(name(this))
      return play.call(this)
    }
    HTMLMediaElement.prototype.pause = function (this: HTMLMediaElement) {
      playing.delete(name(this))
      pause.call(this)
    }
  })
  const rings = (): Promise<boolean> =>
    page.evaluate(() => (window as unknown as { playing: Set<string> }).playing.has('alarm.wav'))
  const door = await openDoor()
  await openBoard(page, door.address)
  await page.getByRole('textbox', { name: 'Sipariş ara' }).click()
  expect(await rings()).toBe(false)
  await door.end('SIGKILL')
  const banner = page.locator('.banner--link')
  await expect(banner.getByRole('button', { name: 'Sesi kes' })).toBeVisible({ timeout: 45_000 })
  expect(await rings()).toBe(true)
  await banner.getByRole('button', { name: 'Sesi kes' }).click()
  await expect(banner.getByText('Sesi kesildi')).toBeVisible()
  expect(await rings()).toBe(false)
})
