import { describe, expect, it, onTestFinished } from 'vitest'
import type { FailureKind } from '../../src/practice/failure.ts'
import { startPracticePrinter, type PracticePrinter } from '../../src/practice/printer/practicePrinter.ts'
import type { PosResult } from '../../src/core/vendors/posClient.ts'
import type { Order } from '../../src/shared/model/order.ts'
import type { ErrorCode } from '../../src/shared/contract/problems.ts'
import { anOrder, asSummary } from '../support/anOrder.ts'
import { ManualTime } from '../support/manualTime.ts'
import { emptyDisk, openCounter, type OpenedCounter } from '../support/openCounter.ts'
import { ScriptedVendor } from '../support/scriptedVendor.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'
import { openHurriedShop } from './hurriedShop.ts'

const source = {
  kind: 'restomenum',
  name: 'Kadıköy',
  baseUrl: 'http://127.0.0.1:9',
  apiKey: 'server.plugin.secret',
  pollSeconds: 5,
}

interface TimedShop {
  time: ManualTime
  vendor: ScriptedVendor
  tezgah: OpenedCounter
  printer: PracticePrinter
  /** Both kinds of time pass until so many slips are out. */
  slips(count: number): Promise<string[]>
}

async function aTimedShop(): Promise<TimedShop> {
  const printer = await startPracticePrinter({ mode: 'echoesIds' })
  onTestFinished(() => printer.stop())
  const time = new ManualTime()
  const vendor = new ScriptedVendor(() => time.monotonicMs())
  const provision = {
    sources: [source],
    printers: [{ name: 'Kasa', connection: { kind: 'tcp', host: '127.0.0.1', port: printer.port } }],
  }
  const tezgah = await openCounter(
    emptyDisk(temporaryFolder()),
    provision,
    { clock: time, timers: time, random: () => 0.5 },
    vendor.vendors(),
  )
  await time.advance(10)
  const isAtRest = async (): Promise<boolean> => (await tezgah.snapshot()).openJobs.length === 0
  const slips = async (count: number): Promise<string[]> => {
    for (let turn = 0; turn < 800 && !(printer.slips().length >= count && (await isAtRest())); turn++) {
      await new Promise((resolve) => setTimeout(resolve, 5))
      await time.advance(5)
    }
    return printer.slips().map(({ text }) => text)
  }
  return { time, vendor, tezgah, printer, slips }
}

const order = (over: Partial<Order> = {}): Order =>
  anOrder({ orderId: '1', sourceId: 'restomenum-kadikoy', number: '1', ...over })
const found = (value: Order): PosResult<Order> => ({ ok: true, value })

describe('22: details fail while the list works', () => {
  const failures: FailureKind[] = [
    'html',
    'nothing',
    'truncated',
    'reset',
    'resetInBody',
    'stall',
    'stallInBody',
    'drip',
    'redirect',
    'huge',
    'gzipBomb',
    'deep',
    '429',
    '500',
    '502',
    '503',
    '404',
    'notFound',
  ]

  it('in every way, one after the other: the alert comes at once, and in the end one whole slip', async () => {
    const { shop, tezgah, waitForSlip, printer, shown } = await openHurriedShop({ speed: 12 })
    for (const kind of failures) shop.failNext(1, { kind, vendor: 'restomenum', request: 'detail' })
    shop.addPacket({ number: 1, pos: 'restomenum', note: 'Kapıcıya bırakın' })
    const first = await tezgah.until('the card', ({ cards }) => cards.length === 1)
    expect([first.cards[0]?.completeness, first.cards[0]?.alert?.kind, tezgah.notices.length]).toEqual([
      'summary',
      'new',
      1,
    ])
    const slip = await waitForSlip(1)
    expect(shop.failuresLeft).toBe(0)
    expect(slip.text).toContain('Kapıcıya bırakın')
    expect(slip.text).not.toContain('EKSİK')
    await tezgah.until('rest', ({ openJobs, cards }) => openJobs.length === 0 && cards[0]?.completeness === 'full')
    expect([printer.slips().length, tezgah.notices.length]).toEqual([1, 1])
    // The list was well all the time, and so was the source.
    expect(
      new Set(
        shown()
          .filter(({ cards }) => cards.length === 1)
          .map(({ sources }) => sources[0]?.state),
      ),
    ).toEqual(new Set(['ok']))
  }, 40_000)

  it.each<ErrorCode>([
    'vendorError',
    'malformed',
    'orderNotFound',
    'timedOut',
    'keyRejected',
    'scopeDenied',
    'packageExpired',
  ])(
    '%s for three minutes: a slip of the summary marked EKSİK BİLGİ, and nothing more when the details come',
    async (code) => {
      const { time, vendor, tezgah, printer, slips } = await aTimedShop()
      vendor.details = () => ({ ok: false, error: { code } })
      vendor.list = [asSummary(order())]
      await time.advance(6_000)
      expect(tezgah.notices).toHaveLength(1)
      await time.advance(170_000)
      expect(printer.slips()).toHaveLength(0)
      await time.advance(10_000)
      const [incomplete, ...none] = await slips(1)
      expect([incomplete?.includes('EKSİK BİLGİ'), incomplete?.includes('#1'), none]).toEqual([true, true, []])
      vendor.details = () => found(order())
      await tezgah.ask('source.resume', { id: 'restomenum-kadikoy' })
      await time.advance(120_000)
      const board = await tezgah.snapshot()
      expect([board.cards[0]?.completeness, board.cards[0]?.alert?.kind]).toEqual(['full', 'new'])
      expect(await slips(1)).toHaveLength(1)
      // A source that was stopped says that it is heard again; of the order nothing is told anew.
      expect(tezgah.notices.filter(({ tag }) => !tag.startsWith('heardAgain'))).toHaveLength(1)
    },
  )
})

describe('23: the detail is of another revision than the list', () => {
  const older = order({ totalKurus: 10_000, note: 'eski' })
  const newer = order({ totalKurus: 99_900, note: 'yeni' })

  it.each([
    ['older, then caught up', (call: number) => (call < 3 ? older : newer)],
    ['newer from the first', () => newer],
  ])('%s: one slip, of the newest', async (_what, details) => {
    const { time, vendor, tezgah, slips } = await aTimedShop()
    vendor.details = () => found(details(vendor.detailCalls.length))
    vendor.list = [asSummary(order({ totalKurus: 99_900 }))]
    await time.advance(8_000)
    const [slip] = await slips(1)
    expect([slip?.includes('999,00'), slip?.includes('yeni')]).toEqual([true, true])
    await time.advance(60_000)
    expect(await slips(1)).toHaveLength(1)
    expect(tezgah.notices).toHaveLength(1)
  })

  it('ahead of the list, which follows: one slip, and the board does not fall back', async () => {
    const { time, vendor, tezgah, slips } = await aTimedShop()
    vendor.details = () => found(newer)
    vendor.list = [asSummary(older)]
    await time.advance(10_000)
    expect((await slips(1))[0]).toContain('999,00')
    expect((await tezgah.snapshot()).cards[0]?.totalKurus).toBe(99_900)
    vendor.list = [asSummary(newer)]
    await time.advance(60_000)
    expect(await slips(1)).toHaveLength(1)
    expect((await tezgah.snapshot()).cards.map(({ totalKurus, alert }) => [totalKurus, alert?.kind])).toEqual([
      [99_900, 'new'],
    ])
  })
})
