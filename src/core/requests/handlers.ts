import type { Handlers } from '../../shared/contract/requests.ts'
import { fail, ok } from '../../shared/contract/problems.ts'
import { UNREAD_LOSS_KEY } from '../ledger/ledger.ts'
import type { RequestDependencies } from './dependencies.ts'
import { dispatchHandlers } from './dispatchHandlers.ts'
import { jobHandlers } from './jobHandlers.ts'
import { ledgerHandlers } from './ledgerHandlers.ts'
import { linkHandlers } from './linkHandlers.ts'
import { moveHandlers } from './moveHandlers.ts'
import { orderHandlers } from './orderHandlers.ts'
import { packingHandlers } from './packingHandlers.ts'
import { paymentHandlers } from './paymentHandlers.ts'
import { printerHandlers } from './printerHandlers.ts'
import { reportHandlers } from './reportHandlers.ts'
import { routeHandlers } from './routeHandlers.ts'
import { searchHandlers } from './searchHandlers.ts'
import { settingsHandlers } from './settingsHandlers.ts'
import { statisticsHandlers } from './statisticsHandlers.ts'
import { supportHandlers } from './supportHandlers.ts'
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
      // To silence it is to have read it: the next start does not tell it again.
      if (id.startsWith('setAside:ledger')) dependencies.ledger.writeValue(UNREAD_LOSS_KEY, '')
      return ok(null)
    },
    'about.facts': async () => ok({ dataFolder: dependencies.host.dataDir }),
    'sound.heard': async ({ isHeard }) => {
      dependencies.hearTests.take({ atMs: dependencies.host.clock.nowMs(), isHeard })
      dependencies.screen.changed(true)
      return ok(null)
    },
    'sound.report': async ({ pageId, state }) => {
      const { pageSounds, screen } = dependencies
      const before = pageSounds.trouble()?.problem.code
      pageSounds.note(pageId, state)
      if (pageSounds.trouble()?.problem.code !== before) screen.changed()
      return ok(null)
    },
    'otherCounters.close': async () => {
      dependencies.otherCounters.close()
      dependencies.screen.changed(true)
      return ok(null)
    },
    'webhook.save': async ({ address, secret }) => {
      await dependencies.webhook.save(address, secret)
      return ok(null)
    },
    'webhook.remove': async () => {
      await dependencies.webhook.remove()
      return ok(null)
    },
    'webhook.test': () => dependencies.webhook.test(),
    'screens.list': async () => ok(dependencies.host.screens?.list() ?? []),
    'screens.signOut': async ({ id }) => {
      dependencies.host.screens?.signOut(id)
      return ok(null)
    },
    ...orderHandlers(dependencies),
    ...ledgerHandlers(dependencies),
    ...searchHandlers(dependencies),
    ...linkHandlers(dependencies),
    ...packingHandlers(dependencies),
    ...jobHandlers(dependencies),
    ...dispatchHandlers(dependencies),
    ...paymentHandlers(dependencies),
    ...reportHandlers(dependencies),
    ...statisticsHandlers(dependencies),
    ...routeHandlers(dependencies),
    ...settingsHandlers(dependencies),
    ...moveHandlers(dependencies),
    ...sourceHandlers(dependencies),
    ...printerHandlers(dependencies),
    ...supportHandlers(dependencies),
  }
}
