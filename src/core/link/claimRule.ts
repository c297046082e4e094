import { isMemberHere, type LinkMember } from '../../shared/model/linkMember.ts'

/** What is known when a slip's turn has come. */
export interface ClaimFacts {
  /** The link's server answers, as far as is known. */
  isUp: boolean
  /** This counter prints by itself also while the link does not answer. */
  isPrintingCounter: boolean
  /** A person asked for it here. */
  isAsked: boolean
  /** How long the slip has waited, ms. */
  waitedMs: number
  /** Of the accounts that show the order. */
  accounts: readonly string[]
  others: readonly LinkMember[]
}

export type ClaimStep =
  /** The server is asked. */
  | 'claim'
  /** The printing counter has the first turn. */
  | 'defer'
  /** Nobody can be asked, and the printing counter prints. */
  | 'holdBack'
  /** Nobody can be asked: it comes out, and says that another counter may have it as well. */
  | 'printInDoubt'

/** The printing counter may not have heard of the order yet: the slowest vendor is asked every 26 s. */
export const DEFER_AT_MOST_MS = 45_000

/** What is done about a slip before its first byte. Pure. */
export function claimStep(facts: ClaimFacts): ClaimStep {
  if (!facts.isUp) return facts.isPrintingCounter || facts.isAsked ? 'printInDoubt' : 'holdBack'
  if (facts.isPrintingCounter || facts.isAsked || facts.waitedMs >= DEFER_AT_MOST_MS) return 'claim'
  return facts.others.some((member) => isMemberHere(member) && prints(member, facts.accounts)) ? 'defer' : 'claim'
}

/**
 * Whether an order that this counter has no paper for may still come out at another one. Pure.
 *
 * @param waitedMs how long it has been known here
 */
export const isExpectedElsewhere = (
  { isUp, accounts, others }: Pick<ClaimFacts, 'isUp' | 'accounts' | 'others'>,
  waitedMs: number,
): boolean =>
  isUp && waitedMs < DEFER_AT_MOST_MS && others.some((member) => isMemberHere(member) && canPrint(member, accounts))

/**
 * Whether a slip that this counter has been given may be on paper elsewhere: it held back while nobody could be asked, and
 * the counter that printed meanwhile has not been heard since to say what. Pure.
 *
 * @param waitedMs how long the slip has waited
 * @param upForMs how long the link has answered
 */
export const isDoubtfulAfterSilence = (
  { others, accounts, isPrintingCounter }: ClaimFacts,
  waitedMs: number,
  upForMs: number,
): boolean => {
  if (waitedMs <= upForMs) return false
  const printing = others.filter((member) => member.isPrintingCounter && hears(member, accounts))
  return !isPrintingCounter && printing.some((member) => !isMemberHere(member) || member.silentMs > upForMs)
}

const isOneOf = (account: string | null, accounts: readonly string[]): boolean =>
  account !== null && accounts.includes(account)

const hears = ({ sources }: LinkMember, accounts: readonly string[]): boolean =>
  sources.some(({ account }) => isOneOf(account, accounts))

const prints = (member: LinkMember, accounts: readonly string[]): boolean =>
  member.isPrintingCounter && canPrint(member, accounts)

/** Its paper takes what comes from one of these. */
const canPrint = (member: LinkMember, accounts: readonly string[]): boolean =>
  member.canPrint &&
  member.sources.some(({ account, hearing }) => isOneOf(account, accounts) && (hearing === 'ok' || hearing === 'slow'))
