import { expect, onTestFinished, test } from 'vitest'
import { withBacklog } from '../../../src/core/ledger/backlog.ts'
import { openLedger } from '../../../src/core/ledger/openLedger.ts'
import { noteDoubled } from '../../../src/core/link/noteDoubled.ts'
import { anOrder } from '../../support/anOrder.ts'
import { aWantedSlip } from '../../support/aWantedSlip.ts'
import { sickDisk } from '../../support/sickDisk.ts'

test('a slip that waited for a full disk is not lost when a double is the first that is written', () => {
  const disk = sickDisk()
  const ledger = withBacklog(openLedger(':memory:'), () => undefined)
  onTestFinished(() => ledger.close())
  const order = anOrder({ orderId: '1' })
  const commit = { sourceId: 'shop', atMs: 1, isBaseline: false, known: [], alerts: [], history: [] }
  const printed = ledger.addJob(aWantedSlip('1'), 1)
  disk.isFull = true
  expect(ledger.commit({ ...commit, jobs: [aWantedSlip('2')] }).jobs).toEqual([])
  disk.isFull = false
  const jobs = noteDoubled({ ledger, findOrder: () => order, atMs: 2 }, printed, 'Kasa 2')
  expect(jobs.map(({ label }) => label)).toEqual(['#2'])
  expect(ledger.readHistory(order.key).map(({ happening }) => happening.what)).toEqual(['printedTwice'])
})
