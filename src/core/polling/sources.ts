import type { ErrorCode } from '../../shared/contract/problems.ts'
import type { SourceStateView, SourceView } from '../../shared/contract/snapshot.ts'
import type { SourceSettings } from '../../shared/settings/source.ts'
import { STALE_AFTER_MS } from '../alerts/alarms.ts'
import type { EndedSilence } from '../alerts/notices.ts'
import type { HearingLog } from '../hearing/hearingLog.ts'
import type { Host, Secrets, StoredSecrets } from '../host.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import { accountOf, type VendorAccount } from '../vendors/http/account.ts'
import { keysFor, originOf } from './boundKeys.ts'
import { type CallBudget, createCallBudget } from './callBudget.ts'
import { expectationOf, hearingOf } from './hearingOf.ts'
import { createDetailsFetcher } from './detailsFetcher.ts'
import type { OrderBook, Wanted } from '../orders/orderBook.ts'
import type { Hearing } from '../orders/retention.ts'
import { createUnreadRows } from './unreadRows.ts'
import { createSourcePoller, type SourceHealth } from './sourcePoller.ts'
import type { PosClient, PosProblem, PosVendors, QuarantinedRow } from '../vendors/posClient.ts'

interface SourcesDependencies {
  host: Pick<Host, 'clock' | 'timers' | 'secrets' | 'random' | 'log'>
  book: OrderBook
  vendors: PosVendors
  settings(): readonly SourceSettings[]
  hearingLog: Pick<HearingLog, 'noteAnswer' | 'noteUnread' | 'lastSuccessMs'>
  /** Does what an answer wants done. Never throws. */
  carryOut(wanted: Wanted): void
  /** A vendor says "too many" although its client keeps the limits that it publishes. */
  onTooMany(sourceId: string): void
  /** A source that has not been heard for long is heard again. */
  onHeardAgain(silence: EndedSilence): void
  /** Details came in: slips that waited for them can go. */
  onDetails(): void
  /** An answer has been taken whole. */
  onCommitted(): void
  onChange(): void
  onFault(error: unknown): void
}

export interface Sources {
  /** Starts every enabled source; each by itself, so that a slow keyring or vendor delays no other. */
  start(): Promise<void>
  /** Starts those anew whose loop stands still. @returns their ids */
  restartStuck(): { id: string; stuckMs: number }[]
  /** Takes over changed settings or keys of one source. */
  restart(sourceId: string): Promise<void>
  wake(): void
  /** Of those that are asked, by id: not of disabled and stopped ones. */
  hearing(): ReadonlyMap<string, Hearing>
  views(): { view: SourceStateView; msSinceLastSuccess: number }[]
  client(sourceId: string): PosClient | null
  /** How many calls it may be asked; null: it is not asked. */
  budget(sourceId: string): CallBudget | null
  /** What is wrong with a source just now; null: nothing that is known. */
  problemOf(sourceId: string): ErrorCode | null
  /** @param baseUrl the address that they are for, and for no other */
  /** Which account its keys are for; null: it has none that are known yet. */
  account(sourceId: string): VendorAccount | null
  storeKeys(sourceId: string, secrets: Secrets, baseUrl: string): Promise<void>
  removeKeys(sourceId: string): Promise<void>
  stop(): Promise<void>
}

interface Runner {
  client: PosClient
  budget: CallBudget
  health(): SourceHealth
  stuckSinceMs(): number | null
  wakePoll(): void
  wakeDetails(): void
  stop(): Promise<void>
}

/** No poll takes as long: the wire gives each of its exchanges up long before. */
const STUCK_AFTER_MS = 300_000

type Keys = SourceView['keys']
const noKeys: Keys = { isSet: false, lastFour: null, isForThisRunOnly: false }

/** Shorter keys than this would be shown half: then nothing of them is. */
const SHOWN_FROM_LENGTH = 8

/** All sources at once: each has a poller, a details fetcher and a client of its own. */
export function createSources(dependencies: SourcesDependencies): Sources {
  const { host, book, vendors } = dependencies
  const runners = new Map<string, Runner>()
  const keys = new Map<string, Keys>()
  const refusals = new Map<string, { code: 'keyMissing' | 'keyUnreadable' | 'internal'; sinceMs: number }>()
  /** The latest start of each source, while its keys are being read: it takes over from an earlier one. */
  const starts = new Map<string, { sinceMonotonicMs: number }>()
  /** When each was last heard, monotonic, whichever runner it had then. */
  const accounts = new Map<string, VendorAccount>()
  const heardMs = new Map<string, number>()
  /** The last silence of each source in this run. */
  const silences = new Map<string, NonNullable<SourceView['lastSilence']>>()
  let isStopping = false

  const keysOf = ({ apiKey }: Secrets): Keys => ({
    isSet: true,
    lastFour: apiKey.length >= SHOWN_FROM_LENGTH ? apiKey.slice(-4) : null,
    isForThisRunOnly: host.secrets.keyring === 'none',
  })

  const run = async (source: SourceSettings): Promise<void> => {
    const start = { sinceMonotonicMs: host.clock.monotonicMs() }
    starts.set(source.id, start)
    const stored = await readKeys(source.id)
    if (isStopping || starts.get(source.id) !== start) return
    starts.delete(source.id)
    const secrets = keysFor(stored, source.baseUrl)
    keys.set(source.id, secrets === null ? noKeys : keysOf(secrets))
    if (secrets !== null) accounts.set(source.id, accountOf(source.kind, secrets))
    else accounts.delete(source.id)
    // Whoever is not asked is not silent.
    if (!source.enabled) return void heardMs.delete(source.id)
    if (secrets === null) return refuse(source.id, stored.kind === 'unreadable' ? 'keyUnreadable' : 'keyMissing')
    if (secrets.origin === undefined) void bind(source, secrets)
    try {
      const client = vendors[source.kind].createClient(source, secrets, host)
      runners.set(source.id, createRunner(source, client, host))
    } catch (error) {
      refuse(source.id, 'internal')
      dependencies.onFault(error)
    }
  }

  /** Keys of a first release: they go where they have gone so far. */
  const bind = ({ id, baseUrl }: SourceSettings, secrets: Secrets): Promise<void> =>
    host.secrets
      .write(id, { ...secrets, origin: originOf(baseUrl) })
      .catch(() => host.log({ level: 'warn', what: 'keys.notBound', data: { sourceId: id } }))

  const refuse = (sourceId: string, code: 'keyMissing' | 'keyUnreadable' | 'internal'): void =>
    void refusals.set(sourceId, { code, sinceMs: host.clock.nowMs() })

  /** A key store that fails is one that cannot be read: the person is asked, and what is stored stays. */
  const readKeys = async (sourceId: string): Promise<StoredSecrets> => {
    try {
      return await host.secrets.read(sourceId)
    } catch {
      host.log({ level: 'error', what: 'keys.unreadable', data: { sourceId } })
      return { kind: 'unreadable' }
    }
  }

  const stopRunner = async (sourceId: string): Promise<void> => {
    const runner = runners.get(sourceId)
    runners.delete(sourceId)
    refusals.delete(sourceId)
    starts.delete(sourceId)
    await runner?.stop()
  }

  const healthOf = (source: SourceSettings): Partial<Omit<SourceHealth, 'state'>> & Pick<SourceView, 'state'> => {
    if (!source.enabled) return { state: 'disabled' }
    const refusal = refusals.get(source.id)
    if (refusal) return { state: 'stopped', problem: { code: refusal.code }, problemSinceMs: refusal.sinceMs }
    const runner = runners.get(source.id)
    if (runner) return runner.health()
    const lastSuccessMonotonicMs = starts.get(source.id)?.sinceMonotonicMs ?? host.clock.monotonicMs()
    const isStuck = host.clock.monotonicMs() - lastSuccessMonotonicMs >= STALE_AFTER_MS
    return { state: 'starting', problem: isStuck ? { code: 'keyUnreadable' } : null, lastSuccessMonotonicMs }
  }

  const restart = async (sourceId: string): Promise<void> => {
    await stopRunner(sourceId)
    const source = dependencies.settings().find((candidate) => candidate.id === sourceId)
    // Whoever came in between has begun with the newest settings already.
    const isBegun = starts.has(sourceId) || runners.has(sourceId)
    if (source && !isStopping && !isBegun) await run(source)
    // Should it come back under its name, it is a source that has never been heard.
    if (!source) for (const remembered of [heardMs, silences]) remembered.delete(sourceId)
    dependencies.onChange()
  }

  return {
    restartStuck: () => {
      const nowMs = host.clock.monotonicMs()
      const stuck = [...runners]
        .map(([id, runner]) => ({ id, stuckMs: nowMs - (runner.stuckSinceMs() ?? nowMs) }))
        .filter(({ stuckMs }) => stuckMs >= STUCK_AFTER_MS)
      for (const { id } of stuck) restart(id).catch(dependencies.onFault)
      return stuck
    },
    start: async () => {
      await Promise.all(dependencies.settings().map((source) => run(source).catch(dependencies.onFault)))
      dependencies.onChange()
    },
    restart,
    wake: () => {
      for (const runner of runners.values()) {
        runner.wakePoll()
        runner.wakeDetails()
      }
    },
    hearing: () => {
      const all = dependencies.settings().map((source) => ({ id: source.id, ...healthOf(source) }))
      const asked = all.filter(({ state }) => state !== 'disabled' && state !== 'stopped')
      const nowMs = host.clock.monotonicMs()
      return new Map(
        asked.map(({ id, state, lastSuccessMonotonicMs = nowMs }) => [
          id,
          expectationOf(state, nowMs - lastSuccessMonotonicMs),
        ]),
      )
    },
    views: () =>
      dependencies.settings().map((source) => {
        const health = healthOf(source)
        const view = {
          ...source,
          state: health.state,
          problem: health.problem ?? null,
          problemSinceMs: health.problemSinceMs ?? null,
          lastSuccessMs: health.lastSuccessMs ?? dependencies.hearingLog.lastSuccessMs(source.id),
          nextPollMs: health.nextPollMs ?? null,
          quarantined: health.quarantined ?? [],
          isVerifyingEmpty: health.isVerifyingEmpty ?? false,
          incompleteSinceMs: health.incompleteSinceMs ?? null,
          lastSilence: silences.get(source.id) ?? null,
          keys: keys.get(source.id) ?? noKeys,
        }
        const lastSuccess = health.lastSuccessMonotonicMs
        const msSinceLastSuccess = lastSuccess === undefined ? 0 : host.clock.monotonicMs() - lastSuccess
        return {
          view: { ...view, hearing: hearingOf(view, msSinceLastSuccess, health.answerMs ?? 0) },
          msSinceLastSuccess,
        }
      }),
    client: (sourceId) => runners.get(sourceId)?.client ?? null,
    budget: (sourceId) => runners.get(sourceId)?.budget ?? null,
    problemOf: (sourceId) => {
      const source = dependencies.settings().find(({ id }) => id === sourceId)
      return source === undefined ? null : (healthOf(source).problem?.code ?? null)
    },
    account: (sourceId) => accounts.get(sourceId) ?? null,
    storeKeys: async (sourceId, secrets, baseUrl) => {
      await host.secrets.write(sourceId, { ...secrets, origin: originOf(baseUrl) })
      keys.set(sourceId, keysOf(secrets))
    },
    removeKeys: async (sourceId) => {
      await host.secrets.remove(sourceId)
      keys.delete(sourceId)
      accounts.delete(sourceId)
    },
    stop: async () => {
      isStopping = true
      await Promise.allSettled([...runners.keys()].map(stopRunner))
    },
  }

  function noteHeardAgain({ id, name }: SourceSettings, lastedMs: number, { alerts }: Wanted): void {
    const cameIn = alerts.filter(({ kind }) => kind === 'new').length
    silences.set(id, { endedMs: host.clock.nowMs(), lastedMs: Math.round(lastedMs), cameIn })
    host.log({ level: 'info', what: 'source.heardAgain', data: { sourceId: id, lastedMs, cameIn } })
    dependencies.onHeardAgain({ sourceId: id, name, lastedMs, cameIn })
  }

  function createRunner(source: SourceSettings, client: PosClient, { timers, clock }: Timed): Runner {
    const isAsked = ({ order, state, goneWhy }: KnownOrder): boolean =>
      order.sourceId === source.id && (state === 'open' || goneWhy === null)
    const noteTooMany = (): void => {
      if (vendors[source.kind].hasKnownLimits === true) dependencies.onTooMany(source.id)
    }
    const budget = createCallBudget(() => clock.monotonicMs(), noteTooMany)
    /** The orders of the list whose rows leave something out, by the id that details are asked with. */
    const summaries = new Set<string>()
    const fetcher = createDetailsFetcher({
      client,
      timers,
      monotonicMs: () => clock.monotonicMs(),
      random: host.random,
      vendor: vendors[source.kind],
      budget,
      // A stopped source waits for a person with everything it wants.
      orders: () => (poller.health().state === 'stopped' ? [] : book.known().filter(isAsked)),
      isRowASummary: (detailsId) => summaries.has(detailsId),
      onDetails: (orderKey, details) => {
        const wanted = book.applyDetails(orderKey, details)
        if (wanted === null) return
        dependencies.carryOut(wanted)
        dependencies.onDetails()
      },
      onGone: (orderKey, answer) => dependencies.carryOut(book.applyGone(orderKey, answer)),
      onStopped: (problem: PosProblem) => poller.stopFor(problem),
      onFault: dependencies.onFault,
    })
    const unreadRows = createUnreadRows()
    const isSeen = (id: string): boolean =>
      book.known().some(({ order: { sourceId, orderId, detailsId } }) => {
        return sourceId === source.id && (orderId === id || detailsId === id)
      })
    let reported = new Set<string>()
    /** Each unreadable row once, by id and reason, never by content. */
    const report = (rows: readonly QuarantinedRow[]): void => {
      for (const { id, reason } of rows) {
        const data = { sourceId: source.id, rowId: id, reason }
        if (!reported.has(`${id} ${reason}`)) host.log({ level: 'warn', what: 'row.quarantined', data })
      }
      reported = new Set(rows.map(({ id, reason }) => `${id} ${reason}`))
    }
    const poller = createSourcePoller({
      source,
      client,
      clock,
      timers,
      random: host.random,
      budget,
      onOpenOrders: (answer) => {
        if (answer.extent !== 'part') report(answer.quarantined)
        if (answer.extent === 'whole') summaries.clear()
        for (const { detailsId, completeness } of answer.orders)
          if (completeness === 'summary') summaries.add(detailsId)
        const silentMs = clock.monotonicMs() - (heardMs.get(source.id) ?? poller.health().lastSuccessMonotonicMs)
        heardMs.set(source.id, clock.monotonicMs())
        const { isVerifyingEmpty, ...wanted } = book.applyPoll(source.id, answer)
        dependencies.carryOut(wanted)
        if (silentMs >= STALE_AFTER_MS) noteHeardAgain(source, silentMs, wanted)
        const cameIn = wanted.alerts.filter(({ kind }) => kind === 'new').length
        dependencies.hearingLog.noteAnswer(source.id, answer.extent, cameIn)
        const unreadSinceMs = unreadRows.note(answer, isSeen, clock.nowMs())
        if (unreadSinceMs !== null) dependencies.hearingLog.noteUnread(source.id, unreadSinceMs)
        fetcher.wake()
        dependencies.onCommitted()
        return { isVerifyingEmpty }
      },
      onHealth: dependencies.onChange,
      onFault: dependencies.onFault,
    })
    poller.start()
    fetcher.wake()
    return {
      client,
      budget,
      health: poller.health,
      stuckSinceMs: poller.stuckSinceMs,
      wakePoll: poller.wake,
      wakeDetails: fetcher.wake,
      stop: async () => {
        poller.stop()
        fetcher.stop()
        await client.close()
      },
    }
  }
}

type Timed = Pick<Host, 'timers' | 'clock'>
