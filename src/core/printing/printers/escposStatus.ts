import type { Problem } from '../../../shared/contract/problems.ts'

/** What ESC/POS printers say back: status, completion echoes and chatter, in any pieces, solicited or not. */
export interface StatusParser {
  /** Takes what has arrived; its cost is linear in its length. */
  hear(chunk: Uint8Array): void
  /** Answers to DLE EOT, in order. */
  readonly statuses: readonly number[]
  /** Completion echoes of GS ( H, function 48, by their id. */
  readonly ids: ReadonlySet<string>
  /** It says more than any printer has a reason to: whoever listens should hang up. */
  isBabbling(): boolean
  /** The last bytes heard, in hex, for the journal; null when it never said a word. */
  said(): string | null
}

const XON = 0x11
const XOFF = 0x13
const ID_HEADER = [0x37, 0x22] as const
const ID_LENGTH = 7
const AUTOMATIC_LENGTH = 4
const KEPT_BYTES = 48
/** Three questions, an echo and some chatter are a few hundred bytes. */
const BABBLE_BYTES = 8_192

const isStatus = (byte: number): boolean => (byte & 0x93) === 0x12
/** First of the four bytes of automatic status back: it comes unasked and answers nothing. */
const isAutomatic = (byte: number): boolean => (byte & 0x93) === 0x10

export function createStatusParser(): StatusParser {
  const statuses: number[] = []
  const ids = new Set<string>()
  /** The beginning of a word whose end is not here yet: a few bytes at most. */
  let begun: number[] = []
  let heard: Uint8Array = new Uint8Array()
  let heardBytes = 0

  /** @returns how many bytes the word at `at` takes; 0: the rest of it is not here yet */
  const readWord = (bytes: readonly number[], at: number): number => {
    const first = bytes[at] ?? 0
    const left = bytes.length - at
    if (first === ID_HEADER[0]) {
      if (left >= 2 && bytes[at + 1] !== ID_HEADER[1]) return 1
      if (left < ID_LENGTH) return 0
      ids.add(String.fromCharCode(...bytes.slice(at + 2, at + 6)))
      return ID_LENGTH
    }
    if (first === XON || first === XOFF) return 1
    if (isStatus(first)) statuses.push(first)
    else if (isAutomatic(first)) return left < AUTOMATIC_LENGTH ? 0 : AUTOMATIC_LENGTH
    return 1
  }

  return {
    statuses,
    ids,
    hear: (chunk) => {
      heardBytes += chunk.length
      heard = Buffer.concat([heard, chunk.subarray(-KEPT_BYTES)]).subarray(-KEPT_BYTES)
      // Nobody listens to a babbler any more: what it says would only cost time.
      if (heardBytes > BABBLE_BYTES) return
      const bytes = [...begun, ...chunk]
      let at = 0
      while (at < bytes.length) {
        const taken = readWord(bytes, at)
        if (taken === 0) break
        at += taken
      }
      begun = bytes.slice(at)
    },
    isBabbling: () => heardBytes > BABBLE_BYTES,
    said: () => (heard.length === 0 ? null : Buffer.from(heard).toString('hex')),
  }
}

export type Status = { kind: 'ready' } | { kind: 'silent' } | { kind: 'problem'; problem: Problem }

/** What of an open connection it takes to ask a printer how it is. */
export interface AskableConnection {
  readonly parser: StatusParser
  write(bytes: Uint8Array): void
  /** Waits until `isDone()`; false when the connection broke or timeoutMs passed before. */
  until(isDone: () => boolean, timeoutMs: number): Promise<boolean>
}

const DLE_EOT = [0x10, 0x04] as const
const OFFLINE = 0x08
const COVER_OPEN = 0x04
const STOPPED_FOR_PAPER = 0x20
const ERROR = 0x40
const PAPER_END = 0x60

/** Asks DLE EOT 1 (printer), 2 (why offline) and 4 (paper sensors); each answer is waited for before the next question. */
export async function askStatus({ parser, write, until }: AskableConnection, waitMs: number): Promise<Status> {
  const answers: number[] = []
  for (const question of [1, 2, 4]) {
    const heard = parser.statuses.length
    write(Uint8Array.of(...DLE_EOT, question))
    await until(() => parser.statuses.length > heard, waitMs)
    const answer = parser.statuses[heard]
    if (answer === undefined) break
    answers.push(answer)
  }
  const [printer, cause = 0, paper = 0] = answers
  if (printer === undefined) return { kind: 'silent' }
  if ((cause & COVER_OPEN) !== 0) return { kind: 'problem', problem: { code: 'coverOpen' } }
  if ((cause & STOPPED_FOR_PAPER) !== 0 || (paper & PAPER_END) !== 0)
    return { kind: 'problem', problem: { code: 'paperOut' } }
  if ((printer & OFFLINE) !== 0 || (cause & ERROR) !== 0)
    return { kind: 'problem', problem: { code: 'printerOffline' } }
  return { kind: 'ready' }
}
