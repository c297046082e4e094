/** What printers say back, as bytes arrive in any pieces, solicited or not. */
export interface PrinterWords {
  hear(chunk: Uint8Array): void
  /** Answers to DLE EOT, in order. */
  readonly statuses: readonly number[]
  /** Completion ids of GS ( H, function 48. */
  readonly ids: ReadonlySet<string>
  /** The last bytes heard, in hex, for the journal; null when it never said a word. */
  said(): string | null
}

const XON = 0x11
const XOFF = 0x13
const ID_HEADER = 0x37
const ID_LENGTH = 7
const AUTOMATIC_LENGTH = 4
const KEPT = 48

const isStatus = (byte: number): boolean => (byte & 0x93) === 0x12
/** First of the four bytes of automatic status back: it comes unasked and answers nothing. */
const isAutomatic = (byte: number): boolean => (byte & 0x93) === 0x10

export function printerWords(): PrinterWords {
  const statuses: number[] = []
  const ids = new Set<string>()
  let pending: number[] = []
  let heard: number[] = []

  /** @returns how many bytes the word at the front takes; 0: the rest of it is not here yet. */
  const readWord = (): number => {
    const first = pending[0] ?? 0
    if (first === ID_HEADER) {
      if (pending.length >= 2 && pending[1] !== 0x22) return 1
      if (pending.length < ID_LENGTH) return 0
      ids.add(String.fromCharCode(...pending.slice(2, 6)))
      return ID_LENGTH
    }
    if (first === XON || first === XOFF) return 1
    if (isStatus(first)) statuses.push(first)
    else if (isAutomatic(first)) return pending.length < AUTOMATIC_LENGTH ? 0 : AUTOMATIC_LENGTH
    return 1
  }

  return {
    statuses,
    ids,
    hear: (chunk) => {
      heard = [...heard, ...chunk].slice(-KEPT)
      pending.push(...chunk)
      for (let taken = 1; pending.length > 0 && taken > 0;) {
        taken = readWord()
        pending = pending.slice(taken)
      }
    },
    said: () => (heard.length === 0 ? null : Buffer.from(heard).toString('hex')),
  }
}
