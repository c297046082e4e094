import { fail, ok } from '../../shared/result.ts'
import { testPrinter } from '../printing/testPrinter.ts'
import { freeId } from '../provision.ts'
import type { RequestDependencies, Some } from './handlers.ts'
import { invalid, sameName } from './invalid.ts'

export function printerHandlers(dependencies: RequestDependencies): Some<'printer.save' | 'printer.remove' | 'printer.test'> {
  const { settings, queue, host, changed } = dependencies
  return {
    'printer.save': async ({ id, printer }) => {
      const current = settings.current()
      if (id !== null && !current.printers.some((candidate) => candidate.id === id)) return fail('notFound')
      if (current.printers.some((other) => other.id !== id && sameName(other, printer))) {
        return invalid('name', 'another printer has this name')
      }
      const saved = { ...printer, id: id ?? freeId(printer.name, current.printers) }
      const others = current.printers.map((candidate) => (candidate.id === id ? saved : candidate))
      settings.replace({ ...current, printers: id === null ? [...current.printers, saved] : others })
      queue.wake()
      changed()
      return ok({ id: saved.id })
    },
    'printer.remove': async ({ id }) => {
      const current = settings.current()
      settings.replace({ ...current, printers: current.printers.filter((printer) => printer.id !== id) })
      queue.wake()
      changed()
      return ok(null)
    },
    'printer.test': async ({ printer }) =>
      testPrinter({ ...printer, id: 'test' }, { host, language: settings.current().language }),
  }
}
