import { readFileSync, statSync } from 'node:fs'
import { readProvision, type Provision } from '../core/provision.ts'

/** More than fifty sources and twenty printers need. */
const MAX_BYTES = 1_000_000

/** @returns what the file asks for, or a sentence that repeats nothing of its content: it holds keys. */
export function readProvisionFile(path: string): { ok: true; provision: Provision } | { ok: false; message: string } {
  let text: string
  try {
    if (statSync(path).size > MAX_BYTES) return { ok: false, message: `The provisioning file ${path} is too large.` }
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return { ok: false, message: `The provisioning file ${path} cannot be read (${reason}).` }
  }
  const read = readProvision(text)
  if (read.ok) return { ok: true, provision: read.value }
  const { field = '', message = 'is not understood' } = read.error.params ?? {}
  return { ok: false, message: `The provisioning file ${path} is refused: ${`${field} ${message}`.trim()}.` }
}
