import { expect, test } from 'vitest'
import { runShop } from './shopInTime.ts'

/** `npm run test:link`: so many orders of each shop. */
const orders = Number(process.env['TEZGAH_LINK_ORDERS'] ?? 400)

const shops: [string, Parameters<typeof runShop>[0]][] = [
  ['one prints in any case', { seed: 1, orders, printing: [true, false] }],
  ['both do', { seed: 2, orders, printing: [true, true] }],
  ['none does', { seed: 3, orders, printing: [false, false] }],
  ['one of three, on a server that forgets', { seed: 4, orders, printing: [true, false, false], losesData: true }],
]

test.each(shops)(
  '%s: no order is lost, and no second slip looks like the first',
  async (_, plan) => {
    const { lost, unmarkedDoubles, ...counted } = await runShop(plan)
    process.stdout.write(`${JSON.stringify(counted)}\n`)
    expect({ lost, unmarkedDoubles }).toEqual({ lost: [], unmarkedDoubles: [] })
    expect(counted.longestAskMs).toBeLessThanOrEqual(2_000)
    expect(counted.printed).toBeGreaterThanOrEqual(orders - counted.asked)
  },
  120_000 + orders * 20,
)
