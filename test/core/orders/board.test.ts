import { describe, expect, it } from 'vitest'
import type { AlertKind } from '../../../src/shared/contract.ts'
import type { KnownOrder } from '../../../src/core/ledger/ledger.ts'
import { buildCards } from '../../../src/core/orders/board.ts'
import { anOrder } from '../../support/anOrder.ts'

const order = anOrder({ orderId: '1' })
const known: KnownOrder = {
  order,
  told: order,
  listRevision: 'r',
  firstSeenMs: 1,
  isBaseline: false,
  misses: 0,
  state: 'open',
  goneAtMs: null,
  goneWhy: null,
  detailsWantedSinceMs: null,
}

describe('the alert a card shows', () => {
  it.each<[AlertKind[], AlertKind]>([
    [['new', 'changed'], 'new'],
    [['changed', 'reopened'], 'reopened'],
    [['new', 'cancelled'], 'cancelled'],
    [['cancelled', 'changed'], 'cancelled'],
    [['new', 'cancelled', 'reopened'], 'reopened'],
  ])('of %j is %s: what rings before what is quiet, and the latest that rings', (kinds, shown) => {
    const alerts = kinds.map((kind, index) => ({ id: index + 1, orderKey: order.key, kind, wantedAtMs: index, raisedAtMs: null }))
    const [card] = buildCards([known], alerts, new Map([['shop', 'Shop']]), () => [])
    expect(card?.alert?.kind).toBe(shown)
  })
})
