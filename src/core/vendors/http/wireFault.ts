import type { ErrorCode } from '../../../shared/contract/problems.ts'
import type { ClockFault } from '../../trustedClock.ts'
import type { PosProblem, PosResult } from '../posClient.ts'

/**
 * A fault of one exchange, as data. It deliberately carries no cause and no text of the other side: causes hold
 * addresses, header values and pieces of answers.
 */
export class WireFault extends Error {
  readonly problem: PosProblem

  constructor(problem: PosProblem) {
    super(`wire: ${problem.code}`)
    this.name = 'WireFault'
    this.problem = problem
  }
}

/** A problem as the clients hand it out; an undefined wait is left out. @param retryAfterMs ms */
export function problemOf(
  code: ErrorCode,
  extra: { retryAfterMs?: number | undefined; status?: number } = {},
): PosProblem {
  return {
    code,
    ...(extra.retryAfterMs === undefined ? {} : { retryAfterMs: extra.retryAfterMs }),
    ...(extra.status === undefined ? {} : { params: { status: extra.status } }),
  }
}

export const refuse = (code: ErrorCode, extra?: Parameters<typeof problemOf>[1]): { ok: false; error: PosProblem } => ({
  ok: false,
  error: problemOf(code, extra),
})

/** Runs one call of a client; whatever is thrown becomes a result. `internal` is a fault of ours. */
export async function asResult<T>(
  call: () => Promise<PosResult<T>>,
  read: (error: unknown) => PosProblem | null = () => null,
): Promise<PosResult<T>> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof WireFault) return { ok: false, error: error.problem }
    return { ok: false, error: read(error) ?? problemOf('internal') }
  }
}

const TIMEOUTS = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_ABORTED',
  'UND_ERR_DESTROYED',
  'UND_ERR_CLOSED',
  'ETIMEDOUT',
])
/** Verdicts about a certificate. Any other fault of TLS may be one exchange's: a server in trouble, a bad line. */
const CERTIFICATE =
  /^(CERT_|ERR_TLS_CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_|INVALID_(CA|PURPOSE)$|ERROR_IN_CERT_|PATH_LENGTH_EXCEEDED$)/
/** The answer was there but is not what it says it is: broken compression, not HTTP at all. */
const GARBAGE = /^(Z_|ERR__ERROR_|ERR_PADDING|ERR_BROTLI|HPE_)/

/** The certificates that seem wrong to a clock that is. */
const OF_CLOCK: Record<ClockFault, string> = { behind: 'CERT_NOT_YET_VALID', ahead: 'CERT_HAS_EXPIRED' }

/**
 * What a rejected fetch means. Unknown faults of the network are `offline`: it is tried again.
 *
 * @param clockFault which way this computer's clock is wrong; null: nothing says that it is
 */
export function codeOfNetworkError(error: unknown, clockFault: ClockFault | null): ErrorCode {
  for (const code of codesOf(error, 0)) {
    if (TIMEOUTS.has(code)) return 'timedOut'
    if (clockFault !== null && code === OF_CLOCK[clockFault]) return 'clockWrong'
    if (CERTIFICATE.test(code)) return 'tlsInvalid'
    if (GARBAGE.test(code)) return 'notJson'
    if (code === 'UND_ERR_HEADERS_OVERFLOW') return 'tooLarge'
  }
  return 'offline'
}

function codesOf(error: unknown, depth: number): string[] {
  if (!(error instanceof Error) || depth > 4) return []
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  const several = error instanceof AggregateError ? error.errors.flatMap((one) => codesOf(one, depth + 1)) : []
  return [...own, ...several, ...codesOf(error.cause, depth + 1)]
}
