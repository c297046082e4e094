/** What comes out of a connection's bytes, in order. */
export type JobEvent =
  | { kind: 'statusAsked'; n: number }
  | { kind: 'idAsked'; id: string }
  /** The bytes of one slip up to its cut. */
  | { kind: 'cut'; bytes: Uint8Array }

const statusRequest = /\x10\x04([\x00-\xff])/
const buffered =
  /\x1d\(H\x06\x0000([\x20-\x7e]{4})|\x1dV(?:[AB][\x00-\xff]|[\x00\x0101])|\x1dv0[\x00-\xff]([\x00-\xff]{4})/

/**
 * Cuts the bytes of a connection into events as they arrive, in whatever pieces: real-time requests are taken out at
 * once, the rest is read in the order of the buffer.
 */
export function jobStream(): { push(chunk: Uint8Array): JobEvent[]; rest(): Uint8Array; pending(): number } {
  let carry = ''
  let job = ''
  return {
    push: (chunk) => {
      const events: JobEvent[] = []
      let text = carry + Buffer.from(chunk).toString('latin1')
      for (let found = statusRequest.exec(text); found; found = statusRequest.exec(text)) {
        events.push({ kind: 'statusAsked', n: (found[1] ?? '\0').charCodeAt(0) })
        text = text.slice(0, found.index) + text.slice(found.index + 3)
      }
      carry = /\x10\x04?$/.exec(text)?.[0] ?? ''
      job += text.slice(0, text.length - carry.length)
      job = takeBuffered(job, events)
      return events
    },
    rest: () => Buffer.from(job + carry, 'latin1'),
    pending: () => job.length,
  }
}

/** Bytes of a picture after its xL xH yL yH. */
const dotsOf = (size: string): number => {
  const [xLow = 0, xHigh = 0, yLow = 0, yHigh = 0] = Buffer.from(size, 'latin1')
  return (xLow + xHigh * 256) * (yLow + yHigh * 256)
}

/** @returns what is left of the job after its last cut. */
function takeBuffered(job: string, events: JobEvent[]): string {
  let left = job
  let from = 0
  for (;;) {
    const found = buffered.exec(left.slice(from))
    if (!found) return left
    const end = from + found.index + found[0].length
    if (found[2] !== undefined) {
      // A picture's dots are no commands, whatever they look like.
      from = end + dotsOf(found[2])
      continue
    }
    if (found[1] !== undefined) {
      events.push({ kind: 'idAsked', id: found[1] })
      left = left.slice(0, from + found.index) + left.slice(end)
      from += found.index
      continue
    }
    events.push({ kind: 'cut', bytes: Buffer.from(left.slice(0, end), 'latin1') })
    left = left.slice(end)
    from = 0
  }
}
