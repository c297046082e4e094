import { expect, it } from 'vitest'
import { anOrder, asSummary } from '../../support/anOrder.ts'
import { ManualTime } from '../../support/manualTime.ts'
import { emptyDisk, openCounter } from '../../support/openCounter.ts'
import { ScriptedVendor } from '../../support/scriptedVendor.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

it('details asked again without news tell no screen anything', async () => {
  const time = new ManualTime()
  const vendor = new ScriptedVendor(() => time.monotonicMs())
  const source = { kind: 'restomenum', name: 'Kadıköy', baseUrl: 'http://127.0.0.1:9', apiKey: 'server.plugin.secret' }
  const host = { clock: time, timers: time, random: () => 0.5 }
  const provision = { sources: [{ ...source, pollSeconds: 60 }] }
  const orders = Array.from({ length: 20 }, (_, index) =>
    anOrder({ orderId: `${index + 1}`, sourceId: 'restomenum-kadikoy', number: `${index + 1}` }),
  )
  vendor.list = orders.map((order) => asSummary(order))
  vendor.details = (detailsId) => {
    const found = orders.find((order) => order.detailsId === detailsId)
    return found ? { ok: true, value: found } : { ok: false, error: { code: 'orderNotFound' } }
  }
  const tezgah = await openCounter(emptyDisk(temporaryFolder()), provision, host, vendor.vendors())
  await time.advance(70_000)
  const [askedBefore, toldBefore, polledBefore] = [
    vendor.detailCalls.length,
    tezgah.events.length,
    vendor.listCalls.length,
  ]
  await time.advance(120_000)
  expect(vendor.detailCalls.length - askedBefore).toBeGreaterThanOrEqual(40)
  const polls = vendor.listCalls.length - polledBefore
  expect(polls).toBeGreaterThanOrEqual(1)
  // A poll says that it has begun, and what came of it.
  expect(tezgah.events.length - toldBefore).toBeLessThanOrEqual(3 * polls)
  await tezgah.stop()
})
