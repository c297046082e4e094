import { createServer, type Server, type Socket } from 'node:net'
import { decodeEscpos } from './decodeEscpos.ts'
import { isBlank, type Paper, paperText } from './paper.ts'
import { behaviourOf, type PrinterModes } from './printerBehaviour.ts'
import { servePrinterSocket } from './printerSocket.ts'
import { openSlipFolder } from './slipFolder.ts'

export interface PracticePrinterOptions {
  /** 0 or left out: any free port. */
  port?: number
  host?: string
  /** How it behaves; habits can be put together. */
  mode?: PrinterModes
  /** Columns of its paper: 48 (80 mm, the default) or 32 (58 mm). */
  columns?: number
  /** Where each slip is kept as NNN.txt, NNN.png and NNN.bin; left out: only in memory. */
  folder?: string
  /** Called after each slip was cut. */
  onSlip?: (slip: PracticeSlip) => void
}

export interface PracticeSlip {
  /** 1 for the first. */
  index: number
  bytes: Uint8Array
  paper: Paper
  text: string
  /** False: the connection ended, or the paper did, before the cut. */
  isWhole: boolean
}

export interface PracticePrinter {
  readonly host: string
  readonly port: number
  mode(): PrinterModes
  /** From now on; connections that are open keep the mode they began in, but for `paperOut` and the like. */
  setMode(mode: PrinterModes): Promise<void>
  slips(): readonly PracticeSlip[]
  /** Connections so far, and how many were open at the same time at most. */
  connections(): { total: number; mostAtOnce: number }
  /** Resolves once this many slips came out; rejects after timeoutMs. */
  waitForSlips(count: number, timeoutMs?: number): Promise<readonly PracticeSlip[]>
  /** Resolves when every slip is in the folder. */
  flush(): Promise<void>
  stop(): Promise<void>
}

/** A receipt printer on TCP that prints into memory and, when asked, into a folder. */
export async function startPracticePrinter(options: PracticePrinterOptions = {}): Promise<PracticePrinter> {
  const host = options.host ?? '127.0.0.1'
  const columns = options.columns ?? 48
  const folder = options.folder === undefined ? null : openSlipFolder(options.folder, columns)
  const slips: PracticeSlip[] = []
  const sockets = new Set<Socket>()
  const watchers = new Set<() => void>()
  const counts = { total: 0, mostAtOnce: 0 }
  let mode: PrinterModes = options.mode ?? 'well'
  let behaviour = behaviourOf(mode)
  let server: Server | null = null
  let port = options.port ?? 0

  const keepSlip = (bytes: Uint8Array, isWhole: boolean): void => {
    const { kanji, knowsQr } = behaviour
    const paper = decodeEscpos(bytes, columns, { kanji, knowsQr })
    // What is left after the last cut is no slip unless something is on it.
    if (!isWhole && isBlank(paper)) return
    const slip = { index: slips.length + 1, bytes, paper, text: paperText(paper), isWhole }
    slips.push(slip)
    folder?.keep(slip.index, bytes, paper)
    options.onSlip?.(slip)
    for (const watcher of [...watchers]) watcher()
  }

  const accept = (socket: Socket): void => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    counts.total += 1
    counts.mostAtOnce = Math.max(counts.mostAtOnce, sockets.size)
    servePrinterSocket(socket, { behaviour: () => behaviour, keepSlip })
  }

  const listen = async (): Promise<void> => {
    const opened = createServer({ allowHalfOpen: true, noDelay: true }, accept)
    await new Promise<void>((resolve, reject) => {
      opened.once('error', reject)
      opened.listen(port, host, resolve)
    })
    const address = opened.address()
    if (address !== null && typeof address === 'object') port = address.port
    server = opened
  }

  const close = async (): Promise<void> => {
    const closing = server
    server = null
    for (const socket of sockets) socket.destroy()
    if (closing !== null) await new Promise<void>((resolve) => closing.close(() => resolve()))
  }

  const setMode = async (wanted: PrinterModes): Promise<void> => {
    mode = wanted
    behaviour = behaviourOf(wanted)
    if (!behaviour.listens) await close()
    else if (server === null) await listen()
  }

  await listen()
  if (!behaviour.listens) await close()

  return {
    host,
    get port() {
      return port
    },
    mode: () => mode,
    setMode,
    slips: () => slips,
    connections: () => ({ ...counts }),
    waitForSlips: (count, timeoutMs = 5000) =>
      waitFor(() => slips.length >= count, watchers, timeoutMs).then(() => slips),
    flush: async () => folder?.flush(),
    stop: async () => {
      await close()
      await folder?.flush()
    },
  }
}

function waitFor(isDone: () => boolean, watchers: Set<() => void>, timeoutMs: number): Promise<void> {
  if (isDone()) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const end = (act: () => void) => (): void => {
      clearTimeout(timer)
      watchers.delete(watcher)
      act()
    }
    const timer = setTimeout(
      end(() => reject(new Error('the practice printer did not get that many slips in time'))),
      timeoutMs,
    )
    const watcher = (): void => {
      if (isDone()) end(resolve)()
    }
    watchers.add(watcher)
  })
}
