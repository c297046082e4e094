import anyAscii from 'any-ascii'
import type { CodePage } from '../../../shared/settings/printer.ts'
import { printableLetters } from './codePages.ts'
import type { Replacement } from './replacements.ts'

export interface SafeText {
  /** Only letters of the code page, line feeds, and U+00A0 as a space that must not break. */
  text: string
  replacements: Replacement[]
}

/** Letters and signs whose nearest spelling Unicode does not know, and typographic marks that clones lack. */
const nearest: Readonly<Record<string, string>> = {
  '₺': 'TL',
  '€': 'EUR',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '′': "'",
  ʼ: "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '″': '"',
  '‹': '<',
  '›': '>',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '…': '...',
  '•': '*',
  '‣': '*',
  '◦': '*',
  '⁄': '/',
  '∕': '/',
  '†': '+',
  '‡': '+',
  '‰': '%o',
  '™': 'TM',
  '№': 'No',
  ə: 'e',
  Ə: 'E',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  œ: 'oe',
  Œ: 'OE',
  æ: 'ae',
  Æ: 'AE',
  ø: 'o',
  Ø: 'O',
  ŋ: 'n',
  Ŋ: 'N',
  ħ: 'h',
  Ħ: 'H',
  ŧ: 't',
  Ŧ: 'T',
  ا: 'a',
  ـ: '',
  ー: '-',
  ĸ: 'k',
  ſ: 's',
  ẞ: 'SS',
  ß: 'ss',
  '×': 'x',
  '÷': '/',
  '│': '|',
  '─': '-',
  '§': 'S.',
  '¶': 'P.',
}

/** Printed as ASCII whatever the page has: fonts of clones are unreliable here. */
const alwaysPlain = /[₺€‘’‚‛′“”„‟″‹›‐‑‒–—―−…•™]/u
const lineBreak = /\r\n|[\r\n\u2028\u2029\u0085\v\f]/gu
const emoji = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u20E3\u{E0000}-\u{E007F}]/u
/** Control bytes, bidi and zero-width controls, halves of surrogate pairs, variation selectors. */
const invisible =
  /[\p{Cc}\p{Cf}\p{Cs}\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u3164\uFE00-\uFE0F\uFFA0\u{E0100}-\u{E01EF}]/u
const mark = /\p{M}/gu

/** The letters that can be printed, one column each. */
interface Letters {
  has(letter: string): boolean
}

/**
 * Makes a text fit for a printer's code page: nothing in it can be a command, and nothing is lost unreported. Scripts
 * that the page has no letters for are spelled in Latin ones; what nobody can spell is printed as a visible `?`.
 */
export function safeText(text: string, codePage: CodePage): SafeText {
  // Most texts have nothing to replace: they are not taken apart.
  if (plainAscii.test(text)) return { text, replacements: [] }
  const letters = printableLetters[codePage]
  return replaceIn(text, letters, (letter) => letters.has(letter) && !alwaysPlain.test(letter))
}

/** The same for a font that draws: it keeps all that the font has, the typographic marks too. */
export const safeTextIn = (text: string, letters: Letters): SafeText =>
  replaceIn(text, letters, (letter) => letters.has(letter) && !invisible.test(letter))

const capital = /\p{Lu}/u
const plainAscii = /^[\x20-\x7e\n]*$/

function replaceIn(text: string, letters: Letters, isKept: (letter: string) => boolean): SafeText {
  const replacements: Replacement[] = []
  let safe = ''
  const given = [...text.replace(lineBreak, '\n').replaceAll('\t', ' ').normalize('NFC')]
  for (const [index, letter] of given.entries()) {
    if (letter === '\n' || letter === '\u00A0' || isKept(letter)) {
      safe += letter
      continue
    }
    const spelled = spell(letter, letters)
    // ЩЕРБАКОВА is SHCHERBAKOVA, Щербакова is Shcherbakova.
    const isAmongCapitals = spelled.length > 1 && capital.test(letter) && capital.test(given[index + 1] ?? '')
    const printed = isAmongCapitals ? spelled.toUpperCase() : spelled
    replacements.push({ original: letter, printed })
    safe += printed
  }
  return { text: safe, replacements }
}

function spell(letter: string, letters: Letters): string {
  const known = nearest[letter]
  if (known !== undefined) return known
  if (/\p{Zs}/u.test(letter)) return ' '
  if (invisible.test(letter) || /^\p{M}$/u.test(letter)) return ''
  const plain = [...letter.normalize('NFKD').replace(mark, '')].map((part) => spellPart(part, letters))
  if (plain.length > 0 && plain.every((part) => part !== null)) return plain.join('')
  if (emoji.test(letter)) return ''
  return (
    anyAscii(letter)
      .replace(/[^\x20-\x7e]/g, '')
      .trim() || '?'
  )
}

function spellPart(part: string, letters: Letters): string | null {
  const known = nearest[part]
  if (known !== undefined) return known
  if (part !== '\n' && letters.has(part)) return part
  return /\p{Zs}/u.test(part) ? ' ' : null
}
