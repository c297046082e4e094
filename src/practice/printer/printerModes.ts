/** How the practice printer behaves; each is a printer that some shop has had. */
export const printerModes = [
  'well', // answers DLE EOT, takes all, closes when asked; no completion ids
  'echoesIds', // as well, and answers GS ( H when it has printed
  'paperOut',
  'coverOpen',
  'offline',
  'refuses', // nothing listens
  'acceptsButNeverReads',
  'resetsMidJob',
  'resetsAfterLastByte',
  'runsOutMidJob', // ready when asked, then the paper ends in the slip
  'slow',
  'noStatus', // prints, and never says a word
  'unaskedStatus', // talks between the answers: automatic status, XON/XOFF
] as const
export type PrinterMode = (typeof printerModes)[number]

const READY = 0x12
const OFFLINE = READY | 0x08

/** Answers to DLE EOT n (ESC/POS, real-time status); null: it stays silent. */
export function statusByte(mode: PrinterMode, isOutOfPaper: boolean, n: number): number | null {
  if (mode === 'noStatus' || mode === 'acceptsButNeverReads') return null
  if (mode === 'paperOut' || isOutOfPaper)
    return n === 1 ? OFFLINE : n === 2 ? READY | 0x20 : n === 4 ? READY | 0x6c : READY
  if (mode === 'coverOpen') return n === 1 ? OFFLINE : n === 2 ? READY | 0x04 : READY
  if (mode === 'offline') return n === 1 ? OFFLINE : READY
  return READY
}

/** Automatic status back (4 bytes) between two flow-control bytes, as some printers send unasked. */
export const chatter: Uint8Array = Uint8Array.of(0x13, 0x10, 0x00, 0x00, 0x0f, 0x11)
