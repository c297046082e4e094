import { describe, expect, it } from 'vitest'
import { collectionOf } from '../../../src/shared/model/collection.ts'
import { anOrder } from '../../support/anOrder.ts'

describe('what the courier has to do about money', () => {
  it.each([
    'Online Ödeme',
    'ONLİNE ÖDEME',
    'ONLINE ODEME',
    'onlıne',
    'Çevrimiçi',
    'ÇEVRİMİÇİ ÖDEME',
    'Çevrim içi kart',
  ])('never asks for cash where the bill says %s, however it is cased', (paymentMethod) => {
    expect(collectionOf(anOrder({ orderId: '1', paymentMethod }), {})).toMatchObject({
      kind: 'check',
      amountKurus: 24_550,
    })
  })

  it('collects the rest, and says that a part is paid', () => {
    expect(collectionOf(anOrder({ orderId: '1', paidKurus: 4_550 }), {})).toEqual({
      kind: 'collect',
      amountKurus: 20_000,
      method: 'Nakit',
      partly: true,
    })
  })

  it.each([
    ['no total', { totalKurus: null }],
    ['a total below zero', { totalKurus: -100 }],
    ['an empty bill of zero', { totalKurus: 0, lines: [] }],
  ])('sends a person to look where there is %s', (_, given) => {
    expect(collectionOf(anOrder({ orderId: '1', ...given }), {}).kind).toBe('check')
  })

  it.each([
    ['all is paid', { paidKurus: 24_550 }],
    ['a gift is listed', { totalKurus: 0 }],
  ])('says paid where %s', (_, given) => {
    expect(collectionOf(anOrder({ orderId: '1', ...given }), {}).kind).toBe('paid')
  })
})
