import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { fail, type Problem, type Result } from '../../shared/contract/problems.ts'
import { backoffMs } from '../../shared/model/backoff.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import type { Host, Secrets } from '../host.ts'
import type { WebhookLedger, WebhookMessage } from '../ledger/webhookLedger.ts'
import { createMessageRecord, type LeftMessages } from './messageRecord.ts'
import {
  alarmMessage,
  alarmOverMessage,
  alarmSubject,
  settledAlerts,
  testMessage,
  waitingMessage,
  type WantedMessage,
  type WebhookBody,
} from './messages.ts'
import { postMessage } from './wire.ts'

interface WebhookDependencies {
  host: Pick<Host, 'clock' | 'timers' | 'random' | 'secrets' | 'computerName' | 'log'>
  ledger: WebhookLedger
  settings(): Pick<Settings, 'webhook' | 'language'>
  onChange(): void
}

export interface Webhook {
  /** Reads where to send, and goes on with what an earlier run left. */
  start(): Promise<void>
  /** Looks at what screens show: what nobody has seen in time is written down, if the disk takes it, then sent. */
  tend(snapshot: Snapshot): void
  view(): Snapshot['webhook']
  /** null: it is off, or has an address and nothing got lost since the last message that arrived. */
  trouble(): { problem: Problem; sinceMs: number } | null
  /** @throws when the key store refuses */
  save(address: string, secret: string): Promise<void>
  remove(): Promise<void>
  /** Sends a message at once, outside of the record, and tells how that went. */
  test(): Promise<Result<null>>
  /** Whatever is under way is given up; it is on record and goes out with the next start. */
  stop(): void
  /** What the next record has to know, so that nothing is told twice. */
  leave(): LeftMessages
  takeOver(left: LeftMessages): void
}

/** Where the address and the secret lie in the key store; no source can have this id. */
const STORED_AS = 'webhook:'
const TEND_EVERY_MS = 2_000
const pause = { firstMs: 5_000, lastMs: 300_000 }
/** A keyring may ask somebody who is not there. */
const KEYRING_PATIENCE_MS = 60_000
/** News that is older than this is none: it is given up, and that is said. */
const GIVE_UP_MS = 3_600_000
/** An alarm that comes and goes is one trouble; after a restart each takes a while to come up again. */
const OVER_AFTER_MS = 120_000

interface Target {
  address: string
  secret: string
}

/**
 * Tells the owner's own address what nobody at the counter reacts to. Nothing waits for it: it looks at what screens
 * show, writes down what it wants, and sends that by itself.
 */
export function createWebhook({ host, ledger, settings, onChange }: WebhookDependencies): Webhook {
  const { clock, timers } = host
  const stopping = new AbortController()
  let target: Target | null = null
  /** How the key store answered, while there is no target. */
  let stored: 'asked' | 'missing' | 'unreadable' = 'asked'
  let askedMs = clock.monotonicMs()
  let tendedMs = Number.NEGATIVE_INFINITY
  let isSending = false
  let cancelTimer: (() => void) | null = null
  let lastProblem: Problem | null = null
  let messageCount = 0
  const record = createMessageRecord(ledger, () => host.log({ level: 'warn', what: 'webhook.record' }))
  /** What was wrong when that was last asked. */
  let trouble: { code: Problem['code']; sinceMs: number } | null = null
  /** When this run first tried each message, and when it may again; monotonic, for a clock that is set back. */
  const tried = new Map<string, { firstMs: number; notBeforeMs: number }>()
  /** Since when an alarm that was told is not there any more; monotonic. */
  const absentSince = new Map<string, number>()

  const context = () => ({
    counter: host.computerName,
    nowMs: clock.nowMs(),
    language: settings().language,
  })

  const isOn = (): boolean => settings().webhook.enabled && target !== null

  const tend = (snapshot: Snapshot): void => {
    const nowMs = clock.monotonicMs()
    if (!isOn() || nowMs - tendedMs < TEND_EVERY_MS) return
    tendedMs = nowMs
    record.catchUp()
    const told = record.told()
    const subjects = new Set(told.keys())
    const messages: WantedMessage[] = settings().webhook.alarms
      ? snapshot.alarms
          // That messages do not arrive cannot be told by one.
          .filter((alarm) => alarm.subject !== 'webhook' && !subjects.has(alarmSubject(alarm)))
          .map((alarm) => alarmMessage(alarm, snapshot, context()))
      : []
    const waiting = waitingMessage(snapshot, subjects, settings().webhook.afterMinutes, context())
    if (waiting !== null) messages.push(waiting)
    const over = alarmsOver(snapshot, subjects, nowMs)
    for (const subject of over) {
      const body = alarmOverMessage(alarmOf(told.get(subject)?.body ?? ''), context())
      if (body !== null && settings().webhook.alarms) messages.push({ subjects: [], body })
    }
    const settled = [...settledAlerts(snapshot, subjects), ...over]
    if (messages.length + settled.length === 0) return
    const atMs = clock.nowMs()
    const withId = ({ subjects: about, body }: WantedMessage) => ({
      id: `${atMs}-${++messageCount}`,
      subjects: about,
      body: JSON.stringify(body),
    })
    record.tell({ atMs, messages: messages.map(withId), over: settled })
    void send()
  }

  const alarmsOver = ({ alarms }: Snapshot, told: ReadonlySet<string>, nowMs: number): string[] => {
    const there = new Set(alarms.map(alarmSubject))
    for (const subject of absentSince.keys()) if (there.has(subject)) absentSince.delete(subject)
    return [...told].filter((subject) => {
      if (!subject.startsWith('alarm:') || there.has(subject)) return false
      const sinceMs = absentSince.get(subject) ?? nowMs
      absentSince.set(subject, sinceMs)
      return nowMs - sinceMs >= OVER_AFTER_MS && absentSince.delete(subject)
    })
  }

  /** One after the other; what fails waits its turn again. */
  const send = async (): Promise<void> => {
    if (isSending || stopping.signal.aborted) return
    isSending = true
    cancelTimer?.()
    try {
      for (let next = due(); next !== null && isOn(); next = due()) await deliver(next)
      armForNext()
    } finally {
      isSending = false
    }
  }

  const due = (): WebhookMessage | null =>
    stopping.signal.aborted ? null : (record.waiting().find((message) => untilDueMs(message) <= 0) ?? null)

  /** What an earlier run has tried is held by the wall clock; one that was set back must not hold it for days. */
  const untilDueMs = ({ id, notBeforeMs, wantedAtMs }: WebhookMessage): number => {
    const own = tried.get(id)
    if (own !== undefined) return own.notBeforeMs - clock.monotonicMs()
    const nowMs = clock.nowMs()
    return nowMs < wantedAtMs - pause.lastMs ? 0 : notBeforeMs - nowMs
  }

  const armForNext = (): void => {
    const waiting = record.waiting()
    if (waiting.length === 0 || stopping.signal.aborted) return
    const delayMs = Math.max(1_000, Math.min(...waiting.map(untilDueMs)))
    cancelTimer = timers.after(Math.min(delayMs, pause.lastMs), () => void send())
  }

  const deliver = async (message: WebhookMessage): Promise<void> => {
    if (target === null) return
    const { body, id } = message
    const result = await post(target, id, body)
    if (stopping.signal.aborted) return
    const nowMs = clock.nowMs()
    lastProblem = result.ok ? null : result.error
    if (result.ok) {
      tried.delete(id)
      record.noteTry({ id, state: 'sent', atMs: nowMs, notBeforeMs: nowMs })
    } else {
      const triedMs = clock.monotonicMs()
      const firstMs = tried.get(id)?.firstMs ?? triedMs
      const isOld = Math.max(nowMs - message.wantedAtMs, triedMs - firstMs) >= GIVE_UP_MS
      const delayMs = backoffMs(message.attempts + 1, host.random(), pause)
      record.noteTry({ id, state: isOld ? 'givenUp' : 'waiting', atMs: nowMs, notBeforeMs: nowMs + delayMs })
      tried.set(id, { firstMs, notBeforeMs: triedMs + delayMs })
      if (isOld) tried.delete(id)
      if (isOld) host.log({ level: 'error', what: 'webhook.givenUp', data: { code: result.error.code } })
    }
    onChange()
  }

  const post = ({ address, secret }: Target, id: string, body: string): Promise<Result<null>> =>
    postMessage(address, secret, { id, body, atSeconds: Math.floor(clock.nowMs() / 1000) }, stopping.signal)

  const take = ({ apiKey, apiSecret }: Secrets): void => {
    target = apiSecret === undefined ? null : { address: apiSecret, secret: apiKey }
  }

  const problemNow = (): Problem | null => {
    if (!settings().webhook.enabled) return null
    const isAsked = stored === 'asked' && clock.monotonicMs() - askedMs < KEYRING_PATIENCE_MS
    if (target === null) return isAsked ? null : { code: stored === 'missing' ? 'keyMissing' : 'keyUnreadable' }
    const { givenUp } = record.end()
    return givenUp === 0 ? null : { code: 'webhookGivenUp', params: { count: givenUp } }
  }

  return {
    start: async () => {
      askedMs = clock.monotonicMs()
      const found = await host.secrets.read(STORED_AS).catch(() => ({ kind: 'unreadable' as const }))
      if (found.kind === 'set') take(found.secrets)
      stored = found.kind === 'unreadable' ? 'unreadable' : 'missing'
      record.catchUp()
      onChange()
      void send()
    },
    tend,
    view: () => ({
      isSet: target !== null,
      host: target === null ? null : (URL.parse(target.address)?.host ?? null),
      waitingCount: record.waiting().length,
      lastSentMs: record.end().lastSentMs,
      problem: lastProblem,
    }),
    trouble: () => {
      const problem = problemNow()
      if (problem?.code !== trouble?.code)
        trouble = problem === null ? null : { code: problem.code, sinceMs: clock.nowMs() }
      return problem === null || trouble === null ? null : { problem, sinceMs: trouble.sinceMs }
    },
    save: async (address, secret) => {
      const secrets = { apiKey: secret, apiSecret: address }
      await host.secrets.write(STORED_AS, secrets)
      take(secrets)
      lastProblem = null
      onChange()
    },
    remove: async () => {
      await host.secrets.remove(STORED_AS)
      target = null
      stored = 'missing'
      lastProblem = null
      onChange()
    },
    test: async () => {
      if (target === null) return fail('keyMissing')
      const result = await post(target, `test-${clock.nowMs()}`, JSON.stringify(testMessage(context())))
      lastProblem = result.ok ? null : result.error
      onChange()
      return result
    },
    stop: () => {
      cancelTimer?.()
      stopping.abort()
      record.catchUp()
    },
    leave: record.leave,
    takeOver: record.takeOver,
  }
}

/** What alarm a message was about; undefined: none, or it cannot be read any more. */
function alarmOf(body: string): WebhookBody['alarm'] {
  try {
    return (JSON.parse(body) as WebhookBody).alarm
  } catch {
    return undefined
  }
}
