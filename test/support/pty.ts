import { closeSync, constants, openSync, writeSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { ReadStream } from 'node:tty'
import koffi from 'koffi'

/** A serial port whose other end is in this process: a pseudo-terminal of the system. */
export interface Pty {
  /** What a program opens (`/dev/pts/4`). */
  readonly path: string
  /** Everything that was written to it. */
  received(): Buffer
  /** The device says something. */
  say(bytes: Uint8Array): void
  /** Pulls the plug. */
  unplug(): void
}

/** @param onData called with what the other side writes, as it comes */
export function openPty(onData: (chunk: Buffer) => void = () => undefined): Pty {
  const libc = koffi.load(process.platform === 'darwin' ? 'libSystem.dylib' : 'libc.so.6')
  const master = Number(libc.func('int posix_openpt(int flags)')(constants.O_RDWR | constants.O_NOCTTY))
  libc.func('int grantpt(int fd)')(master)
  libc.func('int unlockpt(int fd)')(master)
  const path = String(libc.func('str ptsname(int fd)')(master))
  // Held open, so that the line does not hang up whenever the program closes its end.
  const slave = openSync(path, constants.O_RDWR | constants.O_NOCTTY)
  const chunks: Buffer[] = []
  const reader = new ReadStream(master)
  reader.on('error', () => reader.destroy())
  reader.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    onData(chunk)
  })
  let isPlugged = true
  return {
    path,
    received: () => Buffer.concat(chunks),
    say: (bytes) => void (isPlugged && writeSync(master, bytes)),
    unplug: () => {
      if (!isPlugged) return
      isPlugged = false
      reader.destroy()
      closeSync(slave)
    },
  }
}

/** A serial port with a printer (on TCP) at its other end. */
export async function serialCableTo(port: number): Promise<Pty> {
  const socket: Socket = connect({ host: '127.0.0.1', port, noDelay: true })
  await new Promise((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  const pty = openPty((chunk) => socket.write(chunk))
  socket.on('data', (chunk: Uint8Array) => pty.say(chunk))
  socket.on('error', () => socket.destroy())
  return {
    ...pty,
    unplug: () => {
      socket.destroy()
      pty.unplug()
    },
  }
}
