import { isWithin } from '../shared/settings/hours.ts'
import type { Settings } from '../shared/settings/settings.ts'
import type { PageSounds } from './alerts/pageSounds.ts'
import type { Host } from './host.ts'
import type { Link } from './link/link.ts'
import type { Ledger } from './ledger/ledger.ts'
import type { Sources } from './polling/sources.ts'
import type { PrintQueue } from './printing/queue/printQueue.ts'
import type { Publisher } from './screen/publisher.ts'
import type { Webhook } from './webhook/webhook.ts'

interface WatchDependencies {
  host: Pick<Host, 'clock' | 'keepAwake' | 'noteAlive' | 'log'>
  settings(): Settings
  sources: Pick<Sources, 'restartStuck'>
  ledger: Pick<Ledger, 'noteRestart'>
  queue: Pick<PrintQueue, 'restartStuck' | 'checkIdle'>
  webhook: Pick<Webhook, 'tend' | 'stop'>
  link: Pick<Link, 'beat'>
  pageSounds: Pick<PageSounds, 'beat'>
  screen: Pick<Publisher, 'snapshot'>
  /** Looks for what other programs do on the same keys. @throws LedgerError */
  lookForOthers(): void
}

export interface Watch {
  /** With each heartbeat: sees to it that everything is still going. @throws LedgerError */
  tend(monotonicMs: number): void
  /** Lets the computer sleep, and tells nobody anything any more. */
  rest(): void
}

const NOTE_ALIVE_EVERY_MS = 10_000
/** Long enough that a printer is not bothered, short enough that it is known before the next slip. */
const ASK_PRINTERS_EVERY_MS = 180_000
const LOOK_FOR_OTHERS_EVERY_MS = 60_000

/** What looks after the rest: loops that stand still, printers that were switched off, a computer that would fall asleep. */
export function createWatch(dependencies: WatchDependencies): Watch {
  const { host, settings, sources, ledger, queue, webhook, link, pageSounds, screen } = dependencies
  let aliveMs = Number.NEGATIVE_INFINITY
  let askedMs = host.clock.monotonicMs()
  let lookedMs = host.clock.monotonicMs()
  let isAwake = false

  const keepAwake = (isWanted: boolean): void => {
    if (isWanted === isAwake) return
    isAwake = isWanted
    host.keepAwake?.(isWanted)
  }
  const noteRestart = (part: 'source' | 'printer', subjectId: string, stuckMs: number): void => {
    const atMs = host.clock.nowMs()
    host.log({ level: 'error', what: `watch.${part}Restarted`, data: { id: subjectId, stuckMs: Math.round(stuckMs) } })
    ledger.noteRestart({ part, subjectId, stuckSinceMs: Math.round(atMs - stuckMs), atMs: Math.round(atMs) })
  }
  /** While orders are expected: a computer that sleeps hears none. */
  const isOpen = ({ keepAwake: isSet, openingHours, sources: all }: Settings): boolean =>
    isSet && all.some(({ enabled }) => enabled) && (openingHours === null || isWithin(openingHours, host.clock.nowMs()))

  return {
    tend: (nowMs) => {
      if (nowMs - aliveMs >= NOTE_ALIVE_EVERY_MS) {
        aliveMs = nowMs
        host.noteAlive?.()
      }
      keepAwake(isOpen(settings()))
      for (const { id, stuckMs } of sources.restartStuck()) noteRestart('source', id, stuckMs)
      for (const { id, stuckMs } of queue.restartStuck()) noteRestart('printer', id, stuckMs)
      if (nowMs - askedMs >= ASK_PRINTERS_EVERY_MS) {
        askedMs = nowMs
        queue.checkIdle()
      }
      link.beat()
      pageSounds.beat()
      if (nowMs - lookedMs >= LOOK_FOR_OTHERS_EVERY_MS) {
        lookedMs = nowMs
        dependencies.lookForOthers()
      }
      const shown = screen.snapshot()
      if (shown !== null) webhook.tend(shown)
    },
    rest: () => {
      keepAwake(false)
      webhook.stop()
    },
  }
}
