import { once } from 'node:events'
import { startPracticeShop, type PracticeShop } from '../../../src/practice/practiceShop.ts'
import { playCourierEvening } from '../courierEvening.ts'
import { test } from './tezgah.ts'

let shop: PracticeShop
test.beforeEach(async () => {
  shop = await startPracticeShop()
})
test.afterEach(() => shop.close())

test('an evening of three couriers adds up, through an outage and a power cut', async ({ launch }) => {
  test.setTimeout(180_000)
  const { baseUrl, apiKey } = shop.restomenum
  const sources = [{ kind: 'restomenum', name: 'Kadıköy', baseUrl, apiKey, pollSeconds: 0.3 }]
  await playCourierEvening({
    shop,
    open: async () => {
      const { page, request, child } = await launch({ provision: { language: 'tr', sources } })
      const kill = async (): Promise<void> => {
        const ended = once(child, 'exit')
        child.kill('SIGKILL')
        await ended
      }
      return { page, ask: request, kill }
    },
  })
})
