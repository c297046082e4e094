import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { fail, type Result } from '../../shared/contract/problems.ts'
import { BEAT_EVERY_MS } from '../../shared/model/linkMember.ts'
import type { Order } from '../../shared/model/order.ts'
import type { PrintJob } from '../../shared/model/printJob.ts'
import { isLinkOn } from '../../shared/settings/link.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import type { Trouble } from '../alerts/alarms.ts'
import type { Host } from '../host.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { type Claims, createClaims } from './claims.ts'
import { createEventReader } from './eventReader.ts'
import { createOutbox } from './outbox.ts'
import { type LinkEvent, readEvent, type ToldEvent } from './linkKeys.ts'
import { createLinkConnection, type LinkConnection } from './linkConnection.ts'
import { createLinkPassword, type LinkPassword } from './linkPassword.ts'
import type { LinkTarget, OpenSession } from './linkSession.ts'
import { createMembers } from './members.ts'
import { createOutage } from './outage.ts'
import { createOwnId } from './ownId.ts'
import type { VendorAccount } from '../vendors/http/account.ts'

interface LinkDependencies {
  host: Pick<Host, 'clock' | 'timers' | 'random' | 'log' | 'secrets' | 'computerName'>
  ledger: Pick<
    Ledger,
    | 'readJob'
    | 'readJobsOf'
    | 'readOrderKeysSince'
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
  /** All that other counters have told so far has been handed on. */
  onCaughtUp(): void
  /** Others can be told, of accounts that were not known before perhaps. */
  onReached(): void
  /** A slip that waited for another counter may be printed, or need not be. */
  onSlipMoved(): void
  onDoubled(job: PrintJob, counterName: string): void
  onChange(): void
  onFault(error: unknown): void
}

/** Several counters of a shop as one. */
export interface Link extends Pick<Claims, 'ask' | 'follow' | 'isElsewhere' | 'heldBackMs' | 'tellNames'> {
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

const RENEW_EVERY_MS = 4_000
const STOP_PATIENCE_MS = 1_000

export function createLink(dependencies: LinkDependencies): Link {
  const { host, ledger, settings, onChange } = dependencies
  const { clock, timers } = host
  const passwords = createLinkPassword(host)
  const ownId = createOwnId({ ledger })
  const outage = createOutage({ clock, ledger })
  let password: string | null = null
  let accountsToldOf = ''
  let datasetId: string | null = null
  let beatMs = Number.NEGATIVE_INFINITY
  let renewedMs = Number.NEGATIVE_INFINITY

  const connection: LinkConnection = createLinkConnection({
    host,
    outage,
    open: async (isWanted) => {
      const { address } = settings().link
      const stored = password ?? (await passwords.read(address))
      if (!isWanted()) return null
      password = stored
      return dependencies.open({ address, password })
    },
    firstBeat: () => {
      beatMs = clock.monotonicMs()
      return members.tell()
    },
    onUp: (session) => {
      if (datasetId !== session.datasetId) {
        // Another dataset: it is read from its beginning, and told again what it may have lost.
        reader.rewind()
        if (datasetId !== null) outbox.repeat()
        datasetId = session.datasetId
      }
      outbox.send()
      reader.run(session)
      accountsToldOf = ''
      beat()
      dependencies.onSlipMoved()
      onChange()
    },
    onChange,
    onFault: dependencies.onFault,
  })
  const { attempt } = connection

  /** A session is there that has taken this counter's beat. */
  const isUp = (): boolean => connection.live() !== null && outage.sinceMs() === null

  const own = () => ({ member: ownId.current(), counterName: host.computerName.slice(0, 120) })

  const claims = createClaims({
    ...dependencies,
    clock,
    own,
    others: () => members.others(),
    session: connection.live,
    isOpening: connection.isOpening,
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
      ownId.renew()
    },
    onChange,
  })
  const outbox = createOutbox({ clock, ledger, attempt, onFault: dependencies.onFault })

  const take = (account: string, body: string): void => {
    const event = readEvent(body)
    if (event === null || event.member === ownId.current()) return
    if (event.what === 'printed' || event.what === 'freed') {
      claims.hear(account, event.slip, event.what === 'printed' ? event.counterName : null)
      dependencies.onSlipMoved()
      onChange()
    } else dependencies.onEvent(account, event)
  }
  const attemptHere = (work: () => void): void => {
    try {
      work()
    } catch (error) {
      dependencies.onFault(error)
    }
  }
  const accounts = (): string[] =>
    settings().sources.flatMap(({ id, enabled }) => (enabled ? (dependencies.account(id)?.id ?? []) : []))
  const reader = createEventReader({
    accounts,
    attempt,
    timers,
    // What one event does wrong must not hold up those after it.
    take: (account, body) => attemptHere(() => take(account, body)),
    caughtUp: () => attemptHere(dependencies.onCaughtUp),
  })

  /** Keys are read after the start: what was printed of their accounts is told then. */
  const catchUp = (): void => {
    const now = accounts().join()
    if (now === accountsToldOf) return
    accountsToldOf = now
    claims.catchUp()
    dependencies.onReached()
  }

  const beat = (): void => {
    const nowMs = clock.monotonicMs()
    ownId.keep()
    if (connection.live() === null) return outage.note()
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
    const isWanted = connection.begin()
    const { link } = settings()
    if (isLinkOn(link)) outage.begin()
    ownId.read()
    const stored = await passwords.read(link.address)
    if (!isWanted()) return
    password = stored
    onChange()
    if (isLinkOn(link)) connection.openSoon()
  }

  const end = async (): Promise<void> => {
    await attempt((session) => session.leave(ownId.current()))
    reader.stop()
    connection.end()
    members.forget()
  }

  return {
    ask: claims.ask,
    follow: claims.follow,
    isElsewhere: claims.isElsewhere,
    heldBackMs: claims.heldBackMs,
    tellNames: claims.tellNames,
    start,
    restart: async () => {
      await end()
      datasetId = null
      await start()
    },
    stop: async () => {
      claims.follow()
      const startMs = clock.monotonicMs()
      while (connection.live() !== null && !claims.isQuiet() && clock.monotonicMs() - startMs < STOP_PATIENCE_MS)
        await new Promise<void>((resolve) => void timers.after(20, resolve))
      await end()
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
        state: !isOn ? 'off' : isUp() ? 'up' : connection.problem() === null ? 'opening' : 'down',
        problem: connection.problem(),
        downSinceMs: isOn ? outage.sinceMs() : null,
        isPasswordSet: password !== null,
        members: members.views(isUp()),
      }
    },
    trouble: outage.trouble,
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
