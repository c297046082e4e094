import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { startPracticeShop } from '../../src/practice/practiceShop.ts'
import { startPracticePrinter } from '../../src/practice/printer/practicePrinter.ts'
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
