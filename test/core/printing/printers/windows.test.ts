import { describe, expect, it } from 'vitest'
import { openWindowsPrinter } from '../../../../src/core/printing/printers/windows.ts'
import { loadWinspool, type Win32, type Winspool } from '../../../../src/core/printing/printers/winspool.ts'
import { aSlip as slip, never } from './aSlip.ts'

/**
 * What is made of each answer of Windows. The answers are scripted here, as no other system gives them; the calls
 * themselves are proven against Wine's spooler by `npm run test:wine`.
 */

const ACCESS_DENIED = 5

/** A spooler that is well, but for what a test says; it notes what is asked of it. */
function spoolerWith(over: Partial<Winspool> = {}): { spool: Winspool; calls: string[] } {
  const calls: string[] = []
  const done = <T>(value: T): Win32<T> => ({ ok: true, value })
  const well: Winspool = {
    open: async () => done(7n),
    state: async () => done({ status: 0, attributes: 0, jobCount: 0 }),
    startDoc: async () => done(12),
    startPage: async () => done(null),
    write: async (_handle, bytes) => done(bytes.length),
    endPage: async () => done(null),
    endDoc: async () => done(null),
    abort: async () => done(null),
    close: async () => done(null),
    list: async () => done([]),
  }
  const spool = { ...well, ...over }
  const noted = Object.fromEntries(
    Object.entries(spool).map(([name, call]) => [
      name,
      (...given: never[]) => (calls.push(name), (call as (...given: never[]) => unknown)(...given)),
    ]),
  )
  return { spool: noted as unknown as Winspool, calls }
}

const failed = async () => ({ ok: false, error: ACCESS_DENIED }) as const
const stateOf =
  (status: number, attributes = 0) =>
  async () =>
    ({ ok: true, value: { status, attributes, jobCount: 0 } }) as const
const open = (over: Partial<Winspool> = {}) => {
  const { spool, calls } = spoolerWith(over)
  return { printer: openWindowsPrinter({ queue: 'Kasa' }, { load: async () => spool, stepMs: 60, writeMs: 60 }), calls }
}

describe('the Windows spooler', () => {
  it('takes a slip in one document and page, and that is sent, not printed', async () => {
    const { printer, calls } = open()
    expect(await printer.send(slip, never)).toEqual({ kind: 'sent', said: 'job 12' })
    expect(calls).toEqual(['open', 'state', 'startDoc', 'startPage', 'write', 'endPage', 'endDoc', 'close'])
  })

  it.each([
    ['PAUSED', 0x01, 0, 'queuePaused'],
    ['PAPER_OUT', 0x10, 0, 'paperOut'],
    ['OFFLINE', 0x80, 0, 'printerOffline'],
    ['DOOR_OPEN', 0x40_0000, 0, 'coverOpen'],
    ['WORK_OFFLINE', 0, 0x400, 'printerOffline'],
    ['PAPER_OUT PAUSED', 0x11, 0, 'paperOut'],
  ] as const)('holds a slip, and says why: %s', async (said, status, attributes, code) => {
    const { printer, calls } = open({ state: stateOf(status, attributes) })
    expect(await printer.send(slip, never)).toEqual({ kind: 'notSent', problem: { code }, isHeld: true, said })
    expect(await printer.check(never)).toEqual({ isReady: false, problem: { code }, isHeld: true, said })
    expect(calls).not.toContain('startDoc')
  })

  it('is ready while it prints, is busy or low on toner', async () => {
    expect(await open({ state: stateOf(0x200 | 0x400 | 0x20000) }).printer.check(never)).toEqual({ isReady: true })
  })

  it.each([
    ['open', 'notSent', 'OpenPrinter: ERROR_ACCESS_DENIED'],
    ['state', 'notSent', 'GetPrinter: ERROR_ACCESS_DENIED'],
    ['startDoc', 'notSent', 'StartDocPrinter: ERROR_ACCESS_DENIED'],
    ['startPage', 'notSent', 'StartPagePrinter: ERROR_ACCESS_DENIED'],
    ['write', 'uncertain', 'WritePrinter: ERROR_ACCESS_DENIED'],
    ['endPage', 'uncertain', 'EndPagePrinter: ERROR_ACCESS_DENIED'],
    ['endDoc', 'uncertain', 'EndDocPrinter: ERROR_ACCESS_DENIED'],
  ] as const)('when %s fails: %s', async (name, kind, said) => {
    const { printer, calls } = open({ [name]: failed })
    expect(await printer.send(slip, never)).toMatchObject({ kind, said, problem: { code: 'deviceRefused' } })
    if (name !== 'open') expect(calls.at(-1)).toBe('close')
    expect(calls.includes('abort')).toBe(['startPage', 'write', 'endPage', 'endDoc'].includes(name))
  })

  it('is uncertain of a slip that was taken in part, and drops the part', async () => {
    const { printer, calls } = open({ write: async () => ({ ok: true, value: 10 }) })
    const said = `WritePrinter: 10 of ${slip.bytes.length} bytes`
    expect(await printer.send(slip, never)).toEqual({ kind: 'uncertain', problem: { code: 'printUncertain' }, said })
    expect(calls.slice(-2)).toEqual(['abort', 'close'])
  })

  it('asks nothing more of a spooler that hangs, and lets go of the printer when it comes back', async () => {
    const { promise, resolve } = Promise.withResolvers<Win32<number>>()
    const { printer, calls } = open({ write: () => promise })
    expect(await printer.send(slip, never)).toMatchObject({ kind: 'uncertain', problem: { code: 'printerTimedOut' } })
    expect(await printer.send(slip, never)).toMatchObject({ kind: 'notSent', problem: { code: 'printerTimedOut' } })
    expect(calls.filter((call) => call === 'open')).toHaveLength(1)
    expect(calls).not.toContain('close')
    resolve({ ok: true, value: slip.bytes.length })
    await expect.poll(() => calls.slice(-2)).toEqual(['abort', 'close'])
    await expect.poll(async () => (await printer.check(never)).isReady).toBe(true)
  })

  it('works again after OpenPrinter was slow once: the late handle is closed, the next slip is sent', async () => {
    const late = Promise.withResolvers<Win32<bigint>>()
    let opens = 0
    const { printer, calls } = open({
      open: async () => (opens++ === 0 ? late.promise : { ok: true, value: 8n }),
    })
    expect(await printer.send(slip, never)).toMatchObject({ kind: 'notSent', problem: { code: 'printerTimedOut' } })
    expect(await printer.send(slip, never)).toMatchObject({ kind: 'notSent', problem: { code: 'printerTimedOut' } })
    expect(calls).toEqual(['open'])
    late.resolve({ ok: true, value: 7n })
    await expect.poll(() => calls).toEqual(['open', 'close'])
    expect(await printer.send(slip, never)).toEqual({ kind: 'sent', said: 'job 12' })
  })

  it('works again when the late OpenPrinter failed in the end', async () => {
    const late = Promise.withResolvers<Win32<bigint>>()
    let opens = 0
    const { printer, calls } = open({ open: async () => (opens++ === 0 ? late.promise : { ok: true, value: 8n }) })
    expect(await printer.check(never)).toMatchObject({ isReady: false, problem: { code: 'printerTimedOut' } })
    late.reject(new Error('the call could not be made'))
    await expect.poll(async () => (await printer.check(never)).isReady).toBe(true)
    expect(calls.filter((call) => call === 'open')).toHaveLength(2)
  })

  it('says of every other error which number it was', async () => {
    const { printer } = open({ startDoc: async () => ({ ok: false, error: 4321 }) })
    expect(await printer.send(slip, never)).toMatchObject({ kind: 'notSent', said: 'StartDocPrinter: error 4321' })
  })

  it('has sent nothing when it was cut off before', async () => {
    const { printer, calls } = open()
    expect(await printer.send(slip, AbortSignal.abort())).toMatchObject({ kind: 'notSent' })
    expect(calls).toEqual([])
  })

  it.runIf(process.platform !== 'win32')('is not there on other systems', async () => {
    await expect(loadWinspool()).rejects.toThrow('not Windows')
    expect(await openWindowsPrinter({ queue: 'Kasa' }).send(slip, never)).toMatchObject({
      kind: 'notSent',
      problem: { code: 'spoolerUnavailable' },
    })
  })
})
