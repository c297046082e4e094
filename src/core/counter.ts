import type { Result } from '../shared/contract/problems.ts'
import type { PrinterHabits } from '../shared/model/printerHabits.ts'
import type { PrinterSettings } from '../shared/settings/printer.ts'
import { wantingSlips } from '../shared/settings/wantingSlips.ts'
import { createHearTests } from './alerts/hearTest.ts'
import { heardAgainNotice } from './alerts/notices.ts'
import { createOtherCounters } from './alerts/otherCounters.ts'
import { createPageSounds } from './alerts/pageSounds.ts'
import { createCarryOut } from './carryOut.ts'
import { createDispatch } from './dispatch/dispatch.ts'
import { createFaultLog } from './faultLog.ts'
import { createHearingLog } from './hearing/hearingLog.ts'
import type { Attention, Host } from './host.ts'
import { withBacklog } from './ledger/backlog.ts'
import { HEARD_KEY, OTHER_COUNTERS_KEY } from './ledger/ledger.ts'
import { createLifecycle } from './lifecycle.ts'
import { createLinked } from './linked.ts'
import { lookForOtherCounters } from './lookForOtherCounters.ts'
import type { OpenRecord, Parts } from './parts.ts'
import type { BookSettings } from './orders/effects.ts'
import { OrderBook } from './orders/orderBook.ts'
import { createPrintsSince } from './orders/printsSince.ts'
import { createRetention } from './orders/retention.ts'
import { createSources } from './polling/sources.ts'
import { openPrinter as openAnyPrinter } from './printing/printers/openPrinter.ts'
import type { Printer } from './printing/printers/printer.ts'
import { createPrintQueue } from './printing/queue/printQueue.ts'
import { createSlipFolders } from './printing/queue/slipFolders.ts'
import { slipOf } from './printing/queue/slipOf.ts'
import { createReconciler } from './reconcile/reconciler.ts'
import { handleRequest } from './requests/handleRequest.ts'
import { createHandlers } from './requests/handlers.ts'
import { type CounterEvent, createPublisher } from './screen/publisher.ts'
import { readScreenFacts } from './screen/screenFacts.ts'
import type { Provision } from './settings/provision.ts'
import { openSettings } from './settings/settingsBook.ts'
import { createTrustedClock, type TrustedClock } from './trustedClock.ts'
import { createUpdates } from './updates/updates.ts'
import type { ClientHost, PosVendor, PosVendors } from './vendors/posClient.ts'
import { posVendors } from './vendors/registry.ts'
import { createWatch } from './watch.ts'
import { createWebhook } from './webhook/webhook.ts'

/** What a door holds: the whole of Tezgah behind two verbs and a life cycle. */
export interface Counter {
  /** Opens the ledger, reads the settings and starts every source and printer. Never throws for a bad disk or key. */
  start(): Promise<void>
  /** Something in it has died: stops it and starts it anew, which the board says until somebody has read it. */
  restart(): Promise<void>
  /** Something in it has died again and it goes on as it is: an alarm says what to do. */
  reportDeath(): void
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

/**
 * Composition root of the core.
 *
 * @param surroundings what the door supplies; its clock is believed as far as nothing contradicts it
 * @param provision what an installer wrote, laid over the stored settings at start
 * @param vendors the vendors there are
 * @param openPrinter the printer transports there are
 */
export function createCounter(
  surroundings: Host,
  provision: Provision | null = null,
  vendors: PosVendors = posVendors,
  openPrinter: (settings: PrinterSettings, host: Host, learnt: PrinterHabits | null) => Printer = openAnyPrinter,
): Counter {
  const trustedClock = createTrustedClock(surroundings.clock)
  const host = {
    ...surroundings,
    clock: trustedClock,
    /** As the shop calls this counter. */
    get computerName() {
      return lifecycle.parts()?.settings.current().counter.name || surroundings.computerName
    },
  }
  const timedVendors = withTrustedClock(vendors, trustedClock)
  const faults = createFaultLog(host)
  const publisher = createPublisher({ host, readFacts: () => readFacts(), attempt: faults.attempt })
  const lifecycle = createLifecycle({
    host,
    systemClock: surroundings.clock,
    provision,
    publisher,
    faults,
    wire: (record) => wire(record),
    onBeat: () => updates.tick(),
  })
  const { onFault, onCommitted } = lifecycle
  const updates = createUpdates({
    host,
    settings: () => lifecycle.parts()?.settings.current().updates ?? null,
    shop: () => {
      const { waitingSlipCount, unacknowledgedCount } = publisher.attention()
      const asked = (publisher.snapshot()?.sources ?? []).filter(({ enabled }) => enabled)
      const isQuiet = asked.every(({ state, detailsWaiting }) => state === 'ok' && detailsWaiting === 0)
      const hasUnseenOrders = unacknowledgedCount > 0
      return { isLineIdle: isQuiet && !hasUnseenOrders, hasOpenSlips: waitingSlipCount > 0, hasUnseenOrders }
    },
    onChange: publisher.changed,
  })

  const readFacts = () => {
    const parts = lifecycle.parts()
    if (parts === null) return null
    return readScreenFacts(
      { host, ...parts },
      {
        ledgerTrouble: lifecycle.ledgerTrouble(),
        startTroubles: lifecycle.startTroubles(),
        isViewOnly: parts.viewOnlyBecause !== null,
        update: updates.view(),
      },
    )
  }

  const wire = (record: OpenRecord): Parts => {
    const { viewOnlyBecause } = record
    const ledger = withBacklog(record.ledger, onFault)
    const isViewOnly = viewOnlyBecause !== null
    const settings = openSettings(host.settings)
    const current = settings.current
    // What cannot be recorded is not wanted on paper: it would only wait there for a person.
    const printsSince = createPrintsSince(
      ledger,
      () => host.clock.nowMs(),
      () => wantingSlips(current()).counter,
    )
    const bookSettings = (): BookSettings => ({
      ...wantingSlips(current()),
      ...(isViewOnly && { autoPrint: false, printChanges: false }),
      printsSinceMs: printsSince(),
    })
    const book = new OrderBook(ledger, () => host.clock.nowMs(), bookSettings)
    const queue = createPrintQueue({
      ledger,
      clock: host.clock,
      timers: host.timers,
      random: () => host.random(),
      printers: () => (isViewOnly ? [] : current().printers.filter((printer) => printer.enabled)),
      isTimeBelieved: () => trustedClock.believedNowMs() !== null,
      systemClock: surroundings.clock,
      expiryHours: () => current().slipExpiryHours,
      open: (printer, learnt) => openPrinter(printer, host, learnt),
      slipFor: (job, waitedMs) => {
        const nowMs = host.clock.nowMs()
        const context = { nowMs, waitedMs, computerName: host.computerName, settings: wantingSlips(current()) }
        const slip = slipOf(job, { book, record: ledger.dispatch }, context)
        // A slip is never dropped in silence: what cannot be composed any more is put before a person.
        if (slip === null) throw new Error(`the ${job.subject.kind} of this slip is not on record`)
        return slip
      },
      mayPrint: (job, about) => link.ask(job, about),
      onChange: () => {
        link.follow()
        publisher.changed()
      },
    })
    const carryOut = createCarryOut({
      host,
      book,
      queue,
      language: () => current().language,
      onKnown: (orderKeys) => heardEarly(orderKeys),
      unseenElsewhere: (alerts, orderKeys) => sharedAlerts.unseenElsewhere(alerts, orderKeys),
      faults,
      onFault,
      onChange: publisher.changed,
    })
    const hearingLog = createHearingLog({
      ledger,
      clock: host.clock,
      version: host.version,
      sources: () => current().sources,
      problemOf: (sourceId) => sources.problemOf(sourceId),
    })
    const sources = createSources({
      host,
      book,
      hearingLog,
      vendors: timedVendors,
      settings: () => current().sources,
      carryOut,
      onHeardAgain: (silence) => {
        const notice = heardAgainNotice(silence, current().language)
        faults.attempt('notice.failed', () => host.notify(notice))
      },
      onTooMany: (sourceId) => otherCounters.noteRefusal(sourceId),
      onDetails: () => {
        queue.nudge()
        dispatch.follow()
      },
      onCommitted: () => {
        onCommitted()
        dispatch.follow()
      },
      onChange: publisher.changed,
      onFault,
    })
    const dispatch = createDispatch({
      host,
      ledger,
      settings: current,
      find: (key) => book.find(key),
      group: (key) => book.group(key),
      // A source that is stopped or switched off is asked nothing.
      client: (sourceId) => (sources.hearing().has(sourceId) ? sources.client(sourceId) : null),
      hasCouriers: (sourceId) =>
        current().sources.some(({ id, kind }) => id === sourceId && timedVendors[kind].hasCouriers),
      onChange: publisher.changed,
      onFault,
    })
    const reconciler = createReconciler({
      ledger,
      clock: host.clock,
      timers: host.timers,
      sources,
      lastSuccessMs: hearingLog.lastSuccessMs,
      settings: current,
      onChange: publisher.changed,
      onFault,
    })
    const retention = createRetention({
      ledger,
      book,
      ledgerFile: isViewOnly ? null : lifecycle.ledgerFile,
      retentionHours: () => current().retentionHours,
      openingHours: () => current().openingHours,
      slipFolders: createSlipFolders({ ledger, printers: () => (isViewOnly ? [] : current().printers) }),
      hearing: sources.hearing,
    })
    const keptAs = (key: string) => ({
      read: () => ledger.readValue(key),
      write: (stored: string) => ledger.writeValue(key, stored),
    })
    const hearTests = createHearTests(keptAs(HEARD_KEY))
    const pageSounds = createPageSounds({ host, settings: current })
    const webhook = createWebhook({ host, ledger, settings: current, onChange: publisher.changed })
    const { link, sharedAlerts, sharedHandOvers, heardEarly } = createLinked({
      host,
      ledger,
      settings: current,
      book,
      dispatch,
      sources,
      queue,
      screen: publisher,
      onFault,
    })
    const otherCounters = createOtherCounters(keptAs(OTHER_COUNTERS_KEY), () => host.clock.nowMs())
    const watch = createWatch({
      host,
      ledger,
      settings: current,
      sources,
      queue,
      webhook,
      link,
      pageSounds,
      screen: publisher,
      lookForOthers: () =>
        lookForOtherCounters({ host, ledger, settings: current, book, otherCounters, screen: publisher, isViewOnly }),
    })
    const handlers = createHandlers({
      webhook,
      link,
      sharedAlerts,
      sharedHandOvers,
      hearTests,
      pageSounds,
      otherCounters,
      printsSince,
      retention,
      hearingLog,
      reconciler,
      host,
      ledger,
      book,
      settings,
      sources,
      vendors: timedVendors,
      queue,
      dispatch,
      updates,
      isViewOnly,
      screen: publisher,
    })
    const raiseAgain = (): void =>
      carryOut({ alerts: book.openAlerts().filter((alert) => alert.raisedAtMs === null), jobs: [], orderKeys: [] })
    return {
      viewOnlyBecause,
      ledger,
      settings,
      book,
      retention,
      queue,
      dispatch,
      hearingLog,
      reconciler,
      sources,
      webhook,
      link,
      hearTests,
      pageSounds,
      otherCounters,
      printsSince,
      watch,
      handlers,
      raiseAgain,
    }
  }

  return {
    start: lifecycle.start,
    restart: lifecycle.restart,
    reportDeath: lifecycle.reportDeath,
    stop: lifecycle.stop,
    handle: (name, input) => handleRequest(lifecycle.parts()?.handlers ?? null, name, input, faults),
    subscribe: publisher.subscribe,
    showOrder: (key) => publisher.emit({ name: 'order.show', payload: { key } }),
    attention: publisher.attention,
    wake: lifecycle.wake,
  }
}

/** The same vendors, whose answers tell the time, each source's its own. */
function withTrustedClock(vendors: PosVendors, { noteDate, fault }: TrustedClock): PosVendors {
  const clockOf = (id: string): ClientHost['trustedClock'] => ({ fault, noteDate: (dateMs) => noteDate(dateMs, id) })
  const timed = (vendor: PosVendor): PosVendor => ({
    ...vendor,
    createClient: (source, secrets, host) =>
      vendor.createClient(source, secrets, { ...host, trustedClock: clockOf(source.id) }),
  })
  return { restomenum: timed(vendors.restomenum), adisyo: timed(vendors.adisyo) }
}
