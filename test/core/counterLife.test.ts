import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Host, LogEntry } from '../../src/core/host.ts'
import type { Order } from '../../src/shared/model/order.ts'
import { anOrder } from '../support/anOrder.ts'
import { ManualTime } from '../support/manualTime.ts'
import { type Disk, emptyDisk, openCounter, type OpenedCounter } from '../support/openCounter.ts'
import { ScriptedVendor } from '../support/scriptedVendor.ts'
import { sickDisk } from '../support/sickDisk.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const id = 'restomenum-kadikoy'
const provision = {
  sources: [
    {
      kind: 'restomenum',
      name: 'Kadıköy',
      baseUrl: 'http://127.0.0.1:9',
      apiKey: 'server.plugin.secret',
      pollSeconds: 5,
    },
  ],
  // Nobody listens there: slips are wanted, and stay wanted.
  printers: [{ name: 'Kasa', connection: { kind: 'tcp', host: '127.0.0.1', port: 1 } }],
}
const order = (orderId: string): Order => anOrder({ orderId, sourceId: id, number: orderId })

interface Shop {
  time: ManualTime
  vendor: ScriptedVendor
  tezgah: OpenedCounter
  folder: string
}

async function aShop(
  disk: Disk = emptyDisk(temporaryFolder()),
  over: Partial<Host> = {},
  isOpen: Order[] = [],
): Promise<Shop> {
  const time = new ManualTime()
  const vendor = new ScriptedVendor(() => time.monotonicMs())
  vendor.list = isOpen
  const tezgah = await openCounter(
    disk,
    provision,
    { clock: time, timers: time, random: () => 0.5, ...over },
    vendor.vendors(),
  )
  await time.advance(10)
  return { time, vendor, tezgah, folder: disk.folder }
}

const codesOf = async (tezgah: OpenedCounter, subject: string): Promise<string[]> =>
  (await tezgah.snapshot()).alarms.filter((alarm) => alarm.subject === subject).map((alarm) => alarm.problem.code)

describe('the counter, from start to stop', () => {
  it('knows after a restart into an outage when each source last answered, and says so when it never did', async () => {
    const disk = emptyDisk(temporaryFolder())
    const before = await aShop(disk)
    const heardMs = (await before.tezgah.snapshot()).sources[0]?.lastSuccessMs
    expect(heardMs).toEqual(expect.any(Number))
    await before.tezgah.stop()

    const time = new ManualTime()
    await time.advance(3 * 3_600_000)
    const vendor = new ScriptedVendor(() => time.monotonicMs())
    vendor.list = { code: 'offline' }
    const again = { ...provision, sources: [...provision.sources, { ...provision.sources[0], name: 'Moda' }] }
    const tezgah = await openCounter(disk, again, { clock: time, timers: time, random: () => 0.5 }, vendor.vendors())
    await time.advance(10)
    const { sources } = await tezgah.snapshot()
    expect(sources.map(({ state, lastSuccessMs }) => [state, lastSuccessMs])).toEqual([
      ['offline', heardMs],
      ['offline', null],
    ])
  })

  it('leaves nothing running when it is stopped while it starts', async () => {
    const time = new ManualTime()
    const vendor = new ScriptedVendor(() => time.monotonicMs())
    const { counter, stop } = await openCounter(
      emptyDisk(temporaryFolder()),
      provision,
      { clock: time, timers: time },
      vendor.vendors(),
    )
    await stop()
    const started = counter.start()
    await counter.stop()
    await started
    await time.advance(60_000)
    vendor.listCalls.length = 0
    await time.advance(60_000)
    expect([vendor.listCalls, time.pending()]).toEqual([[], 0])
  })

  it('starts once, however often it is told to, and again after it was stopped', async () => {
    const { time, vendor, tezgah } = await aShop()
    await Promise.all([tezgah.counter.start(), tezgah.counter.start()])
    expect((await tezgah.snapshot()).isViewOnly).toBe(false)
    await tezgah.counter.stop()
    await tezgah.counter.start()
    await time.advance(6_000)
    tezgah.events.length = 0
    vendor.list = [order('1')]
    await time.advance(6_000)
    expect(
      tezgah.events.some((event) => event.name === 'snapshot.changed' && event.payload.unacknowledgedCount === 1),
    ).toBe(true)
    vendor.listCalls.length = 0
    await time.advance(60_000)
    expect(vendor.listCalls.length).toBeLessThanOrEqual(12)
  })

  it('is open for requests although the key store keeps every source waiting', async () => {
    const disk = emptyDisk(temporaryFolder())
    const waits = {
      keyring: 'system' as const,
      read: () => new Promise<never>(() => {}),
      write: async () => {},
      remove: async () => {},
    }
    const { tezgah } = await aShop(disk, { secrets: waits })
    expect((await tezgah.snapshot()).sources.map((source) => source.state)).toEqual(['starting'])
  })

  it('outlives a host whose notifications, badge and autostart fail', async () => {
    const fails = (): never => {
      throw new Error('the system refuses')
    }
    const { time, vendor, tezgah } = await aShop(undefined, {
      notify: fails,
      showAttention: fails,
      setAutostart: fails,
    })
    vendor.list = [order('1')]
    await time.advance(6_000)
    vendor.list = [order('1'), order('2')]
    await time.advance(6_000)
    const board = await tezgah.snapshot()
    expect(board.cards.map((card) => [card.alert?.kind, card.print === null])).toEqual([
      ['new', false],
      ['new', false],
    ])
    expect(board.sources[0]?.state).toBe('ok')
  })

  it('runs with what the installer wrote even where settings cannot be written, and says so', async () => {
    const settings = {
      read: () => ({ value: undefined, setAside: null }),
      write: () => {
        throw new Error('read-only')
      },
    }
    const { time, vendor, tezgah } = await aShop(undefined, { settings })
    vendor.list = [order('1')]
    await time.advance(60_000)
    const board = await tezgah.snapshot()
    expect([board.cards.length, board.sources[0]?.state]).toEqual([1, 'ok'])
    expect(await codesOf(tezgah, 'settings')).toEqual(['settingsUnreadable'])
  })

  it('tells of a broken ledger until somebody has read it, and not again', async () => {
    const disk = emptyDisk(temporaryFolder())
    writeFileSync(join(disk.folder, 'ledger.sqlite'), 'not a database, but long enough to look at '.repeat(40))
    const { time, tezgah } = await aShop(disk)
    expect(await codesOf(tezgah, 'settings')).toEqual(['ledgerSetAside'])
    await tezgah.ask('alarm.silence', { id: 'setAside:ledgerSetAside' })
    await time.advance(30_000)
    expect(await codesOf(tezgah, 'settings')).toEqual([])
  })

  it('tells of orders on record that it cannot read, and alerts them anew while their source lists them', async () => {
    const disk = emptyDisk(temporaryFolder())
    const before = await aShop(disk)
    await before.time.advance(6_000)
    before.vendor.list = [order('1'), order('2')]
    await before.time.advance(6_000)
    const [card] = (await before.tezgah.snapshot()).cards
    await before.tezgah.stop()
    const { DatabaseSync } = await import('node:sqlite')
    const file = new DatabaseSync(join(disk.folder, 'ledger.sqlite'))
    file.prepare(`UPDATE known_order SET order_json = '{"half": 1}' WHERE order_key = ?`).run(card?.key ?? '')
    file.close()

    const logged: unknown[] = []
    const { time, vendor, tezgah } = await aShop(disk, { log: (entry) => logged.push(entry) })
    expect(logged).toContainEqual(expect.objectContaining({ data: { orderKeys: card?.key } }))
    const [alarm] = (await tezgah.snapshot()).alarms.filter(({ subject }) => subject === 'settings')
    expect(alarm?.problem).toEqual({ code: 'ordersUnreadable', params: { count: 1 } })
    vendor.list = [order('1'), order('2')]
    await time.advance(6_000)
    const { cards } = await tezgah.snapshot()
    expect(cards.map(({ number, alert }) => [number, alert?.kind]).toSorted()).toEqual([
      ['1', 'new'],
      ['2', 'new'],
    ])
  })

  it('starts on a file that is a database of somebody else', async () => {
    const disk = emptyDisk(temporaryFolder())
    const { DatabaseSync } = await import('node:sqlite')
    const other = new DatabaseSync(join(disk.folder, 'ledger.sqlite'))
    other.exec('CREATE TABLE value (other INTEGER)')
    other.close()
    const { tezgah } = await aShop(disk)
    expect(await codesOf(tezgah, 'settings')).toEqual(['ledgerSetAside'])
  })
})

describe('the counter without a ledger', () => {
  it('shows and alerts, prints nothing, and takes up the record by itself when it can', async () => {
    const folder = join(temporaryFolder(), 'gone')
    const { time, vendor, tezgah } = await aShop(emptyDisk(folder))
    vendor.list = [order('1')]
    await time.advance(6_000)
    const board = await tezgah.snapshot()
    expect([board.isViewOnly, board.cards.length, board.openJobs]).toEqual([true, 1, []])
    expect(board.alarms.map((alarm) => [alarm.subject, alarm.problem.code])).toEqual([['ledger', 'ledgerUnavailable']])
    expect(tezgah.notices).toHaveLength(1)
    const key = board.cards[0]?.key ?? ''
    const refused = { ok: false, error: { code: 'ledgerUnavailable' } }
    expect(await tezgah.ask('order.print', { key, printerId: null, reason: null })).toMatchObject(refused)
    expect(await tezgah.ask('baseline.answer', { sourceId: id, print: true })).toMatchObject(refused)
    expect(await tezgah.ask('customers.erase', {})).toMatchObject(refused)
    mkdirSync(folder)
    await time.advance(120_000)
    const after = await tezgah.snapshot()
    expect([after.isViewOnly, after.alarms.filter((alarm) => alarm.subject === 'ledger')]).toEqual([false, []])
    vendor.list = [order('1'), order('2')]
    await time.advance(6_000)
    expect((await tezgah.snapshot()).cards.find((card) => card.number === '2')?.print).not.toBeNull()
  })

  it('keeps what rang and what was seen when its first record comes, and wants slips of what came meanwhile', async () => {
    const folder = join(temporaryFolder(), 'gone')
    const { time, vendor, tezgah } = await aShop(emptyDisk(folder), {}, [order('1')])
    vendor.list = [order('1'), order('2'), order('3')]
    await time.advance(6_000)
    expect(tezgah.notices).toHaveLength(2)
    await tezgah.acknowledge([`${id}/2`])
    mkdirSync(folder)
    await time.advance(40_000)
    const board = await tezgah.snapshot()
    expect([board.isViewOnly, board.alarms.filter(({ subject }) => subject !== 'printer')]).toEqual([false, []])
    const told = board.cards.map(({ number, isBaseline, alert }) => [number, isBaseline, alert?.kind ?? null])
    expect(told.toSorted()).toEqual([
      ['1', true, null],
      ['2', false, null],
      ['3', false, 'new'],
    ])
    expect(tezgah.notices).toHaveLength(2)
    // Nothing has been printed before: no slip is in doubt.
    const slips = board.openJobs.map(({ subject, isPossibleDuplicate }) => [subject.key, isPossibleDuplicate])
    expect(slips.toSorted()).toEqual([
      [`${id}/2`, false],
      [`${id}/3`, false],
    ])
    await tezgah.stop()
  })

  it('tells as new what an older record that comes back did not know, rings it once, and leaves alone what it knew', async () => {
    const folder = join(temporaryFolder(), 'tezgah')
    mkdirSync(folder)
    const disk = emptyDisk(folder)
    const before = await aShop(disk)
    before.vendor.list = [order('1')]
    await before.time.advance(6_000)
    await before.tezgah.stop()
    renameSync(folder, `${folder}.away`)
    const { time, vendor, tezgah } = await aShop(disk, {}, [order('1'), order('2')])
    vendor.list = [order('1'), order('2'), order('3')]
    await time.advance(6_000)
    // In view mode what was open at the start is a baseline.
    expect(tezgah.notices.map(({ orderKey }) => orderKey)).toEqual([`${id}/3`])
    renameSync(`${folder}.away`, folder)
    await time.advance(40_000)
    const board = await tezgah.snapshot()
    expect(board.isViewOnly).toBe(false)
    expect(board.cards.map(({ number, isBaseline, alert }) => [number, isBaseline, alert?.kind]).toSorted()).toEqual([
      ['1', false, 'new'],
      ['2', false, 'new'],
      ['3', false, 'new'],
    ])
    expect(tezgah.notices.map(({ orderKey }) => orderKey)).toEqual([`${id}/3`, `${id}/2`])
    expect(board.openJobs.map(({ subject }) => subject.key).toSorted()).toEqual([`${id}/1`, `${id}/2`, `${id}/3`])
  })

  it.skipIf(process.platform === 'win32')(
    'goes on in view mode when its folder is deleted, with all it knew, and marks its slips afterwards',
    async () => {
      const folder = join(temporaryFolder(), 'tezgah')
      mkdirSync(folder)
      const { time, vendor, tezgah } = await aShop(emptyDisk(folder))
      vendor.list = [order('1'), order('2')]
      await time.advance(6_000)
      await tezgah.acknowledge([`${id}/1`])
      rmSync(folder, { recursive: true })
      await time.advance(2_000)
      const gone = await tezgah.snapshot()
      expect(gone.isViewOnly).toBe(true)
      expect(await codesOf(tezgah, 'ledger')).toEqual(['ledgerUnavailable'])
      expect(await codesOf(tezgah, 'settings')).toEqual(['ledgerLost'])
      vendor.list = [order('1'), order('2'), order('3')]
      await time.advance(6_000)
      const shown = (await tezgah.snapshot()).cards.map(({ number, alert }) => [number, alert?.kind ?? null])
      const expected = [
        ['1', null],
        ['2', 'new'],
        ['3', 'new'],
      ]
      expect([shown.toSorted(), tezgah.notices.length]).toEqual([expected, 3])
      mkdirSync(folder)
      await time.advance(40_000)
      const board = await tezgah.snapshot()
      expect(board.isViewOnly).toBe(false)
      expect(board.cards.map(({ number, alert }) => [number, alert?.kind ?? null]).toSorted()).toEqual(expected)
      expect(tezgah.notices).toHaveLength(3)
      expect(await codesOf(tezgah, 'ledger')).toEqual([])
      expect(await codesOf(tezgah, 'settings')).toEqual(['ledgerLost'])
      expect(
        board.openJobs.map(({ subject, isPossibleDuplicate }) => [subject.key, isPossibleDuplicate]).toSorted(),
      ).toEqual([
        [`${id}/1`, true],
        [`${id}/2`, true],
        [`${id}/3`, true],
      ])
    },
  )

  it.skipIf(process.platform === 'win32')(
    'loses no slip that a full disk kept back when the ledger is deleted as well',
    async () => {
      const { time, vendor, tezgah, folder } = await aShop()
      const disk = sickDisk()
      await time.advance(6_000)
      disk.isFull = true
      vendor.list = [order('1')]
      await time.advance(6_000)
      expect((await tezgah.snapshot()).openJobs).toEqual([])
      rmSync(join(folder, 'ledger.sqlite'))
      disk.isFull = false
      await time.advance(2_000)
      const board = await tezgah.snapshot()
      expect(board.openJobs.map(({ subject, isPossibleDuplicate }) => [subject.key, isPossibleDuplicate])).toEqual([
        [`${id}/1`, true],
      ])
      expect(tezgah.notices).toHaveLength(1)
    },
  )

  it('tells of a broken ledger that it finds later, when the folder is back', async () => {
    const folder = join(temporaryFolder(), 'gone')
    const { time, tezgah } = await aShop(emptyDisk(folder))
    expect(await codesOf(tezgah, 'ledger')).toEqual(['ledgerUnavailable'])
    mkdirSync(folder)
    writeFileSync(join(folder, 'ledger.sqlite'), 'not a database, but long enough to look at '.repeat(40))
    await time.advance(60_000)
    expect(await codesOf(tezgah, 'ledger')).toEqual([])
    expect(await codesOf(tezgah, 'settings')).toEqual(['ledgerSetAside'])
  })

  it('never throws at its door while it is closed', async () => {
    const disk = emptyDisk(temporaryFolder())
    const { counter } = await openCounter(disk)
    await counter.stop()
    expect(await counter.handle('snapshot.get', {})).toMatchObject({ ok: false })
    expect(counter.attention().openCount).toBe(0)
    counter.wake()
    counter.showOrder(null)
  })
})

describe('the counter on a sick disk', () => {
  it('keeps the alarm as long as nothing can be written, alerts once, and goes on by itself', async () => {
    const { time, vendor, tezgah } = await aShop()
    const disk = sickDisk()
    await time.advance(6_000)
    disk.isFull = true
    vendor.list = [order('1')]
    await time.advance(6_000)
    // The vendor says the same again: nothing needs to be written, and the disk is as full as before.
    for (let second = 0; second < 90; second++) {
      await time.advance(1_000)
      expect(await codesOf(tezgah, 'ledger')).toEqual(['ledgerUnavailable'])
    }
    expect(tezgah.notices).toHaveLength(1)
    const [card] = (await tezgah.snapshot()).cards
    expect([card?.alert?.kind, card?.print]).toEqual(['new', null])
    disk.isFull = false
    await time.advance(6_000)
    expect(await codesOf(tezgah, 'ledger')).toEqual([])
    expect(tezgah.notices).toHaveLength(1)
    expect((await tezgah.snapshot()).cards[0]?.print).not.toBeNull()
  })

  it('does not notify again and again of what it could not write down as told', async () => {
    const { time, vendor, tezgah } = await aShop()
    const disk = sickDisk()
    await time.advance(6_000)
    // The first commit is the poll's own, the second says that the alert was shown.
    disk.failingCommit = 1
    vendor.list = [order('1')]
    await time.advance(6_000)
    vendor.list = [order('1'), order('2')]
    await time.advance(6_000)
    expect(tezgah.notices.map((notice) => notice.orderKey)).toEqual([`${id}/1`, `${id}/2`])
  })

  it('keeps its heart beating when nothing can be read either, and shows all of it afterwards', async () => {
    const { time, vendor, tezgah } = await aShop()
    const disk = sickDisk()
    vendor.list = [order('1')]
    await time.advance(6_000)
    disk.isUnreadable = true
    vendor.list = [order('1'), order('2')]
    await time.advance(30_000)
    disk.isUnreadable = false
    tezgah.events.length = 0
    await time.advance(61_000)
    const last = tezgah.events.findLast((event) => event.name === 'snapshot.changed')
    expect(last?.payload).toMatchObject({ unacknowledgedCount: 2 })
    expect(await codesOf(tezgah, 'ledger')).toEqual([])
    expect(tezgah.notices.map(({ tag }) => tag)).toEqual([`new:${id}/1`, `new:${id}/2`, `heardAgain:${id}`])
    vendor.list = { code: 'offline' }
    await time.advance(70_000)
    expect(await codesOf(tezgah, 'source')).toEqual(['offline'])
  })

  it('restarts on a full disk and neither rings again nor forgets what it kept', async () => {
    const disk = sickDisk()
    // There is room for the next record as soon as this one has tried in vain to write down what it kept.
    const log = ({ what }: LogEntry): void => {
      if (what === 'close.failed') disk.isFull = false
    }
    const { time, vendor, tezgah } = await aShop(undefined, { log })
    await time.advance(6_000)
    disk.isFull = true
    vendor.list = [order('1'), order('2')]
    await time.advance(6_000)
    await tezgah.acknowledge([`${id}/1`])
    expect(tezgah.notices).toHaveLength(2)
    const restarted = tezgah.counter.restart()
    await time.advance(20_000)
    await restarted
    await time.advance(20_000)
    expect(disk.isFull).toBe(false)
    const { cards, openJobs, isViewOnly } = await tezgah.snapshot()
    expect(cards.map(({ number, alert }) => [number, alert?.kind ?? null])).toEqual([
      ['1', null],
      ['2', 'new'],
    ])
    expect([isViewOnly, openJobs.map(({ subject }) => subject.key)]).toEqual([false, [`${id}/1`, `${id}/2`]])
    expect(tezgah.notices).toHaveLength(2)
  })
})
