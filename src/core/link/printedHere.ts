import { isDelivered, orderSubject } from '../../shared/model/printJob.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import type { Clock } from '../host.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { HeldSlips } from './heldSlips.ts'
import { placesOfSlip, type SlipNaming } from './slipNames.ts'

interface PrintedDependencies extends SlipNaming {
  clock: Clock
  ledger: Pick<Ledger, 'readJobsOf' | 'readOrderKeysSince'>
  settings(): Settings
  held: Pick<HeldSlips, 'holdPrinted'>
}

/** What this counter has printed and the server may not know: it is held until the server has been told. */
export interface PrintedHere {
  /** The server may have missed or lost any of it. */
  lookThrough(): void
  /** The next part of it; looks through all of it again now and then. Called again and again. */
  goOn(): void
  ofOrder(orderKey: string): void
}

const LOOK_AGAIN_MS = 3_600_000
/** Orders that are gone through at once: nobody notices, and a busy day is told within a minute. */
const ORDERS_AT_ONCE = 200

export function createPrintedHere(dependencies: PrintedDependencies): PrintedHere {
  const { clock, ledger, settings, held } = dependencies
  /** Orders that have yet to be gone through, by key. */
  let waiting: string[] = []
  let lookedMs = Number.NEGATIVE_INFINITY

  const ofOrder = (orderKey: string): void => {
    for (const job of ledger.readJobsOf(orderSubject(orderKey)))
      for (const place of isDelivered(job) ? placesOfSlip(job, dependencies) : []) held.holdPrinted(place, job)
  }

  const takeSome = (): void => {
    for (const orderKey of waiting.splice(0, ORDERS_AT_ONCE)) ofOrder(orderKey)
  }

  /** An order that goes on may come in at another counter at any time; one that is over only has slips that wait there. */
  const lookThrough = (): void => {
    lookedMs = clock.monotonicMs()
    waiting = ledger.readOrderKeysSince(clock.nowMs() - settings().slipExpiryHours * 3_600_000)
    takeSome()
  }

  return {
    lookThrough,
    goOn: () => (clock.monotonicMs() - lookedMs >= LOOK_AGAIN_MS ? lookThrough() : takeSome()),
    ofOrder,
  }
}
