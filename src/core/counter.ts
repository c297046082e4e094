import { type Alarm, type EventName, type EventPayload, type RequestName, requests, type Snapshot } from '../shared/contract.ts'
import { fail, type Result } from '../shared/result.ts'
import type { Language } from '../shared/settings.ts'
import { alarmsOf, type Trouble } from './alerts/alarms.ts'
import { noticesFor } from './alerts/notices.ts'
import type { Attention, Host } from './host.ts'
import { LedgerError, type OpenAlert } from './ledger/ledger.ts'
import type { OrderBook } from './orders/orderBook.ts'
import { alarmFactsOf, factsOf, layProvision, openParts, type Parts } from './parts.ts'
import type { PosVendors } from './pos/posClient.ts'
import { posVendors } from './pos/registry.ts'
import type { Provision } from './provision.ts'
import { attentionOf, buildSnapshot } from './snapshot.ts'

/** What a door holds: the whole of Tezgah behind two verbs and a life cycle. */
export interface Counter {
  /** Opens the ledger, reads the settings and starts every source and printer. Never throws for a bad disk or key. */
  start(): Promise<void>
  /** Stops polling, lets the slip under way end (at most 10 s) and closes the ledger. */
  stop(): Promise<void>
  /**
   * Answers one request of a screen. `name` and `input` are untrusted: an unknown name or a wrong input resolves to
   * `invalidRequest`. Never rejects.
   */
  handle(name: unknown, input: unknown): Promise<Result<unknown>>
  /** Every event for screens, in order. @returns its unsubscribe. */
  subscribe(listener: (event: CounterEvent) => void): () => void
  /** Brings an order to the front of whatever screens are open (null: the board). */
  showOrder(key: string | null): void
  attention(): Attention
  /** The machine woke up or the network came back: poll now. */
  wake(): void
}

export type CounterEvent = { [N in EventName]: { name: N; payload: EventPayload<N> } }[EventName]

const HEARTBEAT_MS = 1_000
/** A heartbeat this late means that the machine slept or stood still: whatever was waited for is overdue. */
const GAP_MS = 15_000
const ERASE_EVERY_MS = 3_600_000

/**
 * Composition root of the core.
 *
 * @param provision what an installer wrote, laid over the stored settings at start
 * @param vendors the vendors there are; a soak test brings its own, to live a week in a minute
 */
export function createCounter(
  host: Host,
  provision: Provision | null = null,
  vendors: PosVendors = posVendors,
): Counter {
  const listeners = new Set<(event: CounterEvent) => void>()
  const silenced = new Set<string>()
  let parts: Parts | null = null
  let ledgerTrouble: Trouble | null = null
  let rev = 0
  let shown: Snapshot | null = null
  let alarmIds = ''
  let cancelPublish: (() => void) | null = null
  let cancelHeartbeat: (() => void) | null = null

  const emit = (event: CounterEvent): void => {
    for (const listener of listeners) {
      try {
        listener(event)
      } catch (error) {
        // One screen that fails must not take the others, or the poll behind them, with it.
        host.log({ level: 'error', what: 'listener.failed', data: { error: errorName(error) } })
      }
    }
  }

  const onFault = (error: unknown): void => {
    host.log({ level: 'error', what: 'core.fault', data: { error: errorName(error) } })
    const code = error instanceof LedgerError ? error.code : 'internal'
    ledgerTrouble = { problem: { code }, sinceMs: ledgerTrouble?.sinceMs ?? host.clock.nowMs() }
    changed()
  }

  const changed = (): void => {
    shown = null
    cancelPublish ??= host.timers.after(0, publish)
  }

  const publish = (): void => {
    cancelPublish = null
    if (parts === null) return
    const snapshot = snapshotNow(parts)
    host.showAttention(attentionOf(snapshot))
    emit({ name: 'snapshot.changed', payload: snapshot })
  }

  const snapshotNow = (open: Parts): Snapshot => {
    if (shown) return shown
    // Starts from the wall clock, so that a screen that outlives this process sees the next one's as newer.
    rev = Math.max(rev + 1, host.clock.nowMs())
    shown = buildSnapshot({ ...factsOf(open, host, alarmsNow(open)), rev })
    alarmIds = idsOf(shown.alarms)
    return shown
  }

  const alarmsNow = (open: Parts): Alarm[] => {
    const alarms = alarmsOf({ ...alarmFactsOf(open, host), ledger: ledgerTrouble ?? open.ledgerTrouble, silenced })
    // An alarm that comes back after it was over rings again.
    for (const id of silenced) if (!alarms.some((alarm) => alarm.id === id)) silenced.delete(id)
    return alarms
  }

  const raise = (alerts: readonly OpenAlert[], book: OrderBook, language: Language): void => {
    for (const notice of noticesFor(alerts, (key) => book.find(key)?.order ?? null, language)) host.notify(notice)
    try {
      book.noteRaised(alerts)
    } catch (error) {
      // They have been shown; at worst they are shown once more after a restart.
      onFault(error)
    }
  }

  const heartbeat = (before: { wallMs: number; monotonicMs: number; erasedMs: number }): void => {
    const now = { wallMs: host.clock.nowMs(), monotonicMs: host.clock.monotonicMs(), erasedMs: before.erasedMs }
    const gapMs = Math.max(now.wallMs - before.wallMs, now.monotonicMs - before.monotonicMs)
    if (gapMs > GAP_MS) wake()
    if (parts !== null) {
      if (now.monotonicMs - now.erasedMs > ERASE_EVERY_MS) {
        now.erasedMs = now.monotonicMs
        eraseOld(parts)
      }
      if (idsOf(alarmsNow(parts)) !== alarmIds) changed()
    }
    cancelHeartbeat = host.timers.after(HEARTBEAT_MS, () => heartbeat(now))
  }

  const eraseOld = ({ ledger, settings }: Parts): void => {
    try {
      const beforeMs = host.clock.nowMs() - settings.current().retentionHours * 3_600_000
      const count = ledger.eraseCustomerDataBefore(beforeMs)
      if (count > 0) host.log({ level: 'info', what: 'ledger.erased', data: { count } })
    } catch (error) {
      onFault(error)
    }
  }

  const wake = (): void => {
    parts?.sources.wake()
    parts?.queue.wake()
  }

  const handle = async (name: unknown, input: unknown): Promise<Result<unknown>> => {
    if (typeof name !== 'string' || !Object.hasOwn(requests, name)) {
      return fail('invalidRequest', { field: 'name', message: 'unknown request' })
    }
    const parsed = requests[name as RequestName].input.safeParse(input)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      const field = (issue?.path ?? []).filter((step, index) => index > 0 || !['source', 'printer'].includes(String(step)))
      return fail('invalidRequest', { field: field.join('.'), message: issue?.message ?? '' })
    }
    if (parts === null) return fail('internal')
    try {
      const handler = parts.handlers[name as RequestName] as (checked: unknown) => Promise<Result<unknown>>
      return await handler(parsed.data)
    } catch (error) {
      host.log({ level: 'error', what: 'request.failed', data: { name, error: errorName(error) } })
      return fail(error instanceof LedgerError ? error.code : 'internal')
    }
  }

  return {
    start: async () => {
      const opened = openParts(host, vendors, {
        alertsWanted: (alerts, book, language) => raise(alerts, book, language),
        onCommitted: () => {
          if (ledgerTrouble !== null) changed()
          ledgerTrouble = null
        },
        onChange: changed,
        onFault,
        snapshot: () => snapshotNow(opened),
        silence: (id) => {
          silenced.add(id)
          changed()
        },
      })
      parts = opened
      const { settings, sources, queue, book } = opened
      if (provision) await layProvision(provision, opened).catch(onFault)
      host.setAutostart(settings.current().autostart)
      eraseOld(opened)
      queue.start()
      const unraised = book.openAlerts().filter((alert) => alert.raisedAtMs === null)
      if (unraised.length > 0) raise(unraised, book, settings.current().language)
      await sources.start()
      const beat = { wallMs: host.clock.nowMs(), monotonicMs: host.clock.monotonicMs(), erasedMs: host.clock.monotonicMs() }
      cancelHeartbeat = host.timers.after(HEARTBEAT_MS, () => heartbeat(beat))
      changed()
    },
    stop: async () => {
      cancelHeartbeat?.()
      cancelPublish?.()
      const open = parts
      parts = null
      await open?.sources.stop()
      await open?.queue.stop()
      open?.ledger.close()
    },
    handle,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    showOrder: (key) => emit({ name: 'order.show', payload: { key } }),
    attention: () =>
      parts
        ? attentionOf(snapshotNow(parts))
        : { unacknowledgedCount: 0, hasAlarm: false, openCount: 0, waitingSlipCount: 0 },
    wake,
  }
}

const idsOf = (alarms: readonly Alarm[]): string => alarms.map((alarm) => alarm.id).join()

/** An error's kind, never its message: that may hold what a customer or a vendor wrote. */
const errorName = (error: unknown): string =>
  error instanceof LedgerError ? error.code : error instanceof Error ? error.name : typeof error
