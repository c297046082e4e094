export interface ByteReader {
  offset(): number
  isAtEnd(): boolean
  /** -1 past the end: no command means it. */
  next(): number
  skip(count: number): void
  take(count: number): Uint8Array
}

/** Walks over a job's bytes; running past the end is not an error, a cut-off job is what a printer must bear. */
export function byteReader(bytes: Uint8Array): ByteReader {
  let at = 0
  return {
    offset: () => at,
    isAtEnd: () => at >= bytes.length,
    next: () => bytes[at++] ?? -1,
    skip: (count) => {
      at += count
    },
    take: (count) => {
      const taken = bytes.slice(at, at + Math.max(0, count))
      at += Math.max(0, count)
      return taken
    },
  }
}
