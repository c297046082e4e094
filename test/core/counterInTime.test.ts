import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openLedger } from '../../src/core/ledger/openLedger.ts'
import { firstSlips } from '../../src/core/orders/firstSlips.ts'
import { startPracticePrinter } from '../../src/practice/printer/practicePrinter.ts'
import type { Order } from '../../src/shared/model/order.ts'
import { defaultSettings } from '../../src/shared/settings/settings.ts'
import { aKnownOrder } from '../support/aKnownOrder.ts'
import { aPrinter } from '../support/aPrinter.ts'
import { anOrder, asSummary } from '../support/anOrder.ts'
import { ManualTime } from '../support/manualTime.ts'
import { emptyDisk, openCounter, type OpenedCounter } from '../support/openCounter.ts'
import type { PosResult } from '../../src/core/vendors/posClient.ts'
import { ScriptedVendor } from '../support/scriptedVendor.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const source = {
  kind: 'restomenum',
  name: 'Kadıköy',
  baseUrl: 'http://127.0.0.1:9',
  apiKey: 'server.plugin.secret',
  pollSeconds: 5,
}

async function aTimedCounter(
  printerPort?: number,
): Promise<{ time: ManualTime; vendor: ScriptedVendor; tezgah: OpenedCounter }> {
  const time = new ManualTime()
  const vendor = new ScriptedVendor(() => time.monotonicMs())
  const printers = printerPort
    ? [{ name: 'Kasa', connection: { kind: 'tcp', host: '127.0.0.1', port: printerPort } }]
    : []
  const over = { clock: time, timers: time, random: () => 0.5 }
  const tezgah = await openCounter(
    emptyDisk(temporaryFolder()),
    { sources: [source], printers },
    over,
    vendor.vendors(),
  )
  await time.advance(10)
  return { time, vendor, tezgah }
}

const order = (orderId: string): Order => anOrder({ orderId, sourceId: 'restomenum-kadikoy', number: orderId })

describe('the counter, in manual time', () => {
  it('raises the alarm after a minute without an answer, not before, and takes it back', async () => {
    const { time, vendor, tezgah } = await aTimedCounter()
    vendor.list = { code: 'offline' }
    await time.advance(55_000)
    const soon = await tezgah.snapshot()
    expect([soon.sources[0]?.state, soon.sources[0]?.problem?.code, soon.alarms]).toEqual(['offline', 'offline', []])
    await time.advance(10_000)
    const late = await tezgah.snapshot()
    expect(late.alarms.map((alarm) => alarm.problem.code)).toEqual(['offline'])
    expect(late.sound).toBe('alarm')
    expect(late.sources[0]?.lastSuccessMs).not.toBeNull()
    vendor.list = []
    await time.advance(16_000)
    expect((await tezgah.snapshot()).alarms).toEqual([])
  })

  it('speaks one language on the screen and another on paper', async () => {
    const { time, vendor, tezgah } = await aTimedCounter()
    vendor.list = [order('1')]
    await time.advance(6_000)
    const slipWords = async (): Promise<string> => {
      const page = await tezgah.ask('order.get', { key: order('1').key })
      return page.ok ? JSON.stringify(page.value.slip) : page.error.code
    }
    await tezgah.ask('settings.update', { language: 'en' })
    expect(await slipWords()).toContain('TAHSİL EDİLECEK')
    await tezgah.ask('settings.update', { language: 'tr', slipLanguage: 'en' })
    expect(await slipWords()).toContain('TO COLLECT')
    expect((await tezgah.snapshot()).settings.language).toBe('tr')
  })

  it('leaves an alert unseen that came in while a person said "seen" to what was on the screen', async () => {
    const { time, vendor, tezgah } = await aTimedCounter()
    vendor.list = [order('1')]
    await time.advance(6_000)
    const { runId, rev } = await tezgah.snapshot()
    vendor.list = [{ ...order('1'), phase: 'cancelled' }]
    await time.advance(6_000)
    const keys = [order('1').key]
    await tezgah.ask('orders.acknowledge', { keys, how: 'rail', runId, rev })
    expect((await tezgah.snapshot()).cards.map((card) => card.alert?.kind)).toEqual(['cancelled'])
    await tezgah.acknowledge(keys)
    expect((await tezgah.snapshot()).unacknowledgedCount).toBe(0)
  })

  it('tells the last of cancelled, reopened, cancelled again, and each of them as it comes', async () => {
    const { time, vendor, tezgah } = await aTimedCounter()
    for (const phase of ['open', 'cancelled', 'open', 'cancelled'] as const) {
      vendor.list = [{ ...order('1'), phase }]
      await time.advance(6_000)
    }
    expect((await tezgah.snapshot()).cards.map((card) => card.alert?.kind)).toEqual(['cancelled'])
    expect(tezgah.notices.map((notice) => notice.tag.split(':')[0])).toEqual([
      'new',
      'cancelled',
      'reopened',
      'cancelled',
    ])
  })

  it('leaves the second change unseen when only the first was on the screen', async () => {
    const { time, vendor, tezgah } = await aTimedCounter()
    const keys = [order('1').key]
    vendor.list = [order('1')]
    await time.advance(6_000)
    await tezgah.acknowledge()
    vendor.list = [{ ...order('1'), note: 'Zil bozuk' }]
    await time.advance(6_000)
    const { runId, rev } = await tezgah.snapshot()
    vendor.list = [{ ...order('1'), note: 'Zil bozuk, kapıyı çalın' }]
    await time.advance(6_000)
    await tezgah.ask('orders.acknowledge', { keys, how: 'rail', runId, rev })
    expect((await tezgah.snapshot()).cards.map((card) => card.alert?.kind)).toEqual(['changed'])
    await tezgah.acknowledge()
    expect((await tezgah.snapshot()).unacknowledgedCount).toBe(0)
  })

  it.each([
    ['of the future', { rev: Number.MAX_SAFE_INTEGER }],
    ['from before the first', { rev: 0 }],
    ['of another run', { runId: 'another' }],
  ])('acknowledges nothing for a board %s, and shows it what there is', async (_what, part) => {
    const { time, vendor, tezgah } = await aTimedCounter()
    vendor.list = [order('1')]
    await time.advance(6_000)
    const { runId, rev } = await tezgah.snapshot()
    tezgah.events.length = 0
    await tezgah.ask('orders.acknowledge', { keys: [order('1').key], how: 'rail', runId, rev, ...part })
    await time.advance(10)
    expect((await tezgah.snapshot()).unacknowledgedCount).toBe(1)
    expect(tezgah.events.map(({ name }) => name)).toEqual(['snapshot.changed'])
  })

  it('tells screens the times alone, in less than a kilobyte, when polls bring nothing new', async () => {
    const { time, vendor, tezgah } = await aTimedCounter()
    vendor.list = [order('1'), order('2')]
    await time.advance(6_000)
    // What nobody has seen would get louder meanwhile.
    await tezgah.acknowledge()
    await time.advance(200)
    const { rev, sources } = await tezgah.snapshot()
    tezgah.events.length = 0
    await time.advance(30_000)
    expect(new Set(tezgah.events.map(({ name }) => name))).toEqual(new Set(['header.times']))
    for (const event of tezgah.events) expect(JSON.stringify(event).length).toBeLessThan(1_000)
    const later = await tezgah.snapshot()
    expect(later.rev).toBe(rev)
    expect(later.sources[0]?.lastSuccessMs).toBeGreaterThan(sources[0]?.lastSuccessMs ?? 0)
    vendor.list = [order('1'), order('2'), order('3')]
    await time.advance(6_000)
    expect(tezgah.events.map(({ name }) => name)).toContain('snapshot.changed')
  })

  it('takes back what was just acknowledged, for ten seconds and no longer', async () => {
    const { time, vendor, tezgah } = await aTimedCounter()
    vendor.list = [order('1')]
    await time.advance(6_000)
    const keys = [order('1').key]
    await tezgah.acknowledge(keys)
    expect((await tezgah.snapshot()).sound).toBe('none')
    await time.advance(9_000)
    expect(await tezgah.ask('orders.unacknowledge', { keys })).toEqual({ ok: true, value: null })
    expect((await tezgah.snapshot()).sound).toBe('newOrder')
    await tezgah.acknowledge(keys)
    await time.advance(15_000)
    expect(await tezgah.ask('orders.unacknowledge', { keys })).toMatchObject({ ok: false, error: { code: 'conflict' } })
    expect((await tezgah.snapshot()).unacknowledgedCount).toBe(0)
  })

  it('does not start a source again that a detail call has stopped, when a list comes in that was under way', async () => {
    const { time, vendor, tezgah } = await aTimedCounter()
    const details = Promise.withResolvers<PosResult<Order>>()
    const list = Promise.withResolvers<void>()
    vendor.list = [asSummary(order('1'))]
    vendor.details = () => details.promise
    await time.advance(6_000)
    vendor.beforeList = list.promise
    await time.advance(6_000)
    details.resolve({ ok: false, error: { code: 'keyRejected' } })
    await time.advance(10)
    list.resolve()
    await time.advance(1_000)
    const stopped = await tezgah.snapshot()
    expect(stopped.sources.map(({ state, problem }) => [state, problem?.code])).toEqual([['stopped', 'keyRejected']])
    vendor.listCalls.length = 0
    await time.advance(60_000)
    expect(vendor.listCalls).toEqual([])
  })

  it('makes a copy that a person asks for, with its reason, beside a change that waits', async () => {
    const { time, vendor, tezgah } = await aTimedCounter(1)
    vendor.list = [order('1')]
    await time.advance(6_000)
    const { key } = order('1')
    const print = async (reason: string | null): Promise<number> => {
      const answer = await tezgah.ask('order.print', { key, printerId: null, reason })
      // Its printer refuses it in real time: a slip on its way is no slip that waits.
      const attempts = async () =>
        (await tezgah.snapshot()).openJobs.map(({ id, state, attempt }) => `${id} ${state} ${attempt}`).join()
      await vi.waitFor(async () => {
        const seen = await attempts()
        await new Promise((resolve) => setTimeout(resolve, 30))
        expect([seen.includes('sending'), await attempts()]).toEqual([false, seen])
      })
      return answer.ok ? (answer.value.jobIds[0] ?? 0) : 0
    }
    const jobs = async () => (await tezgah.snapshot()).openJobs.map(({ kind, reason }) => [kind, reason])
    // The first slip waits for its printer: asking for it again makes no second one.
    const first = await print('Kayboldu')
    expect([await jobs(), await print(null)]).toEqual([[['order', null]], first])
    const asking = await tezgah.ask('jobs.answer', { jobIds: [first], answer: 'drop' })
    expect(asking.ok).toBe(true)
    const copy = await print('Kayboldu')
    expect([await print('Kayboldu'), await jobs()]).toEqual([copy, [['copy', 'Kayboldu']]])
    expect(await print('Kurye istedi')).not.toBe(copy)
  })

  it('costs next to nothing while three thousand slips wait', async () => {
    const folder = temporaryFolder()
    const ledger = openLedger(join(folder, 'ledger.sqlite'))
    const time = new ManualTime()
    const scheduledForMs = time.nowMs() + 20 * 3_600_000
    const known = Array.from({ length: 3_000 }, (_, index) =>
      aKnownOrder(
        anOrder({
          orderId: String(index),
          isScheduled: index % 2 === 0,
          scheduledForMs: index % 2 ? null : scheduledForMs,
        }),
        { state: 'gone', goneAtMs: time.nowMs(), goneWhy: 'delivered' },
      ),
    )
    const commit = { sourceId: 'shop', atMs: time.nowMs(), isBaseline: false, known, alerts: [], history: [] }
    const connection = { kind: 'tcp', host: '127.0.0.1', port: 1 } as const
    const settings = { printers: [aPrinter({ id: 'kasa', connection })], routes: [] }
    ledger.commit({ ...commit, jobs: known.flatMap((entry) => firstSlips(entry.order, settings)) })
    ledger.close()
    const printers = [{ name: 'Kasa', connection }]
    const over = { clock: time, timers: time, random: () => 0.5 }
    const disk = { ...emptyDisk(folder), settings: { ...defaultSettings, scheduledLeadMinutes: 45 } }
    const tezgah = await openCounter(disk, { printers }, over)
    await time.advance(60_000)
    expect((await tezgah.snapshot()).openJobs.length).toBe(1_500)
    const before = process.cpuUsage()
    await time.advance(60_000)
    const { user, system } = process.cpuUsage(before)
    // A minute's work. Parsing each order once a second took several seconds.
    expect((user + system) / 1_000).toBeLessThan(1_000)
  })

  it('keeps the board while it is offline, and says nothing twice when it is back', async () => {
    const { time, vendor, tezgah } = await aTimedCounter()
    vendor.list = [order('1')]
    await time.advance(6_000)
    expect(tezgah.notices).toHaveLength(1)
    vendor.list = { code: 'vendorError' }
    await time.advance(300_000)
    expect((await tezgah.snapshot()).cards).toHaveLength(1)
    vendor.list = [order('1')]
    await time.advance(61_000)
    expect((await tezgah.snapshot()).sources[0]?.state).toBe('ok')
    expect(tezgah.notices.map(({ tag }) => tag.split(':')[0])).toEqual(['new', 'heardAgain'])
  })

  it('asks a storming vendor rarely, and never two polls at once', async () => {
    const { time, vendor } = await aTimedCounter()
    vendor.list = { code: 'vendorError' }
    await time.advance(30_000)
    vendor.listCalls.length = 0
    await time.advance(600_000)
    expect(vendor.listCalls.length).toBeLessThanOrEqual(20)
    expect(vendor.listCalls.length).toBeGreaterThanOrEqual(10)
  })

  it('waits as long as the vendor says, even when the machine wakes up meanwhile', async () => {
    const { time, vendor, tezgah } = await aTimedCounter()
    vendor.list = { code: 'rateLimited', retryAfterMs: 120_000 }
    await time.advance(6_000)
    const { length } = vendor.listCalls
    tezgah.counter.wake()
    await time.advance(100_000)
    expect(vendor.listCalls).toHaveLength(length)
    vendor.list = []
    await time.advance(30_000)
    expect(vendor.listCalls.length).toBeGreaterThan(length)
  })

  it('asks nothing more with a refused key until a person acts', async () => {
    const { time, vendor, tezgah } = await aTimedCounter()
    vendor.list = { code: 'packageExpired' }
    await time.advance(6_000)
    const { length } = vendor.listCalls
    await time.advance(3_600_000)
    tezgah.counter.wake()
    await time.advance(60_000)
    expect(vendor.listCalls).toHaveLength(length)
    expect((await tezgah.snapshot()).alarms.map((alarm) => alarm.problem.code)).toEqual(['packageExpired'])
    vendor.list = []
    await tezgah.ask('source.resume', { id: 'restomenum-kadikoy' })
    await time.advance(1_000)
    expect((await tezgah.snapshot()).sources[0]?.state).toBe('ok')
  })

  it('polls at once after eight hours of sleep, and groups what came meanwhile', async () => {
    const { time, vendor, tezgah } = await aTimedCounter()
    vendor.list = { code: 'vendorError' }
    await time.advance(120_000)
    vendor.listCalls.length = 0
    vendor.list = Array.from({ length: 8 }, (_, index) => order(String(index)))
    time.sleep(8 * 3_600_000)
    await time.advance(1_500)
    expect(vendor.listCalls.length).toBeGreaterThanOrEqual(1)
    expect(tezgah.notices.map((notice) => notice.tag)).toEqual(['grouped', 'heardAgain:restomenum-kadikoy'])
    expect((await tezgah.snapshot()).unacknowledgedCount).toBe(8)
  })

  it.each([
    ['forward', 86_400_000],
    ['back', -86_400_000],
  ])('is not moved by a clock that jumps a day %s', async (_, jumpMs) => {
    const { time, vendor, tezgah } = await aTimedCounter()
    vendor.list = [order('1')]
    await time.advance(6_000)
    time.jumpWall(jumpMs)
    vendor.listCalls.length = 0
    await time.advance(60_000)
    // Twelve polls in a minute, and at most one more for the gap that a jump forward looks like.
    expect(vendor.listCalls.length).toBeGreaterThanOrEqual(11)
    expect(vendor.listCalls.length).toBeLessThanOrEqual(13)
    const board = await tezgah.snapshot()
    const rung = tezgah.notices.filter(({ orderKey }) => orderKey !== null)
    expect([board.alarms, board.cards.length, rung.length]).toEqual([[], 1, 1])
  })

  it('alerts at once from the summary while details fail, and prints what it has after three minutes', async () => {
    const printer = await startPracticePrinter()
    onTestFinished(() => printer.stop())
    const { time, vendor, tezgah } = await aTimedCounter(printer.port)
    vendor.details = () => ({ ok: false, error: { code: 'vendorError' } })
    vendor.list = [asSummary(order('1'))]
    await time.advance(6_000)
    expect(tezgah.notices).toHaveLength(1)
    await time.advance(150_000)
    expect(printer.slips()).toHaveLength(0)
    expect(vendor.detailCalls.length).toBeGreaterThan(4)
    await time.advance(60_000)
    const [slip] = await patiently(time, () => printer.slips())
    expect(slip?.text).toContain('EKSİK BİLGİ')
  })

  it('prints one slip, of the newest, when details lag behind the list', async () => {
    const printer = await startPracticePrinter()
    onTestFinished(() => printer.stop())
    const { time, vendor, tezgah } = await aTimedCounter(printer.port)
    const stale = { ...order('1'), totalKurus: 10_000 }
    const fresh = { ...order('1'), totalKurus: 99_900 }
    vendor.details = () => ({ ok: true, value: vendor.detailCalls.length < 2 ? stale : fresh })
    vendor.list = [asSummary(fresh)]
    await time.advance(8_000)
    const slips = await patiently(time, () => printer.slips())
    expect(slips.map((slip) => slip.text.includes('999,00'))).toEqual([true])
    await time.advance(60_000)
    expect(printer.slips()).toHaveLength(1)
    expect(tezgah.notices).toHaveLength(1)
  })
})

/** Real sockets take real time: lets both kinds of time pass until something is there. */
async function patiently<T>(time: ManualTime, read: () => readonly T[]): Promise<readonly T[]> {
  for (let turn = 0; turn < 400 && read().length === 0; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 5))
    await time.advance(5)
  }
  return read()
}
