import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Conf from 'conf'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openFolderPrinter } from '../../src/core/printing/printers/folder.ts'
import { startPracticeShop } from '../../src/practice/practiceShop.ts'
import { startPracticePrinter } from '../../src/practice/printer/practicePrinter.ts'
import { defaultSettings } from '../../src/shared/settings/settings.ts'
import { createKeptFile } from '../../src/system/keptFile.ts'
import { createLogFile } from '../../src/system/logFile.ts'
import { lockFolder } from '../../src/system/instanceLock.ts'
import type { Snapshot } from '../../src/shared/contract/snapshot.ts'
import { emptyDisk, openCounter, provisionFor } from '../support/openCounter.ts'
import { sickDisk } from '../support/sickDisk.ts'
import { openPrintingShop } from '../support/printingShop.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

it('31: a broken ledger: set aside and told, what is open is the baseline, and no slip is printed a second time', async () => {
  const { shop, printer, disk, provision } = await openPrintingShop()
  const first = await openCounter(disk, provision)
  await first.until(
    'both sources',
    ({ sources }) => sources.length === 2 && sources.every(({ state }) => state === 'ok'),
  )
  for (let number = 1; number <= 4; number++) shop.addPacket({ number })
  await printer.waitForSlips(8, 15_000)
  await first.until('rest', ({ openJobs }) => openJobs.length === 0)
  await first.stop()
  const file = join(disk.folder, 'ledger.sqlite')
  writeFileSync(file, readFileSync(file).subarray(0, 5_000))

  const second = await openCounter(disk, provision)
  const board = await second.until('all eight cards', ({ cards }) => cards.length === 8)
  expect(board.alarms.map(({ problem }) => problem.code)).toEqual(['ledgerSetAside'])
  expect(board.cards.every(({ isBaseline, alert, print }) => isBaseline && alert === null && print === null)).toBe(true)
  expect(board.sources.map(({ baselineOffer }) => baselineOffer)).toEqual([4, 4])
  shop.addPacket({ number: 5, pos: 'restomenum' })
  await printer.waitForSlips(9, 15_000)
  await second.until('rest', ({ openJobs }) => openJobs.length === 0)
  expect([second.notices.length, printer.slips().length]).toEqual([1, 9])
})

/** The files that others may do something with, all folders below included. */
const openToOthers = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .filter(({ parentPath, name }) => (statSync(join(parentPath, name)).mode & 0o077) !== 0)
    .map(({ name }) => name)

it.runIf(process.platform !== 'win32')(
  'each file is for its user alone, whatever the rights of the folder, also one that was open before',
  async () => {
    const folder = temporaryFolder()
    chmodSync(folder, 0o777)
    const umask = process.umask(0)
    onTestFinished(() => void process.umask(umask))
    const settingsFile = join(folder, 'settings.json')
    writeFileSync(join(folder, 'ledger.sqlite'), 'no database, but long enough to look at '.repeat(40))
    for (const name of ['settings.json', 'settings.json.bak']) writeFileSync(join(folder, name), '{"theme":"dark"}')
    writeFileSync(join(folder, 'tezgah.log'), '')
    expect(openToOthers(folder)).toHaveLength(4)
    const conf = { cwd: folder, configName: 'settings', configFileMode: 0o600 }
    const settings = createKeptFile({ path: settingsFile, open: () => new Conf(conf), nowMs: Date.now })
    const { log, written } = createLogFile(folder, Date.now)
    log({ level: 'info', what: 'start' })
    await written()
    const tezgah = await openCounter(emptyDisk(folder), { sources: [], printers: [] }, { settings, log })
    expect((await tezgah.ask('settings.update', { theme: 'light' })).ok).toBe(true)
    const slip = { kind: 'files', name: '1', png: new Uint8Array(9), pdf: new Uint8Array(9) } as const
    await openFolderPrinter({ path: join(folder, 'fisler') }).send(slip, new AbortController().signal)
    expect(readdirSync(join(folder, 'fisler'))).toHaveLength(2)
    expect(readdirSync(folder).some((name) => name.startsWith('ledger.sqlite.broken-'))).toBe(true)
    expect(openToOthers(folder)).toEqual([])
    const shared = join(folder, 'shared')
    await openFolderPrinter({ path: shared, isShared: true }).send(slip, new AbortController().signal)
    expect(openToOthers(folder).toSorted()).toEqual(['001-1.pdf', '001-1.png'])
  },
)

it('63: settings of a newer version: copied aside once before the first save, and the alarm names the copy', async () => {
  const folder = temporaryFolder()
  const newer = JSON.stringify({ ...defaultSettings, version: 99, theme: 'dark', hologram: { angle: 7 } })
  writeFileSync(join(folder, 'settings.json'), newer)
  const start = () => {
    const conf = { cwd: folder, configName: 'settings', configFileMode: 0o600 }
    const path = join(folder, 'settings.json')
    const settings = createKeptFile({ path, open: () => new Conf(conf), nowMs: () => Date.UTC(2026, 0, 5) })
    return openCounter(emptyDisk(folder), null, { settings })
  }
  const copies = (): string[] => readdirSync(folder).filter((name) => name.startsWith('settings.json.v'))
  // Twice without a save: still one copy.
  for (const times of [1, 2]) {
    const tezgah = await start()
    const file = 'settings.json.v99-2026-01-05T00-00-00-000Z'
    const [alarm] = (await tezgah.snapshot()).alarms
    expect([times, alarm?.problem, copies()]).toEqual([times, { code: 'settingsNewer', params: { file } }, [file]])
    await tezgah.stop()
  }
  const tezgah = await start()
  expect((await tezgah.snapshot()).settings.theme).toBe('dark')
  expect((await tezgah.ask('settings.update', { theme: 'light' })).ok).toBe(true)
  expect(readFileSync(join(folder, 'settings.json'), 'utf8')).not.toContain('hologram')
  // Brought back as the alarm says.
  const [copy = ''] = copies()
  expect(readFileSync(join(folder, copy), 'utf8')).toBe(newer)
})

it('63: while no copy of newer settings can be made, nothing is saved over them, and that is said', async () => {
  const writes: unknown[] = []
  let isFull = true
  const settings = {
    read: () => ({ value: { ...defaultSettings, version: 99 }, setAside: null }),
    write: (value: unknown) => void writes.push(value),
    copyAside: () => {
      if (isFull) throw new Error('no space left')
      return 'settings.json.v99-now'
    },
  }
  const tezgah = await openCounter(emptyDisk(temporaryFolder()), null, { settings })
  expect((await tezgah.snapshot()).alarms.map(({ problem }) => problem.code)).toEqual(['settingsNotKept'])
  expect((await tezgah.ask('settings.update', { theme: 'light' })).ok).toBe(false)
  expect(writes).toEqual([])
  isFull = false
  expect((await tezgah.ask('settings.update', { theme: 'light' })).ok).toBe(true)
  expect(writes).toHaveLength(1)
})

it('62: a full disk: new orders are shown and rung from memory, and once there is room recorded, printed, not rung again', async () => {
  const { shop, printer, disk, provision } = await openPrintingShop()
  const first = await openCounter(disk, provision)
  await first.until('both', ({ sources }) => sources.length === 2 && sources.every(({ state }) => state === 'ok'))
  shop.addPacket({ number: 1, pos: 'restomenum' })
  await printer.waitForSlips(1, 15_000)
  await first.until('rest', ({ openJobs }) => openJobs.length === 0)

  const sick = sickDisk()
  sick.isFull = true
  for (const number of [2, 3]) shop.addPacket({ number })
  const full = await first.until('five cards', ({ cards }) => cards.length === 5)
  const isNew = full.cards.filter(({ alert }) => alert?.kind === 'new').map(({ number }) => number)
  expect([full.isViewOnly, isNew.length, first.notices.length]).toEqual([false, 5, 5])
  expect(full.alarms.map(({ problem }) => problem.code)).toEqual(['ledgerUnavailable'])
  expect(full.cards.filter(({ print }) => print !== null)).toHaveLength(1)
  // Seen is seen, on a full disk too; a person's slip has to wait for room.
  const [seen] = full.cards.filter(({ print }) => print === null)
  expect((await first.acknowledge([seen?.key ?? ''])).ok).toBe(true)
  const refused = await first.ask('order.print', { key: seen?.key ?? '', printerId: null, reason: null })
  expect(refused).toMatchObject({ ok: false, error: { code: 'ledgerUnavailable' } })
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  expect([printer.slips().length, first.notices.length]).toEqual([1, 5])

  sick.isFull = false
  await printer.waitForSlips(5, 15_000)
  await first.until('rest', ({ openJobs, alarms }) => openJobs.length + alarms.length === 0)
  expect([printer.slips().length, first.notices.length]).toEqual([5, 5])
  expect(printer.slips().filter(({ text }) => text.includes('OLASI TEKRAR'))).toEqual([])
  await first.stop()
  const second = await openCounter(disk, provision)
  const board = await second.until('both', ({ sources }) => sources.every(({ state }) => state === 'ok'))
  expect(board.cards.map(({ key, alert }) => [key, alert?.kind ?? null]).toSorted()).toEqual(
    full.cards.map(({ key }) => [key, key === seen?.key ? null : 'new']).toSorted(),
  )
  expect([printer.slips().length, second.notices.length]).toEqual([5, 0])
})

/** A shop with RestoMenum and a printer, whose ledger lies in `folder`. */
async function aShop() {
  const shop = await startPracticeShop()
  onTestFinished(() => shop.close())
  const printer = await startPracticePrinter({ mode: 'echoesIds' })
  onTestFinished(() => printer.stop())
  const folder = join(temporaryFolder(), 'tezgah')
  mkdirSync(folder)
  const disk = emptyDisk(folder)
  const { sources, ...rest } = provisionFor(shop, [{ name: 'Kasa', port: printer.port }])
  const provision = { ...rest, sources: (sources as unknown[]).slice(0, 1) }
  const addPacket = (number: number) => shop.addPacket({ number, pos: 'restomenum' })
  const start = async (over: Parameters<typeof openCounter>[2] = {}) => {
    const tezgah = await openCounter(disk, provision, over)
    await tezgah.until('its source', ({ sources: [source] }) => source?.state === 'ok')
    return tezgah
  }
  /** Adds packets and waits until each has its slip. */
  const print = async (tezgah: Awaited<ReturnType<typeof start>>, ...numbers: number[]) => {
    const before = printer.slips().length
    for (const number of numbers) addPacket(number)
    await printer.waitForSlips(before + numbers.length, 15_000)
    await tezgah.until('rest', ({ openJobs }) => openJobs.length === 0)
  }
  /** The numbers of the slips from here on, those marked as a possible duplicate with a `!`. */
  const slipsFrom = (index: number): string[] =>
    printer
      .slips()
      .slice(index)
      .map(({ text }) => `${/#(\d+)/.exec(text)?.[1]}${text.includes('OLASI TEKRAR') ? '!' : ''}`)
  return { printer, folder, file: join(folder, 'ledger.sqlite'), addPacket, start, print, slipsFrom }
}

/** Waits for the first alarm. A counter that goes over to another record has nothing to show for a moment. */
async function alarmOf(tezgah: Awaited<ReturnType<typeof openCounter>>): Promise<void> {
  const count = async (): Promise<number> => {
    const board = await tezgah.ask('snapshot.get', {})
    return board.ok ? board.value.alarms.length : 0
  }
  await expect.poll(count, { timeout: 8_000 }).toBeGreaterThan(0)
}

const codesOf = ({ alarms }: Snapshot): string[] => alarms.map(({ problem }) => problem.code)

describe('61: at a start', () => {
  it('a first one ever has nothing to tell, nor has any later one whose record goes on', async () => {
    const { start, print, printer, slipsFrom } = await aShop()
    for (const number of [1, 2, 3]) {
      const tezgah = await start()
      expect(codesOf(await tezgah.snapshot())).toEqual([])
      await print(tezgah, number)
      await tezgah.stop()
    }
    expect([printer.slips().length, slipsFrom(0)]).toEqual([3, ['1', '2', '3']])
  })

  it.each([
    ['gone', (file: string) => rmSync(file)],
    ['zeroed', (file: string) => truncateSync(file)],
    ['zeroed, and its mark unreadable', (file: string) => (truncateSync(file), truncateSync(`${file}.mark.json`))],
    ['broken', (file: string) => writeFileSync(file, 'no ledger, but long enough to look at '.repeat(40))],
  ])(
    'the ledger is %s: told until read, what is open is the baseline, and every slip of it is marked',
    async (_how, harm) => {
      const { file, start, print, addPacket, printer, slipsFrom } = await aShop()
      const first = await start()
      await print(first, 1, 2)
      await first.stop()
      harm(file)
      addPacket(3)

      const second = await start()
      const board = await second.until('three cards', ({ cards }) => cards.length === 3)
      expect(codesOf(board)).toHaveLength(1)
      expect(codesOf(board)[0]).toMatch(/^ledger(Lost|SetAside)$/)
      expect([board.cards.every(({ isBaseline }) => isBaseline), second.notices, slipsFrom(2)]).toEqual([true, [], []])
      // By hand, as offered, or later: any of them may be a second copy. What was printed by hand is offered no more.
      const key = board.cards.find(({ number }) => number === '1')?.key ?? ''
      expect((await second.ask('order.print', { key, printerId: null, reason: null })).ok).toBe(true)
      await printer.waitForSlips(3, 15_000)
      const sourceId = board.sources[0]?.id ?? ''
      expect((await second.ask('baseline.answer', { sourceId, print: true })).ok).toBe(true)
      await printer.waitForSlips(5, 15_000)
      await print(second, 4)
      expect(slipsFrom(2).toSorted()).toEqual(['1!', '2!', '3!', '4'])
      await second.stop()

      const third = await start()
      expect(codesOf(await third.snapshot())).toEqual(codesOf(board))
      await third.ask('alarm.silence', { id: board.alarms[0]?.id ?? '' })
      await third.stop()
      expect(codesOf(await (await start()).snapshot())).toEqual([])
    },
  )

  it.each([
    ['an older copy', 'after a stop'],
    ['without what its WAL had', 'while running'],
  ])('the ledger is %s: told, and nothing goes out a second time unmarked', async (_how, when) => {
    const { file, start, print, addPacket, printer, slipsFrom } = await aShop()
    let tezgah = await start()
    await print(tezgah, 1)
    if (when === 'after a stop') await tezgah.stop()
    copyFileSync(file, `${file}.copy`)
    if (when === 'after a stop') tezgah = await start()
    await print(tezgah, 2)
    await tezgah.stop()
    renameSync(`${file}.copy`, file)
    addPacket(3)
    const second = await start()
    await second.until('three cards', ({ cards }) => cards.length === 3)
    expect(codesOf(await second.snapshot())).toEqual(['ledgerLost'])
    if (when === 'after a stop') {
      await printer.waitForSlips(4, 15_000)
      expect(slipsFrom(2).toSorted()).toEqual(['2!', '3!'])
    }
    await second.until('rest', ({ openJobs }) => openJobs.length === 0)
    expect(slipsFrom(2).filter((slip) => !slip.endsWith('!'))).toEqual([])
    const before = printer.slips().length
    await print(second, 4)
    expect(slipsFrom(before)).toEqual(['4'])
  })
})

describe.skipIf(process.platform === 'win32')('61: while running', () => {
  it.each([
    ['deleted', (file: string) => rmSync(file)],
    ['cut to nothing', (file: string) => truncateSync(file)],
    ['replaced', (file: string) => (copyFileSync(file, `${file}.copy`), renameSync(`${file}.copy`, file))],
    ['without its WAL', (file: string) => rmSync(`${file}-wal`)],
  ])('the ledger is %s: told, what was known stays as it was, and goes on', async (_how, harm) => {
    const { file, start, print, printer, slipsFrom } = await aShop()
    const tezgah = await start()
    await print(tezgah, 1, 2)
    const before = await tezgah.snapshot()
    const seen = before.cards[0]?.key ?? ''
    expect((await tezgah.acknowledge([seen])).ok).toBe(true)
    const notices = tezgah.notices.length
    harm(file)
    await alarmOf(tezgah)
    const after = await tezgah.until('its source', ({ sources: [source] }) => source?.state === 'ok')
    expect(codesOf(after)[0]).toMatch(/^ledger(Lost|SetAside)$/)
    expect(after.isViewOnly).toBe(false)
    expect(after.cards.map(({ key, alert }) => [key, alert?.kind ?? null]).toSorted()).toEqual(
      before.cards.map(({ key }) => [key, key === seen ? null : 'new']).toSorted(),
    )
    await print(tezgah, 3)
    expect([tezgah.notices.length, printer.slips().length, slipsFrom(2)]).toEqual([notices + 1, 3, ['3']])
    await tezgah.stop()
    const again = await start()
    expect((await again.snapshot()).cards).toHaveLength(3)
    expect(printer.slips()).toHaveLength(3)
  })

  it('the folder and its lock are deleted and another Tezgah begins there: the first prints nothing more and says so', async () => {
    const { folder, start, print, addPacket, printer, slipsFrom } = await aShop()
    const lock = () =>
      lockFolder({ dataDir: folder, door: 'browser', onOtherStart: async () => 'http://127.0.0.1:1/', log: () => {} })
    const locks = [await lock()]
    onTestFinished(() => locks.forEach((each) => each.kind === 'held' && each.release()))
    // Its heart beats slowly: the other one has begun before it looks at its files.
    const timers = {
      after: (delayMs: number, callback: () => void) => {
        const timer = setTimeout(callback, delayMs === 1_000 ? 4_000 : delayMs)
        return () => clearTimeout(timer)
      },
    }
    const first = await start({ computerName: 'First', timers })
    await print(first, 1)
    rmSync(folder, { recursive: true })
    mkdirSync(folder)
    locks.push(await lock())
    expect(locks.map(({ kind }) => kind)).toEqual(['held', 'held'])
    const second = await start({ computerName: 'Second' })
    for (const number of [2, 3, 4]) addPacket(number)
    await printer.waitForSlips(4, 15_000)
    await alarmOf(first)
    const told = await first.snapshot()
    expect([told.isViewOnly, codesOf(told)]).toEqual([true, ['ledgerInUse', 'ledgerLost']])
    await first.until('four cards', ({ cards }) => cards.length === 4)
    await second.until('rest', ({ openJobs }) => openJobs.length === 0)
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(slipsFrom(1).toSorted()).toEqual(['2', '3', '4'])
    expect(
      printer
        .slips()
        .slice(1)
        .filter(({ text }) => !text.includes('Second')),
    ).toEqual([])
  })
})
