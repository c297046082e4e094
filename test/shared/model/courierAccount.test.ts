import fc from 'fast-check'
import { expect, it } from 'vitest'
import { accountOf, differenceOf, isEven } from '../../../src/shared/model/courierAccount.ts'
import { type Delivery, deliveryStates, doorPurses } from '../../../src/shared/model/dispatch.ts'
import { purses } from '../../../src/shared/model/purse.ts'

const kurus = fc.integer({ min: 0, max: 1_000_000 })
const anyForeign = fc.record({ currency: fc.constantFrom('EUR', 'USD'), amount: kurus })
const anyDelivery: fc.Arbitrary<Delivery> = fc.record({
  id: fc.nat(),
  orderKey: fc.string(),
  orderLabel: fc.string(),
  sourceId: fc.string(),
  courierId: fc.constant('ali'),
  courierName: fc.constant('Ali'),
  shiftId: fc.constant(1),
  state: fc.constantFrom(...deliveryStates),
  plan: fc.oneof(
    fc.record({ amountKurus: fc.option(kurus), purse: fc.constantFrom(...purses), foreign: fc.constant(null) }),
    fc.record({ amountKurus: fc.constant(null), purse: fc.constant('unknown' as const), foreign: anyForeign }),
  ),
  paid: fc.option(fc.array(fc.record({ purse: fc.constantFrom(...doorPurses), amountKurus: kurus }), { maxLength: 3 })),
  handedAtMs: fc.nat(),
  endedAtMs: fc.option(fc.nat()),
  endedBy: fc.constant('person' as const),
  heardOnTheWayAs: fc.option(fc.string()),
  elsewhere: fc.constant(null),
})

it('is the sum of what was paid at each door, to the kuruş, whatever else there was', () => {
  fc.assert(
    fc.property(fc.array(anyDelivery), kurus, (deliveries, floatKurus) => {
      // Made independently: one purse at a time, over the records themselves.
      const sumOf = (purse: (typeof doorPurses)[number]): number => {
        let sum = 0
        for (const { state, paid, plan } of deliveries) {
          if (state !== 'delivered') continue
          if (paid === null) sum += plan.purse === purse ? (plan.amountKurus ?? 0) : 0
          else for (const part of paid) if (part.purse === purse) sum += part.amountKurus
        }
        return sum
      }
      const account = accountOf({ floatKurus }, deliveries)
      for (const purse of doorPurses) expect(account.collected[purse]).toBe(sumOf(purse))
      expect(account.expected).toEqual({ ...account.collected, cash: sumOf('cash') + floatKurus })
      expect(isEven(differenceOf({ expected: account.expected, counted: account.expected }))).toBe(true)
      const out = deliveries.filter(({ state }) => state === 'carried')
      const toCollect = doorPurses.reduce(
        (sum, purse) => sum + account.toCollect[purse],
        account.toCollect.unknownKurus,
      )
      expect(toCollect).toBe(out.reduce((sum, { plan }) => sum + (plan.amountKurus ?? 0), 0))
      for (const { currency, amount } of account.toCollect.foreign)
        expect(amount).toBe(
          out.reduce((sum, { plan }) => sum + (plan.foreign?.currency === currency ? plan.foreign.amount : 0), 0),
        )
    }),
  )
})
