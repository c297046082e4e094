import type { Host } from '../../src/core/host.ts'
import { type PracticePrinter, startPracticePrinter } from '../../src/practice/printer/practicePrinter.ts'
import type { PracticeShop } from '../../src/practice/practiceShop.ts'
import { onTestFinished } from 'vitest'
import { type Disk, emptyDisk, openCounter, type OpenedCounter, provisionFor } from './openCounter.ts'
import { temporaryFolder } from './temporaryFolder.ts'

export interface LinkedCounter extends OpenedCounter {
  printer: PracticePrinter
  disk: Disk
}

interface LinkedOptions {
  address: string
  password?: string
  /** An earlier run's. */
  disk?: Disk
  over?: Partial<Host>
  pollSeconds?: number
  /** False: it leaves the slips to another counter. */
  printsByItself?: boolean
}

/** A counter of a practice shop with a printer of its own, on the link; its sources' baselines have been taken. */
export async function openLinkedCounter(
  shop: PracticeShop,
  name: string,
  {
    address,
    password,
    disk = emptyDisk(temporaryFolder()),
    over = {},
    pollSeconds,
    printsByItself = true,
  }: LinkedOptions,
): Promise<LinkedCounter> {
  const printer = await startPracticePrinter({ mode: 'echoesIds' })
  onTestFinished(() => printer.stop())
  const provision = provisionFor(shop, [{ name: 'Kasa', port: printer.port }], pollSeconds)
  const opened = await openCounter(disk, provision, { computerName: name, ...over })
  await opened.until(
    'both sources',
    ({ sources }) => sources.length === 2 && sources.every(({ state }) => state === 'ok'),
  )
  if (!printsByItself) {
    const counter = { name, printsByItself, others: 'some' as const }
    if (!(await opened.ask('settings.update', { counter })).ok) throw new Error('it prints by itself')
  }
  const link = { enabled: true, address, branchName: 'Kadıköy' }
  const saved = await opened.ask('link.save', { link, ...(password !== undefined && { password }) })
  if (!saved.ok) throw new Error(JSON.stringify(saved.error))
  return { ...opened, printer, disk }
}

/** On the link, with so many counters. */
export const linked = (counter: OpenedCounter, count: number) =>
  counter.until(
    `${count} counters`,
    ({ link }) => link.state === 'up' && link.members.filter(({ isHere }) => isHere).length === count,
  )

/** How often each order's number is on these printers' paper: without a mark, and with one. */
export function copiesOn(printers: readonly PracticePrinter[]): Map<string, { plain: number; marked: number }> {
  const copies = new Map<string, { plain: number; marked: number }>()
  for (const printer of printers)
    for (const slip of printer.slips()) {
      const number = /#(\d+)/.exec(slip.text)?.[1]
      if (number === undefined) continue
      const counted = copies.get(number) ?? { plain: 0, marked: 0 }
      if (/OLASI TEKRAR|KOPYA/.test(slip.text)) counted.marked++
      else counted.plain++
      copies.set(number, counted)
    }
  return copies
}
