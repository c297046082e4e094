import { expect, type Page, test } from '@playwright/test'
import type { PracticeShop } from '../../src/practice/practiceShop.ts'
import { SETTLE_MS } from '../../src/renderer/board/pointerCalm.ts'
import type { CourierPage } from '../../src/shared/contract/dispatchRequests.ts'

/** An evening of three couriers, the same through either door: what the screen says at night is what was written down beside it. */

/** Tezgah as it is open, and its end by a power cut. */
export interface OpenTill {
  page: Page
  ask(name: string, input: unknown): Promise<{ ok: boolean; value?: unknown; error?: { code: string } }>
  kill(): Promise<void>
}

export interface CourierEvening {
  shop: PracticeShop
  /** Each time on the same data folder. */
  open(): Promise<OpenTill>
}

type Purse = 'cash' | 'card'
const couriers = [
  { id: 'ali', name: 'Ali Çelik', hue: 'blue' },
  { id: 'sila', name: 'Sıla Öz', hue: 'green' },
  { id: 'can', name: 'Can Ak', hue: 'violet' },
] as const
type CourierName = (typeof couriers)[number]['name']

/** By number: what is due, kuruş, and how it is to be paid. */
const packets = {
  901: [12_050, 'Kapıda nakit'],
  902: [8_975, 'Kapıda nakit'],
  903: [15_125, 'Kapıda kredi kartı'],
  904: [20_000, 'Kapıda nakit'],
  905: [9_990, 'Kapıda kredi kartı'],
  906: [31_465, 'Kapıda nakit'],
  907: [7_035, 'Online Ödeme'],
} as const
type PacketNumber = keyof typeof packets
const numbers = Object.keys(packets).map(Number) as PacketNumber[]

const lira = (kurus: number): string =>
  `${kurus < 0 ? '-' : ''}₺${new Intl.NumberFormat('tr-TR', { minimumFractionDigits: 2 }).format(Math.abs(kurus) / 100)}`

export async function playCourierEvening({ shop, open: openTill }: CourierEvening): Promise<void> {
  /** High enough for all rows: what is scrolled under a finger is not taken at its word. */
  const open = async (): Promise<OpenTill> => {
    const opened = await openTill()
    await opened.page.setViewportSize({ width: 1366, height: 1_200 })
    return opened
  }
  let till = await open()
  /** What a careful owner writes down, kuruş. */
  const notebook = new Map<CourierName, Record<Purse, number>>(couriers.map(({ name }) => [name, { cash: 0, card: 0 }]))
  const writeDown = (name: CourierName, purse: Purse, kurus: number): void => {
    const sums = notebook.get(name)
    if (sums !== undefined) sums[purse] += kurus
  }
  const button = (name: string | RegExp) => till.page.getByRole('button', { name, exact: typeof name === 'string' })
  const packetOf = (number: PacketNumber) => shop.packets.find((packet) => packet.number === number)
  const labels = (of: readonly PacketNumber[]) => of.map((number) => packetOf(number)?.label)
  const rowOf = (number: PacketNumber) => till.page.locator('.carried', { hasText: `#${number}` })
  const writes = () => shop.requests.filter(({ kind, outcome }) => kind === 'write' && outcome === 'ok')

  const toCouriers = async (): Promise<void> => {
    await till.page.evaluate(() => void (location.hash = '#/kurye'))
    await expect(till.page.getByRole('heading', { name: 'Kurye', exact: true })).toBeVisible()
  }
  const toPageOf = async (name: CourierName): Promise<void> => {
    await toCouriers()
    await button(new RegExp(`^${name}:`)).click()
    await expect(till.page.getByRole('heading', { name, exact: true })).toBeVisible()
  }
  const hand = async (name: CourierName, chosen: readonly PacketNumber[]): Promise<void> => {
    await toCouriers()
    for (const number of chosen) await till.page.getByRole('checkbox', { name: `#${number}` }).click()
    await button(`${chosen.length} paketi ver: ${name}`).click()
    await expect(till.page.getByText(`${chosen.length} paket verildi: ${name}`)).toBeVisible()
  }

  await test.step('seven packets and three couriers', async () => {
    for (const number of numbers) {
      const [unitPriceKurus, paymentNote] = packets[number]
      const payments = paymentNote === 'Online Ödeme' ? [{ title: paymentNote, amountKurus: unitPriceKurus }] : []
      shop.addPacket({ pos: 'restomenum', number, lines: [{ title: 'Pide', unitPriceKurus }], paymentNote, payments })
    }
    const saved = couriers.map((one) => ({ ...one, phone: null, isActive: true, vendorIds: {} }))
    expect(await till.ask('couriers.save', { couriers: saved })).toMatchObject({ ok: true })
    await till.ask('settings.update', { tells: { ready: true, onTheWay: true, delivered: true } })
    await toCouriers()
    // With its details a row grows, and who taps where it was is not taken at his word.
    await expect(till.page.getByRole('checkbox', { name: /TAHSİL EDİLECEK|ÖDENDİ/ })).toHaveCount(7)
  })

  await test.step('handed over, undone, and handed over again: the vendor is told the last word alone', async () => {
    await hand('Ali Çelik', [901, 902, 903])
    await button(/^Geri al \(/).click()
    await expect(till.page.getByText('Geri alındı; kimseye bildirilmedi.')).toBeVisible()
    await hand('Ali Çelik', [901, 902, 903])
    await hand('Sıla Öz', [904, 905, 906])
    await hand('Can Ak', [907])
    expect(writes()).toHaveLength(0)
    await expect.poll(() => labels(numbers), { timeout: 40_000 }).toEqual(numbers.map(() => 'OnDelivery'))
  })

  await test.step('delivered as planned, paid differently, and brought back for another courier', async () => {
    await toPageOf('Ali Çelik')
    await rowOf(901).getByRole('button', { name: 'Teslim edildi' }).click()
    await expect(rowOf(901)).toContainText('teslim edildi')
    writeDown('Ali Çelik', 'cash', packets[901][0])
    await rowOf(902).getByRole('button', { name: 'Farklı ödendi' }).click()
    await till.page.getByRole('dialog').getByRole('button', { name: /^Kart/ }).click()
    await expect(rowOf(902)).toContainText('Kart')
    writeDown('Ali Çelik', 'card', packets[902][0])
    await rowOf(903).getByRole('button', { name: 'Geri al' }).click()
    await expect(rowOf(903)).toContainText('geri alındı')
    await hand('Can Ak', [903])
    await expect
      .poll(() => labels([901, 902, 903]), { timeout: 40_000 })
      .toEqual(['Delivered', 'Delivered', 'OnDelivery'])
  })

  await test.step('the vendor cannot be reached, and the power goes: what was touched stays touched', async () => {
    shop.failNext(Number.POSITIVE_INFINITY, { vendor: 'restomenum', kind: 'reset' })
    await toPageOf('Sıla Öz')
    for (const number of [904, 905] as const) {
      await rowOf(number).getByRole('button', { name: 'Teslim edildi' }).click()
      await expect(rowOf(number)).toContainText('teslim edildi')
      // The next row has moved up under the finger: a tap on it is another decision only when it comes later.
      await till.page.waitForTimeout(SETTLE_MS + 100)
    }
    writeDown('Sıla Öz', 'cash', packets[904][0])
    writeDown('Sıla Öz', 'card', packets[905][0])
    await till.kill()
    till = await open()
    await toPageOf('Sıla Öz')
    for (const number of [904, 905] as const) await expect(rowOf(number)).toContainText('teslim edildi')
    await rowOf(906).getByRole('button', { name: 'Farklı ödendi' }).click()
    const dialog = till.page.getByRole('dialog')
    await dialog.getByLabel('Nakit').fill('100,00')
    await dialog.getByLabel('Kart', { exact: true }).fill('214,65')
    await dialog.getByRole('button', { name: 'Teslim edildi' }).click()
    await expect(rowOf(906)).toContainText('teslim edildi')
    writeDown('Sıla Öz', 'cash', 10_000)
    writeDown('Sıla Öz', 'card', packets[906][0] - 10_000)
    expect(labels([904, 905, 906])).toEqual(['OnDelivery', 'OnDelivery', 'OnDelivery'])
    shop.clearFailures()
    await expect
      .poll(() => labels([904, 905, 906]), { timeout: 40_000 })
      .toEqual(['Delivered', 'Delivered', 'Delivered'])
  })

  await test.step('a whole tour at once', async () => {
    await toPageOf('Can Ak')
    await button('Hepsi teslim edildi').click()
    await expect(till.page.getByText('Üzerinde paket yok.')).toBeVisible()
    writeDown('Can Ak', 'card', packets[903][0])
    await expect.poll(() => labels(numbers), { timeout: 40_000 }).toEqual(numbers.map(() => 'Delivered'))
  })

  await test.step('each vendor’s step was taken once', () => {
    // Seven left and were delivered; one of them came back and left again.
    expect(writes()).toHaveLength(7 + 7 + 2)
  })

  const missing: Record<string, number> = { 'Ali Çelik': 1_000 }
  await test.step('each pouch is counted against what was written down, and closed once', async () => {
    for (const { id, name } of couriers) {
      const sums = notebook.get(name) ?? { cash: 0, card: 0 }
      await toPageOf(name)
      const expected = till.page.locator('.money-table tr', { hasText: 'Getirmesi gereken' }).getByRole('cell')
      await expect(expected).toHaveText([lira(sums.cash), lira(sums.card), lira(0)])
      const { value } = await till.ask('courier.get', { courierId: id })
      const shiftId = (value as CourierPage).open[0]?.shift.id
      await till.page.getByLabel('Nakit').fill(lira(sums.cash - (missing[name] ?? 0)).slice(1))
      if (missing[name] !== undefined) await till.page.getByLabel('Farkın nedeni').fill('Benzin aldı')
      await button('Hesabı kapat').click()
      await expect(till.page.locator('[data-pouch]')).toContainText(missing[name] ? 'Benzin aldı' : 'Fark yok')
      const counted = { cash: 0, card: 0, mealCard: 0 }
      expect(await till.ask('pouch.close', { shiftId, counted, reason: 'bir daha' })).toMatchObject({ ok: false })
      await expect(till.page.locator('[data-pouch]')).toHaveCount(1)
    }
  })

  await test.step('the day’s end has the same sums', async () => {
    await till.page.evaluate(() => void (location.hash = '#/gunsonu'))
    const delivered: Record<CourierName, number> = { 'Ali Çelik': 2, 'Sıla Öz': 3, 'Can Ak': 2 }
    for (const { name } of couriers) {
      const sums = notebook.get(name) ?? { cash: 0, card: 0 }
      const row = till.page.getByRole('row', { name: new RegExp(`^${name}`) }).getByRole('cell')
      const difference = missing[name] === undefined ? 'Fark yok' : lira(-missing[name])
      await expect(row).toHaveText([String(delivered[name]), lira(sums.cash), lira(sums.card), lira(0), difference])
    }
  })
}
