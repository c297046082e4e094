import type { Handlers } from '../../shared/contract/requests.ts'
import { fail, ok } from '../../shared/contract/problems.ts'
import type { RequestDependencies } from './dependencies.ts'
import { jobHandlers } from './jobHandlers.ts'
import { orderHandlers } from './orderHandlers.ts'
import { printerHandlers } from './printerHandlers.ts'
import { reportHandlers } from './reportHandlers.ts'
import { routeHandlers } from './routeHandlers.ts'
import { settingsHandlers } from './settingsHandlers.ts'
import { sourceHandlers } from './sourceHandlers.ts'

/** What each request of a screen does. Inputs are already checked against the contract. */
export function createHandlers(dependencies: RequestDependencies): Handlers {
  return {
    'snapshot.get': async () => {
      const snapshot = dependencies.screen.snapshot()
      return snapshot === null ? fail('internal') : ok(snapshot)
    },
    'snapshot.mark': async () => {
      const snapshot = dependencies.screen.snapshot()
      return snapshot === null ? fail('internal') : ok({ runId: snapshot.runId, rev: snapshot.rev })
    },
    'alarm.silence': async ({ id }) => {
      dependencies.screen.silence(id)
      return ok(null)
    },
    'screens.list': async () => ok(dependencies.host.screens?.list() ?? []),
    'screens.signOut': async ({ id }) => {
      dependencies.host.screens?.signOut(id)
      return ok(null)
    },
    ...orderHandlers(dependencies),
    ...jobHandlers(dependencies),
    ...reportHandlers(dependencies),
    ...routeHandlers(dependencies),
    ...settingsHandlers(dependencies),
    ...sourceHandlers(dependencies),
    ...printerHandlers(dependencies),
  }
}
