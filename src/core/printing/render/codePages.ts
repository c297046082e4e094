import CodepageEncoder, { type Codepage } from '@point-of-sale/codepage-encoder'
import type { CodePage } from '../../../shared/settings/printer.ts'

/** Bytes 0x80-0xFF of PC857; a space where the page has nothing, or something printers disagree about (0xD5). */
const CP857_UPPER =
  'ÇüéâäàåçêëèïîıÄÅ' +
  'ÉæÆôöòûùİÖÜø£ØŞş' +
  'áíóúñÑĞğ¿®¬½¼¡«»' +
  '░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐' +
  '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤' +
  'ºªÊËÈ ÍÎÏ┘┌█▄¦Ì▀' +
  'ÓßÔÒõÕµ ×ÚÛÙìÿ¯´' +
  '­± ¾¶§÷¸°¨·¹³²■\u00A0'

/** Bytes 0xA0-0xFF of ISO 8859-9, which Windows-1254 shares. */
const LATIN5_UPPER =
  '\u00A0¡¢£¤¥¦§¨©ª«¬­®¯' +
  '°±²³´µ¶·¸¹º»¼½¾¿' +
  'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ' +
  'ĞÑÒÓÔÕÖ×ØÙÚÛÜİŞß' +
  'àáâãäåæçèéêëìíîï' +
  'ğñòóôõö÷øùúûüışÿ'

/** Letters of 0x80-0x9F that Windows-1254 has beyond ISO 8859-9; its punctuation there becomes ASCII anyway. */
const WINDOWS1254_EXTRA = 'ƒˆŠŒ˜šœŸ'

const ASCII = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index)).join('')

const SOFT_HYPHEN = '\u00AD'

function lettersOf(upper: string, except = ''): ReadonlySet<string> {
  const letters = new Set(ASCII + upper)
  for (const letter of SOFT_HYPHEN + except) letters.delete(letter)
  return letters
}

/** The encoder writes these two as control bytes (0x14, 0x15), which are the same letters only on an IBM PC's screen. */
const WRITTEN_AS_CONTROL = '¶§'

/** What each page can print. A test compares it with what the encoder really makes of every one of them. */
export const printableLetters: Readonly<Record<CodePage, ReadonlySet<string>>> = {
  cp857: lettersOf(CP857_UPPER, WRITTEN_AS_CONTROL),
  windows1254: lettersOf(LATIN5_UPPER + WINDOWS1254_EXTRA),
  'iso8859-9': lettersOf(LATIN5_UPPER),
}

/** The number of `ESC t n` on Epson and most others; a clone's own number is a setting. */
export const standardPageNumber: Readonly<Record<CodePage, number>> = {
  cp857: 13,
  windows1254: 48,
  // No Epson printer has ISO 8859-9; Windows-1254 prints each of its letters the same.
  'iso8859-9': 48,
}

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
