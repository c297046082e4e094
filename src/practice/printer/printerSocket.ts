import type { Socket } from 'node:net'
import { type JobEvent, jobStream } from './jobStream.ts'
import { chatter, type PrinterMode, statusByte } from './printerModes.ts'

interface PrinterSide {
  /** The mode now: a printer can run out of paper while somebody is connected. */
  mode(): PrinterMode
  keepSlip(bytes: Uint8Array, isWhole: boolean): void
}

/** Bytes of a slip after which `resetsMidJob` and `runsOutMidJob` strike: well inside the shortest slip. */
const MIDDLE = 100
const SLOW_MS = 120

/** Plays the printer on one connection. */
export function servePrinterSocket(socket: Socket, side: PrinterSide): void {
  // Resets are part of the play; the socket's end is all that matters here.
  socket.on('error', () => socket.destroy())
  if (side.mode() === 'acceptsButNeverReads') {
    socket.pause()
    return
  }
  const stream = jobStream()
  let isOutOfPaper = false

  const act = (event: JobEvent): void => {
    const mode = side.mode()
    if (event.kind === 'statusAsked') {
      const status = statusByte(mode, isOutOfPaper, event.n)
      if (mode === 'unaskedStatus') socket.write(chatter)
      if (status !== null) socket.write(Uint8Array.of(status))
    } else if (event.kind === 'idAsked') {
      if (mode === 'echoesIds' && !isOutOfPaper) socket.write(`\x37\x22${event.id}\0`, 'latin1')
    } else if (!isOutOfPaper) {
      side.keepSlip(event.bytes, true)
      if (mode === 'resetsAfterLastByte') socket.resetAndDestroy()
    }
  }

  const take = (chunk: Uint8Array): void => {
    const events = stream.push(chunk)
    const mode = side.mode()
    const isStruck = stream.pending() >= MIDDLE || events.some((event) => event.kind === 'cut')
    if (mode === 'resetsMidJob' && isStruck) {
      socket.resetAndDestroy()
      return
    }
    if (mode === 'runsOutMidJob' && isStruck) isOutOfPaper = true
    if (mode === 'unaskedStatus') socket.write(chatter)
    for (const event of events) act(event)
  }

  serve(socket, side, take, () => {
    if (!isOutOfPaper) side.keepSlip(stream.rest(), false)
    if (!socket.destroyed) socket.end()
  })
}

/** Hands over chunk after chunk, in `slow` with a pause before each, and closes after the last. */
function serve(socket: Socket, side: PrinterSide, take: (chunk: Uint8Array) => void, finish: () => void): void {
  let isBusy = false
  let hasEnded = false
  socket.on('data', (chunk: Uint8Array) => {
    if (side.mode() !== 'slow') {
      take(chunk)
      return
    }
    isBusy = true
    socket.pause()
    setTimeout(() => {
      isBusy = false
      if (socket.destroyed) return
      take(chunk)
      socket.resume()
      if (hasEnded) finish()
    }, SLOW_MS)
  })
  socket.on('end', () => {
    hasEnded = true
    if (!isBusy) finish()
  })
}
