import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** In the data folder: a supervisor that finds it older than a minute knows that the core stands still. */
export const ALIVE_FILE = 'alive.json'

/** @returns what notes that the core goes on; a disk that refuses is the ledger's alarm, not one of this file's */
export function createAliveFile(folder: string, nowMs: () => number): () => void {
  return () => {
    try {
      writeFileSync(join(folder, ALIVE_FILE), `${JSON.stringify({ pid: process.pid, atMs: nowMs() })}\n`, {
        mode: 0o600,
      })
    } catch {
      // The file then gets old, which is what it is for.
    }
  }
}
