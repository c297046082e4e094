import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import type { createCounter } from '../../src/core/counter.ts'
import { openPrinter } from '../../src/core/printing/printers/openPrinter.ts'
import type { PracticePrinter } from '../../src/practice/printer/practicePrinter.ts'
import type { PracticeShop } from '../../src/practice/practiceShop.ts'
import type { Snapshot } from '../../src/shared/contract/snapshot.ts'
import { type Disk, openCounter, type OpenedCounter } from '../support/openCounter.ts'
import { openPrintingShop } from '../support/printingShop.ts'

interface Scene {
  shop: PracticeShop
  printer: PracticePrinter
  disk: Disk
  /** Opens Tezgah on the same disk, and waits until both vendors have answered. */
  open(openWith?: Parameters<typeof createCounter>[3]): Promise<OpenedCounter>
}

/** A shop whose printer's first slip has taught that it says how it is. */
async function aScene(): Promise<Scene> {
  const { shop, printer, disk, provision } = await openPrintingShop()
  const open = async (openWith?: Parameters<typeof createCounter>[3]): Promise<OpenedCounter> => {
    const tezgah = await openCounter(disk, provision, {}, undefined, openWith)
    await tezgah.until('both sources', ({ sources }) => sources.every(({ state }) => state === 'ok'))
    return tezgah
  }
  return { shop, printer, disk, open }
}

const stateOf =
  (number: number, state: string) =>
  ({ cards }: Snapshot): boolean =>
    cards.some((card) => card.number === String(number) && card.print?.state === state)

const alarmCodes = ({ alarms }: Snapshot): string[] => alarms.map(({ problem }) => problem.code)

describe('slips that do not come out', () => {
  it('55: a printer that answered status yesterday: asked three times, then printed anyway at a person’s word', async () => {
    const { shop, printer, open } = await aScene()
    const yesterday = await open()
    shop.addPacket({ pos: 'restomenum', number: 201 })
    await yesterday.until('its slip', stateOf(201, 'confirmed'))
    await yesterday.stop()

    await printer.setMode('noStatus')
    const today = await open()
    shop.addPacket({ pos: 'restomenum', number: 202 })
    const offered = await today.until('the offer', ({ printers }) => printers[0]?.mayPrintAnyway === true, 20_000)
    expect([alarmCodes(offered), printer.slips().length]).toEqual([['printerSilent'], 1])
    expect(await today.ask('printer.printAnyway', { id: 'kasa' })).toEqual({ ok: true, value: null })
    await today.until('its slip', stateOf(202, 'sent'))
    shop.addPacket({ pos: 'restomenum', number: 203 })
    const after = await today.until('the next one, by itself', stateOf(203, 'sent'))
    expect(alarmCodes(after)).toEqual([])
    expect(printer.slips().map(({ text }) => /#(\d+)/.exec(text)?.[1])).toEqual(['201', '202', '203'])
    expect(printer.slips().map(({ text }) => text.includes('OLASI TEKRAR'))).toEqual([false, false, false])
    expect(after.printers[0]?.habits).toMatchObject({ answersStatus: false })
    expect(await today.ask('printer.learnAnew', { id: 'kasa' })).toEqual({ ok: true, value: null })
    expect((await today.snapshot()).printers[0]?.habits).toBeNull()
  }, 40_000)

  it('58: thirty slips from before the ten minutes: one alarm, one answer, no "it came out"', async () => {
    const { shop, printer, disk, open } = await aScene()
    const before = await open()
    await printer.setMode('refuses')
    for (let number = 301; number <= 330; number++) shop.addPacket({ pos: 'restomenum', number })
    const { openJobs } = await before.until('thirty slips', (snapshot) => snapshot.openJobs.length === 30)
    const jobIds = openJobs.map(({ id }) => id)
    await before.stop()
    // An hour passes with Tezgah and the printer switched off.
    const file = new DatabaseSync(join(disk.folder, 'ledger.sqlite'))
    file.exec('UPDATE print_job SET wanted_at_ms = wanted_at_ms - 3600000')
    file.close()

    await printer.setMode('echoesIds')
    const after = await open()
    const asking = await after.until('the question', (snapshot) =>
      snapshot.openJobs.every(({ state }) => state === 'undecided'),
    )
    expect(asking.openJobs).toHaveLength(30)
    expect(asking.alarms.map(({ subject, subjectId, problem }) => [subject, subjectId, problem])).toEqual([
      ['undecided', 'kasa', { code: 'slipsUndecided', params: { count: 30 } }],
    ])
    expect(await after.ask('jobs.answer', { jobIds, answer: 'cameOut' })).toMatchObject({ error: { code: 'conflict' } })
    expect(printer.slips()).toEqual([])
    const [dropped, ...rest] = jobIds
    expect(await after.ask('jobs.answer', { jobIds: [dropped ?? 0], answer: 'drop' })).toEqual({
      ok: true,
      value: { count: 1 },
    })
    expect(await after.ask('jobs.answer', { jobIds: rest, answer: 'printAgain' })).toEqual({
      ok: true,
      value: { count: 29 },
    })
    const done = await after.until('all of them', (snapshot) => snapshot.openJobs.length === 0, 20_000)
    expect([printer.slips().length, alarmCodes(done)]).toEqual([29, []])
  }, 60_000)

  it('59: a send that rejects: in doubt, with an alarm that stays, and a person can answer', async () => {
    const { shop, open } = await aScene()
    const tezgah = await open((settings, host, learnt) => ({
      ...openPrinter(settings, host, learnt),
      send: () => Promise.reject(new TypeError('the native module could not be loaded')),
    }))
    shop.addPacket({ pos: 'restomenum', number: 401 })
    const first = await tezgah.until('doubt', ({ openJobs }) => openJobs.some(({ state }) => state === 'uncertain'))
    expect(first.printers[0]).toMatchObject({ state: 'problem', problem: { code: 'internal' } })
    await tezgah.until('the alarm', (snapshot) => alarmCodes(snapshot).includes('printUncertain'))
    // As long as the queue lets a fault of its own stand before it tries again, and longer.
    await new Promise((resolve) => setTimeout(resolve, 4_000))
    const later = await tezgah.snapshot()
    expect([alarmCodes(later), later.sound, later.printers[0]?.state]).toEqual([
      ['printUncertain'],
      'newOrder',
      'problem',
    ])
    const [job] = later.openJobs
    expect(job).toMatchObject({ state: 'needsHuman', isPossibleDuplicate: true })
    expect(await tezgah.ask('jobs.answer', { jobIds: [job?.id ?? 0], answer: 'cameOut' })).toEqual({
      ok: true,
      value: { count: 1 },
    })
    expect(alarmCodes(await tezgah.snapshot())).toEqual([])
  }, 30_000)
})
