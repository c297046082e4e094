import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { readProvision, type Provision } from '../core/settings/provision.ts'
import type { Language } from '../shared/settings/settings.ts'
import { fillWords, resources } from '../shared/words/index.ts'

/** More than fifty sources and twenty printers need. */
const MAX_CHARACTERS = 1_000_000

/** @returns what the file asks for, or a sentence that repeats nothing of its content: it holds keys. */
export function readProvisionFile(
  path: string,
  language: Language,
): { ok: true; provision: Provision } | { ok: false; message: string } {
  const file = resolve(path)
  const words = resources[language].provisionFile
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return { ok: false, message: fillWords(words.unreadable, { file, reason }) }
  }
  if (text.length > MAX_CHARACTERS) return { ok: false, message: fillWords(words.tooLarge, { file }) }
  const read = readProvision(text)
  if (read.ok) return { ok: true, provision: read.value }
  const { path: field, code, params } = read.error.field ?? { path: '', code: 'badFormat' as const }
  const fault = fillWords(resources[language].fieldFault[code], params ?? {})
  return { ok: false, message: fillWords(words.refused, { file, field: field === '' ? '–' : field, fault }) }
}
