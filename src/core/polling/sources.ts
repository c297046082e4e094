import type { ErrorCode } from '../../shared/contract/problems.ts'
import type { SourceStateView, SourceView } from '../../shared/contract/snapshot.ts'
import type { SourceSettings } from '../../shared/settings/source.ts'
import type { EndedSilence } from '../alerts/notices.ts'
import type { EndedGap, HearingLog } from '../hearing/hearingLog.ts'
import { silentAfterMs } from '../hearing/hearingRule.ts'
import type { Host, Secrets, StoredSecrets } from '../host.ts'
import { accountOf, type VendorAccount } from '../vendors/http/account.ts'
import { keysFor, originOf } from './boundKeys.ts'
import type { CallBudget } from './callBudget.ts'
import { expectationOf, hearingOf, isSilent, isSlowed, type Wait } from './hearingOf.ts'
import type { Hearing } from '../orders/retention.ts'
import type { Since, SourceHealth } from './sourcePoller.ts'
import { createSourceRunner, type RunnerDependencies, type SourceRunner } from './sourceRunner.ts'
import type { PosClient } from '../vendors/posClient.ts'

interface SourcesDependencies extends Omit<RunnerDependencies, 'host' | 'awaitedSince' | 'onHeard'> {
  host: RunnerDependencies['host'] & Pick<Host, 'secrets'>
  settings(): readonly SourceSettings[]
  hearingLog: RunnerDependencies['hearingLog'] & Pick<HearingLog, 'lastSuccessMs'>
  /** A source that has not been heard for long is heard again. */
  onHeardAgain(silence: EndedSilence): void
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
  views(): { view: SourceStateView; isHeldBack: boolean }[]
  client(sourceId: string): PosClient | null
  /** How many calls it may be asked; null: it is not asked. */
  budget(sourceId: string): CallBudget | null
  /** What is wrong with a source just now; null: nothing that is known. */
  problemOf(sourceId: string): ErrorCode | null
  /** Which account its keys are for; null: it has none that are known yet. */
  account(sourceId: string): VendorAccount | null
  /** @param baseUrl the address that they are for, and for no other */
  storeKeys(sourceId: string, secrets: Secrets, baseUrl: string): Promise<void>
  removeKeys(sourceId: string): Promise<void>
  stop(): Promise<void>
}

/** No poll takes as long: the wire gives each of its exchanges up long before. */
const STUCK_AFTER_MS = 300_000

type Keys = SourceView['keys']
const noKeys: Keys = { isSet: false, lastFour: null, isForThisRunOnly: false }

/** Shorter keys than this would be shown half: then nothing of them is. */
const SHOWN_FROM_LENGTH = 8

/** All sources at once, each with a runner of its own. */
export function createSources(dependencies: SourcesDependencies): Sources {
  const { host, vendors } = dependencies
  const runners = new Map<string, SourceRunner>()
  const keys = new Map<string, Keys>()
  const refusals = new Map<string, { code: 'keyMissing' | 'keyUnreadable' | 'internal'; sinceMs: number }>()
  /** The latest start of each source, while its keys are being read: it takes over from an earlier one. */
  const starts = new Map<string, Since>()
  const accounts = new Map<string, VendorAccount>()
  /** The last silence of each source in this run. */
  const silences = new Map<string, NonNullable<SourceView['lastSilence']>>()
  let isStopping = false

  const keysOf = ({ apiKey }: Secrets): Keys => ({
    isSet: true,
    lastFour: apiKey.length >= SHOWN_FROM_LENGTH ? apiKey.slice(-4) : null,
    isForThisRunOnly: host.secrets.keyring === 'none',
  })

  const now = (): Since => ({ wallMs: host.clock.nowMs(), monotonicMs: host.clock.monotonicMs() })

  /** @param since when an answer of it was first waited for */
  const run = async (source: SourceSettings, since: Since): Promise<void> => {
    const start = { ...since }
    starts.set(source.id, start)
    const stored = await readKeys(source.id)
    if (isStopping || starts.get(source.id) !== start) return
    starts.delete(source.id)
    const secrets = keysFor(stored, source.baseUrl)
    keys.set(source.id, secrets === null ? noKeys : keysOf(secrets))
    if (secrets !== null) accounts.set(source.id, accountOf(source.kind, secrets))
    else accounts.delete(source.id)
    if (!source.enabled) return
    if (secrets === null) return refuse(source.id, stored.kind === 'unreadable' ? 'keyUnreadable' : 'keyMissing')
    if (secrets.origin === undefined) void bind(source, secrets)
    try {
      const client = vendors[source.kind].createClient(source, secrets, host)
      runners.set(
        source.id,
        createSourceRunner(source, client, {
          ...dependencies,
          awaitedSince: start,
          onHeard: (gap) => noteHeardAgain(source, gap),
        }),
      )
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
    const awaitedSince = starts.get(source.id) ?? now()
    const isStuck = host.clock.monotonicMs() - awaitedSince.monotonicMs >= silentAfterMs(0)
    return { state: 'starting', problem: isStuck ? { code: 'keyUnreadable' } : null, awaitedSince }
  }

  const waitOf = (
    sourceId: string,
    { awaitedSince = now(), plannedMs = 0 }: Partial<Pick<SourceHealth, 'awaitedSince' | 'plannedMs'>>,
  ): Wait => ({
    msSinceLastSuccess: host.clock.monotonicMs() - awaitedSince.monotonicMs,
    overdueMs: runners.get(sourceId)?.overdueMs() ?? 0,
    plannedMs,
  })

  /** What is wrong with it: nothing that its vendor or the way to it has said counts as no answer in time. */
  const troubleOf = (
    sourceId: string,
    health: ReturnType<typeof healthOf>,
  ): Pick<SourceView, 'problem' | 'problemSinceMs'> => {
    const { state, problem = null, problemSinceMs = null, awaitedSince, heldBackSinceMs = null } = health
    if (problem !== null || state === 'disabled' || state === 'stopped') return { problem, problemSinceMs }
    if (isSilent(state, waitOf(sourceId, health)))
      return { problem: { code: 'timedOut' }, problemSinceMs: awaitedSince?.wallMs ?? null }
    return { problem: heldBackSinceMs === null ? null : { code: 'rateLimited' }, problemSinceMs: heldBackSinceMs }
  }

  const noteHeardAgain = ({ id, name }: SourceSettings, { lastedMs, cameIn }: EndedGap): void => {
    if (lastedMs < silentAfterMs(runners.get(id)?.health().plannedMs ?? 0)) return
    silences.set(id, { endedMs: host.clock.nowMs(), lastedMs: Math.round(lastedMs), cameIn })
    host.log({ level: 'info', what: 'source.heardAgain', data: { sourceId: id, lastedMs, cameIn } })
    dependencies.onHeardAgain({ sourceId: id, name, lastedMs, cameIn })
  }

  /** @param since when an answer was first waited for; left out: a person has begun anew */
  const restart = async (sourceId: string, since?: Since): Promise<void> => {
    await stopRunner(sourceId)
    const source = dependencies.settings().find((candidate) => candidate.id === sourceId)
    // Whoever came in between has begun with the newest settings already.
    const isBegun = starts.has(sourceId) || runners.has(sourceId)
    if (source && !isStopping && !isBegun) await run(source, since ?? now())
    // Should it come back under its name, it is a source that has never been heard.
    if (!source) silences.delete(sourceId)
    dependencies.onChange()
  }

  return {
    restartStuck: () => {
      const nowMs = host.clock.monotonicMs()
      const stuck = [...runners]
        .map(([id, runner]) => ({ id, stuckMs: nowMs - (runner.stuckSinceMs() ?? nowMs) }))
        .filter(({ stuckMs }) => stuckMs >= STUCK_AFTER_MS)
      for (const { id } of stuck) restart(id, runners.get(id)?.health().awaitedSince).catch(dependencies.onFault)
      return stuck
    },
    start: async () => {
      await Promise.all(dependencies.settings().map((source) => run(source, now()).catch(dependencies.onFault)))
      dependencies.onChange()
    },
    restart: (sourceId) => restart(sourceId),
    wake: () => {
      for (const runner of runners.values()) {
        runner.wakePoll()
        runner.wakeDetails()
      }
    },
    hearing: () => {
      const all = dependencies.settings().map((source) => ({ id: source.id, health: healthOf(source) }))
      const asked = all.filter(({ health: { state } }) => state !== 'disabled' && state !== 'stopped')
      return new Map(asked.map(({ id, health }) => [id, expectationOf(health.state, waitOf(id, health))]))
    },
    views: () =>
      dependencies.settings().map((source) => {
        const health = healthOf(source)
        const view = {
          ...source,
          state: health.state,
          ...troubleOf(source.id, health),
          lastSuccessMs: health.lastSuccessMs ?? dependencies.hearingLog.lastSuccessMs(source.id),
          nextPollMs: health.nextPollMs ?? null,
          quarantined: health.quarantined ?? [],
          isVerifyingEmpty: health.isVerifyingEmpty ?? false,
          incompleteSinceMs: health.incompleteSinceMs ?? null,
          lastSilence: silences.get(source.id) ?? null,
          keys: keys.get(source.id) ?? noKeys,
        }
        return {
          view: { ...view, hearing: hearingOf(view, waitOf(source.id, health), health.answerMs ?? 0) },
          isHeldBack: view.problem?.code === 'rateLimited' && (health.heldBackSinceMs ?? null) !== null,
        }
      }),
    client: (sourceId) => runners.get(sourceId)?.client ?? null,
    budget: (sourceId) => runners.get(sourceId)?.budget ?? null,
    problemOf: (sourceId) => {
      const source = dependencies.settings().find(({ id }) => id === sourceId)
      if (source === undefined) return null
      const health = healthOf(source)
      const { problem } = troubleOf(sourceId, health)
      if (problem !== null) return problem.code
      // Nothing is wrong with what it answers, but its vendor wants it asked more seldom than the shop does.
      return isSlowed(health.plannedMs ?? 0, source.pollSeconds) ? 'rateLimited' : null
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
}
