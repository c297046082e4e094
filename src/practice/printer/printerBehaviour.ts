import type { Reading } from './decodeEscpos.ts'

/** How the practice printer behaves. Each field is a habit of printers that some shop has had. */
export interface PrinterBehaviour {
  /** False: nothing listens, connections are refused. */
  listens: boolean
  /** False: it takes connections and never reads from them. */
  reads: boolean
  /** What it says to DLE EOT; `silent`: nothing, ever. */
  state: 'ready' | 'silent' | 'paperOut' | 'coverOpen' | 'offline'
  /** How late each answer to DLE EOT comes, ms. */
  statusDelayMs: number
  /** It answers GS ( H when it has printed. */
  echoesIds: boolean
  /** How long it prints before it answers GS ( H, ms. */
  echoDelayMs: number
  /** It talks between the answers: automatic status, XON/XOFF. */
  isChatty: boolean
  /** It says this many bytes of no meaning as soon as somebody connects. */
  bannerBytes: number
  /** It goes on saying bytes of no meaning for as long as somebody is connected. */
  floods: boolean
  /** How fast it takes bytes; null: as fast as they come. */
  bytesPerSecond: number | null
  /** A pause before each piece of what arrives, ms. */
  pauseMs: number
  /** What goes wrong: a reset in the middle or behind the last byte of a slip, or the end of its paper in the middle. */
  fault: 'none' | 'resetsMidJob' | 'resetsAfterLastByte' | 'runsOutMidJob'
  /** How its connections end once we are done. */
  ending: 'closes' | 'resets' | 'neverCloses'
  /** What it makes of `FS .`. */
  kanji: Reading['kanji']
  /** False: a QR code's command comes out as letters. */
  knowsQr: boolean
}

const wellBehaved: PrinterBehaviour = {
  listens: true,
  reads: true,
  state: 'ready',
  statusDelayMs: 0,
  echoesIds: false,
  echoDelayMs: 0,
  isChatty: false,
  bannerBytes: 0,
  floods: false,
  bytesPerSecond: null,
  pauseMs: 0,
  fault: 'none',
  ending: 'closes',
  kanji: 'known',
  knowsQr: true,
}

/** Habits by name; any of them go together. */
export const printerModes = {
  well: {},
  echoesIds: { echoesIds: true },
  echoesLate: { echoesIds: true, echoDelayMs: 5_000 },
  statusLate: { statusDelayMs: 14_000 },
  paperOut: { state: 'paperOut' },
  coverOpen: { state: 'coverOpen' },
  offline: { state: 'offline' },
  noStatus: { state: 'silent' },
  refuses: { listens: false },
  acceptsButNeverReads: { reads: false, state: 'silent' },
  resetsMidJob: { fault: 'resetsMidJob' },
  resetsAfterLastByte: { fault: 'resetsAfterLastByte' },
  runsOutMidJob: { fault: 'runsOutMidJob' },
  endsWithReset: { ending: 'resets' },
  neverCloses: { ending: 'neverCloses' },
  slow: { pauseMs: 120 },
  drainsSlowly: { bytesPerSecond: 5_000 },
  unaskedStatus: { isChatty: true },
  banner: { bannerBytes: 64_000 },
  floods: { floods: true },
  wakesInKanji: { kanji: 'needed' },
  printsKanjiCommand: { kanji: 'printed' },
  noQr: { knowsQr: false },
} as const satisfies Record<string, Partial<PrinterBehaviour>>
export type PrinterMode = keyof typeof printerModes

/** One habit, several together, or a habit with a number of one's own: `['slow', 'echoesIds', { echoDelayMs: 300 }]`. */
export type PrinterModes = PrinterMode | readonly (PrinterMode | Partial<PrinterBehaviour>)[]

export function behaviourOf(modes: PrinterModes): PrinterBehaviour {
  const habits = typeof modes === 'string' ? [modes] : modes
  return habits.reduce<PrinterBehaviour>(
    (behaviour, habit) => ({ ...behaviour, ...(typeof habit === 'string' ? printerModes[habit] : habit) }),
    wellBehaved,
  )
}

const READY = 0x12
const OFFLINE = READY | 0x08

/** Answers to DLE EOT n (ESC/POS, real-time status); null: it stays silent. */
export function statusByte(state: PrinterBehaviour['state'], isOutOfPaper: boolean, n: number): number | null {
  if (state === 'silent') return null
  if (state === 'paperOut' || isOutOfPaper)
    return n === 1 ? OFFLINE : n === 2 ? READY | 0x20 : n === 4 ? READY | 0x6c : READY
  if (state === 'coverOpen') return n === 1 ? OFFLINE : n === 2 ? READY | 0x04 : READY
  if (state === 'offline') return n === 1 ? OFFLINE : READY
  return READY
}

/** Automatic status back (4 bytes) between two flow-control bytes, as some printers send unasked. */
export const chatter: Uint8Array = Uint8Array.of(0x13, 0x10, 0x00, 0x00, 0x0f, 0x11)
