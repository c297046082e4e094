import { closeSync, constants, existsSync, openSync, writeSync } from 'node:fs'
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

/** The four calls of the system's C library that make a pseudo-terminal. */
interface Terminals {
  posix_openpt(flags: number): number
  grantpt(fd: number): number
  unlockpt(fd: number): number
  /** null: there is none. */
  ptsname(fd: number): string | null
}

function terminalsOfTheSystem(): Terminals {
  const libc = koffi.load(process.platform === 'darwin' ? 'libSystem.dylib' : 'libc.so.6')
  return {
    posix_openpt: libc.func('int posix_openpt(int flags)'),
    grantpt: libc.func('int grantpt(int fd)'),
    unlockpt: libc.func('int unlockpt(int fd)'),
    ptsname: libc.func('str ptsname(int fd)'),
  }
}

const howToGetThem = '`mount -t devpts devpts /dev/pts` brings them on Linux'

/** @throws Error that says in words what is missing and how to get it */
function openBothEnds(terminals: Terminals): { master: number; slave: number; path: string } {
  const master = terminals.posix_openpt(constants.O_RDWR | constants.O_NOCTTY)
  if (master < 0) throw new Error(`this machine gives no pseudo-terminals; ${howToGetThem}`)
  try {
    const path = terminals.grantpt(master) === 0 && terminals.unlockpt(master) === 0 ? terminals.ptsname(master) : null
    if (path === null) throw new Error(`this machine does not name its pseudo-terminals; ${howToGetThem}`)
    if (!existsSync(path))
      throw new Error(`this machine's pseudo-terminals are not where it says (${path}); ${howToGetThem}`)
    return { master, slave: openSync(path, constants.O_RDWR | constants.O_NOCTTY), path }
  } catch (error) {
    closeSync(master)
    throw error
  }
}

/** @returns why serial ports cannot be tested here and how to change that, in words; null where they can. */
export function whyNoPty(open: () => Terminals = terminalsOfTheSystem): string | null {
  if (process.platform === 'win32') return 'Windows has no pseudo-terminals that are serial ports'
  try {
    const { master, slave } = openBothEnds(open())
    closeSync(slave)
    closeSync(master)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** @param onData called with what the other side writes, as it comes */
export function openPty(onData: (chunk: Buffer) => void = () => undefined): Pty {
  // The device's end is held open, so that the line does not hang up whenever the program closes its own.
  const { master, slave, path } = openBothEnds(terminalsOfTheSystem())
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
