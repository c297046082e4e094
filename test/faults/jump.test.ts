import { expect, it, onTestFinished } from 'vitest'
import { startPracticePrinter } from '../../src/practice/printer/practicePrinter.ts'
import { anOrder, asSummary } from '../support/anOrder.ts'
import { ManualTime } from '../support/manualTime.ts'
import { emptyDisk, openCounter } from '../support/openCounter.ts'
import { ScriptedVendor } from '../support/scriptedVendor.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

/** A shop with one source and one printer, in a time of its own. */
async function aTimedShop(mode: 'echoesIds' | 'paperOut') {
  const printer = await startPracticePrinter({ mode })
  onTestFinished(() => printer.stop())
  const time = new ManualTime()
  const vendor = new ScriptedVendor(() => time.monotonicMs())
  const tezgah = await openCounter(
    emptyDisk(temporaryFolder()),
    {
      sources: [{ kind: 'restomenum', name: 'K', baseUrl: 'http://127.0.0.1:9', apiKey: 'a.b.c', pollSeconds: 5 }],
      printers: [{ name: 'Kasa', connection: { kind: 'tcp', host: '127.0.0.1', port: printer.port } }],
    },
    { clock: time, timers: time, random: () => 0.5 },
    vendor.vendors(),
  )
  return { printer, time, vendor, tezgah }
}

it.each([86_400_000, -86_400_000])(
  '34: a clock that jumps while a slip waits for details does not send it early: %i',
  async (jumpMs) => {
    const { printer, time, vendor } = await aTimedShop('echoesIds')
    await time.advance(10)
    vendor.details = () => ({ ok: false, error: { code: 'vendorError' } })
    vendor.list = [asSummary(anOrder({ orderId: '1', sourceId: 'restomenum-k', number: '1' }))]
    await time.advance(6_000)
    time.jumpWall(jumpMs)
    for (let turn = 0; turn < 60; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 5))
      await time.advance(1_000)
    }
    expect(printer.slips()).toEqual([])
  },
)

it('35: a slip that waited through a sleep in which the clock of timers stood still is asked about', async () => {
  const { printer, time, vendor, tezgah } = await aTimedShop('paperOut')
  const comesTo = async (state: string): Promise<void> => {
    for (let turn = 0; turn < 200; turn++) {
      if ((await tezgah.snapshot()).openJobs[0]?.state === state) return
      await new Promise((resolve) => setTimeout(resolve, 5))
      await time.advance(500)
    }
    throw new Error(`no slip is ${state}`)
  }
  await time.advance(10)
  vendor.list = [anOrder({ orderId: '1', sourceId: 'restomenum-k', number: '1' })]
  await comesTo('held')
  await printer.setMode('echoesIds')
  time.jumpWall(8 * 3_600_000)
  // The door may tell of the end of the sleep before anything else has noticed it.
  tezgah.counter.wake()
  await comesTo('undecided')
  expect(printer.slips()).toEqual([])
})
