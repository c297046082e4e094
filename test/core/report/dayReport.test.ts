import { describe, expect, it } from 'vitest'
import { type DayRecord, dayReportSchema } from '../../../src/shared/model/report.ts'
import type { KnownOrder } from '../../../src/shared/model/knownOrder.ts'
import { orderSubject, type PrintJob } from '../../../src/shared/model/printJob.ts'
import { dayReportOf } from '../../../src/core/report/dayReport.ts'
import { boundsOfDay, dayIsoOf } from '../../../src/shared/model/istanbulTime.ts'
import type { Order } from '../../../src/shared/model/order.ts'
import { defaultSettings } from '../../../src/shared/settings/settings.ts'
import { aKnownOrder } from '../../support/aKnownOrder.ts'
import { anOrder } from '../../support/anOrder.ts'

const known = (order: Order, over: Partial<KnownOrder> = {}): KnownOrder =>
  aKnownOrder(order, { firstSeenMs: 0, ...over })

const job = (orderKey: string, over: Partial<PrintJob> = {}): PrintJob => ({
  id: 1,
  subject: orderSubject(orderKey),
  label: '#1 Telefon',
  kind: 'order',
  printerId: 'till',
  routeId: null,
  dedupe: 'first',
  reason: null,
  changes: null,
  state: 'confirmed',
  copyNumber: 0,
  attempt: 1,
  isPossibleDuplicate: false,
  problem: null,
  wantedAtMs: 5,
  updatedAtMs: 5,
  notBeforeMs: null,
  ...over,
})

const report = (record: Partial<DayRecord>): ReturnType<typeof dayReportOf> =>
  dayReportOf(
    '2026-01-05',
    { orders: [], alerts: [], jobs: [], ...record },
    { nowMs: 100_000, settings: defaultSettings, proof: [] },
  )

describe('the end-of-day report', () => {
  it('is quiet about a day with nothing in it', () => {
    expect(dayReportSchema.parse(report({}))).toMatchObject({
      orderCount: 0,
      longestWait: null,
      unresolvedSlips: [],
      totalKurus: 0,
    })
  })

  it('counts what came, was seen and printed, and how long the longest waited', () => {
    const orders = ['1', '2', '3'].map((orderId) => known(anOrder({ orderId, number: orderId })))
    const alerts = [
      { orderKey: 'shop/1', wantedAtMs: 1_000, acknowledgedAtMs: 3_000 },
      { orderKey: 'shop/2', wantedAtMs: 1_000, acknowledgedAtMs: null },
    ]
    const jobs = [
      job('shop/1'),
      job('shop/1', { kind: 'copy', copyNumber: 1 }),
      job('shop/2', { state: 'needsHuman', id: 9, problem: 'printerReset' }),
      job('shop/3', { state: 'sent', id: 10 }),
    ]
    expect(report({ orders, alerts, jobs })).toMatchObject({
      orderCount: 3,
      alertCount: 2,
      acknowledgedCount: 1,
      printedCount: 2,
      sentOnlyCount: 1,
      copyCount: 1,
      longestWait: { waitMs: 99_000, orderLabel: '#2 Telefon' },
      unresolvedSlips: [{ jobId: 9, problem: 'printerReset' }],
    })
  })

  it('speaks only of what came in while Tezgah watched', () => {
    const before = known(anOrder({ orderId: '1' }), { isBaseline: true })
    expect(report({ orders: [before], jobs: [job('shop/1', { state: 'needsHuman' })] })).toMatchObject({
      orderCount: 0,
      totalKurus: 0,
      unresolvedSlips: [],
    })
  })

  it('leaves the cancelled out of the money, and puts the rest into the right purse', () => {
    const orders = [
      known(anOrder({ orderId: '1', totalKurus: 10_000, paymentMethod: 'Kapıda nakit' })),
      known(anOrder({ orderId: '2', totalKurus: 20_000, paymentMethod: 'KREDİ KARTI' })),
      known(anOrder({ orderId: '3', totalKurus: 30_000, paymentMethod: 'Yemek Kartı (Multinet)' })),
      known(anOrder({ orderId: '4', totalKurus: 40_000, paidKurus: 40_000, paymentMethod: 'Online Ödeme' })),
      known(anOrder({ orderId: '5', totalKurus: 50_000, paymentMethod: 'Online Ödeme' })),
      known(anOrder({ orderId: '6', totalKurus: 60_000, paidKurus: 15_000, paymentMethod: null })),
      known(anOrder({ orderId: '7', totalKurus: 70_000 }), { state: 'gone', goneWhy: 'cancelled' }),
    ]
    const { toCollect, totalKurus, paidOnlineKurus, cancelledCount } = report({ orders })
    expect(toCollect).toEqual({
      cashKurus: 10_000,
      cardKurus: 20_000,
      mealCardKurus: 30_000,
      otherKurus: 0,
      unknownKurus: 95_000,
    })
    expect([totalKurus, paidOnlineKurus, cancelledCount]).toEqual([210_000, 55_000, 1])
  })

  it.each([
    ['NAKIT', 'cashKurus'],
    ['Kapıda NAKİT', 'cashKurus'],
    ['PESIN', 'cashKurus'],
    ['MULTINET', 'mealCardKurus'],
    ['YEMEK KARTI', 'mealCardKurus'],
    ['KREDI KARTI', 'cardKurus'],
    ['Senet', 'unknownKurus'],
  ] as const)('puts %s into %s, however it is cased', (paymentMethod, purse) => {
    const orders = [known(anOrder({ orderId: '1', totalKurus: 10_000, paymentMethod }))]
    expect(report({ orders }).toCollect[purse]).toBe(10_000)
  })

  it('counts a cash order that the till has closed as cash, not as paid online', () => {
    const closed = { totalKurus: 10_000, paidKurus: 10_000 }
    const cash = { name: 'Nakit', amountKurus: 10_000, isCash: null, isDebit: false, foreignCurrency: null }
    const flagged = { ...cash, name: '29-xyz', isCash: true }
    const orders = [
      known(anOrder({ orderId: '1', ...closed, paymentMethod: 'Nakit' })),
      known(anOrder({ orderId: '2', ...closed, paymentMethod: 'Kapıda ödeme', payments: [cash] })),
      known(anOrder({ orderId: '3', ...closed, paymentMethod: null, payments: [flagged] })),
      known(anOrder({ orderId: '4', ...closed, paymentMethod: 'Online Kredi/Banka Kartı' })),
    ]
    const { toCollect, paidOnlineKurus } = report({ orders })
    expect([toCollect.cashKurus, paidOnlineKurus]).toEqual([30_000, 10_000])
  })

  it('comes to the bill where more was paid: change that was given back is in no drawer', () => {
    const by = (name: string, amountKurus: number) => ({
      name,
      amountKurus,
      isCash: null,
      isDebit: false,
      foreignCurrency: null,
    })
    const orders = [
      known(anOrder({ orderId: '1', totalKurus: 10_000, paidKurus: 12_000, payments: [by('Nakit', 12_000)] })),
      known(
        anOrder({
          orderId: '2',
          totalKurus: 10_000,
          paidKurus: 12_000,
          payments: [by('Kredi Kartı', 9_000), by('Nakit', 3_000)],
        }),
      ),
      known(anOrder({ orderId: '3', totalKurus: 10_000, paidKurus: 10_500, payments: [by('Kredi Kartı', 10_500)] })),
    ]
    const { toCollect, totalKurus, paidOnlineKurus } = report({ orders })
    expect([toCollect.cashKurus, toCollect.cardKurus, paidOnlineKurus]).toEqual([11_000, 19_000, 0])
    expect(Object.values(toCollect).reduce((sum, kurus) => sum + kurus, paidOnlineKurus)).toBe(totalKurus)
  })

  it('breaks down by source and channel, the busiest first', () => {
    const getir = { id: 'getir', name: 'Getir' }
    const orders = [
      known(anOrder({ orderId: '1', totalKurus: null })),
      known(anOrder({ orderId: '2', channel: getir })),
      known(anOrder({ orderId: '3', channel: getir })),
    ]
    expect(report({ orders }).byChannel.map((row) => [row.name, row.orderCount, row.totalKurus])).toEqual([
      ['Getir', 2, 49_100],
      ['Telefon', 1, null],
    ])
  })
})

describe('a day in Istanbul', () => {
  it('begins at its own midnight', () => {
    const { fromMs, untilMs } = boundsOfDay('2026-01-05')
    expect(new Date(fromMs).toISOString()).toBe('2026-01-04T21:00:00.000Z')
    expect([dayIsoOf(fromMs - 1), dayIsoOf(fromMs), dayIsoOf(untilMs - 1)]).toEqual([
      '2026-01-04',
      '2026-01-05',
      '2026-01-05',
    ])
  })
  it('is none when it does not exist', () => {
    expect(boundsOfDay('2026-13-40').fromMs).toBeNaN()
  })
})
