import { noHabits } from '../../../shared/model/printerHabits.ts'
import type { ErrorCode } from '../../../shared/contract/problems.ts'
import type { PrinterTransport, Readiness, SendOutcome } from './printer.ts'
import { oneAtATime } from './oneAtATime.ts'
import { openSerialConnection, type SerialConnection, type SerialSettings } from './serialConnection.ts'
import { askStatus, type Status } from './escposStatus.ts'

export interface SerialTimeouts {
  openMs: number
  /** For each status answer. */
  statusMs: number
  /** The same behind a slip: clones answer only when they have printed it, and a hasty doubt would print it twice. */
  statusAfterMs: number
  /** The same, once a printer has been known to say nothing. */
  silentStatusMs: number
  /** On top of what the bytes take at this speed, until the last has left: paper and flow control take their time. */
  drainMs: number
}

export const serialTimeouts: SerialTimeouts = {
  openMs: 4000,
  statusMs: 1000,
  statusAfterMs: 15_000,
  silentStatusMs: 200,
  drainMs: 20_000,
}

/** Start bit, eight data bits, stop bit. */
const BITS_PER_BYTE = 10

/**
 * A printer on a serial port. Status is asked first where the printer answers, then the slip is sent and drained. It
 * is `sent` when the last byte has left this computer and the printer, if it talks, is still well.
 *
 * @param isTalker it is known to answer: then its silence means that nobody is at the other end of the cable; null: it
 *   is not known
 */
export function openSerialPrinter(
  settings: SerialSettings,
  isTalker: boolean | null = null,
  timeouts: SerialTimeouts = serialTimeouts,
): PrinterTransport<'escpos'> {
  const key = `serial:${settings.path}`
  let answersStatus = isTalker
  return {
    takes: 'escpos',
    send: ({ bytes }, signal, isSilenceAccepted = false) =>
      oneAtATime(key, () => send(bytes, signal, isSilenceAccepted)),
    check: (signal) => oneAtATime(key, () => check(signal)),
    habits: () => ({ ...noHabits, answersStatus }),
  }

  async function check(signal: AbortSignal): Promise<Readiness> {
    const opened = await openReady(signal)
    if (!('connection' in opened)) return { isReady: false, ...opened }
    await opened.connection.close()
    return { isReady: true }
  }

  async function openReady(
    signal: AbortSignal,
    isSilenceAccepted = false,
  ): Promise<
    { connection: SerialConnection; status: Status } | Omit<Extract<Readiness, { isReady: false }>, 'isReady'>
  > {
    if (signal.aborted) return { problem: { code: 'printerTimedOut' }, isHeld: false, said: null }
    const opened = await openSerialConnection(settings, timeouts.openMs, signal)
    if ('problem' in opened) return { ...opened, isHeld: false }
    const { connection } = opened
    const status = await askStatus(connection, answersStatus === false ? timeouts.silentStatusMs : timeouts.statusMs)
    const refuse = async (code: ErrorCode, isHeld: boolean) => {
      const refused = { problem: connection.failure() ?? { code }, isHeld, said: connection.parser.said() }
      await connection.close()
      return refused
    }
    if (status.kind === 'problem') return refuse(status.problem.code, true)
    // It used to answer: silence now means that it is off or unplugged at its end.
    if (status.kind === 'silent' && answersStatus === true && !isSilenceAccepted) return refuse('printerSilent', false)
    if (connection.failure() !== null) return refuse('printerTimedOut', false)
    answersStatus ??= status.kind === 'ready' ? true : null
    return { connection, status }
  }

  async function send(bytes: Uint8Array, signal: AbortSignal, isSilenceAccepted: boolean): Promise<SendOutcome> {
    const opened = await openReady(signal, isSilenceAccepted)
    if (!('connection' in opened)) return { kind: 'notSent', ...opened }
    const { connection } = opened
    try {
      return await deliver(connection, bytes, opened.status)
    } finally {
      await connection.close()
    }
  }

  async function deliver(connection: SerialConnection, bytes: Uint8Array, status: Status): Promise<SendOutcome> {
    const said = (): string | null => connection.parser.said()
    const uncertain = (code: ErrorCode): SendOutcome => ({
      kind: 'uncertain',
      problem: connection.failure() ?? { code },
      said: said(),
    })
    connection.write(bytes)
    const travelMs = (bytes.length * BITS_PER_BYTE * 1000) / settings.baudRate
    if (!(await connection.drain(travelMs + timeouts.drainMs))) return uncertain('printerTimedOut')
    if (status.kind === 'ready') {
      const after = await askStatus(connection, timeouts.statusAfterMs + travelMs)
      if (after.kind === 'problem') return uncertain(after.problem.code)
      if (after.kind === 'silent') return uncertain('printerTimedOut')
    } else answersStatus = false
    return { kind: 'sent', said: said() }
  }
}
