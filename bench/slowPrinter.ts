import { openTcpPrinter } from '../src/core/printing/printers/tcp.ts'
import { encodeSlip } from '../src/core/printing/render/escpos.ts'
import { encodeRasterSlip } from '../src/core/printing/render/raster.ts'
import { composeSlip } from '../src/core/printing/slip/composeSlip.ts'
import { startPracticePrinter } from '../src/practice/printer/practicePrinter.ts'
import type { PrinterModes } from '../src/practice/printer/printerBehaviour.ts'
import { printerSettingsSchema } from '../src/shared/settings/printer.ts'
import { baseOptions } from '../test/core/printing/slip/goldenSlips.ts'
import { phoneOrder } from '../test/core/printing/slip/orders.ts'
import { say } from './figures.ts'
import { plainSend } from './printPeers.ts'

const BYTES_A_SECOND = 5_000

/** A full slip to a printer that takes 5 kB a second, in true time and with the patience of a shop. */
export async function measureSlowPrinter(): Promise<void> {
  const settings = printerSettingsSchema.parse({
    id: 'kasa',
    name: 'Kasa',
    connection: { kind: 'tcp', host: '127.0.0.1', port: 9100 },
    paperWidthMm: 80,
    codePage: 'cp857',
    codePageNumber: null,
    feedLines: 3,
    enabled: true,
  })
  const document = composeSlip(phoneOrder, baseOptions)
  say('\nA full slip to a printer at 5 kB a second, s until it is cut and until the end, against bytes / 5000')
  for (const [kind, bytes] of [
    ['text', encodeSlip(document, settings).bytes],
    ['raster', (await encodeRasterSlip(document, settings)).bytes],
  ] as const) {
    say(`  ${kind}, ${bytes.length} bytes, ${(bytes.length / BYTES_A_SECOND).toFixed(1)} s at least`)
    const plainly = async (port: number): Promise<string> => {
      await plainSend(bytes, port)
      return 'closed'
    }
    const asTezgah = async (port: number): Promise<string> => {
      const printer = openTcpPrinter({ host: '127.0.0.1', port })
      return (await printer.send({ kind: 'escpos', bytes }, AbortSignal.timeout(120_000))).kind
    }
    // At the same time, each to a printer of its own: all they do is wait.
    const lines = await Promise.all([
      measure('a plain socket', 'drainsSlowly', bytes, plainly),
      measure('Tezgah', 'drainsSlowly', bytes, asTezgah),
      measure('Tezgah, the printer echoes ids', ['drainsSlowly', 'echoesIds'], bytes, asTezgah),
    ])
    for (const line of lines) say(line)
  }
}

async function measure(
  name: string,
  mode: PrinterModes,
  bytes: Uint8Array,
  send: (port: number) => Promise<string>,
): Promise<string> {
  let cutAtMs = Number.NaN
  const printer = await startPracticePrinter({ mode, onSlip: () => (cutAtMs = performance.now()) })
  const startMs = performance.now()
  const outcome = await send(printer.port)
  const endMs = performance.now()
  const copies = printer.slips().filter(({ isWhole }) => isWhole).length
  await printer.stop()
  const leastMs = (bytes.length / BYTES_A_SECOND) * 1_000
  const figures = [cutAtMs, endMs]
    .map((atMs) => `${((atMs - startMs) / 1_000).toFixed(2)} s x${((atMs - startMs) / leastMs).toFixed(2)}`)
    .map((text) => text.padStart(14))
  return `    ${name.padEnd(32)} cut ${figures[0]}   end ${figures[1]}   ${outcome}, ${copies} on paper`
}
