import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toOrder } from '../../../src/core/vendors/adisyo/toOrder.ts'
import { readRows, type RowReading } from '../../../src/core/vendors/readRows.ts'
import { packetToOrder, summaryToOrder } from '../../../src/core/vendors/restomenum/toOrder.ts'
import { orderSchema } from '../../../src/shared/model/order.ts'

const fixture = (name: string): Json =>
  JSON.parse(readFileSync(new URL(`../../fixtures/api/${name}.json`, import.meta.url), 'utf8'))

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

/** Everything JSON can carry, and what vendors have been seen to put where it does not belong. */
const anyJson = fc.oneof(
  fc.jsonValue() as fc.Arbitrary<Json>,
  fc.constantFrom<Json>(
    'NaN',
    'Infinity',
    '1e300',
    1e300,
    Infinity,
    -1,
    -0,
    '12,50',
    '1.234,50',
    '0,375',
    '',
    ' ',
    '\ud800',
    2 ** 53,
    '__proto__',
  ),
  fc.constantFrom<Json>([null], [[]], [{}], [{ id: 1, parentId: 1 }], { __proto__: null, title: [] }, { toString: 1 }),
)

/** Paths of every place in a value, the whole one first. */
function placesIn(value: Json, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path]
  const entries = Array.isArray(value) ? value.map((entry, index) => [index, entry] as const) : Object.entries(value)
  return [path, ...entries.flatMap(([name, entry]) => placesIn(entry, [...path, name]))]
}

function put(value: Json, [name, ...rest]: (string | number)[], wanted: Json): Json {
  if (name === undefined) return wanted
  if (Array.isArray(value)) return value.map((entry, index) => (index === name ? put(entry, rest, wanted) : entry))
  if (typeof value !== 'object' || value === null) return wanted
  return { ...value, [name]: put(value[name] ?? null, rest, wanted) }
}

function expectSound(reading: RowReading): void {
  if (!reading.ok) {
    expect(reading.reason).toMatch(/^[\w.]+$/)
    return
  }
  orderSchema.parse(reading.order)
  // JSON turns NaN and Infinity into null, and drops undefined: what survives unchanged holds none of them.
  expect(JSON.parse(JSON.stringify(reading.order))).toEqual(reading.order)
  expect(reading.order.totalKurus ?? 0).toBeGreaterThanOrEqual(0)
  expect(reading.order.paidKurus ?? 0).toBeGreaterThanOrEqual(0)
}

const full: Json = {
  packetId: '1',
  uuid: 'u',
  docNo: 9,
  orderCode: 'c',
  entegrasyon: 'getir',
  type: 'delivery',
  status: 'Ready',
  isScheduled: true,
  scheduledDate: 1_780_875_081_224,
  itemCount: 2,
  currency: 'TRY',
  total: 10,
  paid: 5,
  totalDiscount: 1,
  paymentNote: 'nakit',
  note: 'n',
  amountExponent: 2,
  orders: [
    {
      id: 'a',
      title: 't',
      quantity: 1,
      options: ['o', { title: 'p', price: 1 }],
      amounts: { gross: 1, extra: 1, discount: 1 },
      product: { title: 'x' },
    },
    { id: 'b', lineTotalDecimal: 1, extraDecimal: 1, discountDecimal: 1, note: 'n' },
  ],
  cancels: [{ title: 'c', quantity: 1, reason: 'r' }],
  payments: [{ title: 'p', amount: 1, cash: true }],
  customer: {
    name: 'n',
    phone: '1',
    call: '2',
    address: 'a',
    addressDescription: 'd',
    region: 'r',
    latitude: 1,
    longitude: 2,
  },
}
const order = {
  ...(fixture('adisyo-order') as object),
  payments: [{ paymentName: 'p', amount: 1, isDebit: false }],
} as Json

describe.each<[string, Json, (row: Json) => RowReading]>([
  ['a row of packets/open', full, (row) => summaryToOrder('s', row)],
  ['packets/get', full, (row) => packetToOrder('s', { packetId: '1', orderId: null }, row)],
  ['an order of Adisyo', order, (row) => toOrder('s', row)],
])('%s', (_what, example, read) => {
  it('is read as it is', () => expect(read(example)).toMatchObject({ ok: true, doubt: null }))

  it('stays sound with anything anywhere', () => {
    const places = placesIn(example)
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        anyJson,
        fc.constantFrom(...places),
        anyJson,
        (place, value, other, more) => {
          expectSound(read(put(put(example, place, value), other, more)))
        },
      ),
      { numRuns: 1_500 },
    )
  })

  it('stays sound with null, and with nothing, in every single place', () => {
    for (const place of placesIn(example)) expectSound(read(put(example, place, null)))
    for (const name of Object.keys(example as object)) {
      const { [name]: _left, ...rest } = example as Record<string, Json>
      expectSound(read(rest))
    }
  })
})

it('the order of rows and their repetition change nothing', () => {
  const rows = fc.array(fc.record({ packetId: fc.integer({ min: 1, max: 20 }).map(String), total: fc.constant(5) }), {
    minLength: 1,
  })
  const keysOf = (list: unknown[]) => {
    const read = readRows(list, (row) => summaryToOrder('s', row))
    return read.ok ? read.value.orders.map((one) => one.key).toSorted() : []
  }
  fc.assert(
    fc.property(rows, (list) => {
      expect(keysOf([...list.toReversed(), ...list])).toEqual(keysOf(list))
      expect(keysOf(list)).toHaveLength(new Set(list.map((row) => row.packetId)).size)
    }),
  )
})
