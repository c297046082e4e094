import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { startPracticeShop, type PracticeShop } from '../../../src/practice/practiceShop.ts'
import { expect, root, test, type Tezgah } from './tezgah.ts'

/** A new packet's way to the people: notification, tray, badge, title, and back by a click. */

let shop: PracticeShop
test.beforeEach(async () => {
  shop = await startPracticeShop()
})
test.afterEach(() => shop.close())

const provision = (): object => ({
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
})

/** Keeps what the app shows, through Electron's own classes, so that it works on the real one too. */
async function watch(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ Notification, Menu }) => {
    const seen = { shown: [] as unknown[], menu: null as unknown }
    Object.assign(globalThis, { seen })
    const show = Notification.prototype.show
    Notification.prototype.show = function (this: Electron.Notification) {
      seen.shown.push(this)
      show.call(this)
    }
    const build = Menu.buildFromTemplate
    Menu.buildFromTemplate = (template) => {
      seen.menu = build(template)
      return seen.menu as Electron.Menu
    }
  })
}
const notices = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(() =>
    (globalThis as unknown as { seen: { shown: { title: string }[] } }).seen.shown.map((shown) => shown.title),
  )
const menu = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(() =>
    (
      (globalThis as unknown as { seen: { menu: { items: { label?: string; enabled: boolean }[] } | null } }).seen.menu
        ?.items ?? []
    ).map((item) => `${item.label ?? ''}${item.enabled ? '' : ' (off)'}`),
  )
const title = (app: ElectronApplication): Promise<string | undefined> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())

async function open(launch: () => Promise<Tezgah>): Promise<Tezgah> {
  const tezgah = await launch()
  await watch(tezgah.app)
  // The first good answer is the baseline; only what comes after it is new.
  await expect.poll(async () => (await tezgah.snapshot()).sources[0]?.state).toBe('ok')
  return tezgah
}

test('a new packet notifies, counts and comes forward by a click', async ({ launch }) => {
  const tezgah = await open(() => launch({ provision: provision() }))
  const { app, page } = tezgah
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())

  const packet = shop.addPacket({ channel: 'getir' })
  await expect.poll(() => notices(app)).toHaveLength(1)
  await expect.poll(() => title(app)).toBe('(1) Tezgah')
  await expect.poll(() => menu(app)).toContain('Görülmeyenleri göster')
  expect(await menu(app)).toContain('Tezgah · 1 sipariş görülmedi (off)')
  expect((await tezgah.snapshot()).sound).toBe('newOrder')

  await app.evaluate(() =>
    (
      globalThis as unknown as { seen: { shown: { emit: (name: string, event: object) => void }[] } }
    ).seen.shown[0]?.emit('click', {}),
  )
  await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(true)
  await expect(page.getByText(packet.customer?.name ?? 'no name').first()).toBeVisible()
})

test('the sound goes on in a hidden window until somebody has seen it', async ({ launch }) => {
  const { app, page, request, snapshot } = await open(() => launch({ provision: provision() }))
  await page.evaluate(() => {
    const played = new Set<HTMLMediaElement>()
    Object.assign(window, { played })
    const play = HTMLMediaElement.prototype.play
    HTMLMediaElement.prototype.play = function () {
      played.add(this)
      return play.call(this)
    }
  })
  const sounding = (): Promise<{ file: string; atS: number } | null> =>
    page.evaluate(() => {
      const { played } = window as unknown as { played: Set<HTMLMediaElement> }
      const [loud] = [...played].filter((player) => !player.paused && player.volume > 0 && player.currentTime > 0)
      return loud === undefined ? null : { file: loud.src.split('#').at(-1) ?? '', atS: loud.currentTime }
    })
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  shop.addPacket()
  await expect.poll(sounding).toMatchObject({ file: 'telephone.wav' })
  // It turns: a later look finds it nearer to its beginning.
  let latest = 0
  await expect
    .poll(async () => {
      const atS = (await sounding())?.atS ?? 0
      const hasTurned = atS > 0 && atS < latest
      latest = Math.max(latest, atS)
      return hasTurned
    })
    .toBe(true)
  const { cards, runId, rev } = await snapshot()
  await request('orders.acknowledge', { keys: cards.map((card) => card.key), how: 'rail', runId, rev })
  await expect.poll(sounding).toBe(null)
})

test('the tray shows what is not seen, and acknowledges none of it', async ({ launch }) => {
  const { app, page, snapshot } = await open(() => launch({ provision: provision() }))
  await page.evaluate(() => void (location.hash = '#/ayarlar/general'))
  shop.addPacket()
  shop.addPacket()
  await expect.poll(async () => (await snapshot()).unacknowledgedCount).toBe(2)
  await app.evaluate(() => {
    const { seen } = globalThis as unknown as {
      seen: { menu: { getMenuItemById: (id: string) => { click: () => void } | null } }
    }
    seen.menu.getMenuItemById('unseen')?.click()
  })
  await expect.poll(() => page.evaluate(() => location.hash)).toBe('#/')
  await expect(page.getByRole('region', { name: 'Görülmeyen siparişler' })).toBeVisible()
  expect((await snapshot()).unacknowledgedCount).toBe(2)
})

test('the tray has another icon while there is an alarm or a source is not heard, and says so', async ({ launch }) => {
  const { app, request } = await open(() => launch({ provision: provision() }))
  const icons = Object.fromEntries(
    ['calm', 'alert', 'alarm'].map((name) => [join(root, `resources/icons/tray-${name}.png`), name]),
  )
  await app.evaluate(({ Tray, nativeImage }, files) => {
    const names = new Map(
      Object.entries(files).map(([file, name]) => [nativeImage.createFromPath(file).toDataURL(), name]),
    )
    const tray = { icon: '', tip: '' }
    Object.assign(globalThis, { tray })
    Tray.prototype.setImage = (image) => {
      tray.icon = typeof image === 'string' ? image : (names.get(image.toDataURL()) ?? 'another')
    }
    Tray.prototype.setToolTip = (tip) => void (tray.tip = tip)
  }, icons)
  const tray = (): Promise<string> =>
    app.evaluate(() => Object.values((globalThis as unknown as { tray: object }).tray).join(': '))
  shop.addPacket()
  await expect.poll(tray).toBe('alert: Tezgah · 1 sipariş görülmedi')
  await request('sound.heard', { isHeard: false })
  await expect.poll(tray).toBe('alarm: Tezgah · dikkat isteyen bir sorun var')
  await request('sound.heard', { isHeard: true })
  await expect.poll(tray).toBe('alert: Tezgah · 1 sipariş görülmedi')
  shop.failNext(1, { kind: '401', vendor: 'restomenum', request: 'list' })
  await expect.poll(tray).toBe('alarm: Tezgah · duyulmuyor: Kadıköy')
})

test('quitting while a slip waits asks first', async ({ launch }) => {
  const printer = { name: 'Kasa', connection: { kind: 'tcp', host: '127.0.0.1', port: 1 } }
  const { app, snapshot } = await open(() =>
    launch({ provision: { ...provision(), printers: [printer], autoPrint: true } }),
  )
  shop.addPacket()
  await expect.poll(async () => (await snapshot()).openJobs.length).toBe(1)
  await app.evaluate(({ dialog }) => {
    const asked: string[][] = []
    Object.assign(globalThis, { asked })
    dialog.showMessageBox = async (...args: unknown[]) => {
      asked.push((args.at(-1) as { buttons: string[] }).buttons)
      return { response: 1, checkboxChecked: false }
    }
  })
  await app.evaluate(({ app: electron }) => electron.quit())
  const asked = (): Promise<string[][]> => app.evaluate(() => (globalThis as unknown as { asked: string[][] }).asked)
  await expect.poll(asked).toEqual([['Yine de çık', 'Açık kal']])
  expect((await snapshot()).door).toBe('desktop')
})
