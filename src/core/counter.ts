import { fail, type Result } from '../shared/contract/problems.ts'
import type { Language } from '../shared/settings/settings.ts'
import { setAsideId, type Trouble } from './alerts/alarms.ts'
import { noticesFor } from './alerts/notices.ts'
import { createHeartbeat } from './heartbeat.ts'
import type { Attention, Host } from './host.ts'
import { LedgerError } from './ledger/ledger.ts'
import type { OpenAlert } from '../shared/model/alert.ts'
import type { OrderBook } from './orders/orderBook.ts'
import { isLedgerThere, layProvision, openParts, type Outside, type Parts, storeProvisioned } from './parts.ts'
import type { PosVendors } from './vendors/posClient.ts'
import { posVendors } from './vendors/registry.ts'
import { openPrinter as openAnyPrinter } from './printing/printers/openPrinter.ts'
import type { Provision } from './settings/provision.ts'
import { type CounterEvent, createPublisher } from './screen/publisher.ts'
import { checkRequest } from './requests/checkRequest.ts'
import { probeLedger, tidyRecord, UPKEEP_EVERY_MS } from './upkeep.ts'

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

export type { CounterEvent } from './screen/publisher.ts'

/** Without a ledger at start, it is looked for again this often. */
const REOPEN_EVERY_MS = 30_000

/**
 * Composition root of the core.
 *
 * @param provision what an installer wrote, laid over the stored settings at start
 * @param vendors the vendors there are
 * @param openPrinter the ways to a printer there are
 */
export function createCounter(
  host: Host,
  provision: Provision | null = null,
  vendors: PosVendors = posVendors,
  openPrinter: Outside['openPrinter'] = openAnyPrinter,
): Counter {
  let parts: Parts | null = null
  let ledgerTrouble: Trouble | null = null
  let starting: Promise<void> | null = null
  /** The ledger is this process's alone: the next start waits for the last one to let go of it. */
  let closing: Promise<void> = Promise.resolve()
  let tidiedMs = 0
  let openedMs = 0

  const note = (what: string, error: unknown): void =>
    host.log({ level: 'error', what, data: { error: errorName(error) } })

  const attempt = (what: string, work: () => void): void => {
    try {
      work()
    } catch (error) {
      note(what, error)
    }
  }

  const publisher = createPublisher({ host, parts: () => parts, ledgerTrouble: () => ledgerTrouble, attempt })
  const heartbeat = createHeartbeat(host.clock, host.timers, {
    onGap: () => wake(),
    onBeat: (monotonicMs) => onBeat(monotonicMs),
    onFault: (error) => onFault(error),
  })

  const onFault = (error: unknown): void => {
    note('core.fault', error)
    const code = error instanceof LedgerError ? error.code : 'internal'
    ledgerTrouble = { problem: { code }, sinceMs: ledgerTrouble?.sinceMs ?? host.clock.nowMs() }
    publisher.changed()
  }

  const raise = (alerts: readonly OpenAlert[], book: OrderBook, language: Language): void => {
    try {
      for (const notice of noticesFor(alerts, (key) => book.find(key)?.order ?? null, language)) {
        attempt('notice.failed', () => host.notify(notice))
      }
      book.noteRaised(alerts)
    } catch (error) {
      // They have been shown; at worst they are shown once more after a restart.
      onFault(error)
    }
  }

  const onBeat = (monotonicMs: number): void => {
    if (parts === null) return
    if (monotonicMs - tidiedMs > UPKEEP_EVERY_MS) tidy(parts, monotonicMs)
    if (ledgerTrouble !== null && ledgerTrouble.problem.code !== 'internal') tryLedger(parts)
    if (parts.ledgerTrouble !== null && monotonicMs - openedMs > REOPEN_EVERY_MS) reopen(monotonicMs)
    else if (publisher.isStale(parts)) publisher.changed()
  }

  const tidy = (open: Parts, monotonicMs: number): void => {
    tidiedMs = monotonicMs
    try {
      tidyRecord(open, host)
    } catch (error) {
      onFault(error)
    }
  }

  /** That nothing had to be written for a while does not mean that something could be. */
  const tryLedger = ({ ledger }: Parts): void => {
    try {
      probeLedger(ledger)
      ledgerTrouble = null
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error
    }
  }

  const reopen = (monotonicMs: number): void => {
    openedMs = monotonicMs
    if (!isLedgerThere(host)) return
    void shut()
    start().catch(onFault)
  }

  const wake = (): void => {
    parts?.sources.wake()
    parts?.queue.wake()
  }

  const handle = async (name: unknown, input: unknown): Promise<Result<unknown>> => {
    const checked = checkRequest(name, input)
    if (!checked.ok) return checked
    if (parts === null) return fail('internal')
    try {
      const handler = parts.handlers[checked.value.name] as (checked: unknown) => Promise<Result<unknown>>
      return await handler(checked.value.input)
    } catch (error) {
      note(`request.failed ${checked.value.name}`, error)
      return fail(error instanceof LedgerError ? error.code : 'internal')
    }
  }

  const begin = async (): Promise<void> => {
    const opened = openParts(
      host,
      { vendors, openPrinter },
      {
        alertsWanted: raise,
        onCommitted: () => {
          if (ledgerTrouble?.problem.code !== 'internal') return
          ledgerTrouble = null
          publisher.changed()
        },
        onChange: publisher.changed,
        onFault,
        snapshot: () => publisher.snapshot(opened),
        lastAlertAt: publisher.lastAlertAt,
        silence: (id) => {
          opened.setAside = opened.setAside.filter((trouble) => setAsideId(trouble) !== id)
          publisher.silence(id)
        },
      },
    )
    parts = opened
    openedMs = host.clock.monotonicMs()
    const { settings, sources, queue, book } = opened
    const secrets = provision && layProvision(provision, opened, host)
    attempt('autostart.failed', () => host.setAutostart(settings.current().autostart))
    tidy(opened, openedMs)
    queue.start()
    const unraised = book.openAlerts().filter((alert) => alert.raisedAtMs === null)
    if (unraised.length > 0) raise(unraised, book, settings.current().language)
    heartbeat.start()
    publisher.changed()
    // A keyring may ask somebody for a password: nothing else waits for that.
    if (secrets) void storeProvisioned(secrets, opened, host).then(sources.start)
    else void sources.start()
  }

  const start = (): Promise<void> => {
    if (starting) return starting
    const mine: Promise<void> = closing.then(() => (starting === mine ? begin() : undefined))
    starting = mine
    return mine
  }

  const shut = (): Promise<void> => {
    starting = null
    heartbeat.stop()
    publisher.clear()
    const open = parts
    parts = null
    if (open) closing = close(open).catch((error: unknown) => note('close.failed', error))
    return closing
  }

  return {
    start,
    stop: shut,
    handle,
    subscribe: publisher.subscribe,
    showOrder: (key) => publisher.emit({ name: 'order.show', payload: { key } }),
    attention: publisher.attention,
    wake,
  }
}

/** Lets the slip under way end, then lets go of the ledger. */
async function close({ sources, queue, ledger }: Parts): Promise<void> {
  await sources.stop()
  await queue.stop()
  ledger.close()
}

/** An error's kind, never its message: that may hold what a customer or a vendor wrote. */
const errorName = (error: unknown): string =>
  error instanceof LedgerError ? error.code : error instanceof Error ? error.name : typeof error
