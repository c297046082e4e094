import { describe, expect, it, onTestFinished } from 'vitest'
import { type PracticePrinter, startPracticePrinter } from '../../src/practice/printer/practicePrinter.ts'
import type { Order } from '../../src/shared/model/order.ts'
import type { CounterSettings } from '../../src/shared/settings/counter.ts'
import { createOtherCounters } from '../../src/core/alerts/otherCounters.ts'
import type { PosVendors } from '../../src/core/vendors/posClient.ts'
import { anOrder } from '../support/anOrder.ts'
import { ManualTime } from '../support/manualTime.ts'
import { type Disk, emptyDisk, openCounter, type OpenedCounter } from '../support/openCounter.ts'
import { ScriptedVendor } from '../support/scriptedVendor.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const sourceId = 'adisyo-moda'
const source = { kind: 'adisyo', name: 'Moda', baseUrl: 'http://127.0.0.1:9', apiKey: 'k', apiSecret: 's' }
const order = (orderId: string, over: Partial<Order> = {}): Order =>
  anOrder({ orderId, sourceId, number: orderId, ...over })
const keyOf = (orderId: string): string => `${sourceId}/${orderId}`

const alone: CounterSettings = { name: '', printsByItself: true, others: 'unsaid' }
const leaving: CounterSettings = { name: 'Kasa 2', printsByItself: false, others: 'some' }

interface Till {
  tezgah: OpenedCounter
  printer: PracticePrinter
  disk: Disk
  set(counter: CounterSettings): Promise<void>
}

/** One shop at one vendor; counters that know nothing of each other. */
function aShop(list: Order[] = []) {
  const time = new ManualTime()
  const vendor = new ScriptedVendor(() => time.monotonicMs())
  vendor.list = list
  const vendors: PosVendors = vendor.vendors()
  const known: PosVendors = { ...vendors, adisyo: { ...vendors.adisyo, hasKnownLimits: true } }
  const open = async (disk: Disk, printer: PracticePrinter): Promise<Till> => {
    const printers = [{ name: 'Kasa', connection: { kind: 'tcp', host: '127.0.0.1', port: printer.port } }]
    const over = { clock: time, timers: time, random: () => 0.5 }
    const tezgah = await openCounter(disk, { sources: [source], printers }, over, known)
    await time.advance(10)
    const set = async (counter: CounterSettings): Promise<void> =>
      void expect((await tezgah.ask('settings.update', { counter })).ok).toBe(true)
    return { tezgah, printer, disk, set }
  }
  const aCounter = async (): Promise<Till> => {
    const printer = await startPracticePrinter({ mode: 'echoesIds' })
    onTestFinished(() => printer.stop())
    return open(emptyDisk(temporaryFolder()), printer)
  }
  /** Lets real sockets and manual time pass until it is so. */
  const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
    for (let turn = 0; turn < 400 && !(await isSo()); turn++) {
      await new Promise((resolve) => setTimeout(resolve, 5))
      await time.advance(100)
    }
    expect(await isSo()).toBe(true)
  }
  /** Long enough for any slip that would come by itself. */
  const quiet = async (): Promise<void> => {
    for (let turn = 0; turn < 80; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 2))
      await time.advance(1_000)
    }
  }
  return { time, vendor, aCounter, open, until, quiet }
}

const alertsOf = async ({ tezgah }: Till) =>
  (await tezgah.snapshot()).cards.map(({ number, alert }) => `${number} ${alert?.kind}`)

describe('of two counters on the same keys', () => {
  it('both ring and only the one that prints by itself prints: new, changed and cancelled', async () => {
    const { vendor, aCounter, until, quiet } = aShop()
    const [first, second] = [await aCounter(), await aCounter()]
    await second.set(leaving)
    vendor.list = [order('1'), order('2')]
    await until(() => first.printer.slips().length === 2)
    vendor.list = [order('1', { note: 'Acele' }), order('2', { phase: 'cancelled' })]
    await until(() => first.printer.slips().length === 4)
    await quiet()
    expect(first.printer.slips()).toHaveLength(4)
    expect(second.printer.slips()).toEqual([])
    expect(await alertsOf(second)).toEqual(await alertsOf(first))
    expect((await second.tezgah.snapshot()).openJobs).toEqual([])
  })

  it('the other prints what a person asks for, says which counter it is, and still leaves the rest', async () => {
    const { vendor, aCounter, until, quiet } = aShop()
    const second = await aCounter()
    await second.set(leaving)
    vendor.list = [order('1')]
    await until(async () => (await second.tezgah.snapshot()).cards.length === 1)
    const printed = await second.tezgah.ask('order.print', { key: keyOf('1'), printerId: null, reason: null })
    expect(printed.ok).toBe(true)
    await until(() => second.printer.slips().length === 1)
    const slip = second.printer.slips()[0]?.text ?? ''
    expect(slip).toContain('Kasa 2')
    expect(slip).toContain('Bu kasa kendiliğinden yazdırmaz')
    vendor.list = [order('1', { phase: 'cancelled' }), order('2')]
    await until(async () => (await alertsOf(second)).join() === '1 cancelled,2 new')
    await quiet()
    expect(second.printer.slips()).toHaveLength(1)
    expect((await second.tezgah.snapshot()).settings.counter).toEqual(leaving)
    await second.tezgah.acknowledge()
    const page = await second.tezgah.ask('order.get', { key: keyOf('2') })
    expect(page.ok && page.value.history.map(({ happening }) => happening)).toContainEqual(
      expect.objectContaining({ what: 'acknowledged', counterName: 'Kasa 2' }),
    )
  })

  it('one that begins to print by itself prints nothing of the past, not even what is reopened, also after a restart', async () => {
    const { vendor, aCounter, open, until, quiet } = aShop()
    const second = await aCounter()
    await second.set(leaving)
    vendor.list = [order('1'), order('2', { phase: 'delivered' })]
    await until(async () => (await second.tezgah.snapshot()).cards.length >= 1)
    await quiet()
    await second.set({ ...leaving, printsByItself: true })
    await quiet()
    await second.tezgah.stop()
    const again = await open(second.disk, second.printer)
    vendor.list = [order('1'), order('2')]
    await until(async () => (await alertsOf(again)).includes('2 reopened'))
    await quiet()
    expect(again.printer.slips()).toEqual([])
    // Nor what a new printer could print now.
    const [printers] = (await again.tezgah.snapshot()).printers
    if (printers === undefined) throw new Error('no printer')
    const { id, ...printer } = printers.settings
    for (const enabled of [false, true])
      expect((await again.tezgah.ask('printer.save', { id, printer: { ...printer, enabled } })).ok).toBe(true)
    await quiet()
    expect(again.printer.slips()).toEqual([])
    expect((await again.tezgah.snapshot()).alarms).toEqual([])
    vendor.list = [order('1'), order('2'), order('3')]
    await until(() => again.printer.slips().length === 1)
    expect(again.printer.slips()[0]?.text).not.toContain('kendiliğinden yazdırmaz')
    expect(again.printer.slips()[0]?.text).toContain('#3')
  })

  it('one that leaves the printing does not offer to print what was open before', async () => {
    const { aCounter } = aShop([order('1')])
    const second = await aCounter()
    expect((await second.tezgah.snapshot()).sources[0]?.baselineOffer).toBe(1)
    await second.set(leaving)
    expect((await second.tezgah.snapshot()).sources[0]?.baselineOffer).toBe(0)
  })
})

describe('a counter that prints by itself warns of another program', () => {
  const warnings = async ({ tezgah }: Till) =>
    (await tezgah.snapshot()).otherCounters.warnings.map(({ kind, count }) => `${kind} ${count}`)

  it('when orders are under way at its first start and its ledger has no slip of them, until somebody says who prints', async () => {
    const { time, aCounter } = aShop([order('1', { phase: 'onTheWay' }), order('2', { courier: 'Ali' }), order('3')])
    const second = await aCounter()
    await time.advance(61_000)
    expect(await warnings(second)).toEqual(['openBefore 2'])
    await second.set({ ...alone, others: 'none' })
    expect(await warnings(second)).toEqual([])
    await second.set(alone)
    expect(await warnings(second)).toEqual(['openBefore 2'])
    await second.set({ ...alone, others: 'some' })
    expect(await warnings(second)).toEqual([])
    await second.set(leaving)
    expect(await warnings(second)).toEqual([])
  })

  it('when the vendor says "too many" again and again although the limits are kept', async () => {
    const { time, vendor, aCounter } = aShop()
    const second = await aCounter()
    await second.set({ ...alone, others: 'none' })
    vendor.list = { code: 'rateLimited' }
    await time.advance(30 * 60_000)
    vendor.list = []
    expect((await warnings(second)).map((one) => one.split(' ')[0])).toEqual(['askedTooMuch'])
  })

  it('when orders go on their way that were never on its paper', async () => {
    const { time, vendor, aCounter } = aShop()
    const second = await aCounter()
    await second.printer.setMode('paperOut')
    vendor.list = ['1', '2', '3'].map((id) => order(id))
    await time.advance(60_000)
    vendor.list = ['1', '2', '3'].map((id) => order(id, { phase: 'onTheWay' }))
    await time.advance(5 * 60_000)
    expect(await warnings(second)).toEqual([])
    await time.advance(6 * 60_000)
    expect(await warnings(second)).toEqual(['movedElsewhere 3'])
  })

  it('which is closed by a person, and stays closed and on record, also after a restart; a sign of another kind is told', async () => {
    const { time, vendor, aCounter, open } = aShop([order('1', { phase: 'ready' })])
    const second = await aCounter()
    await time.advance(61_000)
    expect((await second.tezgah.ask('otherCounters.close', {})).ok).toBe(true)
    await time.advance(61_000)
    expect(await warnings(second)).toEqual([])
    await second.tezgah.stop()
    const again = await open(second.disk, second.printer)
    await time.advance(61_000)
    const { signs, warnings: told } = (await again.tezgah.snapshot()).otherCounters
    expect(told).toEqual([])
    expect(signs).toMatchObject([{ kind: 'openBefore', sourceId, count: 1, closedAtMs: expect.any(Number) }])
    vendor.list = { code: 'rateLimited' }
    await time.advance(30 * 60_000)
    expect((await warnings(again)).length).toBe(1)
  })

  it('a day after it was closed, should it be seen again', () => {
    let nowMs = 1_000_000
    let stored: string | null = null
    const seen = createOtherCounters({ read: () => stored, write: (value) => void (stored = value) }, () => nowMs)
    const refuse = (): void => {
      for (let count = 0; count < 3; count++) seen.noteRefusal('moda')
      seen.look([{ sourceId: 'moda', known: [], hasTrace: () => false }])
    }
    refuse()
    seen.close()
    nowMs += 23 * 3_600_000
    refuse()
    expect(seen.signs().map(({ closedAtMs }) => closedAtMs)).toEqual([1_000_000])
    nowMs += 2 * 3_600_000
    refuse()
    expect(seen.signs().map(({ closedAtMs }) => closedAtMs)).toEqual([null, 1_000_000])
  })
})
