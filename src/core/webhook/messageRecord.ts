import { LedgerError } from '../ledger/ledger.ts'
import type { Telling, WebhookCommit, WebhookLedger, WebhookMessage, WebhookTry } from '../ledger/webhookLedger.ts'

type Change = { what: 'told'; commit: WebhookCommit } | { what: 'tried'; attempt: WebhookTry }

/** What one record leaves to the next, when this process goes on with another one. */
export interface LeftMessages {
  told: ReadonlyMap<string, Telling>
  waiting: readonly WebhookMessage[]
  lastSentMs: number | null
  /** Not on record yet, oldest first. */
  unwritten: readonly Change[]
}

/**
 * What has been told and what is on its way. Each change is written down first; what the disk refuses is kept in memory, goes
 * out from there, and is written as soon as the disk takes it. No method throws for a disk that refuses.
 */
export interface MessageRecord {
  /** What has been told and is not over, with the message that told it. */
  told(): ReadonlyMap<string, Telling>
  /** Oldest first. */
  waiting(): readonly WebhookMessage[]
  /** How many were given up since the last that arrived, and when that was. */
  end(): { givenUp: number; lastSentMs: number | null }
  tell(commit: WebhookCommit): void
  noteTry(attempt: WebhookTry): void
  /** Writes what the disk has refused so far. */
  catchUp(): void
  leave(): LeftMessages
  takeOver(left: LeftMessages): void
}

/** @param onRefused the disk refuses from now on */
export function createMessageRecord(ledger: WebhookLedger, onRefused: () => void): MessageRecord {
  let told = new Map<string, Telling>()
  let waiting: WebhookMessage[] = []
  let end = { givenUp: 0, lastSentMs: null as number | null }
  let isRead = false
  let isRefused = false
  const unwritten: Change[] = []

  const read = (): void => {
    const [onRecord, stillWaiting, ended] = [ledger.readTold(), ledger.readWaitingMessages(), ledger.readWebhookEnd()]
    const known = new Set(waiting.map(({ id }) => id))
    told = new Map([...onRecord, ...told])
    waiting = [...stillWaiting.filter(({ id }) => !known.has(id)), ...waiting]
    end = { givenUp: ended.givenUp + end.givenUp, lastSentMs: end.lastSentMs ?? ended.lastSentMs }
    isRead = true
  }

  const write = (change: Change): void =>
    change.what === 'told' ? ledger.tell(change.commit) : ledger.noteWebhookTry(change.attempt)

  const catchUp = (): void => {
    try {
      if (!isRead) read()
      for (let next = unwritten[0]; next !== undefined; next = unwritten[0]) {
        write(next)
        unwritten.shift()
      }
      isRefused = false
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error
      if (!isRefused) onRefused()
      isRefused = true
    }
  }

  const remember = (change: Change): void => {
    if (change.what === 'tried') return rememberTry(change.attempt)
    const { atMs, messages, over } = change.commit
    for (const { id, body, subjects } of messages) {
      waiting = [...waiting, { id, body, attempts: 0, wantedAtMs: atMs, notBeforeMs: atMs }]
      for (const subject of subjects) told.set(subject, { id, body })
    }
    for (const subject of over) told.delete(subject)
  }

  const rememberTry = ({ id, state, atMs, notBeforeMs }: WebhookTry): void => {
    waiting = waiting.flatMap((message) => {
      if (message.id !== id) return [message]
      return state === 'waiting' ? [{ ...message, attempts: message.attempts + 1, notBeforeMs }] : []
    })
    if (state === 'sent') end = { givenUp: 0, lastSentMs: atMs }
    if (state === 'givenUp') end = { ...end, givenUp: end.givenUp + 1 }
  }

  const change = (one: Change): void => {
    // Read first: what is on record is older than this.
    catchUp()
    remember(one)
    unwritten.push(one)
    catchUp()
  }

  return {
    told: () => told,
    waiting: () => waiting,
    end: () => end,
    tell: (commit) => change({ what: 'told', commit }),
    noteTry: (attempt) => change({ what: 'tried', attempt }),
    catchUp,
    leave: () => ({ told, waiting, lastSentMs: end.lastSentMs, unwritten }),
    takeOver: (left) => {
      for (const one of left.unwritten) change(one)
      const known = new Set(waiting.map(({ id }) => id))
      const messages = new Map(left.waiting.filter(({ id }) => !known.has(id)).map(({ id, body }) => [id, body]))
      const news = [...left.told].filter(([subject]) => !told.has(subject))
      for (const [, { id, body }] of news) messages.set(id, body)
      for (const [id, body] of messages) {
        const unsent = left.waiting.find((one) => one.id === id)
        const atMs = unsent?.wantedAtMs ?? left.lastSentMs ?? 0
        const subjects = news.filter(([, telling]) => telling.id === id).map(([subject]) => subject)
        change({ what: 'told', commit: { atMs, messages: [{ id, body, subjects }], over: [] } })
        if (unsent === undefined) change({ what: 'tried', attempt: { id, state: 'sent', atMs, notBeforeMs: atMs } })
      }
    },
  }
}
