import { fail, ok } from '../../shared/contract/problems.ts'
import { contentAt, packingOf, WHOLE } from '../screen/packing.ts'
import type { RequestDependencies, Some } from './dependencies.ts'

export function packingHandlers({
  book,
  ledger,
  host,
  screen,
}: RequestDependencies): Some<'packing.get' | 'packing.mark'> {
  return {
    'packing.get': async () => ok(packingOf(book.known(), ledger.readPacked(), host.clock.nowMs())),
    'packing.mark': async ({ key, path, isPacked }) => {
      const order = book.find(key)?.order
      const content = order === undefined ? null : contentAt(order, path ?? WHOLE)
      if (content === null) return fail('notFound')
      ledger.writePacked({ orderKey: key, path: path ?? WHOLE, content, atMs: host.clock.nowMs() }, isPacked)
      screen.changed(true)
      return ok(null)
    },
  }
}
