import type { Counter } from '../core/counter.ts'
import type { LogEntry } from '../core/host.ts'
import { lockFolder, type OtherDoor } from '../system/instanceLock.ts'
import { readScreenFiles } from './screenFiles.ts'
import { startServer, type DoorServer } from './server.ts'
import type { Sessions } from './sessions.ts'

/** Tried first when no port is asked for, so that a kiosk's bookmark stays right. */
const USUAL_PORT = 4780

export interface BrowserDoorOptions {
  dataDir: string
  /** 0: any free one; null: the usual one, or any when that is taken. */
  port: number | null
  rendererDir: string
  doorScript: string
  createCounter(): Counter
  sessions: Sessions
  log(entry: LogEntry): void
}

export type OpenedDoor =
  | { kind: 'open'; address: string; close(): Promise<void> }
  /** A door has this data folder open; of a browser door there is a fresh one-time address. */
  | { kind: 'openElsewhere'; other: OtherDoor }

/**
 * Opens the browser door: takes the data folder, then starts a server and the counter behind it.
 *
 * @throws when the port cannot be had or the screen is not built.
 */
export async function openBrowserDoor(options: BrowserDoorOptions): Promise<OpenedDoor> {
  const server = Promise.withResolvers<DoorServer>()
  // Somebody may ask before it listens, and nobody may ever ask.
  server.promise.catch(() => undefined)
  const lock = await lockFolder({
    dataDir: options.dataDir,
    door: 'browser',
    onOtherStart: async () => (await server.promise).address(),
    log: options.log,
  })
  if (lock.kind === 'heldByOther') return { kind: 'openElsewhere', other: lock.other }
  try {
    const files = readScreenFiles(options.rendererDir, options.doorScript)
    const { sessions } = options
    const counter = options.createCounter()
    const opened = await listen({ counter, sessions, files, log: options.log }, options.port)
    server.resolve(opened)
    await counter.start()
    return {
      kind: 'open',
      address: opened.address(null),
      close: async () => {
        await opened.close()
        await counter.stop()
        lock.release()
      },
    }
  } catch (error) {
    server.reject(error)
    lock.release()
    throw error
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
