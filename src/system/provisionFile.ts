import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readProvision, type Provision } from '../core/settings/provision.ts'
import type { Language } from '../shared/settings/settings.ts'
import { fillWords, resources } from '../shared/words/index.ts'

/** More than fifty sources and twenty printers need. */
const MAX_CHARACTERS = 1_000_000

/**
 * Where the Windows installer, or whoever sets up a counter, leaves its wishes in the data folder: the file of
 * `/PROVISION`, and what the installer was asked for itself (`/AUTOSTART`). What the second says wins.
 */
export const ownProvisionFiles = ['provision.json', 'provision-setup.json'] as const

export type ProvisionAnswer =
  | {
      ok: true
      /** null: nobody wishes anything. */
      provision: Provision | null
      /** Removes the files of the data folder that were read, once their content is kept: they hold keys in clear. */
      remove(): void
    }
  | { ok: false; message: string }

/** Reads the file that was given at the start or, when there is none, those of the data folder. */
export function readProvisions(given: string | null, dataDir: string, language: Language): ProvisionAnswer {
  const own = ownProvisionFiles.map((name) => join(dataDir, name)).filter((file) => existsSync(file))
  let provision: Provision | null = null
  for (const file of given === null ? own : [given]) {
    const read = readProvisionFile(file, language)
    if (!read.ok) return read
    provision = laidOver(provision, read.provision)
  }
  const remove = (): void => {
    if (given === null) for (const file of own) rmSync(file, { force: true })
  }
  return { ok: true, provision, remove }
}

/** What one file says and, where the other says something, that; an empty list says nothing. */
function laidOver(first: Provision | null, second: Provision): Provision {
  if (first === null) return second
  const sources = second.sources.length === 0 ? first.sources : second.sources
  const printers = second.printers.length === 0 ? first.printers : second.printers
  return { ...first, ...second, sources, printers }
}

/** @returns what the file asks for, or a sentence that repeats nothing of its content: it holds keys. */
function readProvisionFile(
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
