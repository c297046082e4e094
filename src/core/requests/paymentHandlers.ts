import { fail, ok } from '../../shared/contract/problems.ts'
import { foldPaymentName, guessMeaning, saidMeaning } from '../../shared/model/paymentMeaning.ts'
import type { RequestDependencies, Some } from './dependencies.ts'

export function paymentHandlers({
  settings,
  ledger,
  queue,
  screen,
}: RequestDependencies): Some<'payments.names' | 'payments.mean'> {
  return {
    'payments.names': async () => {
      const { sources, paymentMeanings } = settings.current()
      const shown = new Set(sources.map(({ id }) => id))
      const names = ledger.readPaymentNames().filter(({ sourceId }) => shown.has(sourceId))
      const folded = Map.groupBy(names, ({ sourceId, name }) => JSON.stringify([sourceId, foldPaymentName(name)]))
      return ok({
        names: [...folded.values()].flatMap((rows) => {
          const [first] = rows
          if (first === undefined) return []
          const { sourceId, name } = first
          const { meaning, isCertain } = guessMeaning(name)
          const count = rows.reduce((total, row) => total + row.count, 0)
          return {
            sourceId,
            name,
            count,
            said: saidMeaning(paymentMeanings, sourceId, name),
            guess: meaning,
            isCertain,
          }
        }),
      })
    },
    'payments.mean': async ({ sourceId, name, meaning }) => {
      const current = settings.current()
      if (!current.sources.some(({ id }) => id === sourceId)) return fail('notFound')
      const known = new Map(Object.entries(current.paymentMeanings))
      const ofSource = new Map(Object.entries(known.get(sourceId) ?? {}))
      if (meaning === null) ofSource.delete(foldPaymentName(name))
      else ofSource.set(foldPaymentName(name), meaning)
      known.set(sourceId, Object.fromEntries(ofSource))
      settings.replace({ ...current, paymentMeanings: Object.fromEntries(known) })
      queue.nudge()
      screen.changed(true)
      return ok(null)
    },
  }
}
