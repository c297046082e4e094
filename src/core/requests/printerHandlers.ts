import { fail, invalid, ok } from '../../shared/contract/problems.ts'
import { codePages } from '../../shared/settings/printer.ts'
import { findPrinters } from '../printing/printers/discovery.ts'
import { findNetworkPrinters, ownNetworks } from '../printing/printers/networkPrinters.ts'
import { printerModels } from '../printing/render/profiles.ts'
import { testCodePages, testPrinter } from '../printing/printers/testPrinter.ts'
import { freeId } from '../settings/provision.ts'
import type { RequestDependencies, Some } from './dependencies.ts'
import { replaceRouting } from './rerouting.ts'
import { sameName } from '../../shared/model/foldTurkish.ts'

export function printerHandlers(
  dependencies: RequestDependencies,
): Some<
  | 'printers.find'
  | 'printers.networks'
  | 'printers.findOnNetwork'
  | 'printer.save'
  | 'printer.remove'
  | 'printer.printAnyway'
  | 'printer.learnAnew'
  | 'printer.test'
  | 'printerModels.list'
  | 'printer.codePageSlip'
> {
  const { settings, queue, host, screen } = dependencies
  const networks = () => ownNetworks(host.networkInterfaces?.() ?? {})
  const isSet = (id: string): boolean => settings.current().printers.some((printer) => printer.id === id)
  return {
    'printers.find': async () => ok(await findPrinters(host)),
    'printers.networks': async () =>
      ok(networks().map(({ name, addresses }) => ({ name, addressCount: addresses.length }))),
    'printers.findOnNetwork': async ({ networks: agreed }) =>
      ok(await findNetworkPrinters(networks().filter(({ name }) => agreed.includes(name)))),
    'printer.save': async ({ id, printer }) => {
      const current = settings.current()
      if (id !== null && !current.printers.some((candidate) => candidate.id === id)) return fail('notFound')
      if (current.printers.some((other) => other.id !== id && sameName(other, printer))) {
        return invalid('name', 'nameTaken')
      }
      const saved = { ...printer, id: id ?? freeId(printer.name, current.printers) }
      const others = current.printers.map((candidate) => (candidate.id === id ? saved : candidate))
      replaceRouting(dependencies, { ...current, printers: id === null ? [...current.printers, saved] : others })
      queue.wake()
      screen.changed(true)
      return ok({ id: saved.id })
    },
    'printer.remove': async ({ id }) => {
      const current = settings.current()
      settings.replace({ ...current, printers: current.printers.filter((printer) => printer.id !== id) })
      queue.wake()
      screen.changed(true)
      return ok(null)
    },
    'printer.printAnyway': async ({ id }) => (isSet(id) ? queue.printAnyway(id) : fail('notFound')),
    'printer.learnAnew': async ({ id }) => {
      if (!isSet(id)) return fail('notFound')
      const current = settings.current()
      const printers = current.printers.map((printer) =>
        printer.id === id ? { ...printer, confirms: 'unknown' as const } : printer,
      )
      settings.replace({ ...current, printers })
      const learnt = queue.learnAnew(id)
      screen.changed(true)
      return learnt
    },
    'printer.test': async ({ printer }) =>
      testPrinter({ ...printer, id: 'test' }, { host, language: settings.current().slipLanguage }),
    'printerModels.list': async () =>
      ok(
        printerModels.map(({ id, name, columns, hasCutter, pageNumbers }) => ({
          id,
          name,
          columns,
          hasCutter,
          codePages: codePages.filter((page) => pageNumbers[page] !== undefined),
        })),
      ),
    'printer.codePageSlip': async ({ printer }) => {
      // A page of paper or a file has no code pages.
      if (printer.connection.kind === 'system' || printer.connection.kind === 'folder') {
        return invalid('connection', 'noCodePages')
      }
      const sent = await testCodePages({ ...printer, id: 'test' }, { host, language: settings.current().slipLanguage })
      return sent.ok ? ok({ outcome: sent.value.outcome, candidates: [...sent.value.candidates] }) : sent
    },
  }
}
