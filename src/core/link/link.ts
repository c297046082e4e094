import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { fail, type Problem, type Result } from '../../shared/contract/problems.ts'
import { backoffMs } from '../../shared/model/backoff.ts'
import { BEAT_EVERY_MS } from '../../shared/model/linkMember.ts'
import type { Order } from '../../shared/model/order.ts'
import type { PrintJob } from '../../shared/model/printJob.ts'
import { isLinkOn } from '../../shared/settings/link.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import type { Trouble } from '../alerts/alarms.ts'
import type { Host } from '../host.ts'
import { type Ledger, LedgerError } from '../ledger/ledger.ts'
import { type Claims, createClaims } from './claims.ts'
import { createEventReader } from './eventReader.ts'
import { createOutbox } from './outbox.ts'
import { type LinkEvent, readEvent, type ToldEvent } from './linkKeys.ts'
import { createLinkPassword, type LinkPassword } from './linkPassword.ts'
import type { LinkSession, LinkTarget, OpenSession } from './linkSession.ts'
import { createMembers } from './members.ts'
import type { VendorAccount } from '../vendors/http/account.ts'

interface LinkDependencies {
  host: Pick<Host, 'clock' | 'timers' | 'random' | 'log' | 'secrets' | 'computerName'>
  ledger: Pick<
    Ledger,
    | 'readJob'
    | 'readJobsOf'
    | 'readRecentJobs'
    | 'readValue'
    | 'writeValue'
    | 'addLinkEvents'
    | 'readLinkEvents'
    | 'removeLinkEvents'
    | 'noteLinkOutage'
  >
  open: OpenSession
  settings(): Settings
  isPrintingCounter(): boolean
  /** null: closed. */
  snapshot(): Snapshot | null
  findOrder(orderKey: string): Order | null
  group(orderKey: string): string[]
  account(sourceId: string): VendorAccount | null
  orderKeysOf(account: string, orderId: string): string[]
  /** Another counter has told of something. */
  onEvent(account: string, event: LinkEvent): void
  /** A slip that waited for another counter may be printed, or need not be. */
  onSlipMoved(): void
  onDoubled(job: PrintJob, counterName: string): void
  onChange(): void
  onFault(error: unknown): void
}

/** Several counters of a shop as one. */
export interface Link extends Pick<Claims, 'ask' | 'follow' | 'isElsewhere'> {
  start(): Promise<void>
  /** What is set, or its password, is different. */
  restart(): Promise<void>
  /** Lets what has been printed be told, a second at most. */
  stop(): Promise<void>
  /** Tells the other counters; what cannot be told now is told when the server answers. */
  tell(account: string, events: readonly ToldEvent[]): void
  /** With each heartbeat. */
  beat(): void
  view(): Snapshot['link']
  /** For the alarm. */
  trouble(): Trouble | null
  savePassword: LinkPassword['save']
  target: LinkPassword['target']
  test(target: LinkTarget): Promise<Result<{ answeredMs: number; memberCount: number }>>
}

const MEMBER_ID = 'linkMember'
const ALARM_AFTER_MS = 60_000
const RENEW_EVERY_MS = 4_000
const STOP_PATIENCE_MS = 1_000
const LEAST_OUTAGE_MS = 500
const pause = { firstMs: 500, lastMs: 5_000 }

export function createLink(dependencies: LinkDependencies): Link {
  const { host, ledger, settings, onChange } = dependencies
  const { clock, timers } = host
  const passwords = createLinkPassword(host)
  let member = ''
  let password: string | null = null
  let live: { session: LinkSession; sinceMs: number } | null = null
  let lastProblem: Problem | null = null
  /** Since when it does not answer, wall time. */
  let downSinceMs: number | null = null
  let isOutageNoted = false
  let failures = 0
  let accountsToldOf = ''
  let datasetId: string | null = null
  /** Rises with each start and stop: what an earlier one still does is nobody's. */
  let era = 0
  let cancelReopen: (() => void) | null = null
  let beatMs = Number.NEGATIVE_INFINITY
  let renewedMs = Number.NEGATIVE_INFINITY

  const own = () => ({ member, counterName: host.computerName.slice(0, 120) })

  /** It is of no more use: another one is opened. */
  const drop = (session: LinkSession, code: Problem['code']): void => {
    if (live?.session !== session) return
    session.close()
    live = null
    note({ code })
    reopen(0)
    onChange()
  }

  const note = (problem: Problem): void => {
    lastProblem = problem
    downSinceMs ??= clock.nowMs()
  }

  /** A moment is no outage: nobody was kept from anything. */
  const noteOutage = (untilMs: number | null): void => {
    const lastedMs = (untilMs ?? clock.nowMs()) - (downSinceMs ?? Number.POSITIVE_INFINITY)
    if (downSinceMs === null || lastedMs < LEAST_OUTAGE_MS) return
    isOutageNoted = untilMs === null
    try {
      ledger.noteLinkOutage({ fromMs: downSinceMs, untilMs })
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error
    }
  }

  const endOutage = (): void => {
    noteOutage(clock.nowMs())
    downSinceMs = null
    isOutageNoted = false
  }

  const attempt = async <T>(work: (session: LinkSession) => Promise<T>): Promise<T | null> => {
    const session = live?.session
    if (session === undefined) return null
    try {
      return await work(session)
    } catch (error) {
      host.log({ level: 'warn', what: 'link.noAnswer', data: { error: error instanceof Error ? error.name : '' } })
      drop(session, 'timedOut')
      return null
    }
  }

  const claims = createClaims({
    ...dependencies,
    clock,
    own,
    others: () => members.others(),
    session: () => live,
    isOpening: () => live === null && failures === 0,
    attempt,
  })
  const members = createMembers({
    clock,
    run: crypto.randomUUID(),
    snapshot: dependencies.snapshot,
    own: () => ({
      ...own(),
      branchName: settings().link.branchName,
      isPrintingCounter: dependencies.isPrintingCounter(),
    }),
    accountId: (sourceId) => dependencies.account(sourceId)?.id ?? null,
    attempt,
    onIdTaken: () => {
      host.log({ level: 'warn', what: 'link.idTaken' })
      member = crypto.randomUUID()
      ledger.writeValue(MEMBER_ID, member)
    },
    onChange,
  })
  const outbox = createOutbox({ clock, ledger, attempt, onFault: dependencies.onFault })

  const take = (account: string, body: string): void => {
    const event = readEvent(body)
    if (event === null || event.member === member) return
    if (event.what === 'printed' || event.what === 'freed') {
      claims.hear(account, event.slip, event.what === 'printed' ? event.counterName : null)
      dependencies.onSlipMoved()
      onChange()
    } else dependencies.onEvent(account, event)
  }
  const accounts = (): string[] =>
    settings().sources.flatMap(({ id, enabled }) => (enabled ? (dependencies.account(id)?.id ?? []) : []))
  const reader = createEventReader({
    accounts,
    attempt,
    timers,
    take: (account, body) => {
      try {
        take(account, body)
      } catch (error) {
        // What one event does wrong must not hold up those after it.
        dependencies.onFault(error)
      }
    },
  })

  const reopen = (delayMs: number): void => {
    cancelReopen?.()
    const mine = era
    cancelReopen = timers.after(delayMs, () => void open(mine))
  }

  const open = async (mine: number): Promise<void> => {
    cancelReopen = null
    const { address } = settings().link
    const opened = await dependencies.open({ address, password })
    if (mine !== era) return opened.ok ? opened.value.close() : undefined
    if (!opened.ok) {
      failures++
      note(opened.error)
      reopen(backoffMs(failures, host.random(), pause))
      return onChange()
    }
    const session = opened.value
    failures = 0
    live = { session, sinceMs: clock.monotonicMs() }
    lastProblem = null
    endOutage()
    if (datasetId !== session.datasetId) {
      // Another dataset: it is read from its beginning, and told again what it may have lost.
      reader.rewind()
      if (datasetId !== null) outbox.repeat()
      datasetId = session.datasetId
    }
    beatMs = Number.NEGATIVE_INFINITY
    beat()
    accountsToldOf = ''
    catchUp()
    outbox.send()
    reader.run(session)
    dependencies.onSlipMoved()
    onChange()
  }

  /** Keys are read after the start: what was printed of their accounts is told then. */
  const catchUp = (): void => {
    const now = accounts().join()
    if (now === accountsToldOf) return
    accountsToldOf = now
    claims.catchUp()
  }

  const beat = (): void => {
    const nowMs = clock.monotonicMs()
    if (live === null) return isOutageNoted ? undefined : noteOutage(null)
    catchUp()
    if (nowMs - renewedMs >= RENEW_EVERY_MS) {
      renewedMs = nowMs
      claims.renew()
    }
    if (nowMs - beatMs < BEAT_EVERY_MS) return
    beatMs = nowMs
    void members.tell()
  }

  const start = async (): Promise<void> => {
    const mine = ++era
    member = ledger.readValue(MEMBER_ID) ?? crypto.randomUUID()
    ledger.writeValue(MEMBER_ID, member)
    password = await passwords.read(settings().link.address)
    if (mine !== era) return
    onChange()
    if (!isLinkOn(settings().link)) return
    downSinceMs = clock.nowMs()
    reopen(0)
  }

  const end = (): void => {
    era++
    cancelReopen?.()
    cancelReopen = null
    reader.stop()
    live?.session.close()
    live = null
    members.forget()
    lastProblem = null
    endOutage()
    failures = 0
  }

  return {
    ask: claims.ask,
    follow: claims.follow,
    isElsewhere: claims.isElsewhere,
    start,
    restart: async () => {
      if (live !== null) await attempt((session) => session.leave(member))
      end()
      datasetId = null
      await start()
    },
    stop: async () => {
      claims.follow()
      const startMs = clock.monotonicMs()
      while (live !== null && !claims.isQuiet() && clock.monotonicMs() - startMs < STOP_PATIENCE_MS)
        await new Promise<void>((resolve) => void timers.after(20, resolve))
      if (live !== null) await attempt((session) => session.leave(member))
      end()
    },
    tell: (account, events) => {
      if (!isLinkOn(settings().link) || events.length === 0) return
      outbox.add(
        account,
        events.map((event) => JSON.stringify({ ...event, ...own() })),
      )
    },
    beat,
    view: () => {
      const isOn = isLinkOn(settings().link)
      return {
        state: !isOn ? 'off' : live !== null ? 'up' : lastProblem === null ? 'opening' : 'down',
        problem: lastProblem,
        downSinceMs: isOn ? downSinceMs : null,
        isPasswordSet: password !== null,
        members: members.views(live !== null),
      }
    },
    trouble: () => {
      if (downSinceMs === null || clock.nowMs() - downSinceMs < ALARM_AFTER_MS) return null
      return { problem: { code: 'linkDown' }, sinceMs: downSinceMs }
    },
    savePassword: passwords.save,
    target: passwords.target,
    test: async (target) => {
      const opened = await dependencies.open(target)
      if (!opened.ok) return opened
      const startMs = clock.monotonicMs()
      try {
        const asked = await opened.value.beat('', '')
        return {
          ok: true,
          value: { answeredMs: Math.round(clock.monotonicMs() - startMs), memberCount: asked.members.length },
        }
      } catch {
        return fail('timedOut')
      } finally {
        opened.value.close()
      }
    },
  }
}
