import { readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'

type OnSecond = (argv: string[], cwd: string) => void

/** A lock file in userData holding the first process's id, and a note left by each later start. */
export function takeLock(folder: string, onSecond: OnSecond): boolean {
  const lock = join(folder, 'double.lock')
  const note = join(folder, 'double.second-instance')
  if (!createLock(lock)) {
    writeFileSync(note, JSON.stringify({ argv: process.argv, cwd: process.cwd() }))
    return false
  }
  const watcher = watch(folder, (_event, name) => {
    if (name !== 'double.second-instance') return
    try {
      const { argv, cwd } = JSON.parse(readFileSync(note, 'utf8')) as { argv: string[]; cwd: string }
      rmSync(note)
      onSecond(argv, cwd)
    } catch {
      // Half written, or already taken: the next change tells.
    }
  })
  watcher.unref()
  process.once('exit', () => rmSync(lock, { force: true }))
  return true
}

function createLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    if (isAlive(Number(readFileSync(lock, 'utf8')))) return false
    rmSync(lock, { force: true })
    return createLock(lock)
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
