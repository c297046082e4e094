import { setTimeout as sleep } from 'node:timers/promises'
import type { ErrorCode, Problem } from '../../../shared/contract/problems.ts'
import type { PrinterTransport, Readiness, SendOutcome } from './printer.ts'
import { oneAtATime } from './oneAtATime.ts'
import { queueObstacle, waitingJobs, winError } from './windowsStatus.ts'
import { loadWinspool, type PrinterHandle, type Win32, type Winspool } from './winspool.ts'

export interface WindowsOptions {
  load?: () => Promise<Winspool>
  /** How long each call may take, ms. */
  stepMs?: number
  /** How long the spooler may take for the slip, ms. */
  writeMs?: number
  /** How long the slip before may still be in the queue, ms. */
  patienceMs?: number
}

/** What a slip is called in the queue: nothing of the order, as everybody may look into it. */
const TITLE = 'Tezgah'

/** A call of the spooler that failed, or did not come back. */
class SpoolerFault extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string) {
    super(message)
    this.code = code
  }
}

/**
 * A queue of the Windows spooler, RAW. What the spooler has accepted is `sent`: Windows does not say when it is on
 * paper. A queue that is paused, offline or out of paper holds the slip before it is handed over. Many ports report no
 * status at all, so a queue that has not become empty since our last slip holds the next one: at most one slip of
 * Tezgah's waits in the spooler, where nobody asks before it comes out.
 */
export function openWindowsPrinter(
  { queue }: { queue: string },
  options: WindowsOptions = {},
): PrinterTransport<'escpos'> {
  const { load = loadWinspool, stepMs = 8000, writeMs = 20_000, patienceMs = 8000 } = options
  const key = `windows:${queue.toLowerCase()}`
  /** A call that has not come back: nothing else is asked of the spooler meanwhile. */
  let stuck: Promise<unknown> | null = null
  /** The queue has not been seen empty since a slip of ours went into it. */
  let mayHoldSlip = false

  return {
    takes: 'escpos',
    send: ({ bytes }, signal) => oneAtATime(key, () => send(bytes, signal)),
    check: (signal) => oneAtATime(key, () => check(signal)),
  }

  async function step<T>(name: string, call: Promise<Win32<T>>, timeoutMs = stepMs): Promise<T> {
    const done = await Promise.race([call, after(timeoutMs)])
    if (done === 'late') {
      stuck = call.catch(() => undefined)
      throw new SpoolerFault('printerTimedOut', `${name}: no answer`)
    }
    if (done.ok) return done.value
    const { name: error, code } = winError(done.error)
    throw new SpoolerFault(code, `${name}: ${error}`)
  }

  async function openReady(signal: AbortSignal): Promise<{ spool: Winspool; handle: PrinterHandle }> {
    if (stuck !== null) throw new SpoolerFault('printerTimedOut', 'an earlier call has not come back')
    if (signal.aborted) throw new SpoolerFault('printerTimedOut', 'cut off')
    const spool = await load().catch(() => {
      throw new SpoolerFault('spoolerUnavailable', 'winspool.drv could not be loaded')
    })
    return { spool, handle: await open(spool) }
  }

  /** A handle that comes too late is of no use to anybody: it is closed, and then the spooler may be asked again. */
  async function open(spool: Winspool): Promise<PrinterHandle> {
    const call = spool.open(queue)
    try {
      return await step('OpenPrinter', call)
    } catch (error) {
      if (stuck !== null) {
        stuck = call
          .then((late) => (late.ok ? spool.close(late.value) : undefined))
          .catch(() => undefined)
          .finally(() => (stuck = null))
      }
      throw error
    }
  }

  /** Waits for a call that is still under way, however long, before it lets go. */
  async function release(spool: Winspool, handle: PrinterHandle, isDropped: boolean): Promise<void> {
    const letGo = async (): Promise<void> => {
      if (isDropped) await spool.abort(handle)
      await spool.close(handle)
    }
    const pending = stuck
    if (pending !== null) {
      stuck = pending
        .then(letGo)
        .catch(() => undefined)
        .finally(() => (stuck = null))
      return
    }
    const letting = letGo().catch(() => undefined)
    if ((await Promise.race([letting, after(stepMs)])) === 'late') stuck = letting.finally(() => (stuck = null))
  }

  /** A slip that has just been handed over may be on its way to the printer: it is given a while to get there. */
  async function findObstacle(
    { spool, handle }: { spool: Winspool; handle: PrinterHandle },
    signal: AbortSignal,
  ): Promise<{ problem: Problem; said: string } | null> {
    const deadlineMs = performance.now() + patienceMs
    for (let pauseMs = 40; ; pauseMs = Math.min(pauseMs * 2, 900)) {
      const state = await step('GetPrinter', spool.state(handle))
      const obstacle = queueObstacle(state)
      if (obstacle !== null) return { problem: { code: obstacle.code }, said: obstacle.said }
      const count = waitingJobs(state)
      if (count === 0) mayHoldSlip = false
      if (!mayHoldSlip) return null
      if (signal.aborted || performance.now() >= deadlineMs)
        return { problem: { code: 'queueStuck', params: { count } }, said: `${count} in the queue` }
      await sleep(pauseMs, null, { signal }).catch(() => undefined)
    }
  }

  async function check(signal: AbortSignal): Promise<Readiness> {
    try {
      const { spool, handle } = await openReady(signal)
      try {
        const obstacle = await findObstacle({ spool, handle }, signal)
        return obstacle === null ? { isReady: true } : { isReady: false, isHeld: true, ...obstacle }
      } finally {
        await release(spool, handle, false)
      }
    } catch (error) {
      return { isReady: false, ...faultOf(error), isHeld: false }
    }
  }

  async function send(bytes: Uint8Array, signal: AbortSignal): Promise<SendOutcome> {
    let opened: { spool: Winspool; handle: PrinterHandle }
    try {
      opened = await openReady(signal)
    } catch (error) {
      return { kind: 'notSent', isHeld: false, ...faultOf(error) }
    }
    const { spool, handle } = opened
    /** How far it came: what an error means depends on it. */
    let phase: 'asking' | 'begun' | 'written' | 'done' = 'asking'
    try {
      const obstacle = await findObstacle({ spool, handle }, signal)
      if (obstacle !== null) return { kind: 'notSent', isHeld: true, ...obstacle }
      const job = await step('StartDocPrinter', spool.startDoc(handle, TITLE))
      phase = 'begun'
      await step('StartPagePrinter', spool.startPage(handle))
      if (signal.aborted) throw new SpoolerFault('printerTimedOut', 'cut off')
      phase = 'written'
      mayHoldSlip = true
      const count = await step('WritePrinter', spool.write(handle, bytes), writeMs)
      if (count !== bytes.length)
        throw new SpoolerFault('printUncertain', `WritePrinter: ${count} of ${bytes.length} bytes`)
      await step('EndPagePrinter', spool.endPage(handle))
      await step('EndDocPrinter', spool.endDoc(handle))
      phase = 'done'
      return { kind: 'sent', said: `job ${job}` }
    } catch (error) {
      const fault = faultOf(error)
      return phase === 'written' ? { kind: 'uncertain', ...fault } : { kind: 'notSent', isHeld: false, ...fault }
    } finally {
      await release(spool, handle, phase === 'begun' || phase === 'written')
    }
  }
}

const faultOf = (error: unknown): { problem: { code: ErrorCode }; said: string | null } =>
  error instanceof SpoolerFault
    ? { problem: { code: error.code }, said: error.message }
    : { problem: { code: 'internal' }, said: error instanceof Error ? error.name : null }

const after = (delayMs: number): Promise<'late'> =>
  new Promise((resolve) => {
    setTimeout(resolve, delayMs, 'late').unref()
  })
