import { describe, expect, it } from 'vitest'
import type { AlertKind } from '../../../src/shared/model/alert.ts'
import { buildCards } from '../../../src/core/screen/cards.ts'
import { aKnownOrder } from '../../support/aKnownOrder.ts'
import { anOrder } from '../../support/anOrder.ts'

const order = anOrder({ orderId: '1' })
const known = aKnownOrder(order)

describe('the alert a card shows', () => {
  it.each<[AlertKind[], AlertKind]>([
    [['new', 'changed'], 'new'],
    [['changed', 'reopened'], 'reopened'],
    [['new', 'cancelled'], 'cancelled'],
    [['cancelled', 'changed'], 'cancelled'],
    [['new', 'cancelled', 'reopened'], 'reopened'],
  ])('of %j is %s: what rings before what is quiet, and the latest that rings', (kinds, shown) => {
    const alerts = kinds.map((kind, index) => ({
      id: index + 1,
      orderKey: order.key,
      kind,
      wantedAtMs: index,
      raisedAtMs: null,
    }))
    const [card] = buildCards([known], alerts, new Map([['shop', 'Shop']]), () => [])
    expect(card?.alert?.kind).toBe(shown)
  })
})
