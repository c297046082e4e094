import { readFileSync, writeFileSync } from 'node:fs'
import { findPrinters } from '../../src/core/printing/printers/discovery.ts'
import { systemTimers } from '../../src/system/systemClock.ts'
import { openWindowsPrinter } from '../../src/core/printing/printers/windows.ts'

/**
 * Runs on node.exe under Wine, in a folder with `slip.bin`; argument: the queue. It writes what it found into
 * `report.json`: under Wine, standard output must not be a pipe.
 */
const never = new AbortController().signal
const slip = { kind: 'escpos', bytes: readFileSync('slip.bin') } as const
const printer = openWindowsPrinter({ queue: process.argv[2] ?? '' })
const found = await findPrinters({
  timers: systemTimers,
  log: () => undefined,
})
const listed = found.filter(({ connection }) => connection.kind === 'windows')
const ready = await printer.check(never)
const sent = await printer.send(slip, never)
const missing = await openWindowsPrinter({ queue: 'yok' }).send(slip, never)
writeFileSync('report.json', JSON.stringify({ listed, ready, sent, missing }))
