import { copyFileSync, existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import Conf from 'conf'
import type { SettingsStore } from '../core/host.ts'

type Stored = Record<string, unknown>
type FileContent = { kind: 'missing' } | { kind: 'read'; value: Stored } | { kind: 'broken' }

/**
 * `settings.json` in the data folder, through `conf`, with what `conf` does not promise: a file that cannot be read is
 * set aside under a name with its time, never overwritten; the one before stays as `settings.json.bak`; and a write
 * counts only when it reads back whole (on a full disk `conf` can report success over a truncated file).
 */
export function createSettingsFile(dataDir: string, nowMs: () => number): SettingsStore {
  const path = join(dataDir, 'settings.json')
  const backup = `${path}.bak`

  const read = (): { value: unknown; setAside: string | null } => {
    const content = readContent(path)
    if (content.kind === 'read') return { value: content.value, setAside: null }
    if (content.kind === 'missing' && !existsSync(backup)) return { value: undefined, setAside: null }
    const setAside = content.kind === 'broken' ? moveAside(path, nowMs()) : null
    const former = readContent(backup)
    return { value: former.kind === 'read' ? former.value : undefined, setAside }
  }

  const write = (value: unknown): void => {
    if (!isRecord(value)) throw new TypeError('Settings must be an object')
    const content = readContent(path)
    if (content.kind === 'broken') moveAside(path, nowMs())
    if (content.kind === 'read') copyFileSync(path, backup)
    const store = new Conf<Stored>({ cwd: dataDir, configName: 'settings', configFileMode: 0o600 })
    store.store = value
    const written = readContent(path)
    if (written.kind !== 'read' || !isDeepStrictEqual(written.value, JSON.parse(JSON.stringify(value))))
      throw new Error('The settings were written but do not read back whole; is the disk full?')
  }

  return { read, write }
}

function readContent(path: string): FileContent {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    return isMissing(error) ? { kind: 'missing' } : { kind: 'broken' }
  }
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? { kind: 'read', value } : { kind: 'broken' }
  } catch {
    return { kind: 'broken' }
  }
}

/** @returns where it went, or where it still is when it cannot be moved (a read-only folder). */
function moveAside(path: string, nowMs: number): string {
  const aside = `${path}.broken-${new Date(nowMs).toISOString().replace(/[:.]/g, '-')}`
  try {
    renameSync(path, aside)
    return aside
  } catch {
    return path
  }
}

const isRecord = (value: unknown): value is Stored => typeof value === 'object' && value !== null && !Array.isArray(value)

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'
