import CodepageEncoder, { type Codepage } from '@point-of-sale/codepage-encoder'
import type { CodePage } from '../../../shared/settings/printer.ts'
import { printableLetters } from './codePages.ts'

/** The library has no table of ISO 8859-9: its letters stand at the same places in Windows-1254. */
const libraryPage = {
  cp857: 'cp857',
  windows1254: 'windows1254',
  'iso8859-9': 'windows1254',
} as const satisfies Record<CodePage, Codepage>

/**
 * Each page's letters as the library encodes them, asked once: it looks through 256 places for every letter, which was
 * five sixths of the time a slip took.
 */
const tables = new Map<CodePage, ReadonlyMap<string, number>>()

function tableOf(page: CodePage): ReadonlyMap<string, number> {
  const known = tables.get(page)
  if (known) return known
  const letters = [...printableLetters[page]]
  const bytes = CodepageEncoder.encode(letters.join(''), libraryPage[page])
  const table = new Map(letters.map((letter, index) => [letter, bytes[index] ?? 0x3f]))
  tables.set(page, table)
  return table
}

/** A text that is safe already as the bytes of a page; what it lacks is `?`. */
export function pageBytes(text: string, page: CodePage): number[] {
  const table = tableOf(page)
  const bytes: number[] = []
  for (const letter of text) bytes.push(table.get(letter) ?? 0x3f)
  return bytes
}
