import { fail, ok } from '../../shared/contract/problems.ts'
import { facesOf } from '../../shared/model/twins.ts'
import { CANCELLED_SHOWN_MS, contentAt, packingOf, WHOLE } from '../screen/packing.ts'
import { lineNewsOf } from '../screen/packingNews.ts'
import type { RequestDependencies, Some } from './dependencies.ts'

export function packingHandlers({
  book,
  ledger,
  host,
  settings,
  screen,
}: RequestDependencies): Some<'packing.get' | 'packing.mark'> {
  return {
    'packing.get': async () => {
      const faces = facesOf(book.known(), settings.current().overlaps === 'together').map(({ face }) => face)
      const nowMs = host.clock.nowMs()
      const cancelledKeys = ledger.readCancelledKeys(nowMs - CANCELLED_SHOWN_MS)
      const cancelled = cancelledKeys.flatMap((key) => book.find(key) ?? [])
      return ok(
        packingOf({
          known: faces,
          cancelled,
          marks: ledger.readPacked(cancelledKeys),
          newsOf: (order) => lineNewsOf(order, ledger.readHistory(order.key)),
          nowMs,
        }),
      )
    },
    'packing.mark': async ({ key, path, isPacked }) => {
      // Lines of another source are others; what is finished is so wherever it is shown.
      const orderKeys = path === null ? book.group(key) : [key]
      const marks = orderKeys.flatMap((orderKey) => {
        const order = book.find(orderKey)?.order
        const content =
          order === undefined ? null : contentAt(order, path ?? WHOLE, lineNewsOf(order, ledger.readHistory(orderKey)))
        return content === null ? [] : [{ orderKey, path: path ?? WHOLE, content, atMs: host.clock.nowMs() }]
      })
      if (marks.length === 0) return fail('notFound')
      for (const mark of marks) ledger.writePacked(mark, isPacked)
      screen.changed(true)
      return ok(null)
    },
  }
}
