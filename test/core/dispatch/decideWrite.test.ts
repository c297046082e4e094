import { expect, it } from 'vitest'
import { decideWrite } from '../../../src/core/dispatch/decideWrite.ts'
import type { VendorStatus } from '../../../src/core/vendors/posClient.ts'
import { aWrite } from '../../support/aWrite.ts'

const dropped = { state: 'dropped', problem: null }
const silent: VendorStatus = { phase: null, courierId: null }
const untaken: VendorStatus = { phase: 'preparing', courierId: null }

it.each([
  ['never sent, to a vendor that says nothing', 0, silent, dropped],
  ['sent once, to a vendor that says nothing, and sent again by a person', 1, silent, 'send'],
  ['sent once, to a vendor that has not taken it', 1, untaken, dropped],
])('a hand-over that is taken back next, %s', (_, attempt, said, expected) => {
  const [write, next] = [aWrite({ state: 'wanted', attempt }), aWrite({ step: 'takenBack', state: 'wanted' })]
  expect(decideWrite({ ...write, id: 1 }, said, { ...next, id: 2 })).toEqual(expected)
})
