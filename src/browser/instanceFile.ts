import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const fileName = 'browser-door.json'
const content = z.object({ pid: z.number().int(), port: z.number().int(), pass: z.string().min(20) })
type Instance = z.infer<typeof content>

/** Enough for an answer on loopback; a stopped process must not hold up a start for long. */
const ANSWER_MS = 3_000

export const newInstancePass = (): string => randomBytes(32).toString('base64url')

/**
 * Looks whether Tezgah is already open on this data folder: by asking it, for a process id may be anybody's by now.
 *
 * @returns a fresh one-time address of the one that is open, else null.
 */
export async function findOpenDoor(dataDir: string): Promise<{ pid: number; address: string } | null> {
  const instance = readInstance(join(dataDir, fileName))
  if (instance === null) return null
  const origin = `http://127.0.0.1:${instance.port}`
  try {
    const answer = await fetch(`${origin}/session/address`, {
      method: 'POST',
      headers: { Origin: origin, Authorization: `Bearer ${instance.pass}` },
      signal: AbortSignal.timeout(ANSWER_MS),
      redirect: 'error',
    })
    const body = z.object({ address: z.string() }).safeParse(answer.ok ? await answer.json() : null)
    return body.success ? { pid: instance.pid, address: body.data.address } : null
  } catch {
    // Nobody there, or somebody else: the file is left over from a run that was cut off.
    return null
  }
}

/** Leaves word for a second start. @returns what takes it back at the end. @throws when the folder is read-only */
export function leaveWord(dataDir: string, instance: Instance): () => void {
  const path = join(dataDir, fileName)
  const fresh = `${path}.${instance.pid}`
  writeFileSync(fresh, JSON.stringify(instance), { mode: 0o600 })
  renameSync(fresh, path)
  return () => {
    if (readInstance(path)?.pass === instance.pass) rmSync(path, { force: true })
  }
}

function readInstance(path: string): Instance | null {
  try {
    const parsed = content.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
