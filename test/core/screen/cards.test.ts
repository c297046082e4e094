import { describe, expect, it } from 'vitest'
import type { AlertKind } from '../../../src/shared/model/alert.ts'
import { buildCards } from '../../../src/core/screen/cards.ts'
import type { Order } from '../../../src/shared/model/order.ts'
import type { CardKind } from '../../../src/shared/settings/settings.ts'
import { aKnownOrder } from '../../support/aKnownOrder.ts'
import { aLine, anOrder } from '../../support/anOrder.ts'

const order = anOrder({ orderId: '1' })
const known = aKnownOrder(order)

describe('the alert a card shows', () => {
  it.each<[AlertKind[], AlertKind]>([
    [['new', 'changed'], 'new'],
    [['changed', 'reopened'], 'reopened'],
    [['new', 'cancelled'], 'cancelled'],
    [['cancelled', 'changed'], 'cancelled'],
    [['new', 'cancelled', 'reopened'], 'reopened'],
  ])('of %j is %s: what rings before what is quiet, and the latest that rings', (kinds, shown) => {
    const alerts = kinds.map((kind, index) => ({
      id: index + 1,
      orderKey: order.key,
      kind,
      wantedAtMs: index,
      raisedAtMs: null,
    }))
    const [card] = buildCards([known], alerts, new Map([['shop', 'Shop']]), () => [])
    expect(card?.alert?.kind).toBe(shown)
  })
})

describe('the board’s order', () => {
  const numbersOf = (...dues: [number: string, createdAtMs: number][]) => {
    const orders = dues.map(([number, createdAtMs]) => aKnownOrder(anOrder({ orderId: number, number, createdAtMs })))
    return buildCards(orders, [], new Map([['shop', 'Shop']]), () => []).map((card) => card.number)
  }

  it('is by when each is due, whatever order they came in', () =>
    expect(numbersOf(['3', 5_000], ['1', 1_000], ['2', 3_000])).toEqual(['1', '2', '3']))

  it('keeps cards of the same moment in the order of their numbers', () =>
    expect(numbersOf(['10', 5_000], ['9', 5_000])).toEqual(['9', '10']))
})

describe('what a person has to look at', () => {
  const checksOf = (part: Partial<Order>) =>
    buildCards([aKnownOrder(anOrder({ orderId: '1', ...part }))], [], new Map([['shop', 'Shop']]), () => [])[0]?.checks

  it('is nothing where all could be read', () => expect(checksOf({})).toEqual([]))

  it('is a line without a quantity, however deep in a menu', () => {
    const unread = aLine({ id: 'c', quantity: null, rawQuantity: 'iki' })
    expect(checksOf({ lines: [aLine({ id: 'a', children: [aLine({ id: 'b', children: [unread] })] })] })).toEqual([
      'unreadLine',
    ])
  })

  it('is an hour that could not be read, and money of another country', () =>
    expect(
      checksOf({
        isScheduled: true,
        scheduledForMs: null,
        payments: [{ name: 'Euro', amountKurus: 2000, isCash: true, isDebit: false, foreignCurrency: 'EUR' }],
      }),
    ).toEqual(['unknownTime', 'foreignMoney']))
})

describe('what a card carries', () => {
  const cardOf = (part: Partial<Order>, cardKind?: CardKind) =>
    buildCards(
      [aKnownOrder(anOrder({ orderId: '1', ...part }))],
      [],
      new Map([['shop', 'Shop']]),
      () => [],
      cardKind,
    )[0]
  const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))

  it('is each line with its options, what to leave out and its note, a menu’s content behind the menu', () => {
    const drink = aLine({ id: 'b', name: 'Ayran', leftOut: ['BUZ'] })
    const menu = aLine({
      id: 'a',
      name: 'Menü',
      options: [{ name: 'Acılı', priceKurus: null }],
      note: 'İyi pişsin',
      children: [drink],
    })
    const struck = aLine({ id: 'c', name: 'Şalgam', cancelled: true })
    expect(cardOf({ lines: [menu, struck] })?.items).toEqual([
      { quantity: 1, name: 'Menü', options: ['Acılı'], note: 'İyi pişsin' },
      { quantity: 1, name: 'Ayran', depth: 1, leftOut: ['BUZ'] },
    ])
  })

  it('stays under 4 kB however much was ordered and written, and says how many lines are left', () => {
    const long = 'ğüşiöç'.repeat(400)
    const lines = Array.from({ length: 60 }, (_, index) =>
      aLine({
        id: String(index),
        name: long,
        options: Array.from({ length: 9 }, () => ({ name: long, priceKurus: null })),
        leftOut: ['ZEYTİN', long],
        note: long,
      }),
    )
    const customer = {
      name: 'Ayşe Yılmaz',
      phones: [{ number: '0850 123 45 67', code: '4821' }],
      addressLabel: null,
      address: long,
      region: 'Caferağa',
      city: null,
      directions: long,
      company: null,
      coordinates: null,
    }
    const card = cardOf({ lines, customer, note: long }, 'courier')
    expect(bytesOf(card)).toBeLessThan(4_096)
    expect(card?.items[0]).toMatchObject({ leftOut: ['ZEYTİN'], isCut: true })
    expect((card?.items.length ?? 0) + (card?.itemsLeft ?? 0)).toBe(60)
  })

  it('is where it goes on a courier’s card alone', () => {
    const customer = {
      name: 'Ayşe Yılmaz',
      phones: [{ number: '0850 123 45 67', code: '4821' }],
      addressLabel: null,
      address: 'Moda Cad. No:5',
      region: 'Caferağa',
      city: 'İstanbul',
      directions: 'Fırının üstü',
      company: null,
      coordinates: null,
    }
    expect(cardOf({ customer })?.delivery).toBeNull()
    expect(cardOf({ customer }, 'packer')?.delivery).toBeNull()
    expect(cardOf({ customer }, 'courier')?.delivery).toEqual({
      phone: '0850 123 45 67',
      phoneCode: '4821',
      address: 'Moda Cad. No:5, Caferağa',
      directions: 'Fırının üstü',
    })
  })
})
