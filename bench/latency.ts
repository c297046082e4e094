import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Counter, createCounter } from '../src/core/counter.ts'
import { readProvision } from '../src/core/settings/provision.ts'
import { benchHost } from './benchHost.ts'
import { answer, detailsOf, startFastVendor, summaryOf } from './fastVendor.ts'
import { say, sayRow, spreadOf } from './figures.ts'

const PACKETS = Number(process.env['BENCH_PACKETS'] ?? 500)

export interface Latencies {
  /** From the end of the HTTP answer that first has a packet, ms. */
  toAlertMs: number[]
  toByteMs: number[]
}

/** From the end of the HTTP answer that first has a packet to (a) its alert and (b) its slip's first byte at the printer. */
export async function measureLatency(): Promise<void> {
  const { toAlertMs, toByteMs } = await runLatency(PACKETS, async () => undefined)
  say(
    `\nLatency after the end of the HTTP answer, ms, over ${PACKETS} packets on a board that grows from 60 to ${PACKETS + 60} (aim: alert p99 < 50, byte p99 < 250)`,
  )
  sayRow('to the alert', spreadOf(toAlertMs))
  sayRow('to the first byte of the slip, details included', spreadOf(toByteMs))
}

/** @param prepare done with the counter once its baseline is taken */
export async function runLatency(packets: number, prepare: (counter: Counter) => Promise<void>): Promise<Latencies> {
  const vendor = await startFastVendor()
  vendor.list = answer(Array.from({ length: 60 }, (_, index) => summaryOf(60 - index)))
  vendor.details = (packetId) => answer(detailsOf(Number(packetId) - 1_780_000_000_000))
  const firstByteAtMs: number[] = []
  const printer = createServer((socket) => {
    let hasSlip = false
    socket.on('data', (chunk) => {
      // DLE EOT asks for the status, wherever it stands; anything but questions is the slip.
      const questions = chunk.toString('latin1').split('\x10\x04').length - 1
      for (let count = 0; count < questions; count++) socket.write(Buffer.of(0x12))
      if (chunk.length > questions * 3 && !hasSlip) {
        hasSlip = true
        firstByteAtMs.push(performance.now())
      }
    })
    socket.on('end', () => socket.end())
    socket.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => printer.listen(0, '127.0.0.1', resolve))
  const folder = mkdtempSync(join(tmpdir(), 'tezgah-bench-'))
  const alertAtMs: number[] = []
  const provision = readProvision(
    JSON.stringify({
      sources: [{ kind: 'restomenum', name: 'Bench', baseUrl: vendor.baseUrl, apiKey: 'a.b.c', pollSeconds: 0.2 }],
      printers: [
        { name: 'Kasa', connection: { kind: 'tcp', host: '127.0.0.1', port: (printer.address() as AddressInfo).port } },
      ],
    }),
  )
  if (!provision.ok) throw new Error('provision')
  const counter = createCounter(
    benchHost(folder, () => alertAtMs.push(performance.now())),
    provision.value,
  )
  await counter.start()
  await until(() => vendor.listSentAtMs(vendor.list) !== undefined)
  await prepare(counter)
  // The details of the sixty that were open are fetched first, four a second.
  await new Promise((resolve) => setTimeout(resolve, 20_000))

  const toAlertMs: number[] = []
  const toByteMs: number[] = []
  // The first slip also finds out what the printer can do; it is not counted.
  for (let number = 1; number <= packets + 1; number++) {
    const open = Array.from({ length: 60 + number }, (_, index) => summaryOf(60 + number - index))
    const body = answer(open)
    vendor.list = body
    await until(() => alertAtMs.length >= number && firstByteAtMs.length >= number, `packet ${number}`)
    // Further apart than the pace that details are asked at: what is measured is not the waiting on purpose.
    await new Promise((resolve) => setTimeout(resolve, 250))
    if (number === 1) continue
    const sentAtMs = vendor.listSentAtMs(body) ?? Number.NaN
    toAlertMs.push((alertAtMs[number - 1] ?? Number.NaN) - sentAtMs)
    toByteMs.push((firstByteAtMs[number - 1] ?? Number.NaN) - sentAtMs)
  }
  await counter.stop()
  await vendor.close()
  printer.close()
  rmSync(folder, { recursive: true, force: true })
  return { toAlertMs, toByteMs }
}

async function until(isSo: () => boolean, what = 'the baseline'): Promise<void> {
  const deadline = performance.now() + 30_000
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`waited 30 s in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}
