import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { setDefaultCACertificates } from 'node:tls'
import { expect, it, onTestFinished } from 'vitest'
import type { Host } from '../../src/core/host.ts'
import { RELEASED_MS } from '../../src/core/trustedClock.ts'
import { startPracticeShop } from '../../src/practice/practiceShop.ts'
import { startPracticePrinter } from '../../src/practice/printer/practicePrinter.ts'
import type { Snapshot } from '../../src/shared/contract/snapshot.ts'
import { selfSignedCertificate } from '../core/vendors/selfSignedCertificate.ts'
import { anOrder } from '../support/anOrder.ts'
import { ManualTime } from '../support/manualTime.ts'
import { emptyDisk, openCounter, type OpenedCounter, provisionFor } from '../support/openCounter.ts'
import { ScriptedVendor } from '../support/scriptedVendor.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const DAY_MS = 86_400_000

// Authorities are read once: all of them are trusted before the first question.
const right = selfSignedCertificate()
const notYetValid = selfSignedCertificate({ fromMs: DAY_MS, untilMs: 10 * DAY_MS })
const expired = selfSignedCertificate({ fromMs: -10 * DAY_MS, untilMs: -DAY_MS })
setDefaultCACertificates([right, notYetValid, expired].map(({ cert }) => cert))

/** A clock that a test may set, and timers that run `speed` times as fast as the machine's. */
function settableTime(speed: number): Pick<Host, 'clock' | 'timers'> & { set(wallMs: number): void } {
  const startMs = performance.now()
  const monotonicMs = (): number => (performance.now() - startMs) * speed
  let offsetMs = Date.now()
  return {
    clock: { nowMs: () => Math.round(offsetMs + monotonicMs()), monotonicMs },
    timers: {
      after: (delayMs, callback) => {
        const timer = setTimeout(callback, delayMs / speed)
        return () => clearTimeout(timer)
      },
    },
    set: (wallMs) => {
      offsetMs = wallMs - monotonicMs()
    },
  }
}

it.each([
  ['not valid yet', 'behind', notYetValid, RELEASED_MS - 100 * DAY_MS],
  ['expired', 'ahead', expired, Date.now() + 3_650 * DAY_MS],
])(
  '64: a certificate that is %s to a clock that is %s: the clock is named, it is asked once a minute, and at once when the clock is set',
  async (_what, _way, wrong, wrongMs) => {
    // Node checks certificates by the system's clock, so it is the certificate that changes when the clock is set.
    const server = createServer(wrong, (_request, response) => void response.end('{"success":true,"data":[]}'))
    let connections = 0
    server.on('connection', () => connections++)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const baseUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
    const sources = [{ kind: 'restomenum', name: 'Kadıköy', baseUrl, apiKey: 'a.b.c', pollSeconds: 5 }]
    const time = settableTime(30)
    time.set(wrongMs)
    const { clock, timers } = time
    const tezgah = await openCounter(emptyDisk(temporaryFolder()), { sources }, { clock, timers, random: () => 0.999 })

    const alarmed = await tezgah.until('the alarm', ({ alarms }) => alarms.length > 0)
    expect(alarmed.alarms.map(({ problem }) => problem.code)).toEqual(['clockWrong'])
    expect(alarmed.sources[0]?.state).toBe('offline')
    connections = 0
    const fromMs = clock.monotonicMs()
    await tezgah.until('three minutes', () => clock.monotonicMs() - fromMs > 180_000, 20_000)
    expect(connections).toBeGreaterThanOrEqual(2)
    expect(connections).toBeLessThanOrEqual(5)

    const asked = connections
    await tezgah.until('one more try', () => connections > asked)
    await new Promise((resolve) => setTimeout(resolve, 50))
    server.setSecureContext(right)
    const setMs = clock.monotonicMs()
    time.set(Date.now())
    await tezgah.until('the answer', (snapshot) => snapshot.sources[0]?.state === 'ok')
    expect(clock.monotonicMs() - setMs).toBeLessThan(40_000)
    expect((await tezgah.snapshot()).alarms).toEqual([])
  },
  30_000,
)

const YEAR_MS = 365 * DAY_MS
const customer = { name: 'Kanaryacan', surname: 'Yılmaz' }

/** Both vendors, whose answers say what time it really is, and a shop whose computer may show another. */
async function aShop(printerPort = 9) {
  const shop = await startPracticeShop({ adisyo: { paceScale: 0 } })
  onTestFinished(() => shop.close())
  const disk = emptyDisk(temporaryFolder())
  const provision = provisionFor(shop, [{ name: 'Kasa', port: printerPort }])
  const start = async (aheadMs: number): Promise<OpenedCounter & { jump(byMs: number): void }> => {
    let offsetMs = aheadMs
    const clock = { nowMs: () => Date.now() + offsetMs, monotonicMs: () => performance.now() }
    const tezgah = await openCounter(disk, provision, { clock })
    return { ...tezgah, jump: (byMs) => void (offsetMs += byMs) }
  }
  return { shop, disk, start }
}

const areAllHeard = ({ sources }: Snapshot): boolean =>
  sources.length === 2 && sources.every(({ state }) => state === 'ok')

it('65: a start with the clock a year ahead: nothing is erased, purged or dropped before the time is known, nor after', async () => {
  const { shop, start } = await aShop()
  const first = await start(0)
  await first.until('both sources', areAllHeard)
  const { id } = shop.addPacket({ number: 1, pos: 'restomenum', customer })
  const before = await first.until('its slip', ({ openJobs }) => openJobs.length === 1)
  const key = before.cards[0]?.key ?? ''
  await first.acknowledge()
  shop.deliver(id)
  await first.until('its end', ({ cards }) => cards.length === 0)
  // The time that is believed is on record with the first heartbeat after it was told.
  await new Promise((resolve) => setTimeout(resolve, 1_200))
  await first.stop()
  const [restomenumPort = 0, adisyoPort = 0] = [shop.restomenum.baseUrl, shop.adisyo.baseUrl].map((url) =>
    Number(new URL(url).port),
  )
  await shop.close()

  const second = await start(YEAR_MS)
  const nameOf = async (): Promise<string | null | undefined> => {
    const page = await second.ask('order.get', { key })
    return page.ok ? page.value.order.customer?.name : page.error.code
  }
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  const unknown = await second.snapshot()
  expect(unknown.nowMs - Date.now()).toBeGreaterThan(YEAR_MS - DAY_MS)
  expect([await nameOf(), unknown.openJobs.map(({ state }) => state)]).toEqual(['Kanaryacan Yılmaz', ['failed']])
  expect(second.logs.map(({ what }) => what)).not.toContain('ledger.tidied')

  const again = await startPracticeShop({ restomenumPort, adisyoPort, adisyo: { paceScale: 0 } })
  onTestFinished(() => again.close())
  const known = await second.until('a vendor', ({ sources }) => sources.some(({ state }) => state === 'ok'))
  // What the vendor says is what the screen and the slips say, too.
  expect(Math.abs(known.nowMs - Date.now())).toBeLessThan(60_000)
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  expect([await nameOf(), (await second.snapshot()).openJobs.length]).toEqual(['Kanaryacan Yılmaz', 1])
}, 30_000)

it('65: a scheduled slip does not come early because the clock jumps a year ahead', async () => {
  const printer = await startPracticePrinter({ mode: 'echoesIds' })
  onTestFinished(() => printer.stop())
  const { shop, start } = await aShop(printer.port)
  const tezgah = await start(0)
  await tezgah.until('both sources', areAllHeard)
  await tezgah.ask('settings.update', { scheduledLeadMinutes: 30 })
  shop.addPacket({ number: 1, pos: 'restomenum', scheduledForMs: Date.now() + 6 * 3_600_000 })
  shop.addPacket({ number: 2, pos: 'restomenum' })
  await printer.waitForSlips(1)
  tezgah.jump(YEAR_MS)
  await new Promise((resolve) => setTimeout(resolve, 3_000))
  expect((await tezgah.snapshot()).cards).toHaveLength(2)
  expect(printer.slips().map(({ text }) => /#\d+/.exec(text)?.[0])).toEqual(['#2'])
}, 30_000)

it('65: what closed in a wrong future counts as closed when the clock is right again, is not kept for ever, and comes back without a slip', async () => {
  const disk = emptyDisk(temporaryFolder())
  const vendor = new ScriptedVendor(() => 0)
  const provision = {
    sources: [{ kind: 'restomenum', name: 'K', baseUrl: 'http://127.0.0.1:9', apiKey: 'a.b.c', pollSeconds: 30 }],
    printers: [{ name: 'Kasa', connection: { kind: 'tcp', host: '127.0.0.1', port: 9 } }],
  }
  // Nobody tells the time here: it is believed once it has gone on steadily for a working day.
  const start = async (wallMs: number): Promise<{ time: ManualTime; tezgah: OpenedCounter }> => {
    const time = new ManualTime(wallMs)
    const tezgah = await openCounter(disk, provision, { clock: time, timers: time }, vendor.vendors())
    await time.advance(1_000)
    return { time, tezgah }
  }
  const order = (orderId: string) => anOrder({ orderId, sourceId: 'restomenum-k', number: orderId, note: 'Kanarya' })
  const noteOf = async (tezgah: OpenedCounter, key: string): Promise<string | null> => {
    const page = await tezgah.ask('order.get', { key })
    return page.ok ? page.value.order.note : page.error.code
  }
  const rightMs = RELEASED_MS + 100 * DAY_MS
  vendor.list = []
  const ahead = await start(rightMs + YEAR_MS)
  vendor.list = [order('1'), order('2')]
  await ahead.time.advance(31_000)
  await ahead.tezgah.acknowledge()
  vendor.list = []
  await ahead.time.advance(9 * 3_600_000)
  expect((await ahead.tezgah.snapshot()).cards).toEqual([])
  await ahead.tezgah.stop()

  const { time, tezgah } = await start(rightMs)
  const slips = async (): Promise<number> => {
    const jobs = await tezgah.ask('jobs.list', { limit: 100 })
    return jobs.ok ? jobs.value.length : -1
  }
  const before = await slips()
  await time.advance(60_000)
  vendor.list = [order('2')]
  await time.advance(60_000)
  expect((await tezgah.snapshot()).cards.map(({ number, alert }) => [number, alert?.kind])).toEqual([['2', 'reopened']])
  expect(await slips()).toBe(before)
  await time.advance(23 * 3_600_000)
  expect(await noteOf(tezgah, order('1').key)).toBe('Kanarya')
  await time.advance(10 * 3_600_000)
  expect(await noteOf(tezgah, order('1').key)).toBeNull()
  expect(await noteOf(tezgah, order('2').key)).toBe('Kanarya')
}, 180_000)
