import { expect, test } from 'vitest'
import { orderIdOf, sharedOrderId, sharedSlip } from '../../../src/core/link/linkKeys.ts'

test.each([
  ['6f9619ff-8b86-d011-b42d-00cf4fc964ff', '6f9619ff-8b86-d011-b42d-00cf4fc964ff'],
  ['a:b/c d', 'a:b/c d'],
  [`x${'%'.repeat(200)}`, `x${'%'.repeat(39)}`],
  [`xx${'ş'.repeat(200)}`, `xx${'ş'.repeat(19)}`],
  [`x${'🍕'.repeat(200)}`, `x${'🍕'.repeat(9)}`],
  ['\ud800', '\ufffd'],
])('the vendor’s id %j is read back from a slip’s name as far as it goes', (orderId, expected) => {
  const slip = sharedSlip(sharedOrderId({ orderId }), 'Mutfak', 0)
  expect(decodeURIComponent(orderIdOf(slip))).toBe(expected)
})
