import { join } from 'node:path'
import type { ErrorCode, Problem } from '../shared/contract/problems.ts'
import { coreRestart } from '../shared/model/restart.ts'
import type { Trouble } from './alerts/alarms.ts'
import type { FaultLog } from './faultLog.ts'
import { createHeartbeat } from './heartbeat.ts'
import { type Clock, LEDGER_FILE, type Host } from './host.ts'
import { type Ledger, LedgerError, UNREAD_LOSS_KEY } from './ledger/ledger.ts'
import { openLedger } from './ledger/openLedger.ts'
import type { HandOver } from './orders/handOver.ts'
import type { LeftMessages } from './webhook/messageRecord.ts'
import type { Publisher } from './screen/publisher.ts'
import type { Provision } from './settings/provision.ts'
import { layProvision, storeProvisioned } from './settings/takeProvision.ts'
import type { TrustedClock } from './trustedClock.ts'
import { closeParts, type OpenRecord, type Parts } from './parts.ts'

interface LifecycleDependencies {
  host: Omit<Host, 'clock'> & { clock: TrustedClock }
  /** The computer's own, which may be set: that it was is a reason to look. */
  systemClock: Clock
  /** What an installer wrote, laid over the stored settings at each start. */
  provision: Provision | null
  publisher: Pick<Publisher, 'changed' | 'publishIfStale' | 'clear'>
  faults: FaultLog
  /** Once a second while Tezgah is open. */
  onBeat(): void
  /** Wires the parts on a ledger; starts nothing. */
  wire(record: OpenRecord): Parts
}

export interface Lifecycle {
  /** Absolute path of the ledger. */
  readonly ledgerFile: string
  start(): Promise<void>
  /** After something has died in it; the board says so. */
  restart(): Promise<void>
  /** Something in it has died and it is not started anew: an alarm says what to do. */
  reportDeath(): void
  /** Stops polling, lets the slip under way end (at most 10 s) and closes the ledger. */
  stop(): Promise<void>
  /** Whatever was waited for is overdue: polls and prints now. */
  wake(): void
  /** null: closed. */
  parts(): Parts | null
  /** What is wrong with the ledger just now; null: nothing. */
  ledgerTrouble(): Trouble | null
  /** What was wrong with the files at this start. */
  startTroubles(): readonly Trouble[]
  /** Something of ours failed: it is noted, and an alarm until the same kind of thing succeeds. */
  onFault(error: unknown): void
  /** A vendor's answer has been taken whole. */
  onCommitted(): void
}

/** How often it is noted beside the ledger how far it has come. */
const MARK_EVERY_MS = 30_000
/** Without a ledger at start, it is tried again this often. */
const REOPEN_EVERY_MS = 30_000
const MAINTENANCE_EVERY_MS = 3_600_000
/** Under this value stands the latest time that was believed, epoch ms. */
const BELIEVED_TIME = 'believedTime'
/** About what one poll writes: a disk that is too full for that is too full. */
const PROBE = ' '.repeat(16_384)

/** Opens, keeps healthy and closes everything that lives on one ledger. */
export function createLifecycle(dependencies: LifecycleDependencies): Lifecycle {
  const { host, provision, publisher, faults, wire } = dependencies
  const ledgerFile = join(host.dataDir, LEDGER_FILE)
  let parts: Parts | null = null
  let ledgerTrouble: Trouble | null = null
  let startTroubles: Trouble[] = []
  let starting: Promise<void> | null = null
  /** The ledger is this process's alone: the next start waits for the last one to let go of it. */
  let closing: Promise<void> = Promise.resolve()
  let maintainedMs = Number.NEGATIVE_INFINITY
  let openedMs = 0
  let markedMs = 0
  /** What the record before this one knew; the next one takes it over. */
  let handOver: (HandOver & { messages: LeftMessages }) | null = null
  /** The record went away while it was in use, and no other has taken its place yet. */
  let isRecordLost = false
  let isRestart = false

  const trouble = (code: ErrorCode, params?: Problem['params']): Trouble => ({
    problem: params === undefined ? { code } : { code, params },
    sinceMs: host.clock.nowMs(),
  })

  const heartbeat = createHeartbeat(dependencies.systemClock, host.timers, {
    onGap: () => wake(),
    onBeat: (monotonicMs) => onBeat(monotonicMs),
    onFault: (error) => onFault(error),
  })

  const onFault = (error: unknown): void => {
    faults.note('core.fault', error)
    const code = error instanceof LedgerError ? error.code : 'internal'
    ledgerTrouble = { ...trouble(code), ...(ledgerTrouble && { sinceMs: ledgerTrouble.sinceMs }) }
    publisher.changed()
  }

  const onBeat = (monotonicMs: number): void => {
    if (parts === null) return
    const believedMs = host.clock.believedNowMs()
    if (!parts.ledger.isInPlace()) return lose()
    if (ledgerTrouble === null && monotonicMs - markedMs > MARK_EVERY_MS) {
      markedMs = monotonicMs
      parts.ledger.keepMark()
    }
    if (monotonicMs - maintainedMs > MAINTENANCE_EVERY_MS) maintain(parts, monotonicMs)
    if (ledgerTrouble !== null && ledgerTrouble.problem.code !== 'internal') probe(parts)
    parts.hearingLog.beat()
    if (believedMs !== null && parts.viewOnlyBecause === null) parts.reconciler.beat(believedMs)
    if (parts.viewOnlyBecause !== null && monotonicMs - openedMs > REOPEN_EVERY_MS) reopen(monotonicMs)
    else publisher.publishIfStale()
    parts?.watch.tend(monotonicMs)
    dependencies.onBeat()
  }

  /** Takes out of the record what need not be there any more, once it is known what time it is. */
  const maintain = ({ retention, ledger }: Parts, monotonicMs: number): void => {
    const nowMs = host.clock.believedNowMs()
    if (nowMs === null) return
    maintainedMs = monotonicMs
    try {
      const tidied = retention.tidy(nowMs)
      ledger.writeValue(BELIEVED_TIME, String(nowMs))
      const noteSlips = (count: number): void => {
        if (count > 0) host.log({ level: 'info', what: 'slipFolders.tidied', data: { count } })
      }
      void retention.tidySlips(nowMs).then(noteSlips, onFault)
      if (tidied.erased + tidied.purged + tidied.deleted === 0) return
      host.log({ level: 'info', what: 'ledger.tidied', data: tidied })
      publisher.changed()
    } catch (error) {
      onFault(error)
    }
  }

  /** That nothing had to be written for a while does not mean that something could be. */
  const probe = ({ ledger, queue }: Parts): void => {
    try {
      queue.add(ledger.catchUp())
      ledger.writeValue('probe', PROBE)
      ledger.writeValue('probe', '')
      ledgerTrouble = null
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error
    }
  }

  const tryOpenLedger = (): Ledger | LedgerError => {
    try {
      return openLedger(ledgerFile, isRecordLost)
    } catch (error) {
      if (error instanceof LedgerError) return error
      throw error
    }
  }

  const openRecord = (): OpenRecord => {
    const opened = tryOpenLedger()
    if (!(opened instanceof LedgerError)) return { ledger: opened, viewOnlyBecause: null }
    host.log({ level: 'error', what: 'ledger.unavailable', data: { code: opened.code } })
    return { ledger: openLedger(':memory:'), viewOnlyBecause: trouble(opened.code) }
  }

  /** The ledger that could be opened is the one that is used: what opening it did to a broken file is told. */
  const reopen = (monotonicMs: number): void => {
    openedMs = monotonicMs
    const opened = tryOpenLedger()
    if (opened instanceof LedgerError) return
    goOnWith(
      () => ({ ledger: opened, viewOnlyBecause: null }),
      () => opened.close(),
    )
  }

  /** Its files were deleted or replaced, perhaps by another Tezgah: nothing more is printed from what is open here. */
  const lose = (): void => {
    host.log({ level: 'error', what: 'ledger.lost' })
    isRecordLost = true
    goOnWith(openRecord)
  }

  /** The next record takes over what this one knows. @param release as of `startOn` */
  const goOnWith = (open: () => OpenRecord, release?: () => void): void => {
    void close(leave)
    startOn(open, release).catch(onFault)
  }

  /** Keeps what the last record knew for the one that comes after it. */
  const leave = ({ book, ledger, webhook, viewOnlyBecause }: Parts): void => {
    const left = book.handOver(viewOnlyBecause !== null)
    const awaiting = ledger.ordersAwaitingRecord()
    const slipsWanted = new Set([...left.slipsWanted].filter((key) => !awaiting.has(key)))
    handOver = { ...left, slipsWanted, messages: webhook.leave() }
  }

  /** Each by itself: a disk that refuses one of them may take the others. */
  const endRun = ({ ledger, hearingLog }: Parts): void => {
    for (const step of [ledger.catchUp, hearingLog.close, ledger.keepMark]) faults.attempt('close.failed', step)
  }

  const begin = async (record: OpenRecord): Promise<void> => {
    const opened = wire(record)
    const { settings, sources, queue, ledger } = opened
    parts = opened
    openedMs = host.clock.monotonicMs()
    startTroubles = [
      ...(isRestart ? [trouble('coreRestarted')] : []),
      ...(settings.trouble ? [trouble(settings.trouble.code, settings.trouble.params)] : []),
      ...tellLoss(ledger),
      ...tellUnreadable(opened.book.unreadableKeys),
    ]
    const provisioned = provision && layProvision(provision, settings)
    if (provisioned?.isTaken === false) startTroubles.push(trouble('settingsUnreadable'))
    faults.attempt('autostart.failed', () => host.setAutostart(settings.current().autostart))
    takeOver(opened)
    maintainedMs = Number.NEGATIVE_INFINITY
    host.clock.recall(readNumber(ledger.readValue(BELIEVED_TIME)))
    maintain(opened, openedMs)
    // Without a record nothing is printed, and nothing that was left over is given up for want of a printer.
    if (opened.viewOnlyBecause === null) {
      queue.start()
      opened.dispatch.start()
      void opened.link.start()
    }
    opened.raiseAgain()
    void opened.webhook.start()
    heartbeat.start()
    publisher.changed()
    // A keyring may ask somebody for a password: nothing else waits for that.
    if (provisioned) void storeProvisioned(provisioned, { host, faults, ...opened }).then(sources.start)
    else void sources.start()
  }

  /** Told at every start until somebody has read it. */
  const tellLoss = (ledger: Ledger): Trouble[] => {
    const unread = isRecordLost ? 'lost' : (ledger.readValue(UNREAD_LOSS_KEY) ?? '')
    if (unread === '') return []
    return [unread === 'lost' ? trouble('ledgerLost') : trouble('ledgerSetAside', { file: unread })]
  }

  const takeOver = ({ book, webhook, viewOnlyBecause }: Parts): void => {
    const earlier = handOver
    if (earlier === null) return
    faults.attempt('takeOver.failed', () => book.takeOver(earlier, viewOnlyBecause !== null))
    webhook.takeOver(earlier.messages)
    if (viewOnlyBecause !== null) return
    handOver = null
    isRecordLost = false
  }

  const tellUnreadable = (orderKeys: readonly string[]): Trouble[] => {
    if (orderKeys.length === 0) return []
    host.log({ level: 'error', what: 'ledger.ordersUnreadable', data: { orderKeys: orderKeys.join() } })
    return [trouble('ordersUnreadable', { count: orderKeys.length })]
  }

  /** @param release what to do instead when Tezgah was stopped while it waited for the last ledger to be closed */
  const startOn = (open: () => OpenRecord, release = (): void => undefined): Promise<void> => {
    if (starting) return starting
    const mine: Promise<void> = closing.then(() => (starting === mine ? begin(open()) : release()))
    starting = mine
    return mine
  }

  const stop = (): Promise<void> => {
    handOver = null
    isRecordLost = false
    return close(endRun)
  }

  /** @param atEnd done when everything is at rest and the ledger still open */
  const close = (atEnd: (last: Parts) => void): Promise<void> => {
    starting = null
    heartbeat.stop()
    publisher.clear()
    const open = parts
    parts = null
    if (open) closing = closeParts(open, atEnd).catch((error: unknown) => faults.note('close.failed', error))
    return closing
  }

  const wake = (): void => {
    parts?.sources.wake()
    parts?.queue.wake()
    parts?.dispatch.wake()
  }

  return {
    ledgerFile,
    start: () => startOn(openRecord),
    restart: async () => {
      void close((last) => {
        endRun(last)
        leave(last)
      })
      isRestart = true
      await startOn(openRecord).then(() => parts?.ledger.noteRestart(coreRestart(host.clock.nowMs())))
    },
    reportDeath: () => {
      if (startTroubles.some(({ problem }) => problem.code === 'coreDied')) return
      startTroubles.push(trouble('coreDied'))
      publisher.changed()
    },
    stop,
    wake,
    parts: () => parts,
    ledgerTrouble: () => ledgerTrouble ?? parts?.viewOnlyBecause ?? null,
    startTroubles: () => startTroubles,
    onFault,
    onCommitted: () => {
      if (ledgerTrouble?.problem.code !== 'internal') return
      ledgerTrouble = null
      publisher.changed()
    },
  }
}

const readNumber = (text: string | null): number | null =>
  text !== null && Number.isFinite(Number(text)) ? Number(text) : null
