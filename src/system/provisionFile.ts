import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { readProvision, type Provision } from '../core/settings/provision.ts'

/** More than fifty sources and twenty printers need. */
const MAX_CHARACTERS = 1_000_000

/** @returns what the file asks for, or a sentence that repeats nothing of its content: it holds keys. */
export function readProvisionFile(path: string): { ok: true; provision: Provision } | { ok: false; message: string } {
  const absolute = resolve(path)
  let text: string
  try {
    text = readFileSync(absolute, 'utf8')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return { ok: false, message: `The provisioning file ${absolute} cannot be read (${reason}).` }
  }
  if (text.length > MAX_CHARACTERS) return { ok: false, message: `The provisioning file ${absolute} is too large.` }
  const read = readProvision(text)
  if (read.ok) return { ok: true, provision: read.value }
  const { field = '', message = 'is not understood' } = read.error.params ?? {}
  return {
    ok: false,
    message: `The provisioning file ${absolute} is refused: ${field === '' ? '' : `${field} `}${message}.`,
  }
}
