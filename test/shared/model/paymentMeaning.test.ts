import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collectionOf } from '../../../src/shared/model/collection.ts'
import { moneySplitOf } from '../../../src/shared/model/moneySplit.ts'
import { foldPaymentName, paymentMeanings } from '../../../src/shared/model/paymentMeaning.ts'
import { anOrder } from '../../support/anOrder.ts'

const names = fc.constantFrom(
  'Nakit',
  'Kapıda NAKİT',
  'Kredi Kartı',
  'Multinet',
  'Online Kredi/Banka Kartı',
  'Multinet Online',
  'Senet',
  'constructor',
  'наличные',
)

describe('what a way of paying means', () => {
  it('never lets a kuruş go or come: collected, received, paid online and unknown are the bill', () => {
    const cases = fc.record({
      total: fc.integer({ min: 1, max: 1_000_000 }),
      paidShare: fc.constantFrom(0, 0.25, 1),
      name: names,
      said: fc.option(fc.constantFrom(...paymentMeanings)),
    })
    fc.assert(
      fc.property(cases, ({ total, paidShare, name, said }) => {
        const paidKurus = Math.floor(total * paidShare)
        const order = anOrder({ orderId: '1', totalKurus: total, paidKurus, paymentMethod: name })
        const meanings = said === null ? {} : { shop: { [foldPaymentName(name)]: said } }
        const split = moneySplitOf(order, meanings)
        expect(split.cash + split.card + split.mealCard + split.online + split.other + split.unknown).toBe(total)

        const collection = collectionOf(order, meanings)
        if (total - paidKurus === 0) expect(collection.kind).toBe('paid')
        else if (collection.kind === 'paid') expect([said, paidKurus, split.online]).toEqual(['online', 0, total])
        else expect(collection.amountKurus).toBe(total - paidKurus)
        if (said === 'cash' && paidKurus === 0) expect(split.cash).toBe(total)
        if (said !== null && collection.kind === 'check') expect(collection.asksMeaning).toBe(false)
      }),
    )
  })

  it.each(['Nakit', 'Kredi Kartı', 'Yemek Kartı'])(
    'changes nothing for %s before anybody has said',
    (paymentMethod) => {
      expect(collectionOf(anOrder({ orderId: '1', paymentMethod }), {}).kind).toBe('collect')
    },
  )

  it.each(['Online Ödeme', 'Senet', 'constructor', '__proto__'])(
    'asks about %s until somebody has said',
    (paymentMethod) => {
      const order = anOrder({ orderId: '1', paymentMethod })
      expect(collectionOf(order, { shop: {} })).toMatchObject({ kind: 'check', amountKurus: 24_550, asksMeaning: true })
    },
  )

  it('is said per source, and of every way of writing the name', () => {
    const order = anOrder({ orderId: '1', paymentMethod: 'ONLİNE ÖDEME' })
    expect(collectionOf(order, { shop: { 'online odeme': 'online' } })).toEqual({
      kind: 'paid',
      method: 'ONLİNE ÖDEME',
      paidKurus: 24_550,
      overpaidKurus: 0,
    })
    expect(collectionOf(order, { other: { 'online odeme': 'online' } }).kind).toBe('check')
  })

  it('pays neither a rest that the vendor has left open nor foreign money, whatever was said', () => {
    const said = { shop: { 'online odeme': 'online' } } as const
    const partly = anOrder({ orderId: '1', paymentMethod: 'Online Ödeme', paidKurus: 4_550 })
    expect(collectionOf(partly, said)).toMatchObject({ kind: 'check', amountKurus: 20_000, asksMeaning: false })
    const euro = { name: 'Euro', amountKurus: 500, isCash: null, isDebit: false, foreignCurrency: 'EUR' }
    const foreign = anOrder({ orderId: '1', paymentMethod: 'Online Ödeme', payments: [euro] })
    expect(collectionOf(foreign, said)).toMatchObject({ kind: 'check', asksMeaning: false })
    expect(moneySplitOf(foreign, said)).toMatchObject({ online: 0, unknown: 24_550 })
  })

  it('says what was paid too much', () => {
    const order = anOrder({ orderId: '1', paymentMethod: 'Online Ödeme', paidKurus: 30_000 })
    expect(collectionOf(order, {})).toMatchObject({ kind: 'paid', overpaidKurus: 5_450 })
  })
})
