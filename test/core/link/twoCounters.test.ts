import { expect, onTestFinished, test } from 'vitest'
import type { Snapshot } from '../../../src/shared/contract/snapshot.ts'
import { startPracticeShop } from '../../../src/practice/practiceShop.ts'
import { anOldRedisServer } from '../../support/aRedisServer.ts'
import { copiesOn, linked, type LinkedCounter, openLinkedCounter } from '../../support/linkedCounter.ts'

const PASSWORD = 'parola-123'

type Ways = Pick<Parameters<typeof openLinkedCounter>[2], 'pollSeconds' | 'printsByItself'>

/** Two counters of one shop on one real server. */
async function twoCounters(ofFirst: Ways = {}, ofSecond: Ways = {}) {
  const shop = await startPracticeShop({ adisyo: { paceScale: 0 } })
  onTestFinished(() => shop.close())
  const { server, client } = await anOldRedisServer({ password: PASSWORD })
  const at = { address: server.address, password: PASSWORD }
  const first = await openLinkedCounter(shop, 'Kasa 1', { ...at, ...ofFirst })
  const second = await openLinkedCounter(shop, 'Kasa 2', { ...at, ...ofSecond })
  await Promise.all([linked(first, 2), linked(second, 2)])
  /** At the second; left out: what comes out there within a moment. */
  const printByHand = async (): Promise<string> => {
    const [card] = (await second.snapshot()).cards
    const asked = await second.ask('order.print', { key: card?.key ?? '', printerId: null, reason: null })
    expect(asked).toMatchObject({ ok: true })
    const [slip] = await second.printer.waitForSlips(1, 5_000)
    return slip?.text ?? ''
  }
  return { shop, server, client, first, second, printByHand }
}

async function switchPrinter(counter: LinkedCounter, enabled: boolean): Promise<void> {
  const [printer] = (await counter.snapshot()).printers
  if (printer === undefined) throw new Error('it has no printer')
  const { id, ...settings } = printer.settings
  expect(await counter.ask('printer.save', { id, printer: { ...settings, enabled } })).toMatchObject({ ok: true })
}

/** Orders that are told to have no slip, by number. */
const unprinted = ({ alarms }: Snapshot) =>
  alarms.filter(({ subject }) => subject === 'unprinted').map(({ name }) => name.split(' ')[0])

test('every order is alerted at both counters and printed at one of them, once, unmarked', async () => {
  const { shop, first, second } = await twoCounters()
  const numbers = Array.from({ length: 20 }, (_, index) => 101 + index)
  for (const number of numbers) shop.addPacket({ number, pos: number % 2 === 0 ? 'restomenum' : 'adisyo' })
  for (const counter of [first, second]) {
    const board = await counter.until('all orders', ({ cards }) => cards.length === 20, 30_000)
    expect(board.unacknowledgedCount).toBe(20)
  }
  for (const counter of [first, second])
    await counter.until('nothing waits', ({ openJobs }) => openJobs.length === 0, 30_000)
  const copies = copiesOn([first.printer, second.printer])
  expect([...copies.keys()].map(Number).toSorted()).toEqual(numbers)
  expect([...copies.values()].filter(({ plain, marked }) => plain !== 1 || marked !== 0)).toEqual([])
  const jobs = await second.ask('jobs.list', { limit: 100 })
  const elsewhere = (jobs.ok ? jobs.value : []).filter(({ problem }) => problem === 'printedElsewhere')
  expect(elsewhere).toHaveLength(20 - second.printer.slips().length)
})

test('what is seen at one counter is seen at the other within a second, and taken back there too', async () => {
  const { shop, first, second } = await twoCounters()
  shop.addPacket({ number: 7, pos: 'restomenum' })
  for (const counter of [first, second])
    await counter.until('the order', ({ unacknowledgedCount }) => unacknowledgedCount === 1)
  await first.acknowledge()
  const startMs = performance.now()
  const seen = await second.until('it is seen', ({ unacknowledgedCount }) => unacknowledgedCount === 0, 1_000)
  expect(performance.now() - startMs).toBeLessThan(1_000)
  const [card] = seen.cards
  const page = await second.ask('order.get', { key: card?.key ?? '' })
  expect(page.ok && page.value.history.at(-1)?.happening).toMatchObject({
    what: 'acknowledged',
    how: 'rail',
    counterName: 'Kasa 1',
  })
  await first.ask('orders.unacknowledge', { keys: (await first.snapshot()).cards.map(({ key }) => key) })
  await second.until('it waits again', ({ unacknowledgedCount }) => unacknowledgedCount === 1, 1_000)
})

test('each counter sees how the other is; nothing of a customer and no key is on the server', async () => {
  const { shop, first, second, client } = await twoCounters()
  shop.addPacket({ number: 8, pos: 'restomenum' })
  shop.addPacket({ number: 9, pos: 'adisyo' })
  await first.until('both orders', ({ unacknowledgedCount }) => unacknowledgedCount === 2)
  await second.until('both orders', ({ unacknowledgedCount }) => unacknowledgedCount === 2)
  await first.acknowledge()
  await second.until('they are seen', ({ unacknowledgedCount }) => unacknowledgedCount === 0)
  const { link } = await second.until('its version', ({ link: { members } }) => members.length === 2)
  expect(link.members.map(({ name, isThis, branchName }) => [name, isThis, branchName])).toEqual([
    ['Kasa 2', true, 'Kadıköy'],
    ['Kasa 1', false, 'Kadıköy'],
  ])
  expect(link.members[1]?.sources.map(({ name, hearing }) => [name, hearing])).toEqual([
    ['Kadıköy', 'ok'],
    ['Moda', 'ok'],
  ])
  let all = ''
  for (const key of await client.keys('*')) {
    all += `${key} `
    const type = await client.type(key)
    if (type === 'string') all += await client.get(key)
    else if (type === 'hash') all += JSON.stringify(await client.hGetAll(key))
    else if (type === 'stream') all += JSON.stringify(await client.xRange(key, '-', '+'))
    else throw new Error(`nobody has read a ${type}`)
  }
  expect(all.length).toBeGreaterThan(500)
  const orders = (await first.snapshot()).cards.map(({ key }) => key)
  for (const key of orders) {
    const page = await first.ask('order.get', { key })
    const customer = page.ok ? page.value.order.customer : null
    const canaries = [
      customer?.name,
      customer?.address,
      customer?.directions,
      ...(customer?.phones ?? []).map(({ number }) => number),
    ]
    for (const canary of canaries) if (canary) expect(all).not.toContain(canary)
    if (page.ok) for (const { name } of page.value.order.lines) expect(all).not.toContain(name)
  }
  for (const secret of [shop.restomenum.apiKey, shop.adisyo.apiKey, shop.adisyo.apiSecret, PASSWORD])
    expect(all).not.toContain(secret)
  await first.stop()
  await second.until('the first is gone', ({ link: { members } }) => members.some(({ isHere }) => !isHere), 15_000)
})

test('a counter whose printer is out of paper leaves its slips to the other', async () => {
  const { shop, first, second } = await twoCounters()
  await first.printer.setMode('paperOut')
  for (const number of [31, 32, 33, 34]) shop.addPacket({ number, pos: 'restomenum' })
  await second.until('nothing waits', ({ openJobs, cards }) => cards.length === 4 && openJobs.length === 0, 30_000)
  await first.printer.setMode('echoesIds')
  await first.until('nothing waits', ({ openJobs }) => openJobs.length === 0, 45_000)
  const copies = copiesOn([first.printer, second.printer])
  expect([...copies].toSorted()).toEqual([31, 32, 33, 34].map((number) => [String(number), { plain: 1, marked: 0 }]))
})

test('a counter whose printers are switched off says nothing of what another one prints, and all of what none does', async () => {
  const { shop, first, second } = await twoCounters()
  await switchPrinter(first, false)
  shop.addPacket({ number: 41, pos: 'restomenum' })
  await second.printer.waitForSlips(1, 20_000)
  const before = await first.until('the order', ({ cards }) => cards.length === 1)
  expect(unprinted(before)).toEqual([])
  await switchPrinter(second, false)
  await linked(first, 2)
  await first.until(
    'that the other has no paper',
    ({ link }) => link.members.every(({ canPrint }) => !canPrint),
    20_000,
  )
  shop.addPacket({ number: 42, pos: 'restomenum' })
  const after = await first.until('the alarm', (now) => unprinted(now).length > 0)
  expect(unprinted(after)).toEqual(['#42'])
})

test('a counter whose printer is switched off and on wants nothing anew that another one has printed', async () => {
  const { shop, first, second } = await twoCounters()
  shop.addPacket({ number: 43, pos: 'restomenum' })
  for (const counter of [first, second])
    await counter.until('nothing waits', ({ openJobs, cards }) => cards.length === 1 && openJobs.length === 0, 20_000)
  const other = first.printer.slips().length === 0 ? first : second
  await switchPrinter(other, false)
  expect(unprinted(await other.snapshot())).toEqual([])
  await switchPrinter(other, true)
  expect(await other.ask('jobs.list', { limit: 5 })).toMatchObject({ value: [{ problem: 'printedElsewhere' }] })
})

const waits = ({ cards, openJobs }: Snapshot) => cards.length === 1 && openJobs.length === 1

test('a person’s print at a counter that holds its slip back brings it out at once, marked', async () => {
  const { shop, server, first, second, printByHand } = await twoCounters({}, { printsByItself: false })
  await first.stop()
  await server.stop()
  await second.until('it is down', ({ link }) => link.state === 'down')
  shop.addPacket({ number: 44, pos: 'restomenum' })
  await second.until('its slip waits', waits)
  expect(await printByHand()).toContain('OLASI TEKRAR')
  await second.until('nothing waits', ({ openJobs }) => openJobs.length === 0)
  expect(second.printer.slips()).toHaveLength(1)
})

test('a person’s print at a counter that leaves the first turn to the printing one brings it out at once', async () => {
  const { shop, second, printByHand } = await twoCounters({ pollSeconds: 60 }, { printsByItself: false })
  await second.until('how the other is', ({ link }) => link.members.every(({ canPrint }) => canPrint))
  shop.addPacket({ number: 45, pos: 'restomenum' })
  await second.until('its slip waits', waits)
  expect(await printByHand()).not.toContain('OLASI TEKRAR')
})

test('a counter that does not print by itself says which orders no counter prints, and prints them once its printer is back', async () => {
  const { shop, first, second } = await twoCounters({}, { printsByItself: false })
  for (const counter of [first, second]) await switchPrinter(counter, false)
  await second.until('that none has paper', ({ link }) => link.members.every(({ canPrint }) => !canPrint), 20_000)
  shop.addPacket({ number: 47, pos: 'restomenum' })
  const board = await second.until('the alarm', (now) => unprinted(now).length > 0)
  expect([unprinted(board), board.settings.counter.printsByItself]).toEqual([['#47'], false])
  await switchPrinter(second, true)
  await second.printer.waitForSlips(1, 20_000)
  const after = await second.until('nothing waits', ({ openJobs }) => openJobs.length === 0)
  expect([unprinted(after), after.settings.counter.printsByItself]).toEqual([[], false])
})

/** Two counters of which the first knows an order of two vendors as one, and the second hears Adisyo alone. */
async function oneThatJoins() {
  const { shop, first, second } = await twoCounters()
  const [source] = (await second.snapshot()).sources
  const left = {
    kind: 'restomenum' as const,
    name: source?.name ?? '',
    baseUrl: shop.restomenum.baseUrl,
    pollSeconds: 5,
    consumer: null,
    enabled: false,
  }
  expect(await second.ask('source.save', { id: source?.id ?? '', source: left })).toMatchObject({ ok: true })
  expect(await first.ask('settings.update', { overlaps: 'together' })).toMatchObject({ ok: true })
  return { shop, first, second, one: { channel: 'yemeksepeti', code: 'YS-8842350' } as const }
}

test('an order of two vendors that one counter knows as one is printed there alone, whichever the other has seen', async () => {
  const { shop, first, second, one } = await oneThatJoins()
  for (const { printer } of [first, second]) await printer.setMode('paperOut')
  shop.addPacket({ ...one, pos: 'restomenum', number: 12 })
  await first.until('the order', waits)
  shop.addPacket({ ...one, pos: 'adisyo', number: 57 })
  await first.until('both sources', ({ cards }) => cards[0]?.alsoAt.length === 1)
  await second.until('the order', waits)
  await first.printer.setMode('echoesIds')
  await first.until('nothing waits', ({ openJobs }) => openJobs.length === 0, 45_000)
  await second.printer.setMode('echoesIds')
  await second.until('nothing waits', ({ openJobs }) => openJobs.length === 0, 45_000)
  expect([...copiesOn([first.printer, second.printer])]).toEqual([['12', { plain: 1, marked: 0 }]])
})

test('an order whose slip was out before the second vendor showed it is not printed by who knows only that one', async () => {
  const { shop, first, second, one } = await oneThatJoins()
  await second.printer.setMode('paperOut')
  shop.addPacket({ ...one, pos: 'restomenum', number: 12 })
  await first.until('its slip', ({ cards, openJobs }) => cards.length === 1 && openJobs.length === 0)
  shop.addPacket({ ...one, pos: 'adisyo', number: 57 })
  await first.until('both sources', ({ cards }) => cards[0]?.alsoAt.length === 1)
  // Without paper: it may have asked before the first one has told of both.
  await second.until('its slip', ({ cards, openJobs }) => cards.length === 1 && openJobs.length === 0, 45_000)
  expect([...copiesOn([first.printer, second.printer])]).toEqual([['12', { plain: 1, marked: 0 }]])
})
