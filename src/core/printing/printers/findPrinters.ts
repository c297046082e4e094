import { connectionSchema, type FoundPrinter } from '../../../shared/settings/printer.ts'
import type { Host } from '../../host.ts'
import { findSerialPorts } from './serialPorts.ts'
import { findSystemQueues } from './systemQueues.ts'

/** Where printers are looked for, each by itself. */
export type PrinterSources = Readonly<Record<string, () => Promise<readonly FoundPrinter[]>>>

const PATIENCE_MS = 6000

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

function sourcesOf({ systemPrinters }: Pick<Host, 'systemPrinters'>): PrinterSources {
  const pages = async (): Promise<FoundPrinter[]> =>
    ((await systemPrinters?.()) ?? []).map(({ name }) => ({
      name,
      connection: { kind: 'system', device: name, page: 'a4' },
      detail: null,
    }))
  return { queues: findSystemQueues, serialPorts: findSerialPorts, pages }
}

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
