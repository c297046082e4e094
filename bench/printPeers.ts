import { connect } from 'node:net'
import { Image, Printer } from '@node-escpos/core'
import thermal from 'node-thermal-printer'
import receiptline from 'receiptline'
import { addTo } from './printReceipt.ts'
import type { SlipBlock } from '../src/shared/model/slip.ts'

/** Another library, asked for the same receipt; each as its own documentation sets it up for Turkish. */
export interface PrintPeer {
  name: string
  compose(blocks: readonly SlipBlock[]): Uint8Array | Promise<Uint8Array>
  /** A picture as its way to print one takes it; null: it has none. */
  raster: ((png: Buffer, pixels: Uint8Array, width: number, height: number) => Promise<Uint8Array>) | null
  /** From job to the last byte taken, with its own way of sending where it has one. */
  send(blocks: readonly SlipBlock[], port: number): Promise<void>
}

/** Connects, writes, ends and waits until the printer has closed: no status, no confirmation. */
export const plainSend = (bytes: Uint8Array, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true }, () => socket.end(bytes))
    socket.on('error', reject)
    socket.on('close', () => resolve())
    socket.resume()
  })

const { ThermalPrinter, PrinterTypes, CharacterSet, BreakLine } = thermal

function thermalPrinter(port = 9100): InstanceType<typeof ThermalPrinter> {
  return new ThermalPrinter({
    type: PrinterTypes.EPSON,
    interface: `tcp://127.0.0.1:${port}`,
    characterSet: CharacterSet.PC857_TURKISH,
    width: 48,
    removeSpecialCharacters: false,
    breakLine: BreakLine.WORD,
  })
}

function fillThermal(printer: InstanceType<typeof ThermalPrinter>, blocks: readonly SlipBlock[]): void {
  addTo(blocks, {
    text: (text, { size, tall, bold, isCentered, isInverted }) => {
      if (isCentered) printer.alignCenter()
      else printer.alignLeft()
      printer.setTextSize(tall ? 1 : size - 1, size - 1)
      printer.bold(bold)
      printer.invert(isInverted)
      printer.println(text)
      printer.invert(false)
      printer.bold(false)
      printer.setTextNormal()
    },
    row: (left, right) => printer.leftRight(left, right),
    rule: () => printer.drawLine(),
    qr: (data) => printer.printQR(data, { cellSize: 6, correction: 'M' }),
  })
  printer.cut()
}

const nodeThermalPrinter: PrintPeer = {
  name: 'node-thermal-printer',
  compose: (blocks) => {
    const printer = thermalPrinter()
    fillThermal(printer, blocks)
    return printer.getBuffer()
  },
  raster: async (png) => {
    const printer = thermalPrinter()
    await printer.printImageBuffer(png)
    printer.cut()
    return printer.getBuffer()
  },
  send: async (blocks, port) => {
    const printer = thermalPrinter(port)
    fillThermal(printer, blocks)
    await printer.execute()
  },
}

const escaped = (text: string): string => text.replace(/[\\|{}~_"`^]/g, (sign) => `\\${sign}`)

function markup(blocks: readonly SlipBlock[]): string {
  const lines: string[] = []
  addTo(blocks, {
    text: (text, { size, tall, bold, isCentered, isInverted }) => {
      const mark = `${size > 1 ? '^'.repeat(size + 1) : tall ? '^^' : ''}${bold ? '"' : ''}${isInverted ? '`' : ''}`
      for (const line of text.split('\n'))
        lines.push(`${isCentered ? '' : '|'}${mark}${escaped(line)}${[...mark].toReversed().join('')}`)
    },
    row: (left, right) => lines.push(`${escaped(left)} | ${escaped(right)}`),
    rule: () => lines.push('-'),
    qr: (data) => lines.push(`{code:${data.replace(/[;{}|]/g, '')};option:qrcode,6,M}`),
  })
  lines.push('=')
  return lines.join('\n')
}

const composeReceiptline = (document: string): Uint8Array =>
  Buffer.from(
    receiptline.transform(document, { cpl: 48, encoding: 'multilingual', command: 'escpos', cutting: true }),
    'latin1',
  )

const receiptlinePeer: PrintPeer = {
  name: 'receiptline',
  compose: (blocks) => composeReceiptline(markup(blocks)),
  raster: async (png) => composeReceiptline(`{image:${png.toString('base64')}}\n=`),
  send: async (blocks, port) => plainSend(composeReceiptline(markup(blocks)), port),
}

/** The library's printer writes to an adapter when it is flushed: here into memory. */
function memoryPrinter(): { printer: Printer<[]>; bytes(): Promise<Uint8Array> } {
  const chunks: Uint8Array[] = []
  const adapter = {
    open: () => undefined,
    write: (data: Buffer | string, done?: (error: Error | null) => void) => {
      chunks.push(typeof data === 'string' ? Buffer.from(data, 'latin1') : data)
      done?.(null)
    },
    read: () => undefined,
    close: () => undefined,
    on: () => undefined,
  }
  const printer = new Printer<[]>(adapter as unknown as ConstructorParameters<typeof Printer<[]>>[0], {
    encoding: 'CP857',
    width: 48,
  })
  return {
    printer,
    bytes: async () => {
      await printer.flush()
      return Buffer.concat(chunks)
    },
  }
}

async function composeNodeEscpos(blocks: readonly SlipBlock[]): Promise<Uint8Array> {
  const { printer, bytes } = memoryPrinter()
  printer.setCharacterCodeTable(13)
  addTo(blocks, {
    text: (text, { size, tall, bold, isCentered, isInverted }) => {
      printer
        .align(isCentered ? 'ct' : 'lt')
        .size(size, tall ? 2 : size)
        .style(bold ? 'b' : 'normal')
        .setReverseColors(isInverted)
      printer.text(text)
      printer.setReverseColors(false).style('normal').size(1, 1)
    },
    row: (left, right) =>
      printer.tableCustom([
        { text: left, align: 'LEFT', width: 0.75 },
        { text: right, align: 'RIGHT', width: 0.25 },
      ]),
    rule: () => printer.drawLine(),
    qr: (data) => printer.qrcode(data, undefined, 'm', 6),
  })
  printer.cut()
  return bytes()
}

const nodeEscpos: PrintPeer = {
  name: '@node-escpos/core',
  compose: composeNodeEscpos,
  raster: async (_, pixels, width, height) => {
    const { printer, bytes } = memoryPrinter()
    const shape = { data: pixels, shape: [width, height, 4] }
    printer.raster(new Image(shape as unknown as ConstructorParameters<typeof Image>[0]))
    printer.cut()
    return bytes()
  },
  send: async (blocks, port) => plainSend(await composeNodeEscpos(blocks), port),
}

export const printPeers: readonly PrintPeer[] = [nodeThermalPrinter, receiptlinePeer, nodeEscpos]
