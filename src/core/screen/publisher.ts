import type { EventName, EventPayload } from '../../shared/contract/events.ts'
import type { Alarm, Snapshot, SnapshotMark } from '../../shared/contract/snapshot.ts'
import { showsTheSame, timesOf } from '../../shared/contract/snapshotPatch.ts'
import { isAsked as isHearTestAsked } from '../alerts/hearTest.ts'
import type { Attention, Host } from '../host.ts'
import { alarmsIn, attentionOf, project, ringingIn, type ScreenFacts } from './projection.ts'

/** Something that every screen is told. */
export type CounterEvent = { [N in EventName]: { name: N; payload: EventPayload<N> } }[EventName]

interface PublisherDependencies {
  host: Pick<Host, 'clock' | 'timers' | 'showAttention'>
  /** null: Tezgah is closed, there is nothing to show. @throws LedgerError when the ledger cannot be read */
  readFacts(): ScreenFacts | null
  /** Does something that may fail without harm; a failure is noted. */
  attempt(what: string, work: () => void): void
}

export interface Publisher {
  /**
   * Something a screen shows is different: screens are told once for all changes of this moment, ten times a second at
   * most; at once of what rings and of what a person has just done. What turns out to look the same is not told, except
   * to that person; what has moved on are the times in the header alone is told as these.
   */
  changed(isUrgent?: boolean): void
  /** null: Tezgah is closed. @throws LedgerError when the ledger cannot be read */
  snapshot(): Snapshot | null
  /** The id of the last alert that was in this snapshot; 0 when it is of another run, or not remembered any more. */
  lastAlertAt(mark: SnapshotMark): number
  /** Alarms and insistence come with time alone, without any change: publishes when screens show and play something else. */
  publishIfStale(): void
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
const LEAST_GAP_MS = 100
const nothing: Attention = { unacknowledgedCount: 0, hasAlarm: false, unheard: [], openCount: 0, waitingSlipCount: 0 }

/** Keeps screens, tray and badge at what is true now. */
export function createPublisher({ host, readFacts, attempt }: PublisherDependencies): Publisher {
  const listeners = new Set<(event: CounterEvent) => void>()
  const silenced = new Set<string>()
  /** From which snapshot on which alert was known, oldest first. */
  const marks: { rev: number; lastAlertId: number }[] = []
  const runId = crypto.randomUUID()
  let rev = 0
  let shown: Snapshot | null = null
  /** The last that was made, while there may be a newer one. */
  let latest: Snapshot | null = null
  /** The last that screens were told of. */
  let toldRev = 0
  /** Somebody has done something and waits for what the screen says to it. */
  let isAsked = false
  let shownUrgency = ''
  let attention = nothing
  let cancelPublish: (() => void) | null = null
  /** When it will be, and when it was last; monotonic. */
  let dueMs = 0
  let publishedMs = Number.NEGATIVE_INFINITY

  const emit = (event: CounterEvent): void => {
    // One screen that fails must not take the others, or the poll behind them, with it.
    for (const listener of listeners) attempt('listener.failed', () => listener(event))
  }

  const changed = (isUrgent = false): void => {
    shown = null
    isAsked ||= isUrgent
    const nowMs = host.clock.monotonicMs()
    const atMs = isUrgent ? nowMs : Math.max(nowMs, publishedMs + LEAST_GAP_MS)
    if (cancelPublish !== null && atMs >= dueMs) return
    cancelPublish?.()
    dueMs = atMs
    cancelPublish = host.timers.after(atMs - nowMs, publish)
  }

  const publish = (): void => {
    cancelPublish = null
    publishedMs = host.clock.monotonicMs()
    // When nothing can be read, it is tried again with the next heartbeat.
    attempt('publish.failed', () => {
      const payload = snapshot()
      if (payload === null) return
      const isNews = payload.rev !== toldRev
      toldRev = payload.rev
      if (!isNews) return emit({ name: 'header.times', payload: timesOf(payload) })
      attention = attentionOf(payload)
      attempt('attention.failed', () => host.showAttention(attention))
      emit({ name: 'snapshot.changed', payload })
    })
  }

  const snapshot = (): Snapshot | null => {
    if (shown) return shown
    const facts = readFacts()
    if (facts === null) return null
    const alarms = alarmsIn(facts, silenced)
    forgetSilenced(alarms)
    shownUrgency = urgencyOf(facts, alarms)
    const next = project(facts, alarms, { runId, rev })
    const lastAlertId = facts.alerts.at(-1)?.id ?? 0
    // A second alert of one order may look like the first: who has seen that has not seen this.
    const isAnotherAlert = lastAlertId > (marks.at(-1)?.lastAlertId ?? -1)
    if (latest === null || isAsked || isAnotherAlert || !showsTheSame(latest, next)) rev++
    isAsked = false
    shown = { ...next, rev }
    latest = shown
    markAlerts(lastAlertId)
    return shown
  }

  /** An alarm that comes back after it was over rings again. */
  const forgetSilenced = (alarms: readonly Alarm[]): void => {
    for (const id of silenced) if (!alarms.some((alarm) => alarm.id === id)) silenced.delete(id)
  }

  const markAlerts = (lastAlertId: number): void => {
    if (lastAlertId > (marks.at(-1)?.lastAlertId ?? -1)) marks.push({ rev, lastAlertId })
    if (marks.length > MARKS_KEPT) marks.shift()
  }

  return {
    changed,
    snapshot,
    lastAlertAt: (shownTo) => {
      if (shownTo.runId !== runId || shownTo.rev > rev) return 0
      return marks.findLast((mark) => mark.rev <= shownTo.rev)?.lastAlertId ?? 0
    },
    publishIfStale: () => {
      const facts = shown === null ? null : readFacts()
      if (facts === null || urgencyOf(facts, alarmsIn(facts, silenced)) !== shownUrgency) changed()
    },
    attention: () => {
      attempt('attention.failed', () => {
        const now = snapshot()
        attention = now === null ? nothing : attentionOf(now)
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
      changed(true)
    },
    clear: () => {
      cancelPublish?.()
      cancelPublish = null
      shown = null
      latest = null
      // The next ledger may count its alerts anew.
      marks.length = 0
      attention = nothing
    },
  }
}

/** All that changes by itself as time passes. */
const urgencyOf = (facts: ScreenFacts, alarms: readonly Alarm[]): string =>
  JSON.stringify([
    alarms.map((alarm) => alarm.id),
    ringingIn(facts, alarms).ringing.loop,
    isHearTestAsked(facts.settings.sounds.hearTestAt, facts.heard, facts.nowMs),
  ])
