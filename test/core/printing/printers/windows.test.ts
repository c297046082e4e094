import { describe, expect, it } from 'vitest'
import { openWindowsPrinter } from '../../../../src/core/printing/printers/windows.ts'
import { loadWinspool, type Win32, type Winspool } from '../../../../src/core/printing/printers/winspool.ts'
import { aSlip as slip, never } from './aSlip.ts'

/**
 * What is made of each answer of Windows. The answers are scripted here, as no other system gives them; the calls
 * themselves are proven against Wine's spooler by `npm run test:wine`.
 */

const ACCESS_DENIED = 5
const INVALID_HANDLE = 6
const SPL_NO_STARTDOC = 3003
const FIRST_JOB = 12

/** How a spooler's port is: it takes what is spooled, or not; and how its queue is set. */
interface Port {
  prints: boolean
  attributes: number
}

/**
 * A spooler that is well, but for what a test says; it notes what is asked of it. As Windows's, it knows no handle that is
 * not open, takes the calls in their order alone, and keeps a job until its port has taken it.
 */
function spoolerWith(
  over: Partial<Winspool> = {},
  port: Port = { prints: true, attributes: 0 },
): { spool: Winspool; calls: string[] } {
  const calls: string[] = []
  const done = <T>(value: T): Win32<T> => ({ ok: true, value })
  const refused = (error: number): { ok: false; error: number } => ({ ok: false, error })
  /** What is open in each handle. */
  const handles = new Map<bigint, 'nothing' | 'document' | 'page'>()
  const spooled: number[] = []
  let lastHandle = 6n
  let lastJob = FIRST_JOB - 1
  /** @param to what is open afterwards */
  const from = <T>(
    handle: bigint,
    open: 'nothing' | 'document' | 'page',
    to: typeof open,
    value: () => T,
  ): Win32<T> => {
    if (!handles.has(handle)) return refused(INVALID_HANDLE)
    if (handles.get(handle) !== open) return refused(SPL_NO_STARTDOC)
    handles.set(handle, to)
    return done(value())
  }
  const well: Winspool = {
    open: async () => done(++lastHandle),
    state: async (handle) => {
      if (!handles.has(handle)) return refused(INVALID_HANDLE)
      if (port.prints) spooled.splice(0)
      return done({ status: 0, attributes: port.attributes, jobCount: spooled.length })
    },
    startDoc: async (handle) => from(handle, 'nothing', 'document', () => ++lastJob),
    startPage: async (handle) => from(handle, 'document', 'page', () => null),
    write: async (handle, bytes) => from(handle, 'page', 'page', () => bytes.length),
    endPage: async (handle) => from(handle, 'page', 'document', () => null),
    endDoc: async (handle) => from(handle, 'document', 'nothing', () => (spooled.push(lastJob), null)),
    abort: async (handle) => {
      if (!handles.has(handle)) return refused(INVALID_HANDLE)
      handles.set(handle, 'nothing')
      return done(null)
    },
    close: async (handle) => (handles.delete(handle) ? done(null) : refused(INVALID_HANDLE)),
    list: async () => done([]),
  }
  const scripted = { ...well, ...over }
  const spool: Winspool = {
    ...scripted,
    open: async (queue) => {
      const opened = await scripted.open(queue)
      if (opened.ok) handles.set(opened.value, 'nothing')
      return opened
    },
  }
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
const open = (over: Partial<Winspool> = {}, port?: Port) => {
  const { spool, calls } = spoolerWith(over, port)
  const patience = { stepMs: 60, writeMs: 60, patienceMs: 100 }
  return { printer: openWindowsPrinter({ queue: 'Kasa' }, { load: async () => spool, ...patience }), calls }
}

describe('the Windows spooler', () => {
  it('takes a slip in one document and page, and that is sent, not printed', async () => {
    const { printer, calls } = open()
    expect(await printer.send(slip, never)).toEqual({ kind: 'sent', said: 'job 12' })
    expect(calls).toEqual(['open', 'state', 'startDoc', 'startPage', 'write', 'endPage', 'endDoc', 'close'])
  })

  it('lets one slip wait in the queue of a port that says nothing, and holds the next until it is empty', async () => {
    const port = { prints: false, attributes: 0 }
    const { printer, calls } = open({}, port)
    expect(await printer.send(slip, never)).toEqual({ kind: 'sent', said: 'job 12' })
    const waits = { problem: { code: 'queueStuck', params: { count: 1 } }, isHeld: true, said: '1 in the queue' }
    expect(await printer.send(slip, never)).toEqual({ kind: 'notSent', ...waits })
    expect(await printer.check(never)).toEqual({ isReady: false, ...waits })
    expect(calls.filter((call) => call === 'startDoc')).toHaveLength(1)
    port.prints = true
    expect(await printer.check(never)).toEqual({ isReady: true })
    expect(await printer.send(slip, never)).toEqual({ kind: 'sent', said: 'job 13' })
  })

  it('does not take what a queue keeps after printing for what waits in it', async () => {
    const { printer } = open({}, { prints: false, attributes: 0x100 })
    expect(await printer.send(slip, never)).toEqual({ kind: 'sent', said: 'job 12' })
    expect(await printer.send(slip, never)).toEqual({ kind: 'sent', said: 'job 13' })
  })

  it('waits for a slip that is on its way to the printer, and looks only at what may be its own', async () => {
    const counts = [3, 2, 1, 0]
    const state = async () =>
      ({ ok: true, value: { status: 0, attributes: 0, jobCount: counts.shift() ?? 0 } }) as const
    const { printer } = open({ state })
    expect(await printer.send(slip, never)).toMatchObject({ kind: 'sent' })
    expect(await printer.send(slip, never)).toMatchObject({ kind: 'sent' })
    expect(counts).toEqual([])
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
