import { randomBytes } from 'node:crypto'
import type { ErrorCode } from '../../../shared/contract/problems.ts'
import type { PrinterSettings } from '../../../shared/settings/printer.ts'
import type { PrinterTransport, Readiness, SendOutcome } from './printer.ts'
import { oneAtATime } from './oneAtATime.ts'
import { openTcpConnection, type TcpConnection } from './tcpConnection.ts'
import { askStatus, type Status } from './tcpStatus.ts'

/** How long each step may take, ms. */
export interface TcpTimeouts {
  connectMs: number
  /** For each status answer. */
  statusMs: number
  /** The same behind a slip: clones answer only when they have printed it, and a hasty doubt would print it twice. */
  statusAfterMs: number
  /** The same, once a printer has been known to say nothing. */
  silentStatusMs: number
  /** From the first byte of the slip until the network has taken the last. */
  writeMs: number
  /** For the completion id of a printer that is known to echo it: a long slip takes its time. */
  idMs: number
  /** The same, while it is not known whether it does. */
  idProbeMs: number
  /** From our end to the printer's. */
  closeMs: number
}

export const tcpTimeouts: TcpTimeouts = {
  connectMs: 4000,
  statusMs: 1000,
  statusAfterMs: 15_000,
  silentStatusMs: 200,
  writeMs: 20_000,
  idMs: 20_000,
  idProbeMs: 3000,
  closeMs: 10_000,
}

/** What was learnt about a printer, kept as long as its settings stay. */
interface Habits {
  answersStatus: boolean | null
  echoesIds: boolean | null
}

/**
 * A printer on raw TCP (port 9100). Status is asked first, then the slip is sent, what the printer says is drained,
 * and the connection is closed from both sides; a printer that echoes completion ids confirms the slip.
 * @param confirms what the test slip has learnt: `none` saves each first slip the wait for an echo that never comes
 */
export function openTcpPrinter(
  address: { host: string; port: number },
  timeouts: TcpTimeouts = tcpTimeouts,
  confirms: PrinterSettings['confirms'] = 'unknown',
): PrinterTransport {
  const habits: Habits = { answersStatus: null, echoesIds: confirms === 'unknown' ? null : confirms === 'ids' }
  const key = `${address.host}:${address.port}`
  return {
    send: (bytes, signal) => oneAtATime(key, () => send(bytes, signal)),
    check: (signal) => oneAtATime(key, () => check(signal)),
  }

  async function check(signal: AbortSignal): Promise<Readiness> {
    const opened = await openReady(signal)
    if (!('line' in opened)) return { isReady: false, ...opened }
    opened.line.end()
    await opened.line.until(() => opened.line.isClosedCleanly(), timeouts.silentStatusMs)
    opened.line.destroy()
    return { isReady: true }
  }

  async function send(bytes: Uint8Array, signal: AbortSignal): Promise<SendOutcome> {
    const opened = await openReady(signal)
    if (!('line' in opened)) return { kind: 'notSent', ...opened }
    const { line } = opened
    try {
      return await deliver(line, bytes, opened.status)
    } finally {
      line.destroy()
    }
  }

  /** Connects and asks how the printer is: whatever goes wrong here, not one byte of the slip has left. */
  async function openReady(
    signal: AbortSignal,
  ): Promise<{ line: TcpConnection; status: Status } | Omit<Extract<Readiness, { isReady: false }>, 'isReady'>> {
    const opened = await openTcpConnection(address, timeouts.connectMs, signal)
    if ('problem' in opened) return { problem: opened.problem, isHeld: false, said: null }
    const { line } = opened
    const status = await askStatus(line, habits.answersStatus === false ? timeouts.silentStatusMs : timeouts.statusMs)
    const said = line.words.said()
    const refuse = (code: ErrorCode, isHeld: boolean) => {
      line.destroy()
      return { problem: line.failure() ?? { code }, isHeld, said }
    }
    if (status.kind === 'problem') return refuse(status.problem.code, true)
    if (line.failure() !== null || signal.aborted) return refuse('printerTimedOut', false)
    // It used to answer: silence now means that it hangs, and would swallow the slip.
    if (status.kind === 'silent' && habits.answersStatus === true) return refuse('printerTimedOut', false)
    if (status.kind === 'ready') habits.answersStatus = true
    return { line, status }
  }

  async function deliver(line: TcpConnection, bytes: Uint8Array, status: Status): Promise<SendOutcome> {
    const said = (): string | null => line.words.said()
    const uncertain = (code: ErrorCode): SendOutcome => ({
      kind: 'uncertain',
      problem: line.failure() ?? { code },
      said: said(),
    })
    const id = status.kind === 'ready' && habits.echoesIds !== false ? newId() : null
    line.write(bytes)
    if (id !== null) line.write(askForId(id))
    if (!(await line.until(() => line.isDrained(), timeouts.writeMs))) return uncertain('printerTimedOut')

    if (id !== null) {
      const waitMs = habits.echoesIds === true ? timeouts.idMs : timeouts.idProbeMs
      if (await line.until(() => line.words.ids.has(id), waitMs)) {
        habits.echoesIds = true
        line.end()
        // It is printed whatever happens now; but a printer that is still busy closing refuses the next slip.
        await line.until(() => line.isClosedCleanly(), timeouts.closeMs)
        return { kind: 'confirmed', said: said() }
      }
      if (line.failure() !== null) return uncertain('printerReset')
    }
    if (status.kind === 'ready') {
      const after = await askStatus(line, timeouts.statusAfterMs)
      if (after.kind === 'problem') return uncertain(after.problem.code)
      if (after.kind === 'silent') return uncertain('printerTimedOut')
    }
    if (id !== null && habits.echoesIds === true) return uncertain('printUncertain')
    line.end()
    if (!(await line.until(() => line.isClosedCleanly(), timeouts.closeMs))) return uncertain('printerTimedOut')
    if (status.kind === 'silent') habits.answersStatus = false
    // It was well before and after, and said nothing of the id: it does not know how.
    if (id !== null) habits.echoesIds = false
    return { kind: 'sent', said: said(), cannotConfirm: habits.echoesIds === false }
  }
}

/** GS ( H, function 48: the printer sends `37 22 id 00` when everything before it is printed. */
const askForId = (id: string): Uint8Array =>
  Uint8Array.of(0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, ...Buffer.from(id, 'latin1'))

const newId = (): string => randomBytes(2).toString('hex')
