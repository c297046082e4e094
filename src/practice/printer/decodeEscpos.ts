import { code128Bars, QUIET_MODULES } from '../../shared/model/code128.ts'
import { byteReader, type ByteReader } from './byteReader.ts'
import { knownPages, letterOf, type PageTable } from './pageLetters.ts'
import { type Align, columnsUsed, type Paper, type Run } from './paper.ts'

/**
 * Reads one job as a strict ESC/POS printer of so many columns would. Never guesses: a byte or command that it does
 * not know is reported in `unknown`, a line wider than the paper in `tooWide`.
 * @param reading how a certain printer differs from one that knows all it is told
 */
export function decodeEscpos(bytes: Uint8Array, columns: number, reading: Partial<Reading> = {}): Paper {
  const state = newState(columns, { ...strictReading, ...reading })
  const reader = byteReader(bytes)
  while (!reader.isAtEnd()) {
    const offset = reader.offset()
    if (!step(state, reader)) state.paper.unknown.push({ offset, hex: hexOf(bytes, offset, reader.offset()) })
  }
  if (state.runs.length > 0) endLine(state)
  return state.paper
}

/** What a printer makes of the bytes it is given. */
export interface Reading {
  /** A certain printer's pages: it stays in its page when told a number that it has not. */
  pages: PageTable
  /**
   * What it makes of `FS .`: `known`, `printed` as a letter, or `needed`: behind `ESC @` it takes pairs of high bytes
   * for Chinese letters until it is told.
   */
  kanji: 'known' | 'printed' | 'needed'
  /** False: it knows no `GS ( k`, and prints the bytes of it as letters. */
  knowsQr: boolean
}

const strictReading: Reading = { pages: knownPages, kanji: 'known', knowsQr: true }

interface State {
  paper: Paper
  columns: number
  reading: Reading
  isInKanji: boolean
  page: number
  runs: Run[]
  style: Omit<Run, 'text'>
  align: Align
  lineSpacing: number | null
  qr: { data: string; moduleDots: number }
  barcode: { moduleDots: number; heightDots: number }
}

const plainStyle = { width: 1, height: 1, bold: false, inverted: false, underlined: false }
const aligns: readonly Align[] = ['left', 'center', 'right']

const newState = (columns: number, reading: Reading): State => ({
  paper: { items: [], cuts: 0, drawerKicks: 0, beeps: 0, codePages: [], completionIds: [], unknown: [], tooWide: [] },
  columns,
  reading,
  isInKanji: reading.kanji === 'needed',
  page: 0,
  runs: [],
  style: { ...plainStyle },
  align: 'left',
  lineSpacing: null,
  qr: { data: '', moduleDots: 3 },
  barcode: { moduleDots: 3, heightDots: 162 },
})

/** @returns false when what was read is not known. */
function step(state: State, reader: ByteReader): boolean {
  const byte = reader.next()
  switch (byte) {
    case 0x0a:
      endLine(state)
      return true
    case 0x0d:
      return true
    case 0x10:
      return realTime(state, reader)
    case 0x1b:
      return escape(state, reader)
    case 0x1c:
      return leaveKanji(state, reader.next())
    case 0x1d:
      return group(state, reader)
    default:
      return state.isInKanji && byte >= 0x80 ? printKanji(state, reader) : print(state, byte)
  }
}

function leaveKanji(state: State, command: number): boolean {
  if (state.reading.kanji === 'printed') return print(state, command)
  state.isInKanji = false
  return command === 0x2e
}

/** Two bytes make one letter, two columns wide; which one does not matter. */
function printKanji(state: State, reader: ByteReader): boolean {
  reader.skip(1)
  printLetter(state, '字')
  return true
}

function print(state: State, byte: number): boolean {
  const letter = letterOf(state.reading.pages, state.page, byte)
  if (letter === null) return false
  printLetter(state, letter)
  return true
}

function printLetter(state: State, letter: string): void {
  const last = state.runs.at(-1)
  const { style } = state
  const isSame =
    last !== undefined &&
    (Object.keys(style) as (keyof typeof style)[]).every((property) => last[property] === style[property])
  if (isSame) last.text += letter
  else state.runs.push({ text: letter, ...style })
}

function endLine(state: State): void {
  const { runs, columns, paper } = state
  if (columnsUsed(runs) > columns) paper.tooWide.push(runs.map((run) => run.text).join(''))
  paper.items.push({ kind: 'line', runs, align: state.align, lineSpacing: state.lineSpacing })
  state.runs = []
}

/** DLE: acted on at once by a real printer, wherever they stand. */
function realTime(state: State, reader: ByteReader): boolean {
  const command = reader.next()
  if (command === 0x04) return reader.next() <= 8
  if (command === 0x14) {
    state.paper.drawerKicks += 1
    reader.skip(3)
    return true
  }
  return false
}

function escape(state: State, reader: ByteReader): boolean {
  const command = reader.next()
  switch (command) {
    case 0x40: // @
      Object.assign(state, { page: 0, style: { ...plainStyle }, align: 'left', lineSpacing: null })
      state.isInKanji = state.reading.kanji === 'needed'
      return true
    case 0x4d: // M font
      return reader.next() === 0
    case 0x74: // t code page
      return selectPage(state, reader.next())
    case 0x45: // E bold
    case 0x47: // G double strike
      state.style.bold = reader.next() % 2 === 1
      return true
    case 0x2d: // - underline
      state.style.underlined = reader.next() % 48 > 0
      return true
    case 0x61: {
      const align = aligns[reader.next() % 48]
      state.align = align ?? 'left'
      return align !== undefined
    }
    case 0x32: // 2 default line spacing
      state.lineSpacing = null
      return true
    case 0x33: // 3 line spacing
      state.lineSpacing = reader.next()
      return true
    case 0x64: // d feed lines
      for (let count = reader.next(); count > 0; count -= 1) endLine(state)
      return true
    case 0x42: {
      // B n t, beeper
      const isBeep = isBetween(reader.next(), 1, 9) && isBetween(reader.next(), 1, 9)
      state.paper.beeps += isBeep ? 1 : 0
      return isBeep
    }
    case 0x28: {
      // ( A, Epson's beeper
      const isBeeper = reader.next() === 0x41
      const data = reader.take(reader.next() + reader.next() * 256)
      state.paper.beeps += 1
      return isBeeper && data.length === 4 && data[0] === 97
    }
    case 0x70: // p drawer
      state.paper.drawerKicks += 1
      reader.skip(3)
      return true
    default:
      return false
  }
}

function group(state: State, reader: ByteReader): boolean {
  const command = reader.next()
  switch (command) {
    case 0x21: {
      const size = reader.next()
      state.style.width = (size >> 4) + 1
      state.style.height = (size & 0x0f) + 1
      return (size & 0x88) === 0
    }
    case 0x42:
      state.style.inverted = reader.next() % 2 === 1
      return true
    case 0x56: {
      const mode = reader.next()
      if (mode === 65 || mode === 66) reader.skip(1)
      if (state.runs.length > 0) endLine(state)
      state.paper.items.push({ kind: 'cut' })
      state.paper.cuts += 1
      return [0, 1, 48, 49, 65, 66].includes(mode)
    }
    case 0x28:
      return extended(state, reader)
    case 0x48: // H: letters of a barcode, none
      return reader.next() === 0
    case 0x68:
      state.barcode.heightDots = reader.next()
      return state.barcode.heightDots > 0
    case 0x77:
      state.barcode.moduleDots = reader.next()
      return isBetween(state.barcode.moduleDots, 2, 6)
    case 0x6b:
      return barcode(state, reader)
    case 0x76:
      return rasterImage(state, reader)
    default:
      return false
  }
}

/** GS v 0 m xL xH yL yH: rows of dots, at the place where the line begins. */
function rasterImage(state: State, reader: ByteReader): boolean {
  const isPlain = reader.next() === 0x30 && reader.next() === 0
  const bytesAcross = reader.next() + reader.next() * 256
  const rows = reader.next() + reader.next() * 256
  const dots = reader.take(bytesAcross * rows)
  // A printer in the middle of a line ignores it.
  if (state.runs.length > 0) return false
  const width = bytesAcross * 8
  const { paper, columns } = state
  if (width > columns * 12) paper.tooWide.push(`[${width} dots]`)
  paper.items.push({ kind: 'image', width, rows, dots })
  return isPlain && dots.length === bytesAcross * rows
}

/** GS k 73 n: Code 128, whose first two bytes choose the set; B alone is known here. */
function barcode(state: State, reader: ByteReader): boolean {
  const isCode128 = reader.next() === 73
  const text = String.fromCharCode(...reader.take(reader.next()))
  const data = /^\{B([\x20-\x7a\x7c-\x7e]+)$/.exec(text)?.[1]
  if (!isCode128 || data === undefined || state.runs.length > 0) return false
  const { paper, columns, align } = state
  const dots = code128Bars(data).size * state.barcode.moduleDots
  if (dots + 2 * QUIET_MODULES * state.barcode.moduleDots > columns * 12) paper.tooWide.push(`[barcode ${data}]`)
  paper.items.push({ kind: 'barcode', data, ...state.barcode, align })
  return true
}

/** GS ( x pL pH …: the length says how far it goes, so even an unknown one prints nothing. */
function extended(state: State, reader: ByteReader): boolean {
  const family = reader.next()
  const length = reader.next() + reader.next() * 256
  const data = reader.take(length)
  if (family === 0x6b && !state.reading.knowsQr) {
    for (const byte of Uint8Array.of(family, ...data)) print(state, byte)
    return true
  }
  if (family === 0x6b && data[0] === 0x31) return qrCode(state, data)
  if (family === 0x48 && data[0] === 0x30 && data[1] === 0x30 && data.length === 6) {
    state.paper.completionIds.push(String.fromCharCode(...data.slice(2)))
    return true
  }
  return false
}

function qrCode(state: State, data: Uint8Array): boolean {
  const { qr, paper, align } = state
  switch (data[1]) {
    case 0x41:
    case 0x45:
      return true
    case 0x43:
      qr.moduleDots = data[2] ?? 3
      return true
    case 0x50:
      qr.data = String.fromCharCode(...data.slice(3))
      return /^[\x20-\x7e]*$/.test(qr.data)
    case 0x51:
      paper.items.push({ kind: 'qr', data: qr.data, moduleDots: qr.moduleDots, align })
      return qr.data !== ''
    default:
      return false
  }
}

function selectPage(state: State, page: number): boolean {
  state.paper.codePages.push(page)
  const isThere = page in state.reading.pages
  // A certain printer stays in its page; for one that has them all, what follows can be no letters.
  if (isThere || state.reading.pages === knownPages) state.page = page
  return isThere
}

const isBetween = (value: number, least: number, most: number): boolean => value >= least && value <= most

const hexOf = (bytes: Uint8Array, from: number, to: number): string =>
  Array.from(bytes.slice(from, Math.min(to, from + 16)), (byte) => byte.toString(16).padStart(2, '0')).join(' ')
