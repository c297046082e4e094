import type { ElectronApplication } from '@playwright/test'
import { startPracticeShop, type PracticeShop } from '../../../src/practice/practiceShop.ts'
import { acknowledgements, pressOldest, readProbe, startProbe, touchOldest, unseenKeys } from '../eveningProbe.ts'
import { expect, test } from './tezgah.ts'

/** An evening at the counter's own door: what calls from outside of the window leads to the order, and marks nothing. */

let shop: PracticeShop
test.beforeEach(async () => {
  shop = await startPracticeShop()
})
test.afterEach(() => shop.close())

interface Outside {
  shown: { title: string; emit(name: string, event: object): void }[]
  menu: { getMenuItemById(id: string): { click(): void } | null } | null
}

/** Keeps what the app shows, through Electron's own classes. */
const watchOutside = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ Notification, Menu }) => {
    const outside = { shown: [] as unknown[], menu: null as unknown }
    Object.assign(globalThis, { outside })
    const { show } = Notification.prototype
    Notification.prototype.show = function (this: Electron.Notification) {
      outside.shown.push(this)
      show.call(this)
    }
    const build = Menu.buildFromTemplate
    Menu.buildFromTemplate = (template) => (outside.menu = build(template)) as Electron.Menu
  })
const noticeCount = (app: ElectronApplication): Promise<number> =>
  app.evaluate(() => (globalThis as unknown as { outside: Outside }).outside.shown.length)
const clickLastNotice = (app: ElectronApplication): Promise<void> =>
  app.evaluate(() => (globalThis as unknown as { outside: Outside }).outside.shown.at(-1)?.emit('click', {}))
const clickTray = (app: ElectronApplication): Promise<void> =>
  app.evaluate(() => (globalThis as unknown as { outside: Outside }).outside.menu?.getMenuItemById('unseen')?.click())

test('notification and tray lead to what waits, and only a deliberate act on it marks it', async ({ launch }) => {
  test.setTimeout(120_000)
  const provision = {
    language: 'tr',
    sources: [
      {
        kind: 'restomenum',
        name: 'Kadıköy',
        baseUrl: shop.restomenum.baseUrl,
        apiKey: shop.restomenum.apiKey,
        pollSeconds: 0.2,
      },
    ],
  }
  const { app, page, request, snapshot } = await launch({ provision })
  await watchOutside(app)
  await page.setViewportSize({ width: 1366, height: 768 })
  await expect.poll(async () => (await snapshot()).sources[0]?.state).toBe('ok')
  await startProbe(page, 50)
  const unseen = async (): Promise<string[]> => unseenKeys(await snapshot())
  const meant = new Map<string, string>()
  const mean = (key: string | null, how: string): void => {
    if (key !== null) meant.set(key, how)
  }

  await test.step('a rush comes in while nobody is there', async () => {
    for (let index = 0; index < 12; index++) {
      shop.addPacket()
      await page.waitForTimeout(250)
    }
    await expect.poll(unseen).toHaveLength(12)
    expect(await noticeCount(app)).toBeGreaterThan(0)
  })

  await test.step('from another page the notification leads to its order, which stays unseen', async () => {
    await page.evaluate(() => void (location.hash = '#/ayarlar/general'))
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    const before = await noticeCount(app)
    shop.addPacket({ lines: [{ title: 'Bildirimden Gelen' }] })
    await expect.poll(() => noticeCount(app)).toBe(before + 1)
    await clickLastNotice(app)
    await expect
      .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
      .toBe(true)
    await expect(page.getByText('Bildirimden Gelen').first()).toBeVisible()
    expect(await unseen()).toHaveLength(13)
  })

  await test.step('the tray leads to the rail, where a touch and a key mark one each', async () => {
    await page.evaluate(() => void (location.hash = '#/fisler/all'))
    await clickTray(app)
    await expect.poll(() => page.evaluate(() => location.hash)).toBe('#/')
    await expect(page.locator('.tile[data-order-key]').first()).toBeVisible()
    expect(await unseen()).toHaveLength(13)
    await page.waitForTimeout(700)
    mean(await touchOldest(page), 'rail')
    await expect.poll(unseen).toHaveLength(12)
    await page.waitForTimeout(700)
    mean(await pressOldest(page), 'key')
    await expect.poll(unseen).toHaveLength(11)
    expect(meant.size).toBe(2)
  })

  const found = await readProbe(page, 'desktop evening')
  expect(found.sampleCount).toBeGreaterThan(30)
  expect(found.inView).toBeGreaterThanOrEqual(0.99)
  expect(found.shift, JSON.stringify(found.shifted)).toBeLessThan(0.1)

  const { cards } = await snapshot()
  const really = await acknowledgements(
    request,
    cards.map(({ key }) => key),
  )
  for (const [key, hows] of really) expect(hows, key).toEqual(meant.has(key) ? [meant.get(key)] : [])
})
