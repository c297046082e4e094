import { expect, onTestFinished, test } from 'vitest'
import type { SecretStore, StoredSecrets } from '../../../src/core/host.ts'
import { openLedger } from '../../../src/core/ledger/openLedger.ts'
import { createLink, type Link } from '../../../src/core/link/link.ts'
import type { OpenSession } from '../../../src/core/link/linkSession.ts'
import type { Alarm, Snapshot } from '../../../src/shared/contract/snapshot.ts'
import { defaultSettings, type Settings } from '../../../src/shared/settings/settings.ts'
import { LinkDouble, wayTo } from '../../support/linkDouble.ts'
import { ManualTime } from '../../support/manualTime.ts'
import { sickDisk } from '../../support/sickDisk.ts'

const on: Settings = { ...defaultSettings, link: { enabled: true, address: 'redis://127.0.0.1:1', branchName: '' } }

interface LinkOptions {
  read?: SecretStore['read']
  /** Another run's. */
  on?: ReturnType<typeof aPlace>
}

function aPlace() {
  const time = new ManualTime()
  const ledger = openLedger(':memory:')
  onTestFinished(() => ledger.close())
  return { time, server: new LinkDouble(time), ledger }
}

/** One counter's link in a test's own time, on the double of a server. */
function aLink({ read = async () => ({ kind: 'missing' }), on: place = aPlace() }: LinkOptions = {}) {
  const { time, server, ledger } = place
  const way = wayTo(server, time, () => 1)
  const state = {
    settings: on,
    isBeatTaken: true,
    alarms: [] as Pick<Alarm, 'subject'>[],
    opened: [] as (string | null)[],
    faults: [] as unknown[],
    taken: 0,
    takenBy: [] as number[],
  }
  const open: OpenSession = async (target) => {
    state.opened.push(target.password)
    const opened = await way.open(target)
    if (!opened.ok) return opened
    const { beat } = opened.value
    const refused = async () => Promise.reject(new Error('NOPERM'))
    return { ok: true, value: { ...opened.value, beat: (...said) => (state.isBeatTaken ? beat(...said) : refused()) } }
  }
  const link: Link = createLink({
    host: {
      clock: time,
      timers: time,
      random: () => 0.5,
      log: () => undefined,
      computerName: 'Kasa 1',
      secrets: { keyring: 'system', read, write: async () => undefined, remove: async () => undefined },
    },
    ledger,
    open,
    settings: () => state.settings,
    isPrintingCounter: () => true,
    snapshot: () =>
      ({
        version: '0',
        sources: [],
        printers: [],
        openJobs: [],
        alarms: state.alarms,
        unacknowledgedCount: 0,
      }) as unknown as Snapshot,
    findOrder: () => null,
    account: (sourceId) => (sourceId === 'shop' ? { id: 'acc', mark: (text) => text } : null),
    orderKeysOf: () => [],
    group: (key) => [key],
    onEvent: () => void state.taken++,
    onCaughtUp: () => void state.takenBy.push(state.taken),
    onReached: () => undefined,
    onSlipMoved: () => undefined,
    onDoubled: () => undefined,
    onChange: () => undefined,
    onFault: (error) => state.faults.push(error),
  })
  /** As the watch does: a beat each second. */
  const pass = async (ms: number): Promise<void> => {
    for (let passedMs = 0; passedMs < ms; passedMs += 1_000) {
      link.beat()
      await time.advance(1_000)
    }
  }
  onTestFinished(async () => {
    const stopped = link.stop()
    await time.advance(5_000)
    await stopped
    expect(state.faults).toEqual([])
  })
  return { time, server, ledger, link, state, pass }
}

const outagesOf = ({ ledger, time }: ReturnType<typeof aLink>) => ledger.readLinkDay(0, time.nowMs() + 1).outages

test.each(['which takes no writes', 'where every session ends with its first beat'])(
  'a server %s is down: it is asked ever less often, an alarm after a minute, and on record',
  async (which) => {
    const counter = aLink()
    const { server, link, state, pass } = counter
    void link.start()
    await pass(10_000)
    expect(link.view()).toMatchObject({ state: 'up', downSinceMs: null })
    server.setWritable(which !== 'which takes no writes')
    state.isBeatTaken = which === 'which takes no writes'
    const before = state.opened.length
    await pass(20_000)
    expect(link.view().state).toBe('down')
    await pass(30_000)
    expect(link.trouble()).toBeNull()
    await pass(30_000)
    expect(link.trouble()).toMatchObject({ problem: { code: 'linkDown' } })
    expect(state.opened.length - before).toBeLessThan(30)
    expect(outagesOf(counter)).toMatchObject([{ untilMs: null }])
    server.setWritable(true)
    state.isBeatTaken = true
    await pass(10_000)
    expect([link.view().state, link.trouble()]).toEqual(['up', null])
    expect(outagesOf(counter).map(({ untilMs }) => untilMs !== null)).toEqual([true])
  },
)

test('a counter whose pages cannot sound says so to the others, within seconds', async () => {
  const place = aPlace()
  const first = aLink({ on: place })
  void first.link.start()
  await first.pass(10_000)
  const heard = (): boolean[] => first.link.view().members.map(({ canBeHeard }) => canBeHeard)
  expect(heard()).toEqual([true])
  first.state.alarms = [{ subject: 'pages' }]
  await first.pass(10_000)
  expect(heard()).toEqual([false])
})

test('a clock that is set back while the server is down does not keep the alarm away, and the record says how long it was', async () => {
  const counter = aLink()
  const { server, link, time, pass } = counter
  void link.start()
  await pass(10_000)
  server.setUp(false)
  await pass(20_000)
  time.jumpWall(-3 * 3_600_000)
  await pass(50_000)
  expect(link.trouble()).toMatchObject({ problem: { code: 'linkDown' } })
  server.setUp(true)
  await pass(10_000)
  expect(link.trouble()).toBeNull()
  const [outage] = counter.ledger.readLinkDay(0, time.nowMs() + 4 * 3_600_000).outages
  const lastedMs = (outage?.untilMs ?? 0) - (outage?.fromMs ?? 0)
  expect([lastedMs > 60_000, lastedMs < 80_000]).toEqual([true, true])
})

test('a disk that is full at the start keeps no counter from the others; its id is written down once there is room', async () => {
  const disk = sickDisk()
  const { link, ledger, pass } = aLink()
  disk.isFull = true
  void link.start()
  await pass(5_000)
  expect(link.view().state).toBe('up')
  const ids = (): string[] => link.view().members.map(({ id }) => id)
  expect(ids()).toHaveLength(1)
  disk.isFull = false
  await pass(2_000)
  expect([ledger.readValue('linkMember')]).toEqual(ids())
})

test('a keyring that does not answer is waited for in vain only for a while; what it says later is used', async () => {
  const answer = Promise.withResolvers<StoredSecrets>()
  let askedCount = 0
  const { link, server, state, pass } = aLink({
    read: () => {
      askedCount++
      return answer.promise
    },
  })
  server.setUp(false)
  void link.start()
  await pass(59_000)
  expect([link.view().state, link.trouble()]).toEqual(['down', null])
  await pass(2_000)
  expect(link.trouble()).toMatchObject({ problem: { code: 'linkDown' } })
  expect([askedCount, link.view().isPasswordSet]).toEqual([1, false])
  answer.resolve({ kind: 'set', secrets: { apiKey: 'parola', origin: on.link.address } })
  server.setUp(true)
  await pass(10_000)
  expect([link.view().state, link.view().isPasswordSet, state.opened.at(-1)]).toEqual(['up', true, 'parola'])
})

test('a server that comes back as it was before this start leaves a counter its id; one with a copy of its disk does not', async () => {
  const place = aPlace()
  const earlier = aLink({ on: place })
  void earlier.link.start()
  await earlier.pass(5_000)
  const copy = place.server.copy()
  const stopped = earlier.link.stop()
  await place.time.advance(2_000)
  await stopped
  const { link, pass } = aLink({ on: place })
  void link.start()
  await pass(10_000)
  const id = place.ledger.readValue('linkMember')
  place.server.setUp(false)
  await pass(6_000)
  place.server.restart(copy)
  place.server.setUp(true)
  await pass(30_000)
  expect([link.view().state, place.ledger.readValue('linkMember')]).toEqual(['up', id])
  const other = aLink({ on: place })
  void other.link.start()
  for (let turn = 0; turn < 20; turn++) {
    other.link.beat()
    await pass(1_000)
  }
  const idOf = (one: typeof link) => one.view().members.find(({ isThis }) => isThis)?.id
  expect(idOf(link)).not.toBe(idOf(other.link))
})

test('a clock that is set on while the server is down keeps nothing from being told, nor the outage from its end', async () => {
  const { time, link, server, ledger, pass } = aLink()
  const tell = (orderId: string): void => link.tell('acc', [{ what: 'unacknowledged', orderId }])
  void link.start()
  await pass(10_000)
  server.setUp(false)
  await pass(70_000)
  tell('1')
  time.jumpWall(3 * 86_400_000)
  tell('2')
  server.setUp(true)
  await pass(10_000)
  expect(link.trouble()).toBeNull()
  expect(ledger.readLinkEvents()).toEqual([])
  const told = server.read(new Map([['acc', null]])).map(({ body }) => JSON.parse(body).orderId)
  expect(told).toEqual(['1', '2'])
})

test('what other counters have told counts once all of it has been read, however much it is', async () => {
  const place = aPlace()
  const event = { what: 'unacknowledged', orderId: '1', member: 'other', counterName: 'Kasa 2' }
  for (let number = 1; number <= 1_200; number++) place.server.publish('acc', JSON.stringify(event))
  const { link, state, pass } = aLink({ on: place })
  const source = { id: 'shop', kind: 'restomenum', name: 'Shop', baseUrl: '', pollSeconds: 5, consumer: null } as const
  state.settings = { ...on, sources: [{ ...source, enabled: true }] }
  void link.start()
  await pass(10_000)
  expect([state.taken, state.takenBy[0]]).toEqual([1_200, 1_200])
})
