import { afterEach, describe, expect, it, vi } from 'vitest'
import { openSerialPrinter, type SerialTimeouts } from '../../../../src/core/printing/printers/serial.ts'
import type { SerialSettings } from '../../../../src/core/printing/printers/serialConnection.ts'
import type { PrinterModes } from '../../../../src/practice/printer/printerBehaviour.ts'
import { type PracticePrinter, startPracticePrinter } from '../../../../src/practice/printer/practicePrinter.ts'
import { openPty, type Pty, serialCableTo, whyNoPty } from '../../../support/pty.ts'
import { aSlip as slip, never } from './aSlip.ts'

/** The real serialport library on a real terminal device of the system. */

const quick: SerialTimeouts = { openMs: 2000, statusMs: 250, statusAfterMs: 250, silentStatusMs: 50, drainMs: 500 }
const XOFF = 0x13
const LONG = { timeout: 5000, interval: 5 }
const printers: PracticePrinter[] = []
const cables: Pty[] = []

afterEach(async () => {
  for (const cable of cables.splice(0)) cable.unplug()
  await Promise.all(printers.splice(0).map((printer) => printer.stop()))
})

const onPort = (path: string, flowControl: SerialSettings['flowControl'] = 'none'): SerialSettings => ({
  path,
  baudRate: 921_600,
  flowControl,
})

async function start(mode: PrinterModes, flowControl: SerialSettings['flowControl'] = 'none') {
  const practice = await startPracticePrinter({ mode })
  const cable = await serialCableTo(practice.port)
  printers.push(practice)
  cables.push(cable)
  return { practice, cable, printer: openSerialPrinter(onPort(cable.path, flowControl), null, quick) }
}

const plug = (): Pty => {
  const pty = openPty()
  cables.push(pty)
  return pty
}

/** A printer that asks for a pause at the first question, and never says a word again. */
function plugStopping(): Pty & { stopped: Promise<void> } {
  const { promise: stopped, resolve } = Promise.withResolvers<void>()
  let isFirst = true
  const pty = openPty(() => {
    if (isFirst) pty.say(Uint8Array.of(XOFF))
    isFirst = false
    resolve()
  })
  cables.push(pty)
  return { ...pty, stopped }
}

/** A printer that answers at once while it has nothing to do, and behind a slip only when that is out. */
function plugLateBehindSlip(delayMs: number): Pty {
  const pty = openPty((chunk) => {
    const isIdle = !pty.received().includes(Buffer.from(slip.bytes.subarray(0, 20)))
    const questions = chunk.toString('latin1').split('\x10\x04').length - 1
    if (questions > 0) setTimeout(() => pty.say(new Uint8Array(questions).fill(0x12)), isIdle ? 0 : delayMs)
  })
  cables.push(pty)
  return pty
}

const missing = whyNoPty()

// Where there are none, `npm test` lists these under "Not run here" with the reason.
describe.skipIf(missing !== null)(`a printer on a serial port${missing === null ? '' : ` (${missing})`}`, () => {
  it.each([
    ['well', 'none', 1, { kind: 'sent' }],
    ['well', 'xonxoff', 1, { kind: 'sent' }],
    ['noStatus', 'none', 1, { kind: 'sent', said: null }],
    ['paperOut', 'none', 0, { kind: 'notSent', isHeld: true, problem: { code: 'paperOut' } }],
    ['coverOpen', 'none', 0, { kind: 'notSent', isHeld: true, problem: { code: 'coverOpen' } }],
    ['runsOutMidJob', 'none', 0, { kind: 'uncertain', problem: { code: 'paperOut' } }],
  ] as const)('%s, flow control %s', async (mode, flowControl, count, outcome) => {
    const { practice, printer } = await start(mode, flowControl)
    expect(await printer.send(slip, never)).toMatchObject(outcome)
    for (const kept of await practice.waitForSlips(count)) expect(Buffer.from(kept.bytes).equals(slip.bytes)).toBe(true)
    expect(practice.slips()).toHaveLength(count)
  })

  it('closes the port after each slip, and never sends two at once', async () => {
    const { practice, cable, printer } = await start('well')
    const other = openSerialPrinter(onPort(cable.path), null, quick)
    const outcomes = await Promise.all([printer, other, printer].map((each) => each.send(slip, never)))
    expect(outcomes.map(({ kind }) => kind)).toEqual(['sent', 'sent', 'sent'])
    const kept = await practice.waitForSlips(3)
    expect(kept.every(({ bytes }) => Buffer.from(bytes).equals(slip.bytes))).toBe(true)
  })

  it('checks without printing', async () => {
    const { practice, printer } = await start('well')
    expect(await printer.check(never)).toEqual({ isReady: true })
    await practice.setMode('offline')
    expect(await printer.check(never)).toMatchObject({
      isReady: false,
      isHeld: true,
      problem: { code: 'printerOffline' },
    })
    expect(practice.slips()).toHaveLength(0)
  })

  it('has sent nothing when the port is gone, or is none', async () => {
    const pty = plug()
    pty.unplug()
    const expected = { kind: 'notSent', isHeld: false, problem: { code: 'printerUnreachable' } }
    await vi.waitFor(
      async () =>
        expect(await openSerialPrinter(onPort(pty.path), null, quick).send(slip, never)).toMatchObject(expected),
      LONG,
    )
    expect(await openSerialPrinter(onPort('/dev/null'), null, quick).send(slip, never)).toMatchObject(expected)
  })

  it('takes the silence of a printer that is known to talk for a fault, before anything is sent', async () => {
    const pty = plug()
    const outcome = await openSerialPrinter(onPort(pty.path), true, quick).send(slip, never)
    expect(outcome).toMatchObject({ kind: 'notSent', problem: { code: 'printerSilent' } })
    expect(pty.received().includes(Buffer.from(slip.bytes))).toBe(false)
  })

  it('is uncertain when the printer says stop and never goes on, and lets go of the port', async () => {
    const pty = plugStopping()
    const printer = openSerialPrinter(onPort(pty.path, 'xonxoff'), null, quick)
    expect(await printer.send(slip, never)).toMatchObject({ kind: 'uncertain', problem: { code: 'printerTimedOut' } })
    expect(pty.received().includes(Buffer.from(slip.bytes))).toBe(false)
    // Held, it could not be opened a second time.
    expect(await printer.check(never)).toEqual({ isReady: true })
  })

  it('does not doubt a clone that answers only when the slip is out', async () => {
    const pty = plugLateBehindSlip(2 * quick.statusMs)
    const printer = openSerialPrinter(onPort(pty.path), null, { ...quick, statusAfterMs: 5_000 })
    expect(await printer.send(slip, never)).toMatchObject({ kind: 'sent' })
  })

  it('is uncertain when the cable is pulled while it is under way', async () => {
    const pty = plugStopping()
    const sending = openSerialPrinter(onPort(pty.path, 'xonxoff'), null, { ...quick, drainMs: 60_000 }).send(
      slip,
      never,
    )
    await pty.stopped
    setTimeout(() => pty.unplug(), 2 * quick.statusMs)
    expect(await sending).toMatchObject({ kind: 'uncertain' })
  })

  it('is uncertain when it is cut off while it is under way, and has sent nothing when it was before', async () => {
    const abort = new AbortController()
    const pty = plugStopping()
    const printer = openSerialPrinter(onPort(pty.path, 'xonxoff'), null, { ...quick, drainMs: 60_000 })
    const sending = printer.send(slip, abort.signal)
    await pty.stopped
    setTimeout(() => abort.abort(), 2 * quick.statusMs)
    expect(await sending).toMatchObject({ kind: 'uncertain', problem: { code: 'printerTimedOut' } })
    expect(await printer.send(slip, abort.signal)).toMatchObject({ kind: 'notSent' })
  })
})
