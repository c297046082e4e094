import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { NewPacket } from '../../src/practice/packet.ts'
import { type PracticeShop, startPracticeShop } from '../../src/practice/practiceShop.ts'
import { type PracticePrinter, startPracticePrinter } from '../../src/practice/printer/practicePrinter.ts'
import type { Settings } from '../../src/shared/settings/settings.ts'
import { type Disk, emptyDisk, openCounter, type OpenedCounter, provisionFor } from '../support/openCounter.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

interface Scene {
  shop: PracticeShop
  printer: PracticePrinter
  disk: Disk
  provision: object
}

async function aScene(): Promise<Scene> {
  const shop = await startPracticeShop({ adisyo: { paceScale: 0 } })
  onTestFinished(() => shop.close())
  const printer = await startPracticePrinter({ mode: 'echoesIds' })
  onTestFinished(() => printer.stop())
  const provision = provisionFor(shop, [{ name: 'Kasa', port: printer.port }])
  return { shop, printer, disk: emptyDisk(temporaryFolder()), provision }
}

const open = async ({ disk, provision }: Scene, overlaps?: Settings['overlaps']): Promise<OpenedCounter> => {
  const tezgah = await openCounter(disk, provision)
  if (overlaps) expect((await tezgah.ask('settings.update', { overlaps })).ok).toBe(true)
  await tezgah.until('both', ({ sources }) => sources.length === 2 && sources.every(({ state }) => state === 'ok'))
  return tezgah
}

/** One platform's order, as each vendor tells of it. */
const platform = (over: NewPacket): NewPacket => ({ channel: 'yemeksepeti', code: 'YS-8842350', ...over })
const addAt = (shop: PracticeShop, pos: 'restomenum' | 'adisyo'): string =>
  shop.addPacket(platform({ pos, number: pos === 'restomenum' ? 12 : 57 })).id

const firstSlips = (printer: PracticePrinter): number =>
  printer.slips().filter(({ text }) => !/DEĞİŞTİ|İPTAL|KOPYA/.test(text)).length
const settle = async (tezgah: OpenedCounter): Promise<void> => {
  await new Promise((resolve) => setTimeout(resolve, 700))
  await tezgah.until('the slips', ({ openJobs }) => openJobs.length === 0)
}

describe('101: one platform order that both vendors show', () => {
  it('is one card with both sources, rung, printed, seen and found once, through changes, a cancellation and its ends', async () => {
    const scene = await aScene()
    const { shop, printer } = scene
    const tezgah = await open(scene, 'together')
    const first = addAt(shop, 'restomenum')
    await tezgah.until('the card', ({ cards }) => cards[0]?.print?.state === 'confirmed')
    const second = addAt(shop, 'adisyo')
    const board = await tezgah.until('both sources', ({ cards }) => (cards[0]?.alsoAt.length ?? 0) === 1)
    await settle(tezgah)
    expect(board.cards.map(({ number, sourceName, alsoAt }) => [number, sourceName, alsoAt])).toEqual([
      ['12', 'Kadıköy', [{ sourceName: 'Moda', number: '57', isCancelled: false }]],
    ])
    expect([tezgah.notices.length, firstSlips(printer), board.unacknowledgedCount]).toEqual([1, 1, 1])
    const found = await tezgah.ask('orders.search', { text: 'YS-8842350' })
    expect(found.ok && found.value.found.map(({ number }) => number)).toEqual(['12'])
    const page = await tezgah.ask('order.get', { key: board.cards[0]?.key ?? '' })
    expect(page.ok && page.value.alsoAt.map(({ sourceName, number }) => [sourceName, number])).toEqual([['Moda', '57']])
    await tezgah.acknowledge()
    expect((await tezgah.snapshot()).unacknowledgedCount).toBe(0)

    for (const id of [second, first]) {
      shop.changePacket(id, { note: 'Zil bozuk' })
      await new Promise((resolve) => setTimeout(resolve, 600))
    }
    await settle(tezgah)
    expect(printer.slips().filter(({ text }) => text.includes('DEĞİŞTİ'))).toHaveLength(1)
    expect(printer.slips().at(-1)?.text).toContain('#12')

    shop.deliver(first)
    await tezgah.until(
      'the second alone',
      ({ cards }) => cards[0]?.number === '57' || cards.every((card) => card.isGone),
    )
    await tezgah.acknowledge()
    const left = await tezgah.until('one card', ({ cards }) => cards.length === 1 && cards[0]?.alsoAt.length === 0)
    expect([left.cards[0]?.sourceName, left.cards[0]?.alert, firstSlips(printer)]).toEqual(['Moda', null, 1])
    shop.deliver(second)
    await tezgah.until('an empty board', ({ cards }) => cards.length === 0)
    const report = await tezgah.ask('report.get', { dayIso: null })
    expect(report.ok && [report.value.orderCount, report.value.printedCount]).toEqual([1, 1])
    expect(report.ok && report.value.bySource.map(({ orderCount }) => orderCount)).toEqual([1, 1])
    const statistics = await tezgah.ask('statistics.get', { days: 7 })
    expect(statistics.ok && statistics.value.whole.orderCount).toBe(1)
  }, 60_000)

  it('is cancelled once, whichever vendor says so, on the slip that people hold', async () => {
    const scene = await aScene()
    const { shop, printer } = scene
    const tezgah = await open(scene, 'together')
    const [first, second] = [addAt(shop, 'restomenum'), addAt(shop, 'adisyo')]
    await tezgah.until('both', ({ cards }) => (cards[0]?.alsoAt.length ?? 0) === 1)
    await settle(tezgah)
    shop.cancel(second)
    await tezgah.until('the cancellation', ({ cards }) => cards.some(({ alert }) => alert?.kind === 'cancelled'))
    shop.cancel(first)
    await tezgah.until('its end', ({ cards }) => cards.every(({ isGone }) => isGone))
    await settle(tezgah)
    expect(tezgah.notices.map(({ tag }) => tag.split(':')[0])).toEqual(['new', 'cancelled'])
    expect([firstSlips(printer), printer.slips().filter(({ text }) => text.includes('İPTAL')).length]).toEqual([1, 1])
  }, 60_000)

  it('is two while the setting is off, which is offered, and one from the answer on; split again it says nothing', async () => {
    const scene = await aScene()
    const { shop, printer } = scene
    const tezgah = await open(scene)
    expect((await tezgah.snapshot()).overlapOffer).toBeNull()
    for (const pos of ['restomenum', 'adisyo'] as const) addAt(shop, pos)
    const asked = await tezgah.until('two cards', ({ cards }) => cards.length === 2)
    expect(asked.overlapOffer?.label).toBe('Yemeksepeti YS-8842350')
    expect(asked.overlapOffer?.sourceNames.toSorted()).toEqual(['Kadıköy', 'Moda'])
    await settle(tezgah)
    expect([firstSlips(printer), tezgah.notices.length]).toEqual([2, 2])
    await tezgah.ask('settings.update', { overlaps: 'together' })
    const joined = await tezgah.snapshot()
    expect([joined.cards.length, joined.overlapOffer]).toEqual([1, null])
    await tezgah.ask('settings.update', { overlaps: 'apart' })
    await settle(tezgah)
    const split = await tezgah.snapshot()
    expect([split.cards.length, split.overlapOffer, firstSlips(printer), tezgah.notices.length]).toEqual([
      2,
      null,
      2,
      2,
    ])
  }, 60_000)

  it('is told and printed once when the process is killed between the two, and started again', async () => {
    const scene = await aScene()
    const { shop, printer, disk } = scene
    const first = await open(scene, 'together')
    await first.stop()
    // The process that is killed reads its settings from a file.
    writeFileSync(join(disk.folder, 'settings.json'), JSON.stringify(disk.settings))
    const said: string[] = []
    for (const pos of ['restomenum', 'adisyo'] as const) {
      const child = startCore(disk.folder, scene.provision, said)
      await waitFor(() => said.join('').includes('ready'))
      addAt(shop, pos)
      if (pos === 'restomenum') await waitFor(() => said.join('').includes('notice '))
      else await new Promise((resolve) => setTimeout(resolve, 900))
      child.kill('SIGKILL')
      await once(child, 'close')
      said.push('\n')
    }
    disk.settings = JSON.parse(readFileSync(join(disk.folder, 'settings.json'), 'utf8'))
    const last = await open(scene)
    const board = await last.until('one card', ({ cards }) => cards.length === 1 && cards[0]?.alsoAt.length === 1)
    await last.until('its slip', ({ cards }) =>
      ['confirmed', 'sent', 'needsHuman'].includes(cards[0]?.print?.state ?? ''),
    )
    expect(board.cards[0]?.number).toBe('12')
    const unmarked = printer.slips().filter(({ text, isWhole }) => isWhole && !/OLASI TEKRAR|KOPYA/.test(text))
    expect(unmarked.filter(({ text }) => text.includes('#57'))).toEqual([])
    expect(unmarked.length).toBeLessThanOrEqual(1)
    expect(said.join('').match(/^notice /gm)).toHaveLength(1)
  }, 60_000)
})

const core = fileURLToPath(new URL('./runCore.ts', import.meta.url))

function startCore(folder: string, provision: object, said: string[]): ChildProcessByStdio<null, Readable, null> {
  const file = join(folder, 'provision.json')
  writeFileSync(file, JSON.stringify(provision))
  const child = spawn(process.execPath, ['--no-warnings', core, folder, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  return child
}

async function waitFor(isThere: () => boolean): Promise<void> {
  for (const deadline = performance.now() + 15_000; !isThere();) {
    if (performance.now() > deadline) throw new Error('waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
