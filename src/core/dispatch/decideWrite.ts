import type { VendorWrite } from '../../shared/model/dispatch.ts'
import type { OrderPhase } from '../../shared/model/order.ts'
import type { ErrorCode } from '../../shared/contract/problems.ts'
import type { VendorStatus } from '../vendors/posClient.ts'

/** How far along an order is; null: the word says nothing of that. */
const RANKS: Record<OrderPhase, number | null> = {
  open: 0,
  preparing: 0,
  ready: 1,
  onTheWay: 2,
  delivered: 3,
  cancelled: 4,
  unknown: null,
}

/** What is to be done about a step, now that its vendor has said where the order is. */
export type Decision = 'send' | 'done' | 'superseded' | 'refused' | 'ask'

/**
 * Before each sending the vendor is asked where the order is: what its own screen says wins, and what was taken although no
 * answer came is not sent again. Pure.
 */
export function decideWrite(write: VendorWrite, said: VendorStatus): Decision {
  const rank = said.phase === null ? null : RANKS[said.phase]
  // Sent already, and nothing says what came of it: only a person can look.
  if (rank === null) return write.state === 'wanted' ? 'send' : 'ask'
  const decision = decide(write, said, rank)
  // It was refused in this very state.
  return decision === 'send' && write.problem === 'stateNotAllowed' ? 'refused' : decision
}

function decide(write: VendorWrite, said: VendorStatus, rank: number): Decision {
  switch (write.step) {
    case 'ready':
      return rank === 0 ? 'send' : rank === 1 ? 'done' : 'superseded'
    case 'onTheWay':
      if (rank < 2) return 'send'
      if (rank > 2) return 'superseded'
      return write.courierId === null || said.courierId === null || said.courierId === write.courierId
        ? 'done'
        : 'superseded'
    case 'delivered':
      return rank < 3 ? 'send' : rank === 3 ? 'done' : 'superseded'
    case 'takenBack':
      return rank === 2 ? 'send' : rank < 2 ? 'done' : 'superseded'
  }
}

/** What the vendor has answered to a step; null: nobody knows whether it was taken. */
const ANSWERED: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'orderNotFound',
  'courierRefused',
  'paymentTypeMissing',
  'writeDenied',
  'keyRejected',
  'secretRejected',
  'scopeDenied',
  'packageExpired',
  'consumerMissing',
  'integrationEnded',
  'hostNotAllowed',
])

/** The vendor has read it and does not want it; after anything else it may have been taken. */
export const isRefusal = (code: ErrorCode): boolean => ANSWERED.has(code)
