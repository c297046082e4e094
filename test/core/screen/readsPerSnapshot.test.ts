import { StatementSync } from 'node:sqlite'
import { expect, it, vi } from 'vitest'
import { anOrder } from '../../support/anOrder.ts'
import { ManualTime } from '../../support/manualTime.ts'
import { emptyDisk, openCounter } from '../../support/openCounter.ts'
import { ScriptedVendor } from '../../support/scriptedVendor.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const id = 'restomenum-kadikoy'

/** Orders on the board, each with a slip that waits for a printer nobody answers for. */
async function readsOfOneSnapshot(orderCount: number, printerCount: number): Promise<number> {
  const time = new ManualTime()
  const vendor = new ScriptedVendor(() => time.monotonicMs())
  const source = { kind: 'restomenum', name: 'Kadıköy', baseUrl: 'http://127.0.0.1:9', apiKey: 'server.plugin.secret' }
  const printers = Array.from({ length: printerCount }, (_, index) => ({
    name: `Yazıcı ${index}`,
    connection: { kind: 'tcp', host: '127.0.0.1', port: 1 },
  }))
  const provision = { sources: [{ ...source, pollSeconds: 5 }], printers }
  const host = { clock: time, timers: time, random: () => 0.5 }
  const tezgah = await openCounter(emptyDisk(temporaryFolder()), provision, host, vendor.vendors())
  await time.advance(6_000)
  vendor.list = Array.from({ length: orderCount }, (_, index) =>
    anOrder({ orderId: `${index + 1}`, sourceId: id, number: `${index + 1}` }),
  )
  await time.advance(60_000)
  const { openJobs } = await tezgah.snapshot()
  expect(openJobs.length).toBeGreaterThanOrEqual(orderCount)
  // Silencing changes what is shown: the next snapshot is a new one.
  await tezgah.ask('alarm.silence', { id: 'nothing' })
  const reads = vi.spyOn(StatementSync.prototype, 'all')
  await tezgah.snapshot()
  const count = reads.mock.calls.length
  reads.mockRestore()
  await tezgah.stop()
  return count
}

it('a snapshot reads the file once a source, however many orders, slips and printers there are', async () => {
  expect([await readsOfOneSnapshot(2, 1), await readsOfOneSnapshot(40, 5)]).toEqual([1, 1])
})
