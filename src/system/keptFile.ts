import { chmodSync, copyFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { SettingsStore } from '../core/host.ts'

/** The part of conf and electron-store that is used: a file holding one JSON object, written atomically. */
export interface JsonStore {
  readonly path: string
  store: Record<string, unknown>
}

export interface KeptFileOptions {
  path: string
  /** Opens conf or electron-store on `path`; called only once the file is known to be readable, or gone. */
  open: () => JsonStore
  nowMs: () => number
}

/**
 * One JSON file that is never lost: a broken one is renamed aside and the `.bak` takes its place; the `.bak` is the last
 * good content before each write; what was written is read back, because on a full disk an atomic write can report
 * success over a truncated file.
 */
export function createKeptFile(options: KeptFileOptions): SettingsStore {
  let store: JsonStore | undefined
  let setAside: string | null = null
  const opened = (): JsonStore => {
    if (store === undefined) {
      for (const path of [options.path, `${options.path}.bak`]) keepPrivate(path)
      setAside = setBrokenAside(options)
      store = options.open()
    }
    return store
  }
  return {
    read: () => {
      try {
        const value = opened().store
        return { value: Object.keys(value).length === 0 ? undefined : { ...value }, setAside }
      } catch {
        // It broke, or became unreadable, after it was opened: the next read starts over with the backup.
        store = undefined
        return { value: parseFile(`${options.path}.bak`), setAside: basename(options.path) }
      }
    },
    write: (value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('needs an object')
      const target = opened()
      writeVerified(target, options.path, JSON.parse(JSON.stringify(value)) as Record<string, unknown>)
    },
    copyAside: (label) => copyAside(options, label),
  }
}

/** `name.json.label-time`, unless the same content has been copied under this label before. */
function copyAside({ path, nowMs }: KeptFileOptions, label: string): string | null {
  if (!existsSync(path)) return null
  const content = readFileSync(path)
  const folder = dirname(path)
  const prefix = `${basename(path)}.${label}-`
  const isCopy = (name: string): boolean => name.startsWith(prefix) && readFileSync(join(folder, name)).equals(content)
  const earlier = readdirSync(folder).find(isCopy)
  if (earlier !== undefined) return earlier
  const name = `${prefix}${timeInName(nowMs())}`
  copyPrivate(path, join(folder, name))
  if (isCopy(name)) return name
  rmSync(join(folder, name), { force: true })
  throw new Error('was not on the disk after copying')
}

const timeInName = (atMs: number): string => new Date(atMs).toISOString().replaceAll(/[:.]/g, '-')

function writeVerified(target: JsonStore, path: string, value: Record<string, unknown>): void {
  const backup = `${path}.bak`
  const hadGoodFile = parseFile(path) !== undefined
  if (hadGoodFile) copyPrivate(path, backup)
  try {
    target.store = value
    if (isDeepStrictEqual(parseFile(path), value)) return
  } catch (cause) {
    restore(hadGoodFile, backup, path)
    throw new Error('could not be written', { cause })
  }
  restore(hadGoodFile, backup, path)
  throw new Error('was not on the disk after writing')
}

function restore(hadGoodFile: boolean, backup: string, path: string): void {
  if (hadGoodFile && existsSync(backup)) copyPrivate(backup, path)
}

/** @returns the name under which a broken file was kept, or null when there was none. */
function setBrokenAside({ path, nowMs }: KeptFileOptions): string | null {
  if (!existsSync(path) && !existsSync(`${path}.bak`)) return null
  if (parseFile(path) !== undefined) return null
  const kept = existsSync(path) ? `${path}.broken-${timeInName(nowMs())}` : null
  if (kept !== null) renameSync(path, kept)
  if (parseFile(`${path}.bak`) !== undefined) copyPrivate(`${path}.bak`, path)
  return kept === null ? null : basename(kept)
}

function copyPrivate(from: string, to: string): void {
  copyFileSync(from, to)
  keepPrivate(to)
}

/** Others may not read it, whatever it was made with; where this user may not say so, it is somebody else's to say. */
function keepPrivate(path: string): void {
  try {
    if (existsSync(path)) chmodSync(path, 0o600)
  } catch {
    // A file of another user, or a file system without modes: it can be used all the same.
  }
}

/** @returns the object in the file; undefined when there is no file or it holds no JSON object. */
function parseFile(path: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}
