import type { TFunction } from 'i18next'
import type { ErrorCode, Problem } from '../../shared/contract/problems.ts'
import type { SourceKind } from '../../shared/model/order.ts'
import { isLoopbackHost } from '../../shared/settings/source.ts'
import { problemWords } from '../words/problemWords.ts'

/** Whose fault it is that a source could not be tried: Tezgah's own, the way to the vendor, or the vendor's answer. */
type Side = 'core' | 'way' | 'vendor'

const sides = {
  coreSilent: 'core',
  offline: 'way',
  timedOut: 'way',
  redirected: 'way',
  notJson: 'way',
  tlsInvalid: 'way',
  clockWrong: 'way',
  keyRejected: 'vendor',
  secretRejected: 'vendor',
  scopeDenied: 'vendor',
  packageExpired: 'vendor',
  consumerMissing: 'vendor',
  rateLimited: 'vendor',
  vendorError: 'vendor',
} as const satisfies Partial<Record<ErrorCode, Side>>
type Told = keyof typeof sides

/** What the vendor refuses stands in one of these fields. */
const fields: Partial<Record<Told, 'apiKey' | 'apiSecret' | 'consumer'>> = {
  keyRejected: 'apiKey',
  secretRejected: 'apiSecret',
  consumerMissing: 'consumer',
}

export interface SourceFault {
  side: Side
  /** Where it is said; null: under the form. */
  field: 'apiKey' | 'apiSecret' | 'consumer' | null
  /** What happened, and what to do. */
  text: string
}

/**
 * What came of trying a source, in words for the place where it was tried; null when the fault is one of the form's own
 * fields or none of a connection.
 *
 * @param isOnline whether this computer has a network at all
 */
export function sourceFaultOf(
  t: TFunction,
  problem: Problem | null,
  { kind, baseUrl }: { kind: SourceKind; baseUrl: string },
  isOnline: boolean,
): SourceFault | null {
  if (problem === null || problem.code === 'invalidRequest') return null
  const words = { vendor: t(`source.kind.${kind}`) }
  const { code } = problem
  if (!isTold(code)) {
    const { what, more } = problemWords(t, problem)
    return { side: 'core', field: null, text: `${what} ${more}` }
  }
  return { side: sides[code], field: fields[code] ?? null, text: t(`sourceFault.${wordOf(code)}`, words) }

  function wordOf(told: Told): Exclude<Told, 'redirected' | 'notJson'> | 'portal' | 'noInternet' {
    if (told === 'redirected' || told === 'notJson') return 'portal'
    const isFarAway = !isLoopbackHost(URL.parse(baseUrl)?.hostname ?? '')
    return (told === 'offline' || told === 'timedOut') && !isOnline && isFarAway ? 'noInternet' : told
  }
}

const isTold = (code: ErrorCode): code is Told => code in sides
