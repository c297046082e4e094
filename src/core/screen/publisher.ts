import type { Alarm, Snapshot } from '../../shared/contract/snapshot.ts'
import type { EventName, EventPayload } from '../../shared/contract/events.ts'
import { alarmsOf, type Trouble } from '../alerts/alarms.ts'
import type { Attention, Host } from '../host.ts'
import { alarmFactsOf, factsOf, type Parts } from '../parts.ts'
import { attentionOf, buildSnapshot } from './projection.ts'

export type CounterEvent = { [N in EventName]: { name: N; payload: EventPayload<N> } }[EventName]

interface PublisherDependencies {
  host: Host
  /** null: closed, there is nothing to show. */
  parts(): Parts | null
  /** What is wrong with the ledger just now. */
  ledgerTrouble(): Trouble | null
  /** Does something that may fail without harm; a failure is noted. */
  attempt(what: string, work: () => void): void
}

export interface Publisher {
  /** Something a screen shows is different: told once for all changes of this moment. */
  changed(): void
  /** @throws LedgerError when it cannot be read */
  snapshot(open: Parts): Snapshot
  /** The last alert that was known when this snapshot was made; undefined when it is too long ago to say. */
  lastAlertAt(rev: number): number | undefined
  /** Is what the screens have still true? @throws LedgerError when it cannot be read */
  isStale(open: Parts): boolean
  /** The last one known, if there is no telling now. */
  attention(): Attention
  emit(event: CounterEvent): void
  subscribe(listener: (event: CounterEvent) => void): () => void
  silence(alarmId: string): void
  /** Forgets what was shown; nothing more is told. */
  clear(): void
}

/** A screen that is this many alerts behind has other troubles. */
const MARKS_KEPT = 200
const nothing: Attention = { unacknowledgedCount: 0, hasAlarm: false, openCount: 0, waitingSlipCount: 0 }

/** Keeps screens, tray and badge at what is true now. */
export function createPublisher(dependencies: PublisherDependencies): Publisher {
  const { host, attempt } = dependencies
  const listeners = new Set<(event: CounterEvent) => void>()
  const silenced = new Set<string>()
  /** From which snapshot on which alert was known, oldest first. */
  const marks: { rev: number; lastAlertId: number }[] = []
  let rev = 0
  let shown: Snapshot | null = null
  let alarmIds = ''
  let attention = nothing
  let cancelPublish: (() => void) | null = null

  const emit = (event: CounterEvent): void => {
    // One screen that fails must not take the others, or the poll behind them, with it.
    for (const listener of listeners) attempt('listener.failed', () => listener(event))
  }

  const changed = (): void => {
    shown = null
    cancelPublish ??= host.timers.after(0, publish)
  }

  const publish = (): void => {
    cancelPublish = null
    const open = dependencies.parts()
    if (open === null) return
    // When nothing can be read, it is tried again with the next heartbeat.
    attempt('publish.failed', () => {
      const payload = snapshot(open)
      attention = attentionOf(payload)
      attempt('attention.failed', () => host.showAttention(attention))
      emit({ name: 'snapshot.changed', payload })
    })
  }

  const snapshot = (open: Parts): Snapshot => {
    if (shown) return shown
    // Starts from the wall clock, so that a screen that outlives this process sees the next one's as newer.
    rev = Math.max(rev + 1, host.clock.nowMs())
    shown = buildSnapshot({ ...factsOf(open, host, alarmsNow(open)), rev })
    alarmIds = idsOf(shown.alarms)
    const lastAlertId = open.book.openAlerts().at(-1)?.id ?? 0
    if (lastAlertId > (marks.at(-1)?.lastAlertId ?? -1)) marks.push({ rev, lastAlertId })
    if (marks.length > MARKS_KEPT) marks.shift()
    return shown
  }

  const alarmsNow = (open: Parts): Alarm[] => {
    const ledger = dependencies.ledgerTrouble() ?? open.ledgerTrouble
    const alarms = alarmsOf({ ...alarmFactsOf(open, host), ledger, silenced })
    // An alarm that comes back after it was over rings again.
    for (const id of silenced) if (!alarms.some((alarm) => alarm.id === id)) silenced.delete(id)
    return alarms
  }

  return {
    changed,
    snapshot,
    lastAlertAt: (ofRev) => marks.findLast((mark) => mark.rev <= ofRev)?.lastAlertId,
    isStale: (open) => shown === null || idsOf(alarmsNow(open)) !== alarmIds,
    attention: () => {
      const open = dependencies.parts()
      if (open === null) return nothing
      attempt('attention.failed', () => {
        attention = attentionOf(snapshot(open))
      })
      return attention
    },
    emit,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    silence: (alarmId) => {
      silenced.add(alarmId)
      changed()
    },
    clear: () => {
      cancelPublish?.()
      cancelPublish = null
      shown = null
      // The next ledger may count its alerts anew.
      marks.length = 0
      attention = nothing
    },
  }
}

const idsOf = (alarms: readonly Alarm[]): string => alarms.map((alarm) => alarm.id).join()
