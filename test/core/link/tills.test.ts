import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Printer } from '../../../src/core/printing/printers/printer.ts'
import { NOT_UNASKED_AFTER_MS } from '../../../src/shared/model/printJob.ts'
import { aWantedSlip } from '../../support/aWantedSlip.ts'
import { anOrder } from '../../support/anOrder.ts'
import { LinkDouble, wayTo } from '../../support/linkDouble.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'
import { documentIn, linkedSettings, openTill, payloadOf, SwiftTime, type Till } from './tillInTime.ts'

/** Tills of one shop, linked, in virtual time; each prints by itself. */
async function aShop() {
  const time = new SwiftTime()
  const server = new LinkDouble(time, -1e12)
  const order = anOrder({ orderId: '1' })
  const aTill = (name: string) => {
    const printer = { works: true }
    const paper: string[] = []
    const openPrinter = (): Printer => ({
      prepare: async (document) => ({ payload: payloadOf(document), note: null }),
      send: async (payload) => {
        if (!printer.works)
          return { kind: 'notSent', problem: { code: 'printerUnreachable' }, isHeld: false, said: null }
        const { key, isMarked } = documentIn(payload)
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
    const till = openTill({
      name,
      time,
      random: () => 0.5,
      way,
      ledgerFile,
      settings: linkedSettings({ counter: { name, printsByItself: true, others: 'some' } }),
      find: () => order,
      openPrinter,
      hasPaper: () => printer.works,
    })
    return { till, ledgerFile, printer, paper }
  }
  const pass = (ms: number) => time.runUntil(time.monotonicMs() + ms)
  const hear = ({ till }: { till: Till }): void => till.queue.add([till.ledger.addJob(aWantedSlip('1'), time.nowMs())])
  const [first, second] = [aTill('Kasa 1'), aTill('Kasa 2')]
  await pass(3_000)
  return { first, second, pass, hear }
}

test('a slip that has grown too old at a printer that is not ready is another counter’s', async () => {
  const { first, second, pass, hear } = await aShop()
  first.printer.works = false
  hear(first)
  await pass(NOT_UNASKED_AFTER_MS + 60_000)
  hear(second)
  await pass(60_000)
  expect([first.paper, second.paper]).toEqual([[], ['shop/1']])
  expect(first.till.ledger.readOpenJobs()).toEqual([])
})

test('a slip that is not sent because it cannot be recorded is another counter’s', async () => {
  const { first, second, pass, hear } = await aShop()
  renameSync(first.ledgerFile, `${first.ledgerFile}.away`)
  hear(first)
  await pass(2_000)
  hear(second)
  await pass(60_000)
  expect([first.paper, second.paper]).toEqual([[], ['shop/1']])
  renameSync(`${first.ledgerFile}.away`, first.ledgerFile)
  await pass(10_000)
  expect(first.till.ledger.readOpenJobs()).toEqual([])
})
