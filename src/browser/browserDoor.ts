import { join } from 'node:path'
import type { Counter } from '../core/counter.ts'
import type { LogEntry } from '../core/host.ts'
import { findOpenDoor, leaveWord, newInstancePass } from './instanceFile.ts'
import { readScreenFiles } from './screenFiles.ts'
import { startServer, type DoorServer } from './server.ts'
import { createSessionFile } from './sessionFile.ts'
import { createSessions } from './sessions.ts'

/** Tried first when no port is asked for, so that a kiosk's bookmark stays right. */
const USUAL_PORT = 4780

export interface BrowserDoorOptions {
  dataDir: string
  /** See `CommandLine.port`. */
  port: number | null
  rendererDir: string
  doorScript: string
  createCounter(): Counter
  log(entry: LogEntry): void
}

export type OpenedDoor =
  | { kind: 'open'; address: string; close(): Promise<void> }
  /** Another process has this data folder open; `address` is a fresh one of its own. */
  | { kind: 'openElsewhere'; pid: number; address: string }

/**
 * Opens the browser door: a server, a counter behind it, and word for a second start.
 *
 * @throws when the port cannot be had or the screen is not built.
 */
export async function openBrowserDoor(options: BrowserDoorOptions): Promise<OpenedDoor> {
  const elsewhere = await findOpenDoor(options.dataDir)
  if (elsewhere !== null) return { kind: 'openElsewhere', ...elsewhere }
  const files = readScreenFiles(options.rendererDir, options.doorScript)
  const record = createSessionFile(join(options.dataDir, 'browser-sessions.json'), options.log)
  const sessions = createSessions(record, () => performance.now())
  const instancePass = newInstancePass()
  const counter = options.createCounter()
  const server = await listen({ counter, sessions, files, instancePass, log: options.log }, options.port)
  const takeBack = leaveWordOrLog(options, server, instancePass)
  await counter.start()
  return {
    kind: 'open',
    address: server.address(null),
    close: async () => {
      await server.close()
      await counter.stop()
      takeBack()
    },
  }
}

async function listen(parts: Parameters<typeof startServer>[0], port: number | null): Promise<DoorServer> {
  if (port !== null) return startServer(parts, port)
  try {
    return await startServer(parts, USUAL_PORT)
  } catch {
    // Taken by another program or another data folder: any free one will do, nobody asked for this one.
    return startServer(parts, 0)
  }
}

/** A read-only folder still gets a board; only the second start will not know of the first. */
function leaveWordOrLog(options: BrowserDoorOptions, server: DoorServer, pass: string): () => void {
  try {
    return leaveWord(options.dataDir, { pid: process.pid, port: server.port, pass })
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'unknown'
    options.log({ level: 'warn', what: 'door.noWordLeft', data: { reason } })
    return () => {}
  }
}
