import type { FoundPrinter } from '../../../shared/settings/printer.ts'
import { readDevices } from './cupsStatus.ts'
import { runTool } from './runTool.ts'
import { loadWinspool } from './winspool.ts'

const ASK_MS = 4000

/** Queues that take receipt bytes as they are: the Windows spooler's, or those of CUPS. @throws when neither answers. */
export async function findSystemQueues(): Promise<FoundPrinter[]> {
  return process.platform === 'win32' ? findWindowsQueues() : findCupsQueues()
}

async function findWindowsQueues(): Promise<FoundPrinter[]> {
  const listed = await (await loadWinspool()).list()
  if (!listed.ok) throw new Error(`EnumPrinters: ${listed.error}`)
  return listed.value.map(({ name, server }) => ({
    name,
    connection: { kind: 'windows', queue: name },
    detail: server,
  }))
}

/** @param server of another CUPS than this computer's own */
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
