import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { needsPerson } from '../../src/shared/model/printJob.ts'
import type { PracticeVendor } from '../../src/practice/packet.ts'
import { type PracticeShop, startPracticeShop } from '../../src/practice/practiceShop.ts'
import { type PracticePrinter, startPracticePrinter } from '../../src/practice/printer/practicePrinter.ts'
import { emptyDisk, openCounter, type OpenedCounter, provisionFor } from '../support/openCounter.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const core = fileURLToPath(new URL('./runCore.ts', import.meta.url))

/** Where the process is struck: a good many places of an order's way, and some at no place in particular. */
type Strike = (counts: { requests: number; connections: number; slips: number; notices: number; ms: number }) => boolean
const strikes: [string, Strike][] = [
  ['when the list has been asked', ({ requests }) => requests > 3],
  ['when the printer is spoken to', ({ connections }) => connections > 0],
  ['when a slip has just come out', ({ slips }) => slips > 0],
  ['when somebody is told', ({ notices }) => notices > 0],
  ['before it could do anything', ({ ms }) => ms > 0],
  ['in the middle of things', ({ ms }) => ms > 170],
  ['when the printer is spoken to again', ({ connections }) => connections > 1],
]

/** `npm run test:kills`: this many for each printer, at the places above in turn and at moments in between. */
const kills = Number(process.env['TEZGAH_KILLS'] ?? 0)
const isLong = kills > 0
const manyStrikes = Array.from({ length: kills }, (_, index): [string, Strike] => {
  const named = strikes[index % (strikes.length + 3)]
  return named ?? [`after ${index} ms`, ({ ms }) => ms > (index * 37) % 400]
})
const PACKETS_A_RUN = isLong ? 2 : 4
/** Hundreds of packets whose details are asked for four a second take their time. */
const PATIENCE_MS = isLong ? 300_000 : 10_000

interface Scene {
  shop: PracticeShop
  printer: PracticePrinter
  provision: object
  folder: string
}

/** One run that is killed. Packets come in all the while. @returns what it said */
async function runUntil(
  isStruck: Strike,
  { shop, printer, folder, provision }: Scene,
  add: () => void,
): Promise<string> {
  const file = join(folder, 'provision.json')
  writeFileSync(file, JSON.stringify(provision))
  const child: ChildProcessByStdio<null, Readable, null> = spawn(
    process.execPath,
    ['--no-warnings', core, folder, file],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  const before = {
    requests: shop.requests.length,
    connections: printer.connections().total,
    slips: printer.slips().length,
  }
  let [said, readyMs, added] = ['', Number.POSITIVE_INFINITY, 0]
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
    if (said.includes('ready\n')) readyMs = Math.min(readyMs, performance.now())
  })
  const startMs = performance.now()
  const watch = setInterval(() => {
    const ms = performance.now() - readyMs
    if (ms > added * 25 && added < PACKETS_A_RUN) {
      added++
      add()
    }
    const counts = {
      requests: shop.requests.length - before.requests,
      connections: printer.connections().total - before.connections,
      slips: printer.slips().length - before.slips,
      notices: said.split('notice ').length - 1,
      ms,
    }
    // Whatever the strike waits for may not come; then time strikes.
    if ((ms >= 0 && isStruck(counts)) || ms > 4_000 || performance.now() - startMs > 15_000) child.kill('SIGKILL')
  }, 1)
  await once(child, 'close')
  clearInterval(watch)
  return said
}

/** At the end somebody answers for every slip that is in doubt: print it again. */
async function answerDoubts(tezgah: OpenedCounter): Promise<void> {
  await tezgah.until('every slip settled or in doubt', ({ openJobs }) => openJobs.every(needsPerson), PATIENCE_MS)
  const asking = (await tezgah.snapshot()).openJobs.map(({ id }) => id)
  if (asking.length > 0) await tezgah.ask('jobs.answer', { jobIds: asking, answer: 'printAgain' })
  await tezgah.until('every slip settled', ({ openJobs }) => openJobs.length === 0, PATIENCE_MS)
}

describe('36: kill -9 at every step of an order’s way', () => {
  it.each<[string, PracticeVendor, 'echoesIds' | 'slow', number]>([
    ['a printer that confirms', 'restomenum', 'echoesIds', 0],
    ['a slow printer that cannot', 'adisyo', 'slow', 3],
  ])(
    '%s (%s): every packet alerted, every slip printed, every second copy marked, none lost',
    async (_what, vendor, mode, skipped) => {
      const shop = await startPracticeShop({ adisyo: { paceScale: 0 } })
      onTestFinished(() => shop.close())
      const printer = await startPracticePrinter({ mode })
      onTestFinished(() => printer.stop())
      const folder = temporaryFolder()
      const scene = { shop, printer, folder, provision: provisionFor(shop, [{ name: 'Kasa', port: printer.port }]) }
      let lastNumber = 100
      const add = (): void => void shop.addPacket({ number: (lastNumber += 1), pos: vendor })

      // The baseline, so that whatever comes from now on is new.
      const first = await openCounter({ ...emptyDisk(folder) }, scene.provision)
      await first.until(
        'both sources',
        ({ sources }) => sources.length === 2 && sources.every(({ state }) => state === 'ok'),
      )
      await first.stop()

      let said = ''
      for (const [, isStruck] of isLong ? manyStrikes : strikes.slice(skipped))
        said += await runUntil(isStruck, scene, add)
      expect(said).not.toContain('error')
      add()

      await printer.setMode('echoesIds')
      const last = await openCounter({ ...emptyDisk(folder) }, scene.provision)
      const numbers = Array.from({ length: lastNumber - 100 }, (_, index) => String(101 + index))
      expect(numbers.length).toBeGreaterThan(8)
      const board = await last.until('every packet', ({ cards }) => cards.length === numbers.length, PATIENCE_MS)
      expect(board.cards.map(({ number }) => number).toSorted()).toEqual(numbers)
      expect(board.cards.every(({ alert, isBaseline }) => alert?.kind === 'new' && !isBaseline)).toBe(true)
      await answerDoubts(last)

      // Told to people: by one of the runs, or by the last one, alone or in a group.
      const isGrouped = said.includes('notice grouped') || last.notices.some(({ tag }) => tag === 'grouped')
      const told = new Set(
        [...said.matchAll(/^notice (\S+)$/gm)]
          .map(([, key]) => key)
          .concat(last.notices.map(({ orderKey }) => orderKey ?? '')),
      )
      if (!isGrouped) expect(board.cards.filter(({ key }) => !told.has(key))).toEqual([])

      const copies = new Map(numbers.map((number): [string, boolean[]] => [number, []]))
      for (const slip of printer.slips()) {
        const number = /#(\d+)/.exec(slip.text)?.[1] ?? ''
        if (slip.isWhole) copies.get(number)?.push(/OLASI TEKRAR|KOPYA/.test(slip.text))
      }
      expect([...copies].filter(([, marks]) => marks.length === 0)).toEqual([])
      expect([...copies].filter(([, marks]) => marks.filter((isMarked) => !isMarked).length > 1)).toEqual([])
      const jobs = await last.ask('jobs.list', { limit: 500 })
      expect(jobs.ok && jobs.value.filter(({ kind }) => kind === 'order').length).toBe(numbers.length)
      expect(jobs.ok && jobs.value.filter(({ state }) => !['confirmed', 'sent'].includes(state))).toEqual([])
      expect(readdirSync(folder).filter((name) => name.includes('broken'))).toEqual([])
      // The strikes were worth something: at least one slip was caught on its way.
      expect([...copies.values()].flat()).toContain(true)
    },
    60_000 + kills * 8_000,
  )
})
