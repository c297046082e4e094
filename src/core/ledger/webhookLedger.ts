/** A message on its way to the owner's address. */
export interface WebhookMessage {
  /** What its receiver knows it by: the same for each try. */
  id: string
  /** JSON, as it is sent. */
  body: string
  attempts: number
  wantedAtMs: number
  notBeforeMs: number
}

export interface WebhookCommit {
  atMs: number
  /** Each with what it is about: those are told from now on. */
  messages: { id: string; subjects: readonly string[]; body: string }[]
  /** What was told and is over. */
  over: readonly string[]
}

/** What became of a try: it waits for the next one, it arrived, or it is given up. */
export interface WebhookTry {
  id: string
  state: 'waiting' | 'sent' | 'givenUp'
  atMs: number
  notBeforeMs: number
}

/** The message that told something. */
export type Telling = Pick<WebhookMessage, 'id' | 'body'>

export interface WebhookLedger {
  /** What has been told and is not over, with the message that told it. */
  readTold(): Map<string, Telling>
  /** In one commit. @throws LedgerError */
  tell(commit: WebhookCommit): void
  /** Messages that have neither arrived nor been given up, oldest first. */
  readWaitingMessages(): WebhookMessage[]
  noteWebhookTry(attempt: WebhookTry): void
  /** How many were given up since the last that arrived, and when that was. */
  readWebhookEnd(): { givenUp: number; lastSentMs: number | null }
}
