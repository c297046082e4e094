import { connect } from 'node:net'
import type { ErrorCode, Problem } from '../../../shared/contract/problems.ts'
import { createStatusParser, type StatusParser } from './escposStatus.ts'
import { createWatch } from './createWatch.ts'

/** One open connection to a printer; it listens all the time, so that the printer can never choke on its own words. */
export interface TcpConnection {
  readonly parser: StatusParser
  write(bytes: Uint8Array): void
  /** All that was written has been taken by the network. */
  isDrained(): boolean
  end(): void
  /** Both sides are done, without an error. */
  isClosedCleanly(): boolean
  /** What broke it, null while nothing has. */
  failure(): Problem | null
  /** Waits until `isDone()`; false when it broke, was closed or aborted, or timeoutMs passed before. */
  until(isDone: () => boolean, timeoutMs: number): Promise<boolean>
  destroy(): void
}

const codes: Readonly<Record<string, ErrorCode>> = {
  ECONNREFUSED: 'printerRefused',
  ECONNRESET: 'printerReset',
  EPIPE: 'printerReset',
}

/** @returns the connection, or why there is none. Never throws. */
export async function openTcpConnection(
  address: { host: string; port: number },
  connectMs: number,
  signal: AbortSignal,
): Promise<{ connection: TcpConnection } | { problem: Problem }> {
  if (signal.aborted) return { problem: { code: 'printerTimedOut' } }
  // An IPv6 address may be written with brackets in settings; the socket wants it bare.
  const socket = connect({
    host: address.host.replace(/^\[|\]$/g, ''),
    port: address.port,
    noDelay: true,
    allowHalfOpen: false,
  })
  const parser = createStatusParser()
  let failure: Problem | null = null
  let isConnected = false
  let isClosed = false
  let isCut = false
  let isEndedByUs = false
  const { look, until } = createWatch(() => failure !== null || isClosed || isCut)
  const stop = (): void => {
    isCut = true
    socket.destroy()
    look()
  }
  socket.on('connect', () => {
    isConnected = true
    look()
  })
  socket.on('data', (chunk: Uint8Array) => {
    parser.hear(chunk)
    // Nothing more is read of a printer that never stops talking: the core has other things to do.
    if (parser.isBabbling()) {
      failure ??= { code: 'printerBabbles' }
      stop()
    } else look()
  })
  socket.on('drain', look)
  socket.on('error', (error: NodeJS.ErrnoException) => {
    failure ??= { code: codes[error.code ?? ''] ?? (isConnected ? 'printerReset' : 'printerUnreachable') }
    look()
  })
  socket.on('end', () => {
    // A printer that hangs up before we are done may not have read what was sent.
    if (!isEndedByUs) failure ??= { code: 'printerReset' }
    look()
  })
  socket.on('close', () => {
    isClosed = true
    signal.removeEventListener('abort', stop)
    look()
  })
  signal.addEventListener('abort', stop, { once: true })

  if (!(await until(() => isConnected, connectMs))) {
    stop()
    return { problem: failure ?? { code: 'printerUnreachable' } }
  }
  return {
    connection: {
      parser,
      write: (bytes) => {
        socket.write(bytes, look)
      },
      isDrained: () => socket.writableLength === 0,
      end: () => {
        isEndedByUs = true
        socket.end(look)
      },
      isClosedCleanly: () => isClosed && !isCut && failure === null,
      failure: () => failure,
      until,
      destroy: stop,
    },
  }
}
