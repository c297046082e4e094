import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Conf from 'conf'
import { expect, it, onTestFinished } from 'vitest'
import { openFolderPrinter } from '../../src/core/printing/printers/folder.ts'
import { startPracticeShop } from '../../src/practice/practiceShop.ts'
import { startPracticePrinter } from '../../src/practice/printer/practicePrinter.ts'
import { createKeptFile } from '../../src/system/keptFile.ts'
import { createLogFile } from '../../src/system/logFile.ts'
import { emptyDisk, openCounter, provisionFor } from '../support/openCounter.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

it('31: a broken ledger: set aside and told, what is open is the baseline, and no slip is printed a second time', async () => {
  const shop = await startPracticeShop({ adisyo: { paceScale: 0 } })
  onTestFinished(() => shop.close())
  const printer = await startPracticePrinter({ mode: 'echoesIds' })
  onTestFinished(() => printer.stop())
  const disk = emptyDisk(temporaryFolder())
  const provision = provisionFor(shop, [{ name: 'Kasa', port: printer.port }])
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
    const log = createLogFile(folder, Date.now)
    log({ level: 'info', what: 'start' })
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
