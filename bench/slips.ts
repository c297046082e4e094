import CodepageEncoder, { type Codepage } from '@point-of-sale/codepage-encoder'
import { composeSlip } from '../src/core/printing/slip/composeSlip.ts'
import { drawSlip } from '../src/core/printing/render/drawSlip.ts'
import { encodeSlip } from '../src/core/printing/render/escpos.ts'
import { openPrinter } from '../src/core/printing/printers/openPrinter.ts'
import { profileOf } from '../src/core/printing/render/profiles.ts'
import { encodeRasterSlip } from '../src/core/printing/render/raster.ts'
import { decodeEscpos } from '../src/practice/printer/decodeEscpos.ts'
import { knownPages, type PageTable } from '../src/practice/printer/pageLetters.ts'
import { paperText } from '../src/practice/printer/paper.ts'
import { printerSettingsSchema } from '../src/shared/settings/printer.ts'
import type { SlipBlock, SlipDocument } from '../src/shared/model/slip.ts'
import { baseOptions } from '../test/core/printing/slip/goldenSlips.ts'
import { phoneOrder } from '../test/core/printing/slip/orders.ts'
import { say, sayRow, spreadOf } from './figures.ts'
import { startByteCounter } from './byteCounter.ts'
import { printCorpus, readable } from './printCorpus.ts'
import { printPeers, type PrintPeer } from './printPeers.ts'

const SLIPS = Number(process.env['BENCH_SLIPS'] ?? 1000)
const JOBS = Number(process.env['BENCH_JOBS'] ?? 200)
const RASTERS = Number(process.env['BENCH_RASTERS'] ?? 20)
const settings = printerSettingsSchema.parse({
  id: 'bench',
  name: 'Bench',
  connection: { kind: 'tcp', host: '127.0.0.1', port: 9100 },
  paperWidthMm: 80,
  codePage: 'cp857',
  codePageNumber: null,
  feedLines: 3,
  enabled: true,
  confirms: 'none',
})

const ours: PrintPeer = {
  name: 'Tezgah',
  compose: (blocks) => encodeSlip({ blocks: [...blocks] }, settings).bytes,
  raster: null,
  send: async (blocks, port) => {
    const printer = openPrinter({ ...settings, connection: { kind: 'tcp', host: '127.0.0.1', port } })
    const outcome = await printer.send(
      (await printer.prepare({ blocks: [...blocks] })).payload,
      AbortSignal.timeout(30_000),
    )
    if (outcome.kind !== 'sent') throw new Error(outcome.kind)
  },
}

/** The same receipt by four libraries, in one run: speed, size, letters, the wire, and as a picture. */
export async function measureSlips(): Promise<void> {
  const document = composeSlip(phoneOrder, baseOptions)
  await measureComposing(document)
  await measureLetters()
  await measureWire(document)
  await measureRaster(document)
}

async function measureComposing(document: SlipDocument): Promise<void> {
  say(
    `\nComposing one full receipt (${document.blocks.length} blocks, QR, Turkish), best of 5 rounds of ${SLIPS / 5}; interleaved`,
  )
  const all = [...printPeers, ours]
  const best = new Map<string, number>()
  const sizes = new Map<string, number>()
  for (let round = 0; round < 6; round++) {
    for (const peer of all) {
      const startedMs = performance.now()
      for (let index = 0; index < SLIPS / 5; index++) sizes.set(peer.name, (await peer.compose(document.blocks)).length)
      const eachMs = (performance.now() - startedMs) / (SLIPS / 5)
      // The first round only warms up.
      if (round > 0) best.set(peer.name, Math.min(best.get(peer.name) ?? Number.POSITIVE_INFINITY, eachMs))
    }
  }
  for (const { name } of all) {
    const eachMs = best.get(name) ?? Number.NaN
    say(
      `  ${name.padEnd(24)} ${(1000 / eachMs).toFixed(0).padStart(7)} slips/s   ${eachMs.toFixed(3)} ms   ${sizes.get(name)} bytes`,
    )
  }
  const startedMs = performance.now()
  for (let index = 0; index < SLIPS; index++) encodeSlip(composeSlip(phoneOrder, baseOptions), settings)
  say(`  Tezgah from the order itself: ${((performance.now() - startedMs) / SLIPS).toFixed(3)} ms`)
}

/** Pages that the peers may change to: a printer that has whatever an Epson has. */
const epsonPages: PageTable = {
  ...knownPages,
  ...Object.fromEntries(
    (
      [
        [2, 'cp850'],
        [3, 'cp860'],
        [4, 'cp863'],
        [5, 'cp865'],
        [16, 'windows1252'],
        [17, 'cp866'],
        [18, 'cp852'],
        [19, 'cp858'],
      ] as const
    ).map(([number, page]) => [number, upperHalf(page)]),
  ),
}

function upperHalf(page: Codepage): string {
  return String.fromCodePoint(...CodepageEncoder.getCodepoints(page, true).slice(128))
}

async function measureLetters(): Promise<void> {
  const corpus = printCorpus()
  say(
    `\nOf ${corpus.length} Turkish names, addresses and notes, printed so that they read right (decoded; Epson's pages)`,
  )
  for (const peer of [...printPeers, ours]) {
    const right = { plain: 0, typed: 0 }
    for (const { text, isPlain } of corpus) {
      const block: SlipBlock = {
        kind: 'text',
        text,
        size: 1,
        bold: false,
        align: 'left',
        inverted: false,
        struck: false,
        indent: 0,
      }
      const paper = await composeSafely(peer, block)
      // Parameters of commands that our decoder does not know may stand around it.
      const isThere = paper !== null && readable(paperText(paper)).includes(readable(text))
      if (isThere) right[isPlain ? 'plain' : 'typed'] += 1
    }
    const plain = corpus.filter(({ isPlain }) => isPlain).length
    say(
      `  ${peer.name.padEnd(24)} all ${share(right.plain + right.typed, corpus.length)}   plain Turkish ${share(right.plain, plain)}` +
        `   as typed on a phone ${share(right.typed, corpus.length - plain)}`,
    )
  }
}

async function composeSafely(peer: PrintPeer, block: SlipBlock) {
  try {
    return decodeEscpos(await peer.compose([block]), 48, { pages: epsonPages })
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

const share = (count: number, of: number): string => `${((100 * count) / of).toFixed(1).padStart(5)} %`

async function measureWire(document: SlipDocument): Promise<void> {
  say(
    `\nFrom the job to its last byte at the printer over TCP on loopback, ms, over ${JOBS} jobs (Tezgah asks for status first)`,
  )
  for (const peer of [...printPeers, ours]) {
    const printer = await startByteCounter()
    const samples: number[] = []
    for (let index = 0; index < JOBS; index++) {
      const startedMs = performance.now()
      const closed = printer.nextJob()
      await peer.send(document.blocks, printer.port)
      samples.push((await closed).lastByteAtMs - startedMs)
    }
    await printer.close()
    sayRow(peer.name, spreadOf(samples))
  }
}

async function measureRaster(document: SlipDocument): Promise<void> {
  const drawn = await drawSlip(document, profileOf(settings))
  const { width, height, pixels } = drawn.image
  const png = Buffer.from(drawn.image.asPng())
  say(`\nThe same as a picture, ${width} x ${height} dots, ms, over ${RASTERS}`)
  for (const peer of printPeers) {
    if (peer.raster === null) continue
    const samples: number[] = []
    let size = 0
    for (let index = 0; index < RASTERS; index++) {
      const startedMs = performance.now()
      size = (await peer.raster(png, pixels, width, height)).length
      samples.push(performance.now() - startedMs)
    }
    sayRow(`${peer.name}, given the picture`, spreadOf(samples), `${size} bytes`)
  }
  const samples: number[] = []
  let size = 0
  for (let index = 0; index < RASTERS; index++) {
    const startedMs = performance.now()
    size = (await encodeRasterSlip(document, settings)).bytes.length
    samples.push(performance.now() - startedMs)
  }
  sayRow('Tezgah, drawing included', spreadOf(samples), `${size} bytes`)
}
