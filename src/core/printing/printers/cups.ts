import { setTimeout as sleep } from 'node:timers/promises'
import type { ErrorCode } from '../../../shared/contract/problems.ts'
import type { PrinterTransport, Readiness, SendOutcome } from './printer.ts'
import { isRefusal, readJob, readJobId, readQueueState } from './cupsStatus.ts'
import { oneAtATime } from './oneAtATime.ts'
import { runTool, type ToolRun } from './runTool.ts'

export interface CupsOptions {
  /** `host:port` of another CUPS than this computer's own. */
  server?: string | undefined
  /** How long each question to CUPS may take, ms. */
  askMs?: number
  /** How long the slip may take into its queue, ms. */
  lpMs?: number
  /** How long a slip is watched once CUPS has it, ms. */
  watchMs?: number
}

/** What a slip is called in CUPS: nothing of the order, as everybody may list the queue. */
const TITLE = 'Tezgah'

type NotReady = Omit<Extract<Readiness, { isReady: false }>, 'isReady'>

/**
 * A queue of CUPS, raw. What CUPS took is `sent`, whatever happens to it later; it is watched for a while, so that the
 * journal can tell. A slip that is still there when the next one comes holds that one back: at most one slip of
 * Tezgah's waits in CUPS, where nobody asks before it comes out.
 */
export function openCupsPrinter({ queue }: { queue: string }, options: CupsOptions = {}): PrinterTransport<'escpos'> {
  const { server, askMs = 5000, lpMs = 20_000, watchMs = 8000 } = options
  const env = server === undefined ? undefined : { CUPS_SERVER: server }
  const key = `cups:${server ?? ''}:${queue}`
  let waiting: string | null = null
  const ask = (args: readonly string[], signal?: AbortSignal): Promise<ToolRun> =>
    runTool('lpstat', args, { timeoutMs: askMs, env, signal })

  return {
    takes: 'escpos',
    send: ({ bytes }, signal) => oneAtATime(key, () => send(bytes, signal)),
    check: (signal) =>
      oneAtATime(key, async () => {
        const obstacle = await findObstacle(signal)
        return obstacle === null ? { isReady: true } : { isReady: false, ...obstacle }
      }),
  }

  async function findObstacle(signal: AbortSignal): Promise<NotReady | null> {
    const not = (code: ErrorCode, isHeld: boolean, said: string | null): NotReady => ({
      problem: { code },
      isHeld,
      said,
    })
    if (signal.aborted) return not('printerTimedOut', false, null)
    const answer = await ask(['-r', '-l', '-p', queue, '-a', queue], signal)
    if (answer.isMissing) return not('spoolerUnavailable', false, 'lpstat is not installed')
    if (answer.code === null) return not('printerTimedOut', false, 'lpstat did not answer')
    const { code, isHeld, said } = readQueueState(queue, answer)
    if (code !== null) return not(code, isHeld, said)
    if (waiting === null) return null
    const open = await ask(['-l', '-W', 'not-completed', '-o', queue], signal)
    const job = readJob(open.out, waiting)
    if (job !== null) return not('printerOffline', true, stillThere(waiting, job.status))
    if (open.code === 0) waiting = null
    return null
  }

  async function send(bytes: Uint8Array, signal: AbortSignal): Promise<SendOutcome> {
    const obstacle = await findObstacle(signal)
    if (obstacle !== null) return { kind: 'notSent', ...obstacle }
    if (signal.aborted) return { kind: 'notSent', problem: { code: 'printerTimedOut' }, isHeld: false, said: null }
    const lp = await runTool('lp', ['-d', queue, '-o', 'raw', '-t', TITLE, '-'], {
      input: bytes,
      timeoutMs: lpMs,
      env,
      signal,
    })
    const said = lp.err.trim() || null
    if (lp.isMissing)
      return { kind: 'notSent', problem: { code: 'spoolerUnavailable' }, isHeld: false, said: 'lp is not installed' }
    if (lp.code === null) return { kind: 'uncertain', problem: { code: 'printerTimedOut' }, said }
    if (lp.code !== 0) {
      if (!isRefusal(lp.err)) return { kind: 'uncertain', problem: { code: 'printUncertain' }, said }
      return { kind: 'notSent', problem: { code: 'printerRefused' }, isHeld: false, said }
    }
    const job = readJobId(lp.out)
    return job === null ? { kind: 'sent', said: lp.out.trim() || null } : watch(job, signal)
  }

  async function watch(job: string, signal: AbortSignal): Promise<SendOutcome> {
    const deadline = performance.now() + watchMs
    let status: string | null = null
    for (let pauseMs = 40; performance.now() < deadline; pauseMs = Math.min(pauseMs * 2, 900)) {
      await sleep(pauseMs, null, { signal }).catch(() => undefined)
      if (signal.aborted) return cancel(job)
      const open = await ask(['-l', '-W', 'not-completed', '-o', queue])
      const found = readJob(open.out, job)
      if (found !== null) status = found.status
      else if (open.code === 0) return ended(job)
    }
    waiting = job
    return { kind: 'sent', said: stillThere(job, status) }
  }

  /** It has left the queue: printed as far as CUPS can tell, or given up, or called off by somebody. */
  async function ended(job: string): Promise<SendOutcome> {
    const { out } = await ask(['-l', '-W', 'completed', '-o', queue])
    const alerts = readJob(out, job)?.alerts ?? ''
    if (/abort|cancel/.test(alerts))
      return { kind: 'uncertain', problem: { code: 'printUncertain' }, said: `${job}: ${alerts}` }
    return { kind: 'sent', said: `${job}: left the queue` }
  }

  async function cancel(job: string): Promise<SendOutcome> {
    const { code, err } = await runTool('cancel', [job], { timeoutMs: askMs, env })
    if (code !== 0) waiting = job
    const said = code === 0 ? `${job}: cancelled` : `${job}: could not be cancelled: ${err.trim()}`
    return { kind: 'uncertain', problem: { code: 'printUncertain' }, said }
  }
}

const stillThere = (job: string, status: string | null): string =>
  `${job}: still in the queue${status === null ? '' : `: ${status}`}`
