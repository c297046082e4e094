import { expect, onTestFinished, test } from 'vitest'
import type { Snapshot } from '../../../src/shared/contract/snapshot.ts'
import { systemClock } from '../../../src/system/systemClock.ts'
import { startPracticeShop } from '../../../src/practice/practiceShop.ts'
import { anOldRedisServer, aSlowWay } from '../../support/aRedisServer.ts'
import { copiesOn, linked, type LinkedCounter, openLinkedCounter } from '../../support/linkedCounter.ts'

/** Two counters that both print in any case, on one real server that keeps what it is told. */
async function twoCounters(wayOf: (port: number) => Promise<string> = async (port) => `redis://127.0.0.1:${port}`) {
  const shop = await startPracticeShop({ adisyo: { paceScale: 0 } })
  onTestFinished(() => shop.close())
  const { server } = await anOldRedisServer({ keeps: true })
  const first = await openLinkedCounter(shop, 'Kasa 1', { address: await wayOf(server.port) })
  const second = await openLinkedCounter(shop, 'Kasa 2', { address: server.address })
  await Promise.all([linked(first, 2), linked(second, 2)])
  return { shop, server, first, second }
}

const isQuiet = (counter: LinkedCounter, count: number) =>
  counter.until('nothing waits', ({ openJobs, cards }) => cards.length === count && openJobs.length === 0, 20_000)

/** @returns the other counters that an order's record at this one says it was printed at as well */
async function doubledAt(counter: LinkedCounter): Promise<string[]> {
  const day = await counter.ask('link.day', { dayIso: null })
  return day.ok ? day.value.doubled.map(({ counterName }) => counterName) : []
}

/** @returns how many times this one has been without the link; on a busy computer it may be more than once */
async function outagesAt(counter: LinkedCounter): Promise<number> {
  const day = await counter.ask('link.day', { dayIso: null })
  return day.ok ? day.value.outages.length : 0
}

async function eventually(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 15_000
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`not so in time: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

test.each(['stopped', 'paused'] as const)(
  'a server that is %s holds up no slip: each comes out marked, and afterwards both records say so',
  async (how) => {
    const { shop, server, first, second } = await twoCounters()
    if (how === 'stopped') await server.stop()
    else server.pause()
    shop.addPacket({ number: 51, pos: 'restomenum' })
    for (const counter of [first, second]) await isQuiet(counter, 1)
    expect(copiesOn([first.printer]).get('51')).toEqual({ plain: 0, marked: 1 })
    expect(copiesOn([second.printer]).get('51')).toEqual({ plain: 0, marked: 1 })
    await first.acknowledge()
    await first.until('it is down', ({ link }) => link.state === 'down')
    await eventually('the outage is on record', async () => (await outagesAt(first)) > 0)
    if (how === 'stopped') await server.start()
    else server.resume()
    await Promise.all([linked(first, 2), linked(second, 2)])
    await second.until('it is seen there too', ({ unacknowledgedCount }) => unacknowledgedCount === 0)
    await eventually('both records say that it came out twice', async () =>
      [await doubledAt(first), await doubledAt(second)].every(({ length }) => length > 0),
    )
    expect([await doubledAt(first), await doubledAt(second)]).toEqual([['Kasa 2'], ['Kasa 1']])
    const day = await first.ask('link.day', { dayIso: null })
    expect(day.ok && day.value.unheardCount).toBe(1)
  },
)

test.each([
  ['is full', ['CONFIG', 'SET', 'maxmemory', '1'], ['CONFIG', 'SET', 'maxmemory', '0']],
  ['has become a copy of another', ['REPLICAOF', '127.0.0.1', '1'], ['REPLICAOF', 'NO', 'ONE']],
  ['denies its user the events', ['ACL', 'SETUSER', 'default', '-xread'], ['ACL', 'SETUSER', 'default', '+xread']],
])('a server that answers but %s is down, with its reason and an alarm, until it is mended', async (_, spoil, mend) => {
  const shop = await startPracticeShop({ adisyo: { paceScale: 0 } })
  onTestFinished(() => shop.close())
  const { server, client } = await anOldRedisServer()
  const { address } = server
  let aheadMs = 0
  const clock = {
    nowMs: () => systemClock.nowMs() + aheadMs,
    monotonicMs: () => systemClock.monotonicMs() + aheadMs,
  }
  const counter = await openLinkedCounter(shop, 'Kasa 1', { address, over: { clock } })
  await linked(counter, 1)
  await client.sendCommand(spoil)
  const isUnfit = ({ link }: Snapshot): boolean => link.state === 'down' && link.problem?.code === 'linkServerUnfit'
  await counter.until('it is unfit', isUnfit)
  expect(await counter.ask('link.test', { address })).toMatchObject({ error: { code: 'linkServerUnfit' } })
  shop.addPacket({ number: 91, pos: 'restomenum' })
  await isQuiet(counter, 1)
  expect(copiesOn([counter.printer]).get('91')).toEqual({ plain: 0, marked: 1 })
  const alarms = ({ alarms: all }: Snapshot): string[] => all.map(({ problem }) => problem.code)
  expect(alarms(await counter.snapshot())).not.toContain('linkDown')
  aheadMs = 60_000
  await counter.until('the alarm', (now) => isUnfit(now) && alarms(now).includes('linkDown'))
  await client.sendCommand(mend)
  await linked(counter, 1)
  await counter.until('no alarm', (now) => !alarms(now).includes('linkDown'))
  await eventually('the outage is on record', async () => (await outagesAt(counter)) > 0)
})

test('a way that is cut keeps nobody waiting: two seconds after its turn a slip is on its way', async () => {
  let way: Awaited<ReturnType<typeof aSlowWay>> | null = null
  const { shop, first } = await twoCounters(async (port) => (way = await aSlowWay(port)).address)
  const cut = way as Awaited<ReturnType<typeof aSlowWay>> | null
  cut?.cut()
  shop.addPacket({ number: 61, pos: 'restomenum' })
  await first.until('the order', ({ cards }) => cards.length === 1)
  await isQuiet(first, 1)
  const jobs = await first.ask('jobs.list', { limit: 5 })
  const [job] = jobs.ok ? jobs.value : []
  const steps = await first.ask('job.steps', { jobId: job?.id ?? 0 })
  const [wanted, sending] = steps.ok ? steps.value : []
  expect(sending).toMatchObject({ state: 'sending', note: { code: 'printedUnlinked' } })
  // What its details took is not the link's: they come within half a second.
  expect((sending?.atMs ?? 0) - (wanted?.atMs ?? 0)).toBeLessThan(4_000)
})

test('a slow server is asked all the same: nothing is marked', async () => {
  const { shop, first, second } = await twoCounters(async (port) => {
    const way = await aSlowWay(port)
    way.delay(100)
    return way.address
  })
  for (const number of [71, 72, 73]) shop.addPacket({ number, pos: 'restomenum' })
  for (const counter of [first, second]) await isQuiet(counter, 3)
  const copies = copiesOn([first.printer, second.printer])
  expect([...copies.values()]).toEqual([71, 72, 73].map(() => ({ plain: 1, marked: 0 })))
})

test('what is handed over at one counter is on its way at the other, and ends there as it ends here', async () => {
  const { shop, server, first, second } = await twoCounters()
  const couriers = [{ id: 'ali', name: 'Ali', phone: null, hue: 'blue' as const, isActive: true, vendorIds: {} }]
  const saved = await first.ask('couriers.save', { couriers })
  expect(saved).toMatchObject({ ok: true })
  shop.addPacket({ number: 81, pos: 'restomenum' })
  for (const counter of [first, second]) await isQuiet(counter, 1)
  const [card] = (await first.snapshot()).cards
  const handed = await first.ask('dispatch.handOver', { keys: [card?.key ?? ''], courierId: 'ali' })
  expect(handed).toMatchObject({ ok: true })
  const there = await second.until('it is carried', ({ cards }) => cards[0]?.carried?.courierName === 'Ali', 1_000)
  expect(await second.ask('dispatch.takeBack', { key: there.cards[0]?.key ?? '' })).toMatchObject({
    error: { code: 'carriedElsewhere', params: { counter: 'Kasa 1' } },
  })
  expect(
    await second.ask('dispatch.handOver', { keys: [there.cards[0]?.key ?? ''], courierId: 'platform' }),
  ).toMatchObject({
    value: { refused: [{ problem: { code: 'alreadyCarried' } }] },
  })
  // The slip of what he took along, and its sum, are for the counter that he brings the money back to.
  expect(await second.ask('tour.print', { courierId: 'ali' })).toMatchObject({ error: { code: 'notCarried' } })
  expect(await first.ask('tour.print', { courierId: 'ali' })).toMatchObject({ ok: true })
  await first.ask('dispatch.takeBack', { key: card?.key ?? '' })
  await second.until('it is back', ({ cards }) => cards[0]?.carried === null, 1_000)
  // Without a link it is told once there is one.
  const link = { address: server.address, branchName: '' }
  await first.ask('link.save', { link: { ...link, enabled: false } })
  await first.ask('dispatch.handOver', { keys: [card?.key ?? ''], courierId: 'ali' })
  await first.ask('link.save', { link: { ...link, enabled: true } })
  await second.until('it is carried again', ({ cards }) => cards[0]?.carried?.courierName === 'Ali')
})
