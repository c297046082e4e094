import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startPracticeShop, type PracticeShop } from '../../src/practice/practiceShop.ts'
import realOrder from '../fixtures/api/adisyo-order.json' with { type: 'json' }
import { missingFields } from './sameFields.ts'

let shop: PracticeShop
let nowMs = 0

beforeEach(async () => {
  // 16:10:39.973 in Turkey.
  nowMs = Date.parse('2025-01-15T13:10:39.973Z')
  shop = await startPracticeShop({ now: () => nowMs })
})
afterEach(() => shop.close())

const keys = (): Record<string, string> => ({
  'x-api-key': shop.adisyo.apiKey,
  'x-api-secret': shop.adisyo.apiSecret,
  'x-api-consumer': 'Tezgah - Moda',
})
const text = async (path: string, headers = keys()): Promise<string> => {
  const answer = await fetch(`${shop.adisyo.baseUrl}${path}`, { headers })
  expect(answer.status).toBe(200)
  return answer.text()
}
const ask = async (path: string, headers = keys()) => JSON.parse(await text(path, headers))
/** A list, with the vendor's 25 s waited for. */
const list = async (query = '') => {
  nowMs += 25_000
  return ask(`/RecentOrders${query}`)
}
const ids = (answer: { data: { id: number }[] }): number[] => answer.data.map((order) => order.id)

const hamur = { title: 'Ince Hamur', priceKurus: 0 }
const addReal = (): void => {
  shop.addPacket({
    id: '123456789',
    number: 101,
    type: 'dine_in',
    waiter: 'ÖRNEK RESTORAN',
    paymentNote: null,
    updatedAtMs: Date.parse('2025-01-15T13:22:23.02Z'),
    lines: [
      {
        title: '2 Orta Boy Pizza',
        unitPriceKurus: 27_000,
        category: 'Salon Kampanya',
        content: [
          {
            title: 'Salamlı Zeytinli (Orta Boy)',
            category: 'Ekonomik Pizzalar',
            leftOut: ['Sıyah Zeytın'],
            options: [{ title: 'Fume Kaburga', priceKurus: 4000 }, { title: 'Tavuk', priceKurus: 1500 }, hamur],
          },
          { title: 'Margarita (Orta Boy)', category: 'Ekonomik Pizzalar', options: [hamur] },
        ],
      },
      { title: 'Limonata (30 cl.)', unitPriceKurus: 4500, category: 'İçecekler' },
      { title: 'Sufle', unitPriceKurus: 6000, category: 'Tatlılar' },
      { title: 'Sarımsaklı Ekmek', unitPriceKurus: 5500, category: 'Çıtır Lezzetler' },
    ],
    customer: {
      id: '987654321',
      name: 'Ahmet',
      phone: '5551234567',
      address: 'Örnek Mahallesi, Örnek Sokak No:123, 34000 İstanbul',
      directions: 'Örnek Bina K:5',
    },
  })
}

describe('the shape', () => {
  test('is the vendor’s real order, but for ids of its own', async () => {
    addReal()
    const order = await ask('/Order/123456789')
    expect(missingFields(realOrder, order)).toEqual([])
    expect(missingFields(order, realOrder as never)).toEqual([])
    const { restaurantName: _name, addressId: _address, products, ...rest } = realOrder
    expect(order).toMatchObject(rest)
    const plain = products.map(
      ({ id, parentId, isMenu, quantity, unitPrice, totalAmount, productName, categoryName }) => ({
        id,
        parentId,
        isMenu,
        quantity,
        unitPrice,
        totalAmount,
        productName,
        categoryName,
      }),
    )
    expect(order.products).toMatchObject(plain)
    expect(
      order.products[1].features.map(({ additionalPrice }: { additionalPrice: number }) => additionalPrice),
    ).toEqual([40, 15, 0])
    expect(order.products[1].excludedItems).toEqual([
      { compositeId: expect.any(Number), compositeName: 'SIYAH ZEYTIN' },
    ])
  })

  test('lists the same order objects in the vendor’s envelope', async () => {
    shop.addPacket({
      id: '5',
      courier: 'Uğur K.',
      status: 'onTheWay',
      payments: [{ title: 'Veresiye', amountKurus: 100, isDebit: true }],
    })
    const answer = await list()
    expect(answer).toMatchObject({ totalCount: 1, status: 100, message: 'İşlem Başarılı' })
    expect(answer.data[0]).toEqual(await ask('/Order/5'))
    expect(missingFields(realOrder, answer.data[0])).toEqual([])
    expect(answer.data[0]).toMatchObject({
      deliveryUserName: 'Uğur K.',
      status: 'Yola Çıktı',
      payments: [{ isDebit: true, amount: 1 }],
    })
  })

  test('writes coordinates with a comma, times without a zone, and every digit of a long id', async () => {
    shop.addPacket({
      id: '9007199254740993123',
      customer: { latitude: 40.987654, longitude: 29.5 },
      scheduledForMs: Date.parse('2025-01-15T21:30:00Z'),
    })
    const body = await text('/Order/9007199254740993123')
    expect(body).toContain('"id":9007199254740993123')
    expect(JSON.parse(body)).toMatchObject({
      customerLatitude: '40,987654',
      customerLongitude: '29,500000',
      insertDate: '2025-01-15T16:10:39.973',
      isScheduledOrder: true,
      scheduledTime: '2025-01-16T00:30:00',
    })
  })

  test('names the way it was paid, or the way the rest will be', async () => {
    const part = { title: 'Multinet', amountKurus: 4000 }
    shop.addPacket({ id: '1', paymentNote: 'Kapıda yemek kartı (Paye)' })
    shop.addPacket({ id: '2', paymentNote: 'Kalanı kapıda nakit', payments: [part] })
    shop.addPacket({ id: '3', paymentNote: 'Kapıda nakit', payments: [{ title: 'Online Ödeme', amountKurus: 9000 }] })
    const orders: { paymentMethodName: string }[] = (await list()).data
    expect(orders.map((order) => order.paymentMethodName)).toEqual(['Yemek kartı (Paye)', 'Nakit', 'Online Ödeme'])
  })

  test('tells of a cancelled line and a cancelled order; the list forgets the order', async () => {
    shop.addPacket({ id: '5', lines: [{}, { title: 'Ayran', cancelled: { reason: 'Ürün kalmadı', atMs: nowMs } }] })
    shop.cancel('5', 'Adrese ulaşılamıyor')
    expect(await ask('/Order/5')).toMatchObject({
      orderTotal: 90,
      status: 'İptal Edildi',
      orderCancelReason: 'Adrese ulaşılamıyor',
      products: [{ cancelReason: null }, { cancelReason: 'Ürün kalmadı' }],
    })
    expect(ids(await list())).toEqual([])
    expect(ids(await list('?status=Cancelled'))).toEqual([5])
  })
})

describe('as strict as the vendor', () => {
  test.each([
    ['a wrong key', { 'x-api-key': 'x' }, 901],
    ['no key', { 'x-api-key': '' }, 901],
    ['a wrong secret', { 'x-api-secret': 'x' }, 902],
    ['an empty consumer', { 'x-api-consumer': ' ' }, 600],
  ])('refuses %s inside a 200, with an empty list beside it', async (_, wrong, status) => {
    shop.addPacket({ id: '5' })
    expect(await ask('/RecentOrders', { ...keys(), ...wrong })).toEqual({
      data: [],
      totalCount: 0,
      status,
      message: expect.any(String),
    })
    expect(await ask('/Order/5', { ...keys(), ...wrong })).toEqual({ status, message: expect.any(String) })
  })

  test('refuses a missing consumer, an expired package, an unknown order', async () => {
    const { 'x-api-consumer': _, ...anonymous } = keys()
    expect(await ask('/RecentOrders', anonymous)).toMatchObject({ status: 600 })
    expect(await ask('/Order/6')).toMatchObject({ status: 754 })
    shop.adisyo.isExpired = true
    shop.adisyo.capitalEnvelope = true
    expect(await ask('/RecentOrders')).toMatchObject({ Status: 800 })
  })

  test('answers one list per 25 s; a refused call does not start the time anew', async () => {
    expect(await ask('/RecentOrders')).toMatchObject({ status: 100 })
    nowMs += 24_999
    expect(await ask('/RecentOrders')).toMatchObject({ status: 601 })
    nowMs += 1
    expect(await ask('/RecentOrders?page=2')).toMatchObject({ status: 100 })
    expect(await ask('/RecentOrders?page=3')).toMatchObject({ status: 601 })
  })

  test('answers four details a second', async () => {
    shop.addPacket({ id: '5' })
    const statuses = async (): Promise<unknown[]> =>
      [await ask('/Order/5'), await ask('/Order/5')].map((order) => order.status)
    expect([...(await statuses()), ...(await statuses()), ...(await statuses())].slice(3)).toEqual([
      'Sipariş Alındı',
      601,
      601,
    ])
    nowMs += 1000
    expect(await statuses()).toEqual(['Sipariş Alındı', 'Sipariş Alındı'])
  })

  test('waits as much less as it is told', async () => {
    await shop.close()
    shop = await startPracticeShop({ now: () => nowMs, adisyo: { paceScale: 0.1 } })
    await ask('/RecentOrders')
    nowMs += 2499
    expect(await ask('/RecentOrders')).toMatchObject({ status: 601 })
    nowMs += 1
    expect(await ask('/RecentOrders')).toMatchObject({ status: 100 })
  })
})

describe('the list', () => {
  test('pages 230 orders by 100', async () => {
    for (let id = 1; id <= 230; id += 1) shop.addPacket({ id: String(id) })
    const pages = [await list(), await list('?page=2'), await list('?page=3'), await list('?page=4')]
    expect(pages.map((page) => [page.totalCount, page.data.length])).toEqual([
      [230, 100],
      [230, 100],
      [230, 30],
      [230, 0],
    ])
    expect(new Set(pages.flatMap(ids)).size).toBe(230)
  })

  test('shows packets only, unless tables or pick-ups are asked for', async () => {
    shop.addPacket({ id: '1' })
    shop.addPacket({ id: '2', type: 'dine_in' })
    shop.addPacket({ id: '3', isOwnCourier: false })
    shop.addPacket({ id: '4', type: 'takeaway' })
    expect(ids(await list())).toEqual([1, 3])
    expect(ids(await list('?orderType=Table'))).toEqual([2])
    expect(ids(await list('?orderType=TakeAway,Retail'))).toEqual([1, 3, 4])
    expect(ids(await list('?onlyRestaurantCourier=true'))).toEqual([1])
  })

  test('does not have what is told by its id alone', async () => {
    shop.addPacket({ id: '1' })
    shop.addPacket({ id: '2', isListed: false })
    expect(await list()).toMatchObject({ data: [{ id: 1 }], totalCount: 1 })
    expect(ids(await list('?status=Ordered'))).toEqual([1])
    expect(await ask('/Order/2')).toMatchObject({ id: 2, status: 'Sipariş Alındı' })
    shop.changePacket('2', { isListed: true })
    expect(ids(await list())).toEqual([1, 2])
    shop.changePacket('1', { isListed: false })
    expect(ids(await list())).toEqual([2])
  })

  test('filters by status, id and time of change; the time wins', async () => {
    shop.addPacket({ id: '1' })
    nowMs += 60_000
    shop.addPacket({ id: '2', status: 'onTheWay' })
    shop.addPacket({ id: '3', pos: 'restomenum' })
    expect(ids(await list('?status=OnDelivery'))).toEqual([2])
    expect(ids(await list('?status=Ordered,OnDelivery'))).toEqual([1, 2])
    expect(ids(await list('?minimumId=2'))).toEqual([2])
    expect(ids(await list('?minimumUpdateDate=2025-01-15T16:11:00'))).toEqual([2])
    expect(ids(await list('?minimumId=2&minimumUpdateDate=2025-01-15T16:10:00'))).toEqual([1, 2])
    nowMs += 86_400_000 - 240_000
    expect(ids(await list('?minimumUpdateDate=2024-01-01T00:00:00'))).toEqual([1, 2])
    nowMs += 30_000
    expect(ids(await list('?minimumUpdateDate=2024-01-01T00:00:00'))).toEqual([2])
  })
})
