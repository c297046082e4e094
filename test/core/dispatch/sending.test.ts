import { expect, it, onTestFinished } from 'vitest'
import { openLedger } from '../../../src/core/ledger/openLedger.ts'
import type { PosClient, PosResult, StatusWrite } from '../../../src/core/vendors/posClient.ts'
import type { KnownOrder } from '../../../src/shared/model/knownOrder.ts'
import type { OrderPhase } from '../../../src/shared/model/order.ts'
import { aKnownOrder } from '../../support/aKnownOrder.ts'
import { anOrder } from '../../support/anOrder.ts'
import { ManualTime } from '../../support/manualTime.ts'
import { dispatchSettings, openDispatch } from './openDispatch.ts'

/** Orders 1 … 5 of a vendor whose answers to steps are given. */
function open(answer: (id: string, write: StatusWrite) => PosResult<null>) {
  const time = new ManualTime()
  const ledger = openLedger(':memory:')
  const phases = new Map<string, OrderPhase>()
  const known = new Map<string, KnownOrder>()
  for (const orderId of ['1', '2', '3', '4', '5']) {
    const order = anOrder({ orderId, sourceId: 'adisyo' })
    known.set(order.key, aKnownOrder(order))
  }
  const sent: { id: string; write: StatusWrite; atMs: number }[] = []
  const client: Pick<PosClient, 'readStatus' | 'writeStatus'> = {
    readStatus: async (id) => ({ ok: true, value: { phase: phases.get(id) ?? 'open', courierId: null } }),
    writeStatus: async (id, write) => {
      sent.push({ id, write, atMs: time.monotonicMs() })
      const said = answer(id, write)
      if (said.ok) phases.set(id, write.step === 'delivered' ? 'delivered' : 'onTheWay')
      return said
    },
  }
  const faults: unknown[] = []
  const start = () => openDispatch({ time, ledger, client, known, onFault: (error) => faults.push(error) })
  let [book, sender] = start()
  const restart = (): void => {
    sender.stop()
    ;[book, sender] = start()
  }
  onTestFinished(() => {
    sender.stop()
    ledger.close()
    expect(faults).toEqual([])
  })
  const handOver = (...ids: string[]): void => {
    book.handOver(
      ids.map((id) => `adisyo/${id}`),
      'c0',
    )
    sender.wake()
  }
  return { time, book: () => book, sender: () => sender, restart, sent, handOver }
}

const limited: PosResult<null> = { ok: false, error: { code: 'rateLimited', retryAfterMs: 60_000 } }
const fails: PosResult<null> = { ok: false, error: { code: 'vendorError' } }

it('one step that its vendor never takes stands behind all others, each time for longer, and is sent three times', async () => {
  const { time, book, sent, handOver } = open((id) => (id === '1' ? fails : { ok: true, value: null }))
  handOver('1', '2', '3', '4', '5')
  await time.advance(8_000 + 60_000)
  const order = sent.map(({ id }) => id)
  expect(order.slice(0, 5)).toEqual(['1', '2', '3', '4', '5'])
  expect(order.slice(5)).toEqual(['1', '1'])
  const [first = 0, second = 0, third = 0] = sent.filter(({ id }) => id === '1').map(({ atMs }) => atMs)
  expect(second - first).toBeGreaterThanOrEqual(2_000)
  expect(third - second).toBeGreaterThan(second - first)
  expect(book().steps.writes()).toMatchObject([
    { orderKey: 'adisyo/1', state: 'asking', problem: 'stepNotTaken', attempt: 3 },
  ])
})

it('a vendor that takes no step at all is told ever less often, also while it can be read', async () => {
  const { time, sent, handOver } = open(() => fails)
  handOver('1', '2', '3', '4', '5')
  await time.advance(8_000 + 5 * 60_000)
  const gaps = sent.slice(1).map(({ atMs }, at) => atMs - (sent[at]?.atMs ?? 0))
  expect(gaps).toEqual(gaps.toSorted((left, right) => left - right))
  expect(sent.length).toBeLessThan(12)
})

it('how a delivery was paid is told as it was mended before it was sent', async () => {
  const { time, book, sender, sent, handOver } = open(() => ({ ok: true, value: null }))
  handOver('1')
  const deliveryId = book().carried()[0]?.id ?? 0
  const pay = (purse: 'cash' | 'card') => book().deliver([{ deliveryId, paid: [{ purse, amountKurus: 24_550 }] }])
  pay('cash')
  pay('card')
  sender().wake()
  await time.advance(10_000)
  const { adisyo } = dispatchSettings.paymentTypes
  expect(sent.map(({ write }) => write)).toEqual([
    { step: 'onTheWay', courierId: 'c0' },
    { step: 'delivered', paymentTypeId: adisyo?.card },
  ])
})

it.each(['while it runs', 'before it starts again'] as const)(
  'a clock that is set back by hours, %s, puts off neither a step nor the question of a person',
  async (when) => {
    const { time, book, restart, sent, handOver } = open((id) => (id === '1' ? { ok: true, value: null } : limited))
    handOver('1', '2')
    await time.advance(1_000)
    time.jumpWall(-5 * 3_600_000)
    if (when === 'before it starts again') restart()
    await time.advance(8_000)
    expect(sent.map(({ id }) => id)).toEqual(['1', '2'])
    await time.advance(dispatchSettings.tellWithinMinutes * 60_000)
    expect(book().steps.writes()).toMatchObject([{ orderKey: 'adisyo/2', state: 'asking', problem: 'waitedForVendor' }])
  },
)

it('a hand-over that was told is not undone because the clock was set back', async () => {
  const { time, book, sent, handOver } = open(() => ({ ok: true, value: null }))
  handOver('1')
  await time.advance(9_000)
  expect(sent).toHaveLength(1)
  time.jumpWall(-3_600_000)
  const deliveryIds = book()
    .carried()
    .map(({ id }) => id)
  expect(book().undo(deliveryIds)).toEqual({ ok: false, error: { code: 'undoOver' } })
})
