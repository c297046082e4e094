import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** More than fifty sources and twenty printers need. */
const MAX_BYTES = 1_000_000

/** @returns the file's text, or a sentence. The text holds keys: it goes to the core and nowhere else. */
export function readProvisionFile(path: string): { ok: true; text: string } | { ok: false; message: string } {
  const absolute = resolve(path)
  try {
    const text = readFileSync(absolute, 'utf8')
    if (text.length > MAX_BYTES) return { ok: false, message: `The provisioning file ${absolute} is too large` }
    return { ok: true, text }
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return { ok: false, message: `The provisioning file ${absolute} cannot be read (${reason})` }
  }
}
