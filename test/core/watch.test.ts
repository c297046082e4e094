import { expect, it, onTestFinished } from 'vitest'
import { noHabits } from '../../src/shared/model/printerHabits.ts'
import type { Order } from '../../src/shared/model/order.ts'
import type { Printer, Readiness, SendOutcome } from '../../src/core/printing/printers/printer.ts'
import type { Host } from '../../src/core/host.ts'
import { startPracticePrinter } from '../../src/practice/printer/practicePrinter.ts'
import { anOrder } from '../support/anOrder.ts'
import { ManualTime } from '../support/manualTime.ts'
import { emptyDisk, openCounter, type OpenedCounter } from '../support/openCounter.ts'
import { ScriptedVendor } from '../support/scriptedVendor.ts'
import { sickDisk } from '../support/sickDisk.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

interface Given {
  /** Of a printer on TCP. */
  port?: number
  startMs?: number
  host?: Partial<Host>
  openPrinter?: () => Printer
}

async function aShop({ port, startMs, host, openPrinter }: Given = {}) {
  const time = new ManualTime(startMs)
  const vendor = new ScriptedVendor(() => time.monotonicMs())
  const provision = {
    sources: [{ kind: 'restomenum', name: 'Kadıköy', baseUrl: 'http://127.0.0.1:9', apiKey: 'a.b.c', pollSeconds: 5 }],
    printers: port === undefined ? [] : [{ name: 'Kasa', connection: { kind: 'tcp', host: '127.0.0.1', port } }],
  }
  const over = { clock: time, timers: time, random: () => 0.5, ...host }
  const tezgah = await openCounter(emptyDisk(temporaryFolder()), provision, over, vendor.vendors(), openPrinter)
  await time.advance(10)
  return { time, vendor, tezgah }
}

/** What is on record as started anew today. */
async function restartsOf(tezgah: OpenedCounter) {
  const restarts = await tezgah.ask('ledger.restarts', { dayIso: null })
  if (!restarts.ok) throw new Error(restarts.error.code)
  return restarts.value.map(({ part, name, stuckSinceMs, atMs }) => ({
    part,
    name,
    stuckMinutes: stuckSinceMs === null ? null : Math.round((atMs - stuckSinceMs) / 60_000),
  }))
}

const order = (orderId: string, part: Partial<Order> = {}) =>
  anOrder({ orderId, sourceId: 'restomenum-kadikoy', number: orderId, ...part })

it('says in a word how a source is heard: ok, slow, silent, refused, off', async () => {
  const { time, vendor, tezgah } = await aShop()
  const hearing = async (): Promise<string | undefined> => (await tezgah.snapshot()).sources[0]?.hearing
  expect(await hearing()).toBe('ok')
  vendor.list = { code: 'offline' }
  await time.advance(30_000)
  expect(await hearing()).toBe('slow')
  await time.advance(40_000)
  expect(await hearing()).toBe('silent')
  expect(tezgah.attention()?.unheard).toEqual(['Kadıköy'])
  vendor.list = { code: 'keyRejected' }
  await time.advance(20_000)
  expect(await hearing()).toBe('refused')
})

it('tells when a silence is over how long it was and what came in, as a notice and on the screen', async () => {
  const { time, vendor, tezgah } = await aShop()
  vendor.list = { code: 'offline' }
  await time.advance(180_000)
  vendor.list = [order('1'), order('2')]
  await time.advance(16_000)
  const { sources } = await tezgah.snapshot()
  expect(sources[0]?.lastSilence?.cameIn).toBe(2)
  expect(sources[0]?.lastSilence?.lastedMs).toBeGreaterThanOrEqual(180_000)
  const notice = tezgah.notices.find(({ tag }) => tag.startsWith('heardAgain'))
  expect([notice?.title, notice?.body]).toEqual([
    'Kadıköy yeniden duyuluyor',
    expect.stringMatching(/^3 dk duyulmadı; bu sürede 2 sipariş geldi/),
  ])
  await time.advance(60_000)
  expect(tezgah.notices.filter(({ tag }) => tag.startsWith('heardAgain'))).toHaveLength(1)
})

it('keeps the computer awake in the opening hours alone, and lets it sleep when it stops', async () => {
  const wishes: boolean[] = []
  // 23:58 in Istanbul.
  const { time, tezgah } = await aShop({
    startMs: Date.UTC(2026, 0, 5, 20, 58),
    host: { keepAwake: (isWanted) => void wishes.push(isWanted) },
  })
  await tezgah.ask('settings.update', { openingHours: { from: '10:00', until: '00:00' } })
  await time.advance(60_000)
  expect(wishes).toEqual([true])
  await time.advance(120_000)
  expect(wishes).toEqual([true, false])
  await tezgah.ask('settings.update', { openingHours: null })
  await time.advance(2_000)
  await tezgah.ask('settings.update', { keepAwake: false })
  await time.advance(2_000)
  await tezgah.ask('settings.update', { keepAwake: true })
  await time.advance(2_000)
  await tezgah.stop()
  expect(wishes).toEqual([true, false, true, false, true, false])
})

it('notes every ten seconds that it goes on, for whoever watches from outside', async () => {
  let count = 0
  const { time } = await aShop({ host: { noteAlive: () => void (count += 1) } })
  await time.advance(60_000)
  expect(count).toBeGreaterThanOrEqual(6)
  expect(count).toBeLessThanOrEqual(8)
})

it('is silent with an alarm within a minute of a poll that never ends, also after its loop was started anew', async () => {
  const { time, vendor, tezgah } = await aShop()
  await time.advance(30_000)
  vendor.isHanging = true
  await time.advance(65_000)
  const told = async () => {
    const { sources, alarms } = await tezgah.snapshot()
    return [sources[0]?.hearing, alarms.map(({ id, sinceMs }) => [id, sinceMs]), tezgah.attention()?.unheard]
  }
  const first = await told()
  expect(first).toEqual(['silent', [['source:restomenum-kadikoy:timedOut', expect.any(Number)]], ['Kadıköy']])
  for (let minute = 0; minute < 12; minute++) {
    await time.advance(60_000)
    expect(await told()).toEqual(first)
  }
  expect(tezgah.logs.filter(({ what }) => what === 'watch.sourceRestarted').length).toBeGreaterThan(1)
  vendor.isHanging = false
  await time.advance(310_000)
  expect(await told()).toEqual(['ok', [], []])
})

it('gives a source that a person starts anew its minute again', async () => {
  const { time, vendor, tezgah } = await aShop()
  vendor.list = { code: 'keyRejected' }
  await time.advance(600_000)
  vendor.isHanging = true
  await tezgah.ask('source.resume', { id: 'restomenum-kadikoy' })
  await time.advance(50_000)
  expect((await tezgah.snapshot()).alarms).toEqual([])
  await time.advance(20_000)
  expect((await tezgah.snapshot()).alarms.map(({ problem }) => problem.code)).toEqual(['timedOut'])
})

it('starts a source anew whose poll never ends, and writes that down', async () => {
  const { time, vendor, tezgah } = await aShop()
  vendor.isHanging = true
  await time.advance(10_000)
  const asked = vendor.listCalls.length
  await time.advance(200_000)
  expect(vendor.listCalls.length).toBe(asked)
  vendor.isHanging = false
  vendor.list = [order('1')]
  await time.advance(120_000)
  expect(vendor.listCalls.length).toBeGreaterThan(asked)
  expect(tezgah.logs.filter(({ what }) => what === 'watch.sourceRestarted')).toHaveLength(1)
  expect(await restartsOf(tezgah)).toEqual([{ part: 'source', name: 'Kadıköy', stuckMinutes: 5 }])
  const board = await tezgah.snapshot()
  expect([board.cards.length, board.sources[0]?.hearing, board.sources[0]?.lastSilence?.cameIn]).toEqual([1, 'ok', 1])
})

it('gives up a slip that never ends, asks about it, and goes on with the next one', async () => {
  let sent = 0
  const stuck: Printer = {
    prepare: async () => ({ payload: { kind: 'escpos', bytes: new Uint8Array(1) }, note: null }),
    // Not even being cut off ends it.
    send: () => {
      sent += 1
      return sent === 1 ? new Promise(() => {}) : Promise.resolve({ kind: 'confirmed', said: null })
    },
    check: async () => ({ isReady: true }),
    habits: () => null,
  }
  const { time, vendor, tezgah } = await aShop({ port: 9, openPrinter: () => stuck })
  vendor.list = [order('1')]
  await time.advance(10_000)
  expect(sent).toBe(1)
  vendor.list = [order('1'), order('2')]
  await time.advance(10 * 60_000)
  expect(sent).toBe(1)
  await time.advance(7 * 60_000)
  expect(tezgah.logs.filter(({ what }) => what === 'watch.printerRestarted')).toHaveLength(1)
  expect(await restartsOf(tezgah)).toEqual([{ part: 'printer', name: 'Kasa', stuckMinutes: 16 }])
  // What has waited for so long is a question; the one that was under way may be on paper.
  const states = (await tezgah.snapshot()).openJobs.map(({ label, state }) => [label.split(' ')[0], state])
  expect(states.toSorted()).toEqual([
    ['#1', 'needsHuman'],
    ['#2', 'undecided'],
  ])
  vendor.list = [order('1'), order('2'), order('3')]
  await time.advance(10_000)
  expect(sent).toBe(2)
})

it('does not take the late end of a slip that was given up for the end of its next attempt', async () => {
  const sends: PromiseWithResolvers<SendOutcome>[] = []
  const slow: Printer = {
    prepare: async () => ({ payload: { kind: 'escpos', bytes: new Uint8Array(1) }, note: null }),
    send: () => {
      const sending = Promise.withResolvers<SendOutcome>()
      sends.push(sending)
      return sending.promise
    },
    check: async () => ({ isReady: true }),
    habits: () => null,
  }
  const { time, vendor, tezgah } = await aShop({ port: 9, openPrinter: () => slow })
  const job = async () => (await tezgah.snapshot()).openJobs.map(({ state, attempt }) => [state, attempt])
  vendor.list = [order('1')]
  await time.advance(17 * 60_000)
  expect(await job()).toEqual([['needsHuman', 1]])
  const [asked] = (await tezgah.snapshot()).openJobs
  await tezgah.ask('jobs.answer', { jobIds: [asked?.id ?? 0], answer: 'printAgain' })
  await time.advance(10_000)
  expect([await job(), sends.length]).toEqual([[['sending', 2]], 2])
  sends[0]?.resolve({ kind: 'confirmed', said: null })
  await time.advance(1_000)
  expect(await job()).toEqual([['sending', 2]])
  sends[1]?.resolve({ kind: 'confirmed', said: null })
  await time.advance(1_000)
  expect(await job()).toEqual([])
})

it('gives up a question to an idle printer that never ends, and goes on with the next slip', async () => {
  let asked = 0
  const hanging: Printer = {
    prepare: async () => ({ payload: { kind: 'escpos', bytes: new Uint8Array(1) }, note: null }),
    send: async () => ({ kind: 'confirmed', said: null }),
    check: () => {
      asked += 1
      return asked === 1 ? new Promise(() => {}) : Promise.resolve({ isReady: true })
    },
    habits: () => ({ ...noHabits, answersStatus: true }),
  }
  const { time, vendor, tezgah } = await aShop({ port: 9, openPrinter: () => hanging })
  await time.advance(4 * 60_000)
  expect(asked).toBe(1)
  vendor.list = [order('1')]
  await time.advance(17 * 60_000)
  expect(tezgah.logs.filter(({ what }) => what === 'watch.printerRestarted')).toHaveLength(1)
  await time.advance(10_000)
  expect((await tezgah.snapshot()).openJobs.map(({ state }) => state)).not.toContain('wanted')
})

it('knows a printer that was switched off before the next slip, and that it is back', async () => {
  const printer = await startPracticePrinter({ mode: 'echoesIds' })
  const { time, vendor, tezgah } = await aShop({ port: printer.port })
  vendor.list = [order('1')]
  await time.advance(6_000)
  await tezgah.until(
    'its slip is out',
    ({ printers, openJobs }) => printers[0]?.state === 'ok' && openJobs.length === 0,
  )
  await printer.stop()
  await time.advance(181_000)
  const off = await tezgah.until('it is known to be off', ({ printers }) => printers[0]?.state === 'problem')
  // Nobody waits for it: it is shown, and does not ring.
  expect([off.printers[0]?.problem?.code, off.alarms]).toEqual(['printerRefused', []])
  const back = await startPracticePrinter({ mode: 'echoesIds', port: printer.port })
  onTestFinished(() => back.stop())
  await time.advance(181_000)
  await tezgah.until('it is known to be back', ({ printers }) => printers[0]?.state === 'ok')
  expect(back.slips()).toHaveLength(0)
})

it('knows a printer that was switched off while a slip waits for its hour, and while one is a question', async () => {
  let isOn = true
  const said = (): Readiness =>
    isOn ? { isReady: true } : { isReady: false, problem: { code: 'printerRefused' }, isHeld: false, said: null }
  const printer: Printer = {
    prepare: async () => ({ payload: { kind: 'escpos', bytes: new Uint8Array(1) }, note: null }),
    send: async () => ({ kind: 'uncertain', problem: { code: 'printUncertain' }, said: null }),
    check: async () => said(),
    habits: () => ({ ...noHabits, answersStatus: true }),
  }
  const { time, vendor, tezgah } = await aShop({ port: 9, openPrinter: () => printer })
  const stateOf = async () => (await tezgah.snapshot()).printers[0]?.state
  await tezgah.ask('settings.update', { scheduledLeadMinutes: 60 })
  const tomorrow = order('1', { scheduledForMs: time.nowMs() + 24 * 3_600_000 })
  vendor.list = [tomorrow]
  await time.advance(4 * 60_000)
  expect(await stateOf()).toBe('ok')
  isOn = false
  await time.advance(181_000)
  expect(await stateOf()).toBe('problem')
  isOn = true
  vendor.list = [tomorrow, order('2')]
  await time.advance(10 * 60_000)
  const states = (await tezgah.snapshot()).openJobs.map(({ state }) => state)
  expect([await stateOf(), states]).toEqual(['ok', ['needsHuman']])
  isOn = false
  await time.advance(181_000)
  expect(await stateOf()).toBe('problem')
})

it('goes on after it was started anew by its door, and says so until somebody has read it', async () => {
  const { time, vendor, tezgah } = await aShop()
  vendor.list = [order('1')]
  await time.advance(6_000)
  await tezgah.acknowledge()
  await tezgah.counter.restart()
  await time.advance(10)
  vendor.list = [order('1'), order('2')]
  await time.advance(6_000)
  const board = await tezgah.snapshot()
  expect(board.alarms.map(({ problem }) => problem.code)).toEqual(['coreRestarted'])
  expect(board.cards.map(({ number, alert }) => [number, alert?.kind ?? null]).toSorted()).toEqual([
    ['1', null],
    ['2', 'new'],
  ])
  await tezgah.ask('alarm.silence', { id: board.alarms[0]?.id ?? '' })
  expect((await tezgah.snapshot()).alarms).toEqual([])
  expect(await restartsOf(tezgah)).toEqual([{ part: 'core', name: '', stuckMinutes: null }])
})

it('records what was started anew while the disk is full as soon as there is room', async () => {
  const { time, vendor, tezgah } = await aShop()
  vendor.isHanging = true
  const disk = sickDisk()
  disk.isFull = true
  await time.advance(320_000)
  expect(tezgah.logs.filter(({ what }) => what === 'watch.sourceRestarted').length).toBeGreaterThan(0)
  expect(await restartsOf(tezgah)).toEqual([])
  disk.isFull = false
  vendor.isHanging = false
  vendor.list = [order('1')]
  await time.advance(60_000)
  expect((await restartsOf(tezgah)).map(({ part }) => part)).toContain('source')
})
