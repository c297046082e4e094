import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openCupsPrinter } from '../../../../src/core/printing/printers/cups.ts'
import type { PrinterModes } from '../../../../src/practice/printer/printerBehaviour.ts'
import { type PracticePrinter, startPracticePrinter } from '../../../../src/practice/printer/practicePrinter.ts'
import { type PrivateCups, startCups } from '../../../support/cups.ts'
import { aSlip as slip, never } from './aSlip.ts'

/** A real CUPS, its real socket backend, and the practice printer at its other end. */

const LONG = { timeout: 10_000, interval: 20 }
const open: PracticePrinter[] = []
let cups: PrivateCups
let count = 0

// CUPS itself is there on macOS too, but a private daemon of it cannot be started there.
describe.runIf(process.platform === 'linux')('a queue of a real CUPS', () => {
  beforeAll(async () => {
    cups = await startCups()
  })
  afterAll(() => cups?.stop())
  afterEach(async () => {
    await Promise.all(open.splice(0).map((printer) => printer.stop()))
  })

  async function start(mode: PrinterModes, watchMs = 10_000) {
    const practice = await startPracticePrinter({ mode: 'well' })
    open.push(practice)
    const queue = `kasa${(count += 1)}`
    await cups.addQueue(queue, practice.port)
    await practice.setMode(mode)
    return { practice, queue, printer: openCupsPrinter({ queue }, { server: cups.server, watchMs }) }
  }

  it('gets every byte to the printer as it was, and says sent, not printed', async () => {
    const { practice, queue, printer } = await start('well')
    expect(await printer.send(slip, never)).toEqual({
      kind: 'sent',
      said: expect.stringMatching(`^${queue}-\\d+: left the queue$`),
    })
    const [kept] = await practice.waitForSlips(1)
    expect(Buffer.from(kept?.bytes ?? []).equals(slip.bytes)).toBe(true)
    expect(kept?.paper).toMatchObject({ unknown: [], cuts: 1 })
  })

  it('keeps three slips in order, one at a time, from two ways to one queue', async () => {
    const { practice, queue, printer } = await start('well')
    const other = openCupsPrinter({ queue }, { server: cups.server })
    const slips = [1, 2, 3].map((n) => Uint8Array.from([...Buffer.from(`Fis ${n}\n`), 0x1d, 0x56, 0x42, 0]))
    const outcomes = await Promise.all(
      slips.map((bytes, index) => (index === 1 ? other : printer).send({ kind: 'escpos', bytes }, never)),
    )
    expect(outcomes.map(({ kind }) => kind)).toEqual(['sent', 'sent', 'sent'])
    const kept = await practice.waitForSlips(3)
    expect(kept.map(({ text }) => text.split('\n')[0])).toEqual(['Fis 1', 'Fis 2', 'Fis 3'])
    expect(practice.connections().mostAtOnce).toBe(1)
  })

  it('tells of a slip that CUPS keeps because the printer is off, and holds the next one until it is out', async () => {
    const { practice, queue, printer } = await start('refuses', 1500)
    // At the same time: the second must not slip into the queue while the first is being watched.
    const [first, second] = await Promise.all([printer.send(slip, never), printer.send(slip, never)])
    expect(first).toEqual({ kind: 'sent', said: expect.stringMatching(`^${queue}-\\d+: still in the queue: .+`) })
    expect(second).toMatchObject({ kind: 'notSent', isHeld: true, problem: { code: 'printerOffline' } })
    expect(await printer.check(never)).toMatchObject({ isReady: false, isHeld: true, said: first.said })
    expect(await cups.command('lpstat', '-o', queue)).toMatch(/^\S+-\d+ .*\n$/)

    await practice.setMode('well')
    await practice.waitForSlips(1, 15_000)
    await vi.waitFor(async () => expect(await printer.check(never)).toEqual({ isReady: true }), LONG)
    expect((await printer.send(slip, never)).kind).toBe('sent')
    expect(await practice.waitForSlips(2)).toHaveLength(2)
  })

  it('cancels the job when it is cut off, and does not claim that nothing came out', async () => {
    const { queue, printer } = await start('acceptsButNeverReads')
    const abort = new AbortController()
    const sending = printer.send(slip, abort.signal)
    await vi.waitFor(async () => expect(await cups.command('lpstat', '-o', queue)).toContain(queue), LONG)
    abort.abort()
    expect(await sending).toMatchObject({ kind: 'uncertain', said: expect.stringMatching(/cancelled$/) })
    expect(await cups.command('lpstat', '-o', queue)).toBe('')
    expect(await printer.send(slip, abort.signal)).toMatchObject({ kind: 'notSent' })
  })

  it('is uncertain when somebody cancels the job in CUPS', async () => {
    const { queue, printer } = await start('acceptsButNeverReads')
    const sending = printer.send(slip, never)
    await vi.waitFor(async () => expect(await cups.command('lpstat', '-o', queue)).toContain(queue), LONG)
    await cups.command('cancel', '-a', queue)
    expect(await sending).toMatchObject({
      kind: 'uncertain',
      problem: { code: 'printUncertain' },
      said: expect.stringContaining('cancel'),
    })
  })

  it('holds a slip, with the reason, while the queue is paused or rejects', async () => {
    const { practice, queue, printer } = await start('well')
    await cups.command('cupsdisable', '-r', 'kagit sikisti', queue)
    expect(await printer.send(slip, never)).toEqual({
      kind: 'notSent',
      problem: { code: 'queuePaused' },
      isHeld: true,
      said: 'kagit sikisti',
    })
    await cups.command('cupsenable', queue)
    await cups.command('cupsreject', '-r', 'tatil', queue)
    expect(await printer.check(never)).toEqual({
      isReady: false,
      problem: { code: 'queuePaused' },
      isHeld: true,
      said: 'tatil',
    })
    expect(await cups.command('lpstat', '-W', 'all', '-o', queue)).toBe('')
    await cups.command('cupsaccept', queue)
    expect(await printer.check(never)).toEqual({ isReady: true })
    expect(practice.slips()).toHaveLength(0)
  })

  it('names a queue that is not there, and a CUPS that is not there', async () => {
    const missing = openCupsPrinter({ queue: 'yok' }, { server: cups.server })
    expect(await missing.send(slip, never)).toMatchObject({
      kind: 'notSent',
      isHeld: false,
      problem: { code: 'queueMissing' },
    })
    const gone = openCupsPrinter({ queue: 'yok' }, { server: '127.0.0.1:1' })
    expect(await gone.send(slip, never)).toMatchObject({
      kind: 'notSent',
      isHeld: false,
      problem: { code: 'spoolerUnavailable' },
    })
  })
})
