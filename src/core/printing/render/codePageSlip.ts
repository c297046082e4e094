import type { CodePage, PrinterSettings } from '../../../shared/settings/printer.ts'
import type { Language } from '../../../shared/settings/settings.ts'
import { standardPageNumber } from './codePages.ts'
import { CANCEL_KANJI, openPaper } from './escpos.ts'
import { wrap } from './layout.ts'
import { printerModels, profileOf } from './profiles.ts'
import { qrSymbol } from './qr.ts'

/** One line of the code page slip: what to save when its letters came out right. */
export interface CodePageCandidate {
  /** The large number beside it, from 1. */
  choice: number
  /** `ESC t n`, as printers of some maker number that page. */
  number: number
  codePage: CodePage
}

/** All numbers under which some printer has a page with Turkish letters, the most usual first. */
export const codePageCandidates: readonly CodePageCandidate[] = listCandidates()

function listCandidates(): CodePageCandidate[] {
  const pages = ['cp857', 'windows1254', 'iso8859-9'] as const
  const all = pages.flatMap((codePage) => {
    const numbers = printerModels.flatMap(({ pageNumbers }) => pageNumbers[codePage] ?? [])
    const count = (number: number): number => numbers.filter((other) => other === number).length
    const usual = codePage === 'iso8859-9' ? [] : [standardPageNumber[codePage]]
    return [...new Set([...usual, ...numbers])].map((number) => ({ number, codePage, count: count(number) }))
  })
  // Two pages of one number are two lines: their letters stand at different places.
  return all
    .sort((left, right) => right.count - left.count)
    .map(({ number, codePage }, index) => ({ choice: index + 1, number, codePage }))
}

/** Plain ASCII on purpose: nobody knows yet which page the printer has. */
const words: Readonly<Record<Language, { title: string; what: string; kanji: string; qr: string }>> = {
  tr: {
    title: 'KOD SAYFASI DENEMESI',
    what: 'Harfleri dogru yazilan satirin BUYUK numarasini Tezgah ayarlarina yazin.',
    kanji: 'K1 dogru, K2 yanlis ise: ayarlarda "FS . gonder" kapatin.',
    qr: 'Telefonla okutun. A okunmaz, B okunursa: ayarlarda karekodu resim yapin.',
  },
  en: {
    title: 'CODE PAGE TEST',
    what: 'Type the LARGE number of a line whose letters are right into the settings.',
    kanji: 'If K1 is right and K2 is wrong: turn off "send FS ." in the settings.',
    qr: 'Scan with a phone. If A fails and B works: set the QR code to picture in the settings.',
  },
}

const plain = { size: 1, tall: false, bold: false, inverted: false } as const
const large = { size: 2, tall: false, bold: true, inverted: false } as const
const SAMPLE = 'ĞÜŞİÖÇ ğüşıöç'
const ALPHABET = ['ABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZ', 'abcçdefgğhıijklmnoöprsştuüvyz']

/**
 * What a printer can do, to be found by looking: `FS .` not sent and sent, the Turkish alphabet in every candidate with
 * a large number, a QR code by command (A) and as a picture (B). Before each candidate the printer is sent back to its
 * first page: one that does not know a number stays where it is, and must not show the letters of the line above.
 */
export function encodeCodePageSlip(settings: PrinterSettings, language: Language): Uint8Array {
  const profile = profileOf(settings)
  const paper = openPaper({ ...profile, cancelsKanji: false })
  const line = (text: string, style: typeof plain | typeof large): void => {
    for (const part of wrap(text, Math.floor(profile.columns / style.size))) {
      paper.writeIn(part, profile.codePage, style)
      paper.newline()
    }
  }
  const rule = '-'.repeat(profile.columns)
  line(words[language].title, large)
  for (const name of ['K1 ', 'K2 ']) {
    if (name === 'K2 ') paper.raw(CANCEL_KANJI)
    paper.usePage()
    paper.writeIn(`${name}${SAMPLE}`, profile.codePage, plain)
    paper.newline()
  }
  paper.usePage(0)
  line(words[language].kanji, plain)
  line(rule, plain)
  line(words[language].what, plain)
  for (const { choice, number, codePage } of codePageCandidates) {
    paper.usePage(0)
    line(rule, plain)
    paper.writeIn(`${choice} `, codePage, large)
    paper.usePage(number)
    paper.writeIn(SAMPLE, codePage, { ...plain, tall: true, bold: true })
    paper.newline()
    for (const letters of ALPHABET) {
      paper.writeIn(letters, codePage, plain)
      paper.newline()
    }
  }
  paper.usePage(0)
  line(rule, plain)
  line('A', large)
  paper.qrByCommand(qrSymbol('TEZGAH-A', profile.dotsWidth))
  // Where the command came out as letters this ends their line.
  paper.newline()
  line('B', large)
  paper.qrAsImage(qrSymbol('TEZGAH-B', profile.dotsWidth))
  line(words[language].qr, plain)
  return paper.end()
}
