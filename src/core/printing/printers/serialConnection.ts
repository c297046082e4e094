import type { SerialPortStream } from '@serialport/stream'
import type { ErrorCode, Problem } from '../../../shared/contract/problems.ts'
import { createStatusParser, type StatusParser } from './escposStatus.ts'
import { createWatch } from './createWatch.ts'

/** One open serial port, listening all the time. */
export interface SerialConnection {
  readonly parser: StatusParser
  write(bytes: Uint8Array): void
  /** Resolves to true when the last byte has left this computer; false when it broke, or timeoutMs passed before. */
  drain(timeoutMs: number): Promise<boolean>
  /** Waits until `isDone()`; false when it broke or timeoutMs passed before. */
  until(isDone: () => boolean, timeoutMs: number): Promise<boolean>
  /** What broke it, null while nothing has. */
  failure(): Problem | null
  /**
   * Closes. What has not left yet is thrown away only when it would not leave: a printer that has said stop would hold
   * the port for ever, but an adapter may still be sending what it has taken.
   */
  close(): Promise<void>
}

export interface SerialSettings {
  path: string
  baudRate: number
  flowControl: 'none' | 'rtscts' | 'xonxoff'
}

/** @returns the connection, or why there is none. Never throws. */
export async function openSerialConnection(
  settings: SerialSettings,
  openMs: number,
  signal: AbortSignal,
): Promise<{ connection: SerialConnection } | { problem: Problem; said: string | null }> {
  const [{ SerialPortStream: Port }, { autoDetect }] = await Promise.all([
    import('@serialport/stream'),
    import('@serialport/bindings-cpp'),
  ])
  const isOnOff = settings.flowControl === 'xonxoff'
  const port = new Port({
    binding: autoDetect(),
    path: settings.path,
    baudRate: settings.baudRate,
    rtscts: settings.flowControl === 'rtscts',
    xon: isOnOff,
    xoff: isOnOff,
    autoOpen: false,
  })
  const opening = new Promise<Error | null>((resolve) => port.open(resolve))
  const opened = await Promise.race([opening, after(openMs)])
  if (opened === 'late') {
    // It may still open: then nobody wants it any more.
    void opening.then((error) => (error === null ? port.close() : undefined))
    return { problem: { code: 'printerTimedOut' }, said: 'open: no answer' }
  }
  if (opened !== null) return { problem: { code: codeOf(opened.message) }, said: opened.message }
  return { connection: listen(port, signal) }
}

function listen(port: SerialPortStream, signal: AbortSignal): SerialConnection {
  const parser = createStatusParser()
  let failure: Problem | null = null
  let isClosing = false
  let isPending = false
  const { look, until } = createWatch(() => failure !== null)
  const fail = (): void => {
    if (!isClosing) failure ??= { code: 'printerReset' }
    look()
  }
  const cut = (): void => {
    failure ??= { code: 'printerTimedOut' }
    look()
  }
  port.on('data', (chunk: Uint8Array) => {
    parser.hear(chunk)
    look()
  })
  port.on('error', fail)
  // Without our asking: it has been unplugged.
  port.on('close', fail)
  signal.addEventListener('abort', cut, { once: true })

  return {
    parser,
    until,
    write: (bytes) => {
      isPending = true
      port.write(bytes)
    },
    drain: (timeoutMs) => {
      port.drain((error) => {
        if (error === null || error === undefined) isPending = false
        else fail()
        look()
      })
      return until(() => !isPending, timeoutMs)
    },
    failure: () => failure,
    close: async () => {
      isClosing = true
      signal.removeEventListener('abort', cut)
      if (!port.isOpen) return
      if (isPending) await settled((done) => port.flush(done))
      await settled((done) => port.close(done))
    },
  }
}

const CLOSE_MS = 3000

/** A port that was pulled out may answer with an error, or never. */
const settled = (call: (done: () => void) => void): Promise<unknown> =>
  Promise.race([new Promise<void>((resolve) => call(resolve)), after(CLOSE_MS)])

const after = (delayMs: number): Promise<'late'> =>
  new Promise((resolve) => {
    setTimeout(resolve, delayMs, 'late').unref()
  })

/** The library's errors have no codes, only words (of its own, or of the system behind it). */
function codeOf(message: string): ErrorCode {
  if (/permission denied|access denied|cannot lock|busy|temporarily unavailable/i.test(message)) return 'deviceRefused'
  return 'printerUnreachable'
}
