import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { RequestInput, RequestName, RequestOutput } from '../../src/shared/contract/requests.ts'
import type { Result } from '../../src/shared/contract/problems.ts'
import { startPracticeShop } from '../../src/practice/practiceShop.ts'
import { createLogFile } from '../../src/system/logFile.ts'
import { anOrder, asSummary } from '../support/anOrder.ts'
import { ManualTime } from '../support/manualTime.ts'
import { emptyDisk, openCounter, provisionFor } from '../support/openCounter.ts'
import { pdfText } from '../support/pdfText.ts'
import { ScriptedVendor } from '../support/scriptedVendor.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

/** What one customer is known by, as it could stand in any file. */
const canaries = ['Kanaryacan', '5559876543', 'Kanarya Sokağı']
/** The same as words of the search, which keeps telephones from their end as well. */
const searchedCanaries = ['kanaryacan', 'kanarya', '3456789555']
const HOUR_MS = 3_600_000

/** The files of a folder, whole, in which a customer can be read. */
function filesWithCustomers(folder: string): string[] {
  const words = [...canaries, ...searchedCanaries].flatMap((word) => [Buffer.from(word), Buffer.from(word, 'utf16le')])
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    if (!statSync(join(folder, name)).isFile()) return false
    const bytes = readFileSync(join(folder, name))
    // A page of paper is packed: it is read as a reader of it would.
    const readable = name.endsWith('.pdf') ? Buffer.from(pdfText(bytes).join(' ')) : bytes
    return words.some((word) => readable.includes(word))
  })
}

interface RunningCore {
  ask<N extends RequestName>(name: N, input: RequestInput<N>): Promise<RequestOutput<N>>
  kill(): Promise<void>
}

/** The whole core as a process of its own, on real files. */
async function runCore(folder: string, provision: string): Promise<RunningCore> {
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(
    process.execPath,
    ['--no-warnings', fileURLToPath(new URL('./runCore.ts', import.meta.url)), folder, provision],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines = createInterface({ input: child.stdout })
  let answered = (_line: string): void => {}
  const ready = Promise.withResolvers<void>()
  lines.on('line', (line) => {
    if (line === 'ready') ready.resolve()
    if (line.startsWith('answer ')) answered(line.slice('answer '.length))
  })
  await ready.promise
  return {
    ask: async <N extends RequestName>(name: N, input: RequestInput<N>) => {
      const answer = Promise.withResolvers<string>()
      answered = answer.resolve
      child.stdin.write(`${JSON.stringify({ name, input })}\n`)
      const result = JSON.parse(await answer.promise) as Result<RequestOutput<N>>
      if (!result.ok) throw new Error(`${name}: ${result.error.code}`)
      return result.value
    },
    kill: async () => {
      const closed = once(child, 'close')
      child.kill('SIGKILL')
      await closed
    },
  }
}

describe('70: what is erased', () => {
  it('is in no file when a person erases it: while it runs, after kill -9 and after a restart, whatever became of its source', async () => {
    const shop = await startPracticeShop({ adisyo: { paceScale: 0 } })
    onTestFinished(() => shop.close())
    const folder = temporaryFolder()
    const provision = join(temporaryFolder(), 'provision.json')
    writeFileSync(provision, JSON.stringify(provisionFor(shop, [{ name: 'Kasa', port: 9 }])))
    for (const suffix of ['', '-wal'])
      writeFileSync(join(folder, `ledger.sqlite.broken-2026-01-05${suffix}`), canaries[0] ?? '')
    const core = await runCore(folder, provision)
    const until = async (what: string, has: (cards: number, waiting: number) => boolean): Promise<void> => {
      for (let tries = 0; ; tries++) {
        const { cards, sources } = await core.ask('snapshot.get', {})
        const waiting = sources.reduce((sum, { detailsWaiting }) => sum + detailsWaiting, 0)
        if (has(cards.filter(({ isGone }) => !isGone).length, waiting)) return
        if (tries > 1_500) throw new Error(`waited in vain for ${what}`)
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    }
    await until('a start', () => true)

    const customer = { name: 'Kanaryacan', surname: 'Yılmaz', phone: '5559876543', address: 'Kanarya Sokağı No:3' }
    // Of every length, and they grow: rows move from page to page.
    const noteOf = (number: number): string => 'Kanaryacan’ın zili bozuk. '.repeat((number * 7) % 40)
    const packets = Array.from({ length: 40 }, (_, index) => {
      const pos = index < 32 ? 'restomenum' : 'adisyo'
      return shop.addPacket({ number: index + 1, pos, customer, note: noteOf(index) })
    })
    await until('every detail', (cards, waiting) => cards === 40 && waiting === 0)
    for (const [index, { id }] of packets.entries())
      shop.changePacket(id, { note: noteOf(index + 3), totalKurus: 99_00 + index })
    await new Promise((resolve) => setTimeout(resolve, 500))
    await until('every detail again', (_cards, waiting) => waiting === 0)
    for (const { id } of packets.slice(0, 28)) shop.deliver(id)
    await until('the end of most', (cards) => cards === 12)

    // Four are open at a source that is then taken away, eight at one that is switched off.
    const [taken, off] = (await core.ask('snapshot.get', {})).sources
    await core.ask('source.remove', { id: taken?.id ?? '' })
    const { kind = 'adisyo', name = '', baseUrl = '', pollSeconds = 25, consumer = null } = off ?? {}
    await core.ask('source.save', {
      id: off?.id ?? '',
      source: { kind, name, baseUrl, pollSeconds, consumer, enabled: false },
    })
    expect(filesWithCustomers(folder)).toEqual(
      expect.arrayContaining(['ledger.sqlite-wal', 'ledger.sqlite.broken-2026-01-05']),
    )

    expect((await core.ask('customers.erase', {})).count).toBe(40)
    expect(filesWithCustomers(folder)).toEqual([])
    await core.kill()
    expect(filesWithCustomers(folder)).toEqual([])
    const again = await runCore(folder, provision)
    expect((await again.ask('orders.search', { text: '#1' })).found).toHaveLength(1)
    expect((await again.ask('orders.search', { text: canaries[0] ?? '' })).found).toEqual([])
    await again.ask('settings.update', { closingLine: 'Afiyet olsun' })
    expect(filesWithCustomers(folder)).toEqual([])
    await again.kill()
    expect(filesWithCustomers(folder)).toEqual([])
    expect(readdirSync(folder).filter((file) => file.includes('broken'))).toEqual([])
  }, 60_000)

  it('is in no file when its time has come, of orders that closed and of those whose source stopped', async () => {
    const time = new ManualTime()
    const vendor = new ScriptedVendor(() => 0)
    const folder = temporaryFolder()
    const sources = [
      { kind: 'restomenum', name: 'Kadıköy', baseUrl: 'http://127.0.0.1:9', apiKey: 'a.b.c', pollSeconds: 30 },
    ]
    const tezgah = await openCounter(emptyDisk(folder), { sources }, { clock: time, timers: time }, vendor.vendors())
    await time.advance(1_000)
    const order = (orderId: string) =>
      anOrder({
        orderId,
        sourceId: 'restomenum-kadikoy',
        number: orderId,
        note: `${canaries.join(' ')} `.repeat(Number(orderId)),
      })
    vendor.list = Array.from({ length: 30 }, (_, index) => order(String(index + 1)))
    await time.advance(60_000)
    vendor.list = vendor.list.slice(20)
    await time.advance(120_000)
    expect(filesWithCustomers(folder)).not.toEqual([])
    vendor.list = { code: 'keyRejected' }
    const setAside = join(folder, 'ledger.sqlite.broken-2026-01-05')
    writeFileSync(setAside, canaries[0] ?? '')
    // A clock that was a year ahead wrote it.
    utimesSync(setAside, time.nowMs() / 1_000, time.nowMs() / 1_000 + 365 * 86_400)
    await time.advance(23 * HOUR_MS)
    expect(filesWithCustomers(folder)).not.toEqual([])
    await time.advance(26 * HOUR_MS)
    expect(filesWithCustomers(folder)).toEqual([])
    expect((await tezgah.snapshot()).cards.map(({ customerName, note }) => [customerName, note])).toContainEqual([
      null,
      null,
    ])
  }, 60_000)

  describe('over a day on which the shop is shut', () => {
    const id = 'restomenum-kadikoy'
    const sources = [
      { kind: 'restomenum', name: 'Kadıköy', baseUrl: 'http://127.0.0.1:9', apiKey: 'a.b.c', pollSeconds: 30 },
    ]
    const order = anOrder({ orderId: '1', sourceId: id, number: '1', note: canaries.join(' ') })

    /** An order is open and known when Tezgah is closed; 35 hours later it starts again. */
    async function reopened(isHeard: boolean) {
      const time = new ManualTime()
      const vendor = new ScriptedVendor(() => 0)
      vendor.details = () => ({ ok: true, value: order })
      const disk = emptyDisk(temporaryFolder())
      const open = () =>
        openCounter(disk, { sources }, { clock: time, timers: time, random: () => 0.5 }, vendor.vendors())
      const first = await open()
      await time.advance(40_000)
      vendor.list = [asSummary(order)]
      // A clock is believed after a working day.
      await time.advance(9 * HOUR_MS)
      await first.acknowledge()
      const stopped = first.stop()
      await time.advance(20_000)
      await stopped
      time.sleep(35 * HOUR_MS)
      if (!isHeard) vendor.list = { code: 'offline' }
      return { time, vendor, tezgah: await open() }
    }

    it('nothing is taken from an open order before its source has been asked, and what changed meanwhile is told', async () => {
      const { time, vendor, tezgah } = await reopened(true)
      expect((await tezgah.snapshot()).cards.map(({ note }) => note)).toEqual([order.note])
      const changed = { ...order, totalKurus: 12_300, note: 'Kapıda bekleyin' }
      vendor.list = [asSummary(changed)]
      vendor.details = () => ({ ok: true, value: changed })
      await time.advance(2 * HOUR_MS)
      expect((await tezgah.snapshot()).cards.map(({ note, alert }) => [note, alert?.kind])).toEqual([
        ['Kapıda bekleyin', 'changed'],
      ])
    })

    it('an open order whose source stays silent is cleaned all the same, and wants its details', async () => {
      const { time, vendor, tezgah } = await reopened(false)
      await time.advance(5 * 60_000)
      expect((await tezgah.snapshot()).cards.map(({ note }) => note)).toEqual([order.note])
      await time.advance(2 * HOUR_MS)
      const cleaned = await tezgah.snapshot()
      expect([cleaned.cards[0]?.note, cleaned.sources[0]?.detailsWaiting]).toEqual([null, 1])
      vendor.list = [asSummary(order)]
      await time.advance(60_000)
      const heard = await tezgah.snapshot()
      expect([heard.cards[0]?.note, heard.sources[0]?.detailsWaiting]).toEqual([order.note, 0])
    })
  })

  it('is in no log, and in no slip of a folder that is older than the days that are set', async () => {
    const time = new ManualTime()
    const vendor = new ScriptedVendor(() => 0)
    const folder = temporaryFolder()
    const slips = join(folder, 'fisler')
    const sources = [
      { kind: 'restomenum', name: 'Kadıköy', baseUrl: 'http://127.0.0.1:9', apiKey: 'a.b.c', pollSeconds: 900 },
    ]
    const printers = [{ name: 'Klasör', connection: { kind: 'folder', path: slips, keepDays: 1 } }]
    const { log, written } = createLogFile(join(folder, 'logs'), () => time.nowMs())
    const host = { clock: time, timers: time, log }
    const tezgah = await openCounter(emptyDisk(folder), { sources, printers }, host, vendor.vendors())
    const order = (orderId: string, note: string | null) =>
      anOrder({ orderId, sourceId: 'restomenum-kadikoy', number: orderId, note })
    const untilSlips = async (count: number): Promise<string[]> => {
      for (let tries = 0; tries < 1_000; tries++) {
        const names = existsSync(slips) ? readdirSync(slips).filter((name) => name.endsWith('.pdf')) : []
        if (names.length === count && (await tezgah.snapshot()).openJobs.length === 0) return names
        await time.advance(100)
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      throw new Error(`waited in vain for ${count} slips`)
    }
    await time.advance(1_000)
    vendor.list = [order('1', canaries.join(' '))]
    await time.advance(901_000)
    const [first = ''] = await untilSlips(1)
    expect(filesWithCustomers(folder)).toContain(join('fisler', first))
    // Refused, broken and stopped: all that is written down of such an evening.
    vendor.list = { code: 'malformed' }
    await time.advance(1_801_000)
    vendor.list = []
    await time.advance(3_601_000)
    const dayAgo = Date.now() / 1_000 - 2 * 86_400
    for (const name of readdirSync(slips)) utimesSync(join(slips, name), dayAgo, dayAgo)
    await time.advance(50 * HOUR_MS)
    vendor.list = [order('2', null)]
    await time.advance(901_000)
    await untilSlips(1)
    await tezgah.stop()
    await written()
    expect(filesWithCustomers(folder)).toEqual([])
    expect(readFileSync(join(folder, 'logs/tezgah.log'), 'utf8')).toContain('ledger.tidied')
  }, 60_000)

  it('is in no slip of a folder whose printer is switched off or taken away: by age, and by a person at once', async () => {
    const time = new ManualTime()
    const vendor = new ScriptedVendor(() => 0)
    const folder = temporaryFolder()
    const [kept, dated] = ['arsiv', 'fisler'].map((name) => join(folder, name))
    const slipsIn = (path = ''): string[] => (existsSync(path) ? readdirSync(path) : [])
    const provision = {
      sources: [
        { kind: 'restomenum', name: 'Kadıköy', baseUrl: 'http://127.0.0.1:9', apiKey: 'a.b.c', pollSeconds: 900 },
      ],
      printers: [
        { name: 'Arşiv', connection: { kind: 'folder', path: kept } },
        { name: 'Klasör', connection: { kind: 'folder', path: dated, keepDays: 1 } },
      ],
    }
    const tezgah = await openCounter(emptyDisk(folder), provision, { clock: time, timers: time }, vendor.vendors())
    const settled = async (): Promise<void> => {
      for (let tries = 0; tries < 500; tries++) {
        await time.advance(100)
        await new Promise((resolve) => setImmediate(resolve))
        if ((await tezgah.snapshot()).openJobs.length === 0) return
      }
      throw new Error('slips wait in vain')
    }
    await time.advance(9 * HOUR_MS)
    const order = (orderId: string) =>
      anOrder({ orderId, sourceId: 'restomenum-kadikoy', number: orderId, note: canaries.join(' ') })
    vendor.list = [order('1'), order('2')]
    await time.advance(901_000)
    await settled()
    const printers = (await tezgah.snapshot()).printers.map(({ settings }) => settings)
    for (const { id, name } of printers)
      for (const key of ['1', '2'])
        await tezgah.ask('order.print', { key: `restomenum-kadikoy/${key}`, printerId: id, reason: name })
    await settled()
    const written = [slipsIn(kept).length, slipsIn(dated).length]
    expect(written.every((count) => count >= 4)).toBe(true)
    // Written by the computer's clock; the core lives in a time of its own.
    for (const path of [kept, dated])
      for (const name of slipsIn(path)) utimesSync(join(path ?? '', name), time.nowMs() / 1_000, time.nowMs() / 1_000)

    const [archive, slips] = printers
    if (archive === undefined || slips === undefined) throw new Error('no printers')
    const { id, ...printer } = slips
    await tezgah.ask('printer.save', { id, printer: { ...printer, enabled: false } })
    await tezgah.ask('printer.remove', { id: archive.id })
    time.sleep(18 * HOUR_MS)
    await time.advance(2 * HOUR_MS)
    expect([slipsIn(kept).length, slipsIn(dated).length]).toEqual(written)
    time.sleep(4 * HOUR_MS)
    await time.advance(2 * HOUR_MS)
    await expect.poll(() => slipsIn(dated)).toEqual([])
    expect(slipsIn(kept).length).toBe(written[0])

    vendor.list = [order('2')]
    await time.advance(3_601_000)
    writeFileSync(join(kept ?? '', '900-kira.pdf'), '%PDF-1.4')
    const erased = await tezgah.ask('customers.erase', {})
    expect(erased.ok && [erased.value.slips > 0, erased.value.slipsLeftIn]).toEqual([true, []])
    const left = slipsIn(kept)
    expect(left).toContain('900-kira.pdf')
    // The order that is open keeps its slips.
    expect(left.filter((name) => !/^\d+-2\.(pdf|png)$/.test(name))).toEqual(['900-kira.pdf'])
    expect(left.length).toBeGreaterThan(1)
  }, 60_000)
})
