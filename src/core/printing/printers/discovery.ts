import { connectionSchema, type FoundPrinter } from '../../../shared/settings/printer.ts'
import type { Host } from '../../host.ts'
import { readDevices } from './cupsStatus.ts'
import { runTool } from './runTool.ts'
import { loadWinspool } from './winspool.ts'

/** Where printers are looked for, each by itself. */
export type PrinterSources = Readonly<Record<string, () => Promise<readonly FoundPrinter[]>>>

const PATIENCE_MS = 6000
const ASK_MS = 4000
/** Most receipt printers come set to this; others are set by their DIP switches. */
const COMMON_BAUD_RATE = 9600

/**
 * Printers that can be offered: the system's queues, serial ports, and ordinary printers where this door prints pages.
 * A source that fails or does not answer in time is left out, named in the log; it hides no other. Never rejects.
 */
export async function findPrinters(
  host: Pick<Host, 'timers' | 'log' | 'systemPrinters'>,
  sources: PrinterSources = sourcesOf(host),
): Promise<FoundPrinter[]> {
  const found = await Promise.all(Object.entries(sources).map(([name, look]) => lookIn(name, look, host)))
  // What could not be saved (a name no command may carry) is not offered.
  return found.flat().filter(({ connection }) => connectionSchema.safeParse(connection).success)
}

const sourcesOf = (host: Pick<Host, 'systemPrinters'>): PrinterSources => ({
  queues: process.platform === 'win32' ? findWindowsQueues : findCupsQueues,
  serialPorts: findSerialPorts,
  pages: () => findPagePrinters(host),
})

async function lookIn(
  source: string,
  look: () => Promise<readonly FoundPrinter[]>,
  { timers, log }: Pick<Host, 'timers' | 'log'>,
): Promise<readonly FoundPrinter[]> {
  const failed = (reason: string): readonly FoundPrinter[] => {
    log({ level: 'warn', what: 'printers.notFound', data: { source, reason } })
    return []
  }
  const { promise: late, resolve } = Promise.withResolvers<readonly FoundPrinter[]>()
  const cancel = timers.after(PATIENCE_MS, () => resolve(failed('late')))
  // `async`: a source may also throw at once.
  const looked = (async () => look())().catch((error: unknown) =>
    failed(error instanceof Error ? error.name : 'unknown'),
  )
  return Promise.race([looked, late]).finally(cancel)
}

/** Queues of the Windows spooler. @throws when they cannot be listed */
async function findWindowsQueues(): Promise<FoundPrinter[]> {
  const listed = await (await loadWinspool()).list()
  if (!listed.ok) throw new Error(`EnumPrinters: ${listed.error}`)
  return listed.value.map(({ name, server }) => ({
    name,
    connection: { kind: 'windows', queue: name },
    detail: server,
  }))
}

/** Queues of CUPS. @param server another CUPS than this computer's own @throws when it does not answer */
export async function findCupsQueues(server?: string): Promise<FoundPrinter[]> {
  const options = { timeoutMs: ASK_MS, env: server === undefined ? undefined : { CUPS_SERVER: server } }
  const [names, addresses] = await Promise.all([runTool('lpstat', ['-e'], options), runTool('lpstat', ['-v'], options)])
  if (names.isMissing) return []
  if (names.code === null) throw new Error('lpstat did not answer')
  const devices = readDevices(addresses.out)
  return names.out
    .split('\n')
    .filter((name) => name !== '')
    .map((name) => ({ name, connection: { kind: 'cups', queue: name }, detail: devices.get(name) ?? null }))
}

/** What the library's list says of a port; its own type is in a package of the library's. */
interface FoundPort {
  path: string
  manufacturer: string | undefined
  serialNumber: string | undefined
}

/** Serial ports of this computer. @throws when they cannot be listed */
async function findSerialPorts(): Promise<FoundPrinter[]> {
  const { autoDetect } = await import('@serialport/bindings-cpp')
  const ports: FoundPort[] = await autoDetect().list()
  return ports.map(({ path, manufacturer, serialNumber }) => ({
    name: path,
    connection: { kind: 'serial', path, baudRate: COMMON_BAUD_RATE, flowControl: 'none' },
    detail: [manufacturer, serialNumber].filter(Boolean).join(' ') || null,
  }))
}

async function findPagePrinters({ systemPrinters }: Pick<Host, 'systemPrinters'>): Promise<FoundPrinter[]> {
  const printers = (await systemPrinters?.()) ?? []
  return printers.map(({ name }) => ({
    name,
    connection: { kind: 'system', device: name, page: 'a4' },
    detail: null,
  }))
}
