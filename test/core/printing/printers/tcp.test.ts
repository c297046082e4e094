import { createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { composeTestSlip } from '../../../../src/core/printing/slip/composeTestSlip.ts'
import { encodeSlip } from '../../../../src/core/printing/render/escpos.ts'
import type { PrinterTransport, SendOutcome } from '../../../../src/core/printing/printers/printer.ts'
import { openTcpPrinter, type TcpTimeouts } from '../../../../src/core/printing/printers/tcp.ts'
import type { PrinterMode } from '../../../../src/practice/printer/printerModes.ts'
import { type PracticePrinter, startPracticePrinter } from '../../../../src/practice/printer/practicePrinter.ts'

const slip = encodeSlip(composeTestSlip({ nowMs: 0, computerName: 'KASA', printerName: 'Kasa', language: 'tr' }), {
  paperWidthMm: 80,
  codePage: 'cp857',
  codePageNumber: null,
  feedLines: 3,
}).bytes

const quick: TcpTimeouts = {
  connectMs: 2000,
  statusMs: 150,
  statusAfterMs: 150,
  silentStatusMs: 30,
  writeMs: 2000,
  idMs: 300,
  idProbeMs: 100,
  closeMs: 600,
}
const open: PracticePrinter[] = []
const never = new AbortController().signal

afterEach(async () => {
  await Promise.all(open.splice(0).map((printer) => printer.stop()))
})

async function start(
  mode: PrinterMode,
  timeouts = quick,
): Promise<{ practice: PracticePrinter; printer: PrinterTransport }> {
  const practice = await startPracticePrinter({ mode })
  open.push(practice)
  return { practice, printer: openTcpPrinter({ host: practice.host, port: practice.port }, timeouts) }
}

describe('a TCP printer says what is known, not what is hoped', () => {
  const cases: { mode: PrinterMode; outcome: object; slips: number }[] = [
    { mode: 'well', outcome: { kind: 'sent' }, slips: 1 },
    { mode: 'echoesIds', outcome: { kind: 'confirmed' }, slips: 1 },
    { mode: 'noStatus', outcome: { kind: 'sent', said: null }, slips: 1 },
    { mode: 'unaskedStatus', outcome: { kind: 'sent' }, slips: 1 },
    { mode: 'slow', outcome: { kind: 'sent' }, slips: 1 },
    { mode: 'paperOut', outcome: { kind: 'notSent', isHeld: true, problem: { code: 'paperOut' } }, slips: 0 },
    { mode: 'coverOpen', outcome: { kind: 'notSent', isHeld: true, problem: { code: 'coverOpen' } }, slips: 0 },
    { mode: 'offline', outcome: { kind: 'notSent', isHeld: true, problem: { code: 'printerOffline' } }, slips: 0 },
    { mode: 'refuses', outcome: { kind: 'notSent', isHeld: false, problem: { code: 'printerRefused' } }, slips: 0 },
    { mode: 'acceptsButNeverReads', outcome: { kind: 'uncertain', problem: { code: 'printerTimedOut' } }, slips: 0 },
    { mode: 'resetsMidJob', outcome: { kind: 'uncertain', problem: { code: 'printerReset' } }, slips: 0 },
    { mode: 'resetsAfterLastByte', outcome: { kind: 'uncertain', problem: { code: 'printerReset' } }, slips: 1 },
    { mode: 'runsOutMidJob', outcome: { kind: 'uncertain', problem: { code: 'paperOut' } }, slips: 0 },
  ]
  it.each(cases)('$mode', async ({ mode, outcome, slips }) => {
    // `slow` needs its time: each of its answers is late.
    const { practice, printer } = await start(
      mode,
      mode === 'slow' ? { ...quick, statusMs: 1000, statusAfterMs: 1000, closeMs: 5000 } : quick,
    )
    expect(await printer.send(slip, never)).toMatchObject(outcome)
    expect(practice.slips()).toHaveLength(slips)
    for (const kept of practice.slips()) {
      expect(kept.paper).toMatchObject({ unknown: [], tooWide: [], drawerKicks: 0, cuts: 1 })
      expect(Buffer.from(kept.bytes).equals(slip)).toBe(true)
    }
  })

  it('learns that a printer echoes ids, and then does without them only as uncertain', async () => {
    const { practice, printer } = await start('echoesIds')
    expect((await printer.send(slip, never)).kind).toBe('confirmed')
    await practice.setMode('well')
    expect(await printer.send(slip, never)).toMatchObject({ kind: 'uncertain', problem: { code: 'printUncertain' } })
  })

  it('takes silence of a printer that used to answer for a fault, before anything is sent', async () => {
    const { practice, printer } = await start('well')
    expect((await printer.send(slip, never)).kind).toBe('sent')
    await practice.setMode('noStatus')
    expect(await printer.send(slip, never)).toMatchObject({ kind: 'notSent', problem: { code: 'printerTimedOut' } })
    expect(practice.slips()).toHaveLength(1)
  })

  it('asks for a completion id only of printers that answered, and not again of one that has none', async () => {
    const { practice, printer } = await start('well')
    await printer.send(slip, never)
    await printer.send(slip, never)
    expect((await practice.waitForSlips(2)).map((kept) => kept.isWhole)).toEqual([true, true])
  })

  it('never has two connections to one printer, even from two of its own', async () => {
    const { practice, printer } = await start('echoesIds')
    const other = openTcpPrinter({ host: practice.host, port: practice.port }, quick)
    const outcomes = await Promise.all([printer, other, printer, other].map((each) => each.send(slip, never)))
    expect(outcomes.map((outcome: SendOutcome) => outcome.kind)).toEqual(Array(4).fill('confirmed'))
    expect(practice.connections()).toEqual({ total: 4, mostAtOnce: 1 })
  })

  it('is uncertain when it is cut off while sending, and has sent nothing when it was cut off before', async () => {
    const { printer } = await start('acceptsButNeverReads')
    const abort = new AbortController()
    const sending = printer.send(new Uint8Array(40_000_000), abort.signal)
    setTimeout(() => abort.abort(), 600)
    expect((await sending).kind).toBe('uncertain')
    expect((await printer.send(slip, abort.signal)).kind).toBe('notSent')
  })

  it('does not claim that a slip was sent to a printer that hangs up at once', async () => {
    const server = createServer((socket) => socket.resume().end())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const outcome = await openTcpPrinter({ host: '127.0.0.1', port }, quick).send(slip, never)
    await new Promise((resolve) => server.close(resolve))
    expect(outcome).toMatchObject({ kind: 'notSent', problem: { code: 'printerReset' } })
  })

  it('does not doubt a clone that answers only when the slip is out', async () => {
    const server = createServer((socket) => {
      socket.on('data', (chunk) => {
        const isSlip = chunk.length > 3
        setTimeout(() => socket.write(Buffer.of(0x12)), isSlip ? 400 : 0)
      })
      socket.on('end', () => socket.end())
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const printer = openTcpPrinter({ host: '127.0.0.1', port }, { ...quick, statusAfterMs: 3_000 }, 'none')
    const outcome = await printer.send(slip, never)
    await new Promise((resolve) => server.close(resolve))
    expect(outcome.kind).toBe('sent')
  })

  it.each([
    ['well', true],
    ['noStatus', true],
    ['paperOut', false],
    ['refuses', false],
  ] as const)('checks without printing: %s', async (mode, isReady) => {
    const { practice, printer } = await start(mode)
    expect(await printer.check(never)).toMatchObject({ isReady })
    expect(practice.slips()).toHaveLength(0)
  })
})
