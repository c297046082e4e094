import { createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { PrinterTransport, SendOutcome } from '../../../../src/core/printing/printers/printer.ts'
import { noHabits } from '../../../../src/shared/model/printerHabits.ts'
import { openTcpPrinter, type TcpTimeouts } from '../../../../src/core/printing/printers/tcp.ts'
import type { PrinterModes } from '../../../../src/practice/printer/printerBehaviour.ts'
import { aSlip as slip, never } from './aSlip.ts'
import { type PracticePrinter, startPracticePrinter } from '../../../../src/practice/printer/practicePrinter.ts'

const quick: TcpTimeouts = {
  connectMs: 2000,
  statusMs: 150,
  statusAfterMs: 150,
  silentStatusMs: 30,
  stallMs: 2000,
  idMs: 300,
  idProbeMs: 100,
  closeMs: 600,
  missesUntilNoEcho: 2,
}
const open: PracticePrinter[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((printer) => printer.stop()))
})

async function start(
  mode: PrinterModes,
  timeouts = quick,
): Promise<{ practice: PracticePrinter; printer: PrinterTransport<'escpos'> }> {
  const practice = await startPracticePrinter({ mode })
  open.push(practice)
  return { practice, printer: openTcpPrinter({ host: practice.host, port: practice.port }, timeouts) }
}

describe('a TCP printer says what is known, not what is hoped', () => {
  const cases: { mode: PrinterModes; outcome: object; slips: number }[] = [
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
      expect(Buffer.from(kept.bytes).equals(slip.bytes)).toBe(true)
    }
  })

  it('learns that a printer echoes ids, and then does without them only as uncertain', async () => {
    const { practice, printer } = await start('echoesIds')
    expect((await printer.send(slip, never)).kind).toBe('confirmed')
    await practice.setMode('well')
    expect(await printer.send(slip, never)).toMatchObject({ kind: 'uncertain', problem: { code: 'printUncertain' } })
  })

  it('believes a completion echo that comes late, and asks for the next one', async () => {
    const { practice, printer } = await start(['echoesIds', { echoDelayMs: 400 }], {
      ...quick,
      closeMs: 3_000,
      idMs: 3_000,
    })
    // The first echo comes long after the probe of 100 ms, while the connection is being closed.
    await practice.setMode(['echoesIds', { echoDelayMs: 400, ending: 'neverCloses' }])
    expect(await printer.send(slip, never)).toMatchObject({ kind: 'confirmed' })
    await practice.setMode(['echoesIds', 'slow', { echoDelayMs: 400 }])
    expect(await printer.send(slip, never)).toMatchObject({ kind: 'confirmed' })
  })

  it('files a printer as one that cannot echo only after several slips in a row', async () => {
    const { practice, printer } = await start('well')
    expect(await printer.send(slip, never)).toMatchObject({ kind: 'sent', cannotConfirm: false })
    expect(await printer.send(slip, never)).toMatchObject({ kind: 'sent', cannotConfirm: true })
    await practice.setMode('echoesIds')
    expect(await printer.send(slip, never)).toMatchObject({ kind: 'sent' })
  })

  it.each([
    ['endsWithReset', 'echoesIds'],
    ['endsWithReset', 'well'],
    ['neverCloses', 'echoesIds'],
    ['neverCloses', 'well'],
    ['neverCloses', 'unaskedStatus'],
  ] as const)('prints once, without a question, on a printer that %s (%s)', async (ending, kind) => {
    const { practice, printer } = await start([kind, ending])
    for (let count = 0; count < 3; count++) {
      expect(await printer.send(slip, never)).toMatchObject({ kind: kind === 'echoesIds' ? 'confirmed' : 'sent' })
    }
    expect(practice.slips().map(({ isWhole }) => isWhole)).toEqual([true, true, true])
  })

  it('does not wait for the end of a printer that echoes and is known never to close', async () => {
    const { practice } = await start(['echoesIds', 'neverCloses'])
    const learnt = { ...noHabits, echoesIds: true, neverCloses: true }
    // Waited for, it would be longer than any test may take.
    const timeouts = { ...quick, closeMs: 600_000 }
    const printer = openTcpPrinter({ host: practice.host, port: practice.port }, timeouts, learnt)
    expect(await printer.send(slip, never)).toMatchObject({ kind: 'confirmed' })
    expect(await printer.send(slip, never)).toMatchObject({ kind: 'confirmed' })
  })

  it.each([
    ['banner', 'notSent'],
    ['floods', 'uncertain'],
  ] as const)('hangs up on one that talks without end: %s', async (mode, kind) => {
    // The flood begins once the first question has been answered.
    const { printer } = await start(mode)
    expect(await printer.send(slip, never)).toMatchObject({ kind, problem: { code: 'printerBabbles' } })
  })

  it('has patience with a printer that drains slowly, as long as it takes something', async () => {
    const { practice, printer } = await start([{ bytesPerSecond: 20_000 }, 'echoesIds'], {
      ...quick,
      statusMs: 1_000,
      idProbeMs: 200,
    })
    const picture = Buffer.concat([Buffer.alloc(40_000, 0x41), slip.bytes])
    const outcome = await printer.send({ kind: 'escpos', bytes: picture }, never)
    expect(outcome.kind).toBe('confirmed')
    expect(practice.slips()).toHaveLength(1)
  })

  it('takes silence of a printer that used to answer for a fault, before anything is sent', async () => {
    const { practice, printer } = await start('well')
    expect((await printer.send(slip, never)).kind).toBe('sent')
    await practice.setMode('noStatus')
    expect(await printer.send(slip, never)).toMatchObject({ kind: 'notSent', problem: { code: 'printerSilent' } })
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
    const sending = printer.send({ kind: 'escpos', bytes: new Uint8Array(40_000_000) }, abort.signal)
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
    const printer = openTcpPrinter(
      { host: '127.0.0.1', port },
      { ...quick, statusAfterMs: 3_000 },
      { ...noHabits, echoesIds: false },
    )
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
