import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Printer } from '../../../src/core/printing/printers/printer.ts'
import { NOT_UNASKED_AFTER_MS, type WantedJob } from '../../../src/shared/model/printJob.ts'
import { aRoute } from '../../support/aRoute.ts'
import { aWantedSlip } from '../../support/aWantedSlip.ts'
import { aKnownOrder } from '../../support/aKnownOrder.ts'
import { anOrder } from '../../support/anOrder.ts'
import { LinkDouble, wayTo } from '../../support/linkDouble.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'
import { documentIn, linkedSettings, openTill, payloadOf, SwiftTime, type Till } from './tillInTime.ts'

interface TillOptions {
  routeNames?: readonly string[]
  /** Which orders are one here, by their ids. */
  group?: readonly string[]
  printsByItself?: boolean
}

/** Two tills of one shop, linked, in virtual time. */
async function aShop(ofFirst: TillOptions = {}, ofSecond: TillOptions = {}) {
  const time = new SwiftTime()
  const server = new LinkDouble(time, -1e12)
  const aTill = (name: string, { routeNames = [], group, printsByItself = true }: TillOptions) => {
    const printer = { works: true, prepared: 0, takesMs: 0 }
    const paper: string[] = []
    const doubledWith: string[] = []
    const openPrinter = (): Printer => ({
      prepare: async (document) => {
        printer.prepared++
        return { payload: payloadOf(document), note: null }
      },
      send: async (payload) => {
        if (!printer.works)
          return { kind: 'notSent', problem: { code: 'printerUnreachable' }, isHeld: false, said: null }
        const { key, isMarked } = documentIn(payload)
        await new Promise<void>((resolve) => time.after(printer.takesMs, resolve))
        paper.push(`${key}${isMarked ? ' marked' : ''}`)
        return { kind: 'confirmed', said: null }
      },
      check: async () =>
        printer.works
          ? { isReady: true }
          : { isReady: false, problem: { code: 'printerUnreachable' }, isHeld: false, said: null },
      habits: () => null,
    })
    const way = wayTo(server, time, () => 5)
    const ledgerFile = join(temporaryFolder(), 'ledger.sqlite')
    const till: Till = openTill({
      name,
      time,
      random: () => 0.5,
      way,
      ledgerFile,
      settings: linkedSettings({
        counter: { name, printsByItself, others: 'some' },
        routes: routeNames.map((routeName, index) => aRoute({ id: `route-${index}`, name: routeName })),
      }),
      find: (key) => till.ledger.readOrder(key)?.order ?? anOrder({ orderId: key.slice('shop/'.length) }),
      group: (key) => group?.map((orderId) => `shop/${orderId}`) ?? [key],
      openPrinter,
      hasPaper: () => printer.works,
      onDoubled: (_, counterName) => doubledWith.push(counterName),
    })
    return { routeNames, till, way, ledgerFile, printer, paper, doubledWith }
  }
  const pass = (ms: number) => time.runUntil(time.monotonicMs() + ms)
  const want = ({ till, routeNames }: TestTill, { orderId = '1', routeName, ...over }: HeardSlip = {}): void => {
    const routeId = routeName === undefined ? null : `route-${routeNames.indexOf(routeName)}`
    till.hear(anOrder({ orderId }), aWantedSlip(orderId, { routeId, ...over }))
  }
  /** A slip is wanted there, and time enough passes for it. */
  const hear = async (tested: TestTill, slip?: HeardSlip): Promise<void> => {
    want(tested, slip)
    await pass(2_000)
  }
  type TestTill = ReturnType<typeof aTill>
  const [first, second] = [aTill('Kasa 1', ofFirst), aTill('Kasa 2', ofSecond)]
  await pass(3_000)
  return { first, second, time, server, pass, want, hear }
}

interface HeardSlip extends Partial<WantedJob> {
  orderId?: string
  routeName?: string
}

test('a slip that has grown too old at a printer that is not ready is another counter’s', async () => {
  const { first, second, pass, hear } = await aShop()
  first.printer.works = false
  await hear(first)
  await pass(NOT_UNASKED_AFTER_MS + 60_000)
  await hear(second)
  await pass(60_000)
  expect([first.paper, second.paper]).toEqual([[], ['shop/1']])
  expect(first.till.ledger.readOpenJobs()).toEqual([])
})

test('a slip that is not sent because it cannot be recorded is another counter’s', async () => {
  const { first, second, pass, hear } = await aShop()
  renameSync(first.ledgerFile, `${first.ledgerFile}.away`)
  await hear(first)
  await hear(second)
  await pass(60_000)
  expect([first.paper, second.paper]).toEqual([[], ['shop/1']])
  renameSync(`${first.ledgerFile}.away`, first.ledgerFile)
  await pass(10_000)
  expect(first.till.ledger.readOpenJobs()).toEqual([])
})

test.each<[string, readonly string[], HeardSlip, readonly string[], HeardSlip]>([
  ['under another name', ['Mutfak'], { routeName: 'Mutfak' }, ['Arka mutfak'], { routeName: 'Arka mutfak' }],
  ['under a name where this one has no routes', ['Mutfak'], { routeName: 'Mutfak' }, [], {}],
  ['without routes', [], {}, ['Mutfak'], { routeName: 'Mutfak' }],
  ['by hand', ['Mutfak'], { dedupe: 'hand:0' }, ['Mutfak'], { routeName: 'Mutfak' }],
  ['under a name, where a person prints here', ['Mutfak'], { routeName: 'Mutfak' }, ['Mutfak'], { dedupe: 'hand:0' }],
])('what another counter has printed %s comes out marked', async (_what, names, slip, otherNames, otherSlip) => {
  const { first, second, hear } = await aShop({ routeNames: names }, { routeNames: otherNames })
  await hear(first, slip)
  await hear(second, otherSlip)
  expect([first.paper, second.paper]).toEqual([['shop/1'], ['shop/1 marked']])
})

test('what two counters print at once under other names is noted at both', async () => {
  const { first, second, want, pass } = await aShop({ routeNames: ['Mutfak'] })
  want(first, { routeName: 'Mutfak' })
  want(second)
  await pass(5_000)
  expect([first, second].map(({ paper, doubledWith }) => [paper.length, new Set(doubledWith)])).toEqual([
    [1, new Set(['Kasa 2'])],
    [1, new Set(['Kasa 1'])],
  ])
})

test('the slips of routes that both counters have are two, whoever prints them', async () => {
  const routeNames = ['Mutfak', 'Kasa']
  const { first, second, hear } = await aShop({ routeNames }, { routeNames: ['kasa', 'MUTFAK'] })
  await hear(first, { routeName: 'Mutfak', dedupe: 'first:1' })
  first.printer.works = false
  await hear(first, { routeName: 'Kasa', dedupe: 'first:2' })
  await hear(second, { routeName: 'MUTFAK', dedupe: 'first:1' })
  await hear(second, { routeName: 'kasa', dedupe: 'first:2' })
  expect([first.paper, second.paper]).toEqual([['shop/1'], ['shop/1']])
})

test('a slip that one counter wants anew and the other for the first time is marked at the second', async () => {
  const { first, second, hear } = await aShop()
  first.printer.works = false
  await hear(first)
  const [waiting] = first.till.ledger.readOpenJobs()
  first.till.queue.answer([waiting?.id ?? 0], 'drop')
  first.printer.works = true
  await hear(first, { dedupe: 'first:again1' })
  await hear(second)
  expect([first.paper, second.paper]).toEqual([['shop/1'], ['shop/1 marked']])
})

test.each<[string, TillOptions, TillOptions]>([
  ['both know as one', { group: ['1', '2'] }, { group: ['1', '2'] }],
  ['the first alone knows as one', { group: ['1', '2'] }, {}],
  ['the second alone knows as one', {}, { group: ['1', '2'] }],
])('an order of two sources that %s is printed once, whichever each saw first', async (_what, ofFirst, ofSecond) => {
  for (const [orderId, otherId] of [
    ['1', '2'],
    ['2', '1'],
  ] as const) {
    const { first, second, hear, pass } = await aShop(ofFirst, ofSecond)
    await hear(first, { orderId })
    await hear(second, { orderId: otherId })
    await pass(60_000)
    expect([first.paper, second.paper]).toEqual([[`shop/${orderId}`], []])
    expect(second.till.ledger.readOpenJobs()).toEqual([])
  }
})

test('what is held back is drawn when it may be printed, not each second', async () => {
  const { first, second, want, pass } = await aShop({}, { printsByItself: false })
  for (const { way } of [first, second]) way.cut('both')
  await pass(10_000)
  for (let number = 1; number <= 20; number++) want(second, { orderId: String(number) })
  await pass(60_000)
  expect([second.printer.prepared, second.paper.length]).toEqual([0, 0])
  second.way.cut('nothing')
  await pass(60_000)
  expect([second.printer.prepared, second.paper.length]).toEqual([20, 20])
})

test('what was printed while the server did not answer is looked at when it answers, and told then', async () => {
  const { first, second, want, pass } = await aShop({}, { printsByItself: false })
  for (const { way } of [first, second]) way.cut('both')
  await pass(10_000)
  const { ledger } = first.till
  const { readJob } = ledger
  let readCount = 0
  ledger.readJob = (id) => {
    readCount++
    return readJob(id)
  }
  for (let number = 1; number <= 20; number++) {
    want(first, { orderId: String(number) })
    want(second, { orderId: String(number) })
  }
  await pass(60_000)
  // Its printer reads each once, as it is recorded; nobody looks after them each second.
  expect([first.paper.length, second.paper.length, readCount]).toEqual([20, 0, 20])
  for (const { way } of [first, second]) way.cut('nothing')
  await pass(60_000)
  expect([first.paper.length, second.paper.length]).toEqual([20, 0])
  expect(second.till.ledger.readOpenJobs()).toEqual([])
})

test('a person’s print of a slip that another counter is about to print brings it out at once, marked', async () => {
  const { first, second, pass, hear } = await aShop()
  first.printer.takesMs = 30_000
  await hear(first)
  await hear(second)
  expect([first.paper, second.paper]).toEqual([[], []])
  const [waiting] = second.till.ledger.readOpenJobs()
  expect(second.till.queue.answer([waiting?.id ?? 0], 'printAgain')).toMatchObject({ ok: true })
  await pass(2_000)
  expect([first.paper, second.paper]).toEqual([[], ['shop/1 marked']])
  await pass(60_000)
  expect([first.paper, second.paper]).toEqual([['shop/1'], ['shop/1 marked']])
})

const HOUR_MS = 3_600_000

test('what came out of an order that goes on is told after a restart, however long ago and whatever has since', async () => {
  const { first, second, time, server, pass, want, hear } = await aShop()
  await hear(first)
  time.sleep(30 * HOUR_MS)
  for (let number = 2; number <= 520; number++) want(first, { orderId: String(number) })
  await pass(20_000)
  server.restart(null)
  for (const { till } of [first, second]) till.crash()
  await pass(60_000)
  await hear(second)
  await pass(60_000)
  expect([first.paper.length, second.paper, second.till.ledger.readOpenJobs()]).toEqual([520, [], []])
})

test.each([
  [11, []],
  [13, ['shop/1']],
])(
  'what came out of an order that was over %i hours ago is told as long as its slip may wait elsewhere',
  async (hours, paper) => {
    const { first, second, time, server, pass, hear } = await aShop()
    await hear(first)
    const goneAtMs = time.nowMs()
    first.till.know(aKnownOrder(anOrder({ orderId: '1' }), { state: 'gone', goneAtMs, goneWhy: 'delivered' }))
    time.sleep(hours * HOUR_MS)
    server.restart(null)
    for (const { till } of [first, second]) till.crash()
    await pass(90_000)
    await hear(second)
    await pass(60_000)
    expect(second.paper).toEqual(paper)
  },
)

test('what came out days ago of an order that goes on is told again before the server forgets it', async () => {
  const { second, first, time, pass, hear } = await aShop()
  await hear(first)
  for (let day = 1; day <= 4; day++) {
    time.sleep(24 * HOUR_MS)
    await pass(30_000)
  }
  second.till.crash()
  await pass(5_000)
  await hear(second)
  await pass(60_000)
  expect([first.paper, second.paper]).toEqual([['shop/1'], []])
})

test('what came out of an order is told under the id that its vendor goes on with', async () => {
  const { first, second, pass, hear } = await aShop()
  await hear(first)
  first.till.know(aKnownOrder({ ...anOrder({ orderId: '2' }), key: 'shop/1' }))
  first.till.link.tellNames(['shop/1'])
  await pass(1_000)
  await hear(second, { orderId: '2' })
  expect([first.paper, second.paper]).toEqual([['shop/1'], []])
})
