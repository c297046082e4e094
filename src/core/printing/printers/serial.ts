import type { ErrorCode } from '../../../shared/contract/problems.ts'
import type { PrinterTransport, Readiness, SendOutcome } from './printer.ts'
import { oneAtATime } from './oneAtATime.ts'
import { openSerialConnection, type SerialConnection, type SerialSettings } from './serialConnection.ts'
import { askStatus, type Status } from './tcpStatus.ts'

export interface SerialTimeouts {
  openMs: number
  /** For each status answer. */
  statusMs: number
  /** The same, once a printer has been known to say nothing. */
  silentStatusMs: number
  /** On top of what the bytes take at this speed, until the last has left: paper and flow control take their time. */
  drainMs: number
}

export const serialTimeouts: SerialTimeouts = { openMs: 4000, statusMs: 1000, silentStatusMs: 200, drainMs: 20_000 }

/** Start bit, eight data bits, stop bit. */
const BITS_PER_BYTE = 10

/**
 * A printer on a serial port. Status is asked first where the printer answers, then the slip is sent and drained. It
 * is `sent` when the last byte has left this computer and the printer, if it talks, is still well.
 *
 * @param isTalker it is known to answer: then its silence means that nobody is at the other end of the cable
 */
export function openSerialPrinter(
  settings: SerialSettings,
  isTalker = false,
  timeouts: SerialTimeouts = serialTimeouts,
): PrinterTransport {
  const key = `serial:${settings.path}`
  /** null: not known yet. */
  let answersStatus: boolean | null = isTalker ? true : null
  return {
    send: (bytes, signal) => oneAtATime(key, () => send(bytes, signal)),
    check: (signal) => oneAtATime(key, () => check(signal)),
  }

  async function check(signal: AbortSignal): Promise<Readiness> {
    const opened = await openReady(signal)
    if (!('line' in opened)) return { isReady: false, ...opened }
    await opened.line.close()
    return { isReady: true }
  }

  async function openReady(
    signal: AbortSignal,
  ): Promise<{ line: SerialConnection; status: Status } | Omit<Extract<Readiness, { isReady: false }>, 'isReady'>> {
    if (signal.aborted) return { problem: { code: 'printerTimedOut' }, isHeld: false, said: null }
    const opened = await openSerialConnection(settings, timeouts.openMs, signal)
    if ('problem' in opened) return { ...opened, isHeld: false }
    const { line } = opened
    const status = await askStatus(line, answersStatus === false ? timeouts.silentStatusMs : timeouts.statusMs)
    const refuse = async (code: ErrorCode, isHeld: boolean) => {
      const refused = { problem: line.failure() ?? { code }, isHeld, said: line.words.said() }
      await line.close()
      return refused
    }
    if (status.kind === 'problem') return refuse(status.problem.code, true)
    // It used to answer: silence now means that it is off or unplugged at its end.
    if (line.failure() !== null || (status.kind === 'silent' && answersStatus === true))
      return refuse('printerTimedOut', false)
    answersStatus ??= status.kind === 'ready' ? true : null
    return { line, status }
  }

  async function send(bytes: Uint8Array, signal: AbortSignal): Promise<SendOutcome> {
    const opened = await openReady(signal)
    if (!('line' in opened)) return { kind: 'notSent', ...opened }
    const { line } = opened
    try {
      return await deliver(line, bytes, opened.status)
    } finally {
      await line.close()
    }
  }

  async function deliver(line: SerialConnection, bytes: Uint8Array, status: Status): Promise<SendOutcome> {
    const said = (): string | null => line.words.said()
    const uncertain = (code: ErrorCode): SendOutcome => ({
      kind: 'uncertain',
      problem: line.failure() ?? { code },
      said: said(),
    })
    line.write(bytes)
    const travelMs = (bytes.length * BITS_PER_BYTE * 1000) / settings.baudRate
    if (!(await line.drain(travelMs + timeouts.drainMs))) return uncertain('printerTimedOut')
    if (status.kind === 'ready') {
      const after = await askStatus(line, timeouts.statusMs)
      if (after.kind === 'problem') return uncertain(after.problem.code)
      if (after.kind === 'silent') return uncertain('printerTimedOut')
    } else answersStatus = false
    return { kind: 'sent', said: said() }
  }
}
