import { fail, invalid, ok } from '../../shared/contract/problems.ts'
import { dayOf, proofOf } from './dayRequests.ts'
import type { RequestDependencies, Some } from './dependencies.ts'

export function ledgerHandlers(dependencies: RequestDependencies): Some<'ledger.proof' | 'reconcile.run'> {
  const { host, reconciler } = dependencies
  return {
    'ledger.proof': async ({ dayIso }) => {
      const day = dayOf(dayIso, host)
      return day === null ? invalid('dayIso', 'noSuchDay') : ok(proofOf(day, dependencies))
    },
    'reconcile.run': async ({ dayIso }) => {
      if (dependencies.isViewOnly) return fail('ledgerUnavailable')
      const day = dayOf(dayIso, host)
      if (day === null) return invalid('dayIso', 'noSuchDay')
      const begun = reconciler.run(day.dayIso)
      return begun === 0 ? fail('conflict') : ok({ begun })
    },
  }
}
