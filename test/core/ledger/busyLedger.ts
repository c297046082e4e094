import { orderSubject } from '../../../src/shared/model/printJob.ts'
import { openLedger } from '../../../src/core/ledger/openLedger.ts'
import { LedgerError } from '../../../src/core/ledger/ledger.ts'
import { anOrder } from '../../support/anOrder.ts'

/** A process that commits orders one after the other, saying each number once it is committed, until it is killed. */
const ledger = openLedger(process.argv[2] ?? '')
try {
  for (let number = ledger.readKnownOrders().known.length + 1; number < 50_000; number++) {
    const order = anOrder({ orderId: String(number) })
    ledger.commit({
      sourceId: 'shop',
      atMs: number,
      isBaseline: false,
      known: [
        {
          order,
          lastAnnounced: order,
          listRevision: 'r',
          firstSeenMs: number,
          isBaseline: false,
          isUnlisted: false,
          isChangeHeld: false,
          misses: 0,
          state: 'open',
          goneAtMs: null,
          goneWhy: null,
          money: null,
          twinOf: null,
          detailsWantedSinceMs: null,
        },
      ],
      alerts: [{ orderKey: order.key, kind: 'new' }],
      jobs: [
        {
          subject: orderSubject(order.key),
          label: 'x',
          kind: 'order',
          printerId: 'till',
          routeId: null,
          dedupe: 'first',
          reason: null,
          changes: null,
        },
      ],
      history: [],
    })
    process.stdout.write(`${number}\n`)
  }
} catch (error) {
  process.stdout.write(`${error instanceof LedgerError ? error.code : String(error)}\n`)
}
