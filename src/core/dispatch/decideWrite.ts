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

/** A step is sent this often before a person is asked. */
const MAX_ATTEMPTS = 3

/**
 * What is to be done about a step, now that its vendor has said where the order is; if it is not sent: what becomes of it.
 * `dropped`: it is not taken, and what comes next takes it back, so that there is nothing to tell of either.
 */
export type Decision = 'send' | Pick<VendorWrite, 'state' | 'problem'>

/**
 * Before each sending the vendor is asked where the order is: what its own screen says wins, and what was taken although no
 * answer came is not sent again. Pure.
 *
 * @param next of the same order, not settled either; null: there is none
 */
export function decideWrite(write: VendorWrite, said: VendorStatus, next: VendorWrite | null): Decision {
  const rank = said.phase === null ? null : RANKS[said.phase]
  const state = rank === null ? 'send' : decide(write, said, rank)
  if (state !== 'send') return { state, problem: null }
  const isUnclear = rank === null && write.state !== 'wanted' && write.problem === null
  // Nothing says what came of it: only a person can look.
  if (isUnclear) return { state: 'asking', problem: 'outcomeUnknown' }
  // Where the vendor does not say where the order is, what was sent once may have been taken.
  const isSurelyUntaken = rank !== null || write.attempt === 0
  if (isSurelyUntaken && write.step === 'onTheWay' && next?.step === 'takenBack')
    return { state: 'dropped', problem: null }
  if (write.state === 'wanted') return 'send'
  if (write.problem !== null) return { state: 'refused', problem: write.problem }
  return write.attempt < MAX_ATTEMPTS ? 'send' : { state: 'asking', problem: 'stepNotTaken' }
}

function decide(write: VendorWrite, said: VendorStatus, rank: number): 'send' | 'done' | 'superseded' {
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

/** A refusal unless, read back, it was taken: an earlier try may have been, and nobody knows what an unlisted code says. */
export const isDoubtedRefusal = (code: ErrorCode): boolean => code === 'stateNotAllowed' || code === 'stepNotTaken'
