import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { type LinkMember, type MemberHealth, memberHealthSchema } from '../../shared/model/linkMember.ts'
import type { Beat } from './linkSession.ts'

interface OwnName {
  name: string
  branchName: string
  isPrintingCounter: boolean
}

/** How this counter is, for the others: nothing of an order or a customer. Pure. */
export function healthOf(
  snapshot: Pick<Snapshot, 'version' | 'sources' | 'printers' | 'openJobs' | 'alarms' | 'unacknowledgedCount'>,
  own: OwnName,
  accountOf: (sourceId: string) => string | null,
): MemberHealth {
  const inUse = snapshot.printers.filter(({ settings }) => settings.enabled)
  return {
    ...own,
    version: snapshot.version,
    canPrint: inUse.some(({ state }) => state !== 'problem'),
    sources: snapshot.sources.map(({ id, name, hearing }) => ({ account: accountOf(id), name, hearing })),
    printers: inUse.map(({ settings, state }) => ({ name: settings.name, state })),
    canBeHeard: snapshot.alarms.every(({ subject }) => subject !== 'pages'),
    waitingSlipCount: snapshot.openJobs.length,
    unacknowledgedCount: snapshot.unacknowledgedCount,
  }
}

/** Which run of a counter said it: a copied disk has the id of the one it was copied from. */
export const packHealth = (run: string, health: MemberHealth): string => JSON.stringify({ run, ...health })

/** @returns null: nobody said it, or another version did */
export function runOf(packed: string): string | null {
  try {
    const { run } = JSON.parse(packed) as { run?: unknown }
    return typeof run === 'string' ? run : null
  } catch {
    return null
  }
}

/** The counters that have been on the link, this one first, then by branch and name. Pure. */
export function membersOf({ members }: Beat, ownId: string): LinkMember[] {
  return members
    .flatMap(({ id, health, silentMs }): LinkMember[] => {
      const read = readHealth(health)
      return read === null ? [] : [{ ...read, id, isThis: id === ownId, silentMs: Math.max(0, silentMs) }]
    })
    .toSorted(
      (left, right) =>
        Number(right.isThis) - Number(left.isThis) ||
        left.branchName.localeCompare(right.branchName, 'tr') ||
        left.name.localeCompare(right.name, 'tr'),
    )
}

function readHealth(packed: string): MemberHealth | null {
  try {
    return memberHealthSchema.safeParse(JSON.parse(packed)).data ?? null
  } catch {
    return null
  }
}
