import { playCourierEvening } from '../courierEvening.ts'
import { request, test } from './door.ts'

test('an evening of three couriers adds up, through an outage and a power cut', async ({ openDoor, page, shop }) => {
  test.setTimeout(180_000)
  await playCourierEvening({
    shop,
    open: async () => {
      const door = await openDoor()
      await page.goto(door.address)
      await page.waitForFunction(() => 'tezgah' in window)
      return {
        page,
        ask: (name, input) => request(page, name, input),
        kill: async () => void (await door.end('SIGKILL')),
      }
    },
  })
})
