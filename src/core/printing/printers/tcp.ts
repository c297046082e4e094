import { randomBytes } from 'node:crypto'
import type { ErrorCode } from '../../../shared/contract/problems.ts'
import { noHabits, type PrinterHabits } from '../../../shared/model/printerHabits.ts'
import type { PrinterTransport, Readiness, SendOutcome } from './printer.ts'
import { oneAtATime } from './oneAtATime.ts'
import { openTcpConnection, type TcpConnection } from './tcpConnection.ts'
import { askStatus, type Status } from './escposStatus.ts'

/** How long each step may take, ms. */
export interface TcpTimeouts {
  connectMs: number
  /** For each status answer. */
  statusMs: number
  /** The same behind a slip: clones answer only when they have printed it, and a hasty doubt would print it twice. */
  statusAfterMs: number
  /** The same, once a printer has been known to say nothing. */
  silentStatusMs: number
  /** How long the network may take nothing of what was given to it. */
  stallMs: number
  /** For the completion id of a printer that is known to echo it: a long slip takes its time. */
  idMs: number
  /** The same, while it is not known whether it does. */
  idProbeMs: number
  /** From our end to the printer's. */
  closeMs: number
  /** After so many slips in a row without an echo the printer is one that has none. */
  missesUntilNoEcho: number
}

export const tcpTimeouts: TcpTimeouts = {
  connectMs: 4000,
  statusMs: 1000,
  statusAfterMs: 15_000,
  silentStatusMs: 200,
  stallMs: 20_000,
  idMs: 20_000,
  idProbeMs: 3000,
  closeMs: 10_000,
  // One slow slip, or one that somebody pulled out early, does not prove that it cannot.
  missesUntilNoEcho: 3,
}

/** For the test slip: a person waits for it once, and what it learns holds for every slip. */
export const patientTcpTimeouts: TcpTimeouts = { ...tcpTimeouts, idProbeMs: 8_000, missesUntilNoEcho: 1 }

/** The slowest printers take this many bytes a second; what they have been given, they may still be taking. */
const SLOWEST_BYTES_PER_SECOND = 4_000
/** A slip is written in pieces, so that a printer that takes them slowly is seen to take them. */
const BAND_BYTES = 4_096

type NotReady = Omit<Extract<Readiness, { isReady: false }>, 'isReady'>

/**
 * A printer on raw TCP (port 9100). Status is asked first, then the slip is sent, what the printer says is drained,
 * and the connection is closed from both sides; a printer that echoes completion ids confirms the slip.
 * @param learnt what is known of it: that it has no echo saves each first slip the wait for one
 */
export function openTcpPrinter(
  address: { host: string; port: number },
  timeouts: TcpTimeouts = tcpTimeouts,
  learnt: PrinterHabits = noHabits,
): PrinterTransport<'escpos'> {
  const habits: PrinterHabits = { ...learnt }
  const key = `${address.host}:${address.port}`
  return {
    takes: 'escpos',
    send: ({ bytes }, signal, isSilenceAccepted = false) =>
      oneAtATime(key, () => send(bytes, signal, isSilenceAccepted)),
    check: (signal) => oneAtATime(key, () => check(signal)),
    habits: () => ({ ...habits }),
  }

  async function check(signal: AbortSignal): Promise<Readiness> {
    const opened = await openReady(signal)
    if (!('connection' in opened)) return { isReady: false, ...opened }
    const { connection } = opened
    connection.end()
    await connection.until(() => connection.isClosedCleanly(), timeouts.silentStatusMs)
    connection.destroy()
    return { isReady: true }
  }

  async function send(bytes: Uint8Array, signal: AbortSignal, isSilenceAccepted: boolean): Promise<SendOutcome> {
    const opened = await openReady(signal, isSilenceAccepted)
    if (!('connection' in opened)) return { kind: 'notSent', ...opened }
    const { connection } = opened
    try {
      return await deliver(connection, bytes, opened.status)
    } finally {
      connection.destroy()
    }
  }

  /** Connects and asks how the printer is: whatever goes wrong here, not one byte of the slip has left. */
  async function openReady(
    signal: AbortSignal,
    isSilenceAccepted = false,
  ): Promise<{ connection: TcpConnection; status: Status } | NotReady> {
    const opened = await openTcpConnection(address, timeouts.connectMs, signal)
    if ('problem' in opened) return { problem: opened.problem, isHeld: false, said: null }
    const { connection } = opened
    const waitMs = habits.answersStatus === false ? timeouts.silentStatusMs : timeouts.statusMs
    const status = await askStatus(connection, waitMs)
    const said = connection.parser.said()
    const refuse = (code: ErrorCode, isHeld: boolean) => {
      connection.destroy()
      return { problem: connection.failure() ?? { code }, isHeld, said }
    }
    if (status.kind === 'problem') return refuse(status.problem.code, true)
    if (connection.failure() !== null || signal.aborted) return refuse('printerTimedOut', false)
    // It used to answer: silence now means that it hangs and would swallow the slip, or that it is another printer.
    if (status.kind === 'silent' && habits.answersStatus === true && !isSilenceAccepted)
      return refuse('printerSilent', false)
    if (status.kind === 'ready') habits.answersStatus = true
    return { connection, status }
  }

  async function deliver(connection: TcpConnection, bytes: Uint8Array, status: Status): Promise<SendOutcome> {
    const said = (): string | null => connection.parser.said()
    const uncertain = (code: ErrorCode): SendOutcome => ({
      kind: 'uncertain',
      problem: connection.failure() ?? { code },
      said: said(),
    })
    const isTalker = status.kind === 'ready'
    const id = isTalker && habits.echoesIds !== false ? newId() : null
    const hasEchoed = (): boolean => id !== null && connection.parser.ids.has(id)
    if (!(await write(connection, bytes, id))) return uncertain('printerTimedOut')
    const travelMs = (bytes.length / SLOWEST_BYTES_PER_SECOND) * 1000

    if (id !== null) {
      const waitMs = habits.echoesIds === true ? timeouts.idMs + travelMs : timeouts.idProbeMs
      if (await connection.until(hasEchoed, waitMs)) return confirmed(connection)
    }
    if (isTalker) {
      if (connection.failure() !== null) return uncertain('printerReset')
      const after = await askStatus(connection, timeouts.statusAfterMs + travelMs)
      if (after.kind === 'problem') return uncertain(after.problem.code)
      if (after.kind === 'silent') return uncertain('printerTimedOut')
      // It has answered behind the slip, so it has taken all of it: how the connection ends does not matter any more.
      await finish(connection, hasEchoed)
      if (hasEchoed()) return confirmed(connection)
      if (id !== null && habits.echoesIds === true) return uncertain('printUncertain')
      if (id !== null) missEcho()
      return { kind: 'sent', said: said(), cannotConfirm: habits.echoesIds === false }
    }
    connection.end()
    if (!(await connection.until(() => connection.isClosedCleanly(), timeouts.closeMs)))
      return uncertain('printerTimedOut')
    habits.answersStatus = false
    return { kind: 'sent', said: said() }
  }

  /** In bands. @returns false when the printer took nothing for too long, or the connection broke */
  async function write(connection: TcpConnection, bytes: Uint8Array, id: string | null): Promise<boolean> {
    for (let at = 0; at < bytes.length; at += BAND_BYTES) {
      connection.write(bytes.subarray(at, at + BAND_BYTES))
      if (!(await connection.until(() => connection.isDrained(), timeouts.stallMs))) return false
    }
    if (id !== null) connection.write(askForId(id))
    return connection.until(() => connection.isDrained(), timeouts.stallMs)
  }

  /** It is printed whatever happens now; but a printer that is still busy closing refuses the next slip. */
  async function confirmed(connection: TcpConnection): Promise<SendOutcome> {
    habits.echoesIds = true
    habits.missedEchoes = 0
    await finish(connection, null)
    return { kind: 'confirmed', said: connection.parser.said() }
  }

  /**
   * Ends our side and waits for the printer's, or for a late completion echo.
   *
   * @param hasEchoed null: it has, and is not waited for
   */
  async function finish(connection: TcpConnection, hasEchoed: (() => boolean) | null): Promise<void> {
    connection.end()
    const isOver = (): boolean =>
      connection.isClosedCleanly() || connection.failure() !== null || hasEchoed?.() === true
    const isWaitingForEcho = habits.echoesIds !== false && hasEchoed?.() === false
    const waitMs = habits.neverCloses && !isWaitingForEcho ? timeouts.silentStatusMs : timeouts.closeMs
    if (!(await connection.until(isOver, waitMs)) && connection.failure() === null) habits.neverCloses = true
  }

  function missEcho(): void {
    habits.missedEchoes++
    if (habits.missedEchoes >= timeouts.missesUntilNoEcho) habits.echoesIds = false
  }
}

/** GS ( H, function 48: the printer sends `37 22 id 00` when everything before it is printed. */
const askForId = (id: string): Uint8Array =>
  Uint8Array.of(0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, ...Buffer.from(id, 'latin1'))

const newId = (): string => randomBytes(2).toString('hex')
