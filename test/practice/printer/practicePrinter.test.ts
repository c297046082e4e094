import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  type PracticePrinter,
  type PracticePrinterOptions,
  startPracticePrinter,
} from '../../../src/practice/printer/practicePrinter.ts'

const open: PracticePrinter[] = []
const folders: string[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((printer) => printer.stop()))
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })))
})

async function start(options: PracticePrinterOptions = {}): Promise<PracticePrinter> {
  const printer = await startPracticePrinter(options)
  open.push(printer)
  return printer
}

async function call(
  printer: PracticePrinter,
): Promise<{ socket: Socket; heard: () => string; ending: () => string | null }> {
  const socket = connect(printer.port, printer.host)
  let heard = ''
  let ending: string | null = null
  socket.on('data', (chunk: Buffer) => {
    heard += chunk.toString('hex')
  })
  socket.on('error', (error: NodeJS.ErrnoException) => {
    ending = error.code ?? 'error'
  })
  socket.on('close', () => {
    ending ??= 'closed'
  })
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  return { socket, heard: () => heard, ending: () => ending }
}

const slip = '\x1b@Merhaba\n\x1dV\x01'

describe('the practice printer', () => {
  it('answers status, even in pieces and in the middle of a slip, and keeps the slip without it', async () => {
    const printer = await start()
    const { socket, heard, ending } = await call(printer)
    for (const piece of ['\x10', '\x04', '\x01', '\x1b@Mer', '\x10\x04', '\x04haba\n', '\x1dV\x01']) {
      socket.write(Buffer.from(piece, 'latin1'))
      await new Promise((resolve) => setImmediate(resolve))
    }
    socket.end()
    await vi.waitFor(() => expect(ending()).toBe('closed'))
    expect(heard()).toBe('1212')
    expect(printer.slips().map(({ text, isWhole }) => ({ text, isWhole }))).toEqual([
      { text: 'Merhaba\n----8<----\n', isWhole: true },
    ])
    expect(Buffer.from(printer.slips()[0]?.bytes ?? []).toString('latin1')).toBe(slip)
  })

  it('keeps a slip that was never cut as not whole', async () => {
    const printer = await start()
    const { socket } = await call(printer)
    socket.end('Merhaba\n')
    expect((await printer.waitForSlips(1))[0]).toMatchObject({ isWhole: false, text: 'Merhaba\n' })
  })

  it('changes its mode while it runs, refusing and listening again on the same port', async () => {
    const printer = await start({ mode: 'refuses' })
    const { port } = printer
    await expect(call(printer)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await printer.setMode('coverOpen')
    expect(printer.port).toBe(port)
    const { socket, heard } = await call(printer)
    socket.write(Buffer.from('\x10\x04\x02', 'latin1'))
    await vi.waitFor(() => expect(heard()).toBe('16'))
    await printer.setMode('paperOut')
    socket.write(Buffer.from('\x10\x04\x04', 'latin1'))
    await vi.waitFor(() => expect(heard()).toBe('167e'))
  })

  it('echoes completion ids only where it can', async () => {
    const printer = await start({ mode: 'echoesIds' })
    const { socket, heard } = await call(printer)
    socket.write(Buffer.from(`${slip}\x1d(H\x06\x0000ab12`, 'latin1'))
    await vi.waitFor(() => expect(heard()).toBe('37226162313200'))
  })

  it('resets where it is told to', async () => {
    const printer = await start({ mode: 'resetsAfterLastByte' })
    const { socket, ending } = await call(printer)
    socket.write(Buffer.from(slip, 'latin1'))
    await vi.waitFor(() => expect(ending()).toBe('ECONNRESET'))
    expect(printer.slips()).toHaveLength(1)
  })

  it('puts each slip into its folder as text, picture and bytes', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'tezgah-slips-'))
    folders.push(parent)
    const folder = join(parent, 'fisler')
    const printer = await start({ folder })
    const { socket } = await call(printer)
    socket.end(Buffer.from(slip + slip, 'latin1'))
    await printer.waitForSlips(2)
    await printer.flush()
    expect((await readdir(folder)).sort()).toEqual(['001.bin', '001.png', '001.txt', '002.bin', '002.png', '002.txt'])
    expect(await readFile(join(folder, '002.txt'), 'utf8')).toBe('Merhaba\n----8<----\n')
    expect((await readFile(join(folder, '001.png'))).subarray(1, 4).toString()).toBe('PNG')
  })
})
