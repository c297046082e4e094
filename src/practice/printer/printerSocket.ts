import type { Socket } from 'node:net'
import { type JobEvent, jobStream } from './jobStream.ts'
import { chatter, type PrinterBehaviour, statusByte } from './printerBehaviour.ts'

interface PrinterSide {
  /** Its behaviour now: a printer can run out of paper while somebody is connected. */
  behaviour(): PrinterBehaviour
  keepSlip(bytes: Uint8Array, isWhole: boolean): void
}

/** Bytes of a slip after which a fault strikes in its middle: well inside the shortest slip. */
const MIDDLE = 100
/** Bytes of no meaning: neither status nor completion ids, nor flow control. */
const babble = (length: number): Uint8Array => new Uint8Array(length).fill(0x2e)
const FLOOD_BYTES = 64_000
const FLOOD_EVERY_MS = 5
/** How often a slow drain takes a portion. */
const PORTION_MS = 50

/** Plays the printer on one connection. */
export function servePrinterSocket(socket: Socket, side: PrinterSide): void {
  // Resets are part of the play; the socket's end is all that matters here.
  socket.on('error', () => socket.destroy())
  const { reads, bannerBytes, floods } = side.behaviour()
  if (!reads) {
    socket.pause()
    return
  }
  if (bannerBytes > 0) socket.write(babble(bannerBytes))
  if (floods) flood(socket)
  const stream = jobStream()
  let isOutOfPaper = false

  const answerLater = (delayMs: number, answer: Uint8Array | string): void => {
    const write = (): void => void (socket.writable && socket.write(answer, 'latin1'))
    if (delayMs === 0) write()
    else setTimeout(write, delayMs)
  }

  const act = (event: JobEvent): void => {
    const { state, statusDelayMs, echoesIds, echoDelayMs, isChatty, fault } = side.behaviour()
    if (event.kind === 'statusAsked') {
      const status = statusByte(state, isOutOfPaper, event.n)
      if (isChatty) socket.write(chatter)
      if (status !== null) answerLater(statusDelayMs, Uint8Array.of(status))
    } else if (event.kind === 'idAsked') {
      if (echoesIds && !isOutOfPaper) answerLater(echoDelayMs, `\x37\x22${event.id}\0`)
    } else if (!isOutOfPaper) {
      side.keepSlip(event.bytes, true)
      if (fault === 'resetsAfterLastByte') socket.resetAndDestroy()
    }
  }

  const take = (chunk: Uint8Array): void => {
    const events = stream.push(chunk)
    const { fault, isChatty } = side.behaviour()
    const isStruck = stream.pending() >= MIDDLE || events.some((event) => event.kind === 'cut')
    if (fault === 'resetsMidJob' && isStruck) {
      socket.resetAndDestroy()
      return
    }
    if (fault === 'runsOutMidJob' && isStruck) isOutOfPaper = true
    if (isChatty) socket.write(chatter)
    for (const event of events) act(event)
  }

  serve(socket, side, take, () => {
    if (!isOutOfPaper) side.keepSlip(stream.rest(), false)
    const { ending } = side.behaviour()
    if (socket.destroyed || ending === 'neverCloses') return
    if (ending === 'resets') socket.resetAndDestroy()
    else socket.end()
  })
}

function flood(socket: Socket): void {
  const timer = setInterval(() => {
    if (socket.writable) socket.write(babble(FLOOD_BYTES))
    else clearInterval(timer)
  }, FLOOD_EVERY_MS)
  socket.once('close', () => clearInterval(timer))
}

/** Hands over what arrives at the printer's pace, and finishes once the last of it has been taken. */
function serve(socket: Socket, side: PrinterSide, take: (chunk: Uint8Array) => void, finish: () => void): void {
  let waiting: Uint8Array = new Uint8Array()
  let isBusy = false
  let hasEnded = false
  const work = (): void => {
    const { pauseMs, bytesPerSecond } = side.behaviour()
    if (pauseMs === 0 && bytesPerSecond === null) {
      if (waiting.length > 0) take(waiting)
      waiting = new Uint8Array()
      rest()
      return
    }
    isBusy = true
    socket.pause()
    const portion = bytesPerSecond === null ? waiting.length : Math.ceil((bytesPerSecond * PORTION_MS) / 1000)
    setTimeout(
      () => {
        if (socket.destroyed) return
        take(waiting.subarray(0, portion))
        waiting = waiting.subarray(portion)
        if (waiting.length > 0) work()
        else rest()
      },
      bytesPerSecond === null ? pauseMs : PORTION_MS,
    )
  }
  const rest = (): void => {
    isBusy = false
    if (socket.destroyed) return
    socket.resume()
    if (hasEnded) finish()
  }
  socket.on('data', (chunk: Uint8Array) => {
    waiting = Buffer.concat([waiting, chunk])
    if (!isBusy) work()
  })
  socket.on('end', () => {
    hasEnded = true
    if (!isBusy) finish()
  })
}
