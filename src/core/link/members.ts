import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { isMemberHere, type LinkMember, type MemberView } from '../../shared/model/linkMember.ts'
import type { Clock } from '../host.ts'
import type { LinkSession } from './linkSession.ts'
import { healthOf, membersOf, packHealth, runOf } from './memberBeat.ts'

interface MemberDependencies {
  clock: Clock
  /** Of this start of Tezgah. */
  run: string
  /** null: closed. */
  snapshot(): Snapshot | null
  own(): { member: string; counterName: string; branchName: string; isPrintingCounter: boolean }
  accountId(sourceId: string): string | null
  attempt<T>(work: (session: LinkSession) => Promise<T>): Promise<T | null>
  /** Another computer has this counter's disk, or a copy of it. */
  onIdTaken(): void
  onChange(): void
}

/** The counters on the link: this one tells how it is, and hears how the others are. */
export interface Members {
  tell(): Promise<void>
  /** With how long each has not been heard by now. */
  others(): LinkMember[]
  views(isUp: boolean): MemberView[]
  forget(): void
}

export function createMembers(dependencies: MemberDependencies): Members {
  const { clock, run, attempt } = dependencies
  let all: LinkMember[] = []
  /** In which dataset of the server this run has told how it is: an older one has what an earlier run of this counter told. */
  let toldIn: string | null = null
  let heardMs = 0
  let heardAtMs = 0

  const viewOf = ({ silentMs, ...member }: LinkMember, isUp: boolean): MemberView => {
    const isHere = isUp && isMemberHere({ silentMs: silentMs + clock.monotonicMs() - heardMs })
    return { ...member, isHere, lastHeardMs: isHere ? null : toTens(heardAtMs - silentMs) }
  }
  const views = (isUp: boolean): MemberView[] => all.map((member) => viewOf(member, isUp))

  return {
    tell: async () => {
      const snapshot = dependencies.snapshot()
      if (snapshot === null) return
      const { member, counterName, branchName, isPrintingCounter } = dependencies.own()
      const health = healthOf(snapshot, { name: counterName, branchName, isPrintingCounter }, dependencies.accountId)
      const told = await attempt(async (session) => ({
        ...(await session.beat(member, packHealth(run, health))),
        datasetId: session.datasetId,
      }))
      if (told === null) return
      if (toldIn === told.datasetId && told.before !== '' && runOf(told.before) !== run) dependencies.onIdTaken()
      toldIn = told.datasetId
      const before = JSON.stringify(views(true))
      all = membersOf(told, member)
      heardMs = clock.monotonicMs()
      heardAtMs = clock.nowMs()
      if (JSON.stringify(views(true)) !== before) dependencies.onChange()
    },
    others: () => {
      const sinceMs = clock.monotonicMs() - heardMs
      return all.filter(({ isThis }) => !isThis).map((one) => ({ ...one, silentMs: one.silentMs + sinceMs }))
    },
    views,
    forget: () => {
      all = []
      toldIn = null
    },
  }
}

/** A screen is not told each time a clock has moved on. */
const toTens = (ms: number): number => Math.floor(ms / 10_000) * 10_000
