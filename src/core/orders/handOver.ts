import type { OpenAlert } from '../../shared/model/alert.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import { isOver } from '../../shared/model/order.ts'
import { isOfOrder, type PrintJob } from '../../shared/model/printJob.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import { type Effects, emptyEffects } from './effects.ts'
import { firstSlips, printsFirst } from './firstSlips.ts'

/** What one record leaves to the next, when this process goes on with another one. */
export interface HandOver {
  known: readonly KnownOrder[]
  alerts: readonly OpenAlert[]
  baselineSources: ReadonlySet<string>
  /** Orders whose first slips have been wanted, printed or not. */
  slipsWanted: ReadonlySet<string>
  /** Slips that wait for their printer or for a person. */
  openJobs: readonly PrintJob[]
}

interface NextRecord {
  /** It has taken a baseline of this source: what it does not know has come since. */
  isSourceKnown: boolean
  isKnown(orderKey: string): boolean
  settings: Pick<Settings, 'autoPrint' | 'printers' | 'routes' | 'counter' | 'overlaps'>
}

/**
 * What the next record takes over of one source: orders that it does not know, with the alerts that nobody has seen yet.
 * What rang is not rung anew, and what has been seen stays seen. What it knows already, it goes on with by itself. Pure.
 */
export function effectsOfHandOver(handOver: HandOver, sourceId: string, next: NextRecord): Effects {
  const effects = emptyEffects()
  /** Somebody has been called for it, and a slip was wanted, as the same order of another source. */
  const isSilent = ({ twinOf }: KnownOrder): boolean => {
    const primary = handOver.known.find(({ order }) => order.key === twinOf)
    const isCalled = primary === undefined ? twinOf !== null && next.isKnown(twinOf) : !primary.isBaseline
    return next.settings.overlaps === 'together' && isCalled
  }
  for (const known of handOver.known) {
    const { key } = known.order
    if (known.order.sourceId !== sourceId || next.isKnown(key)) continue
    const isBaseline = known.isBaseline && !next.isSourceKnown
    effects.known.push({ ...known, isBaseline })
    effects.history.push({ orderKey: key, what: isBaseline ? 'baseline' : 'seen' })
    for (const { orderKey, kind } of handOver.alerts) if (orderKey === key) effects.alerts.push({ orderKey, kind })
    effects.jobs.push(...handOver.openJobs.filter((job) => isOfOrder(job, key)))
    if (isBaseline || known.state === 'gone' || isOver(known.order) || isSilent(known)) continue
    // It was there when this process began, and the next record shows that it had come since it was last written.
    if (known.isBaseline) effects.alerts.push({ orderKey: key, kind: 'new' })
    if (printsFirst(next.settings) && !handOver.slipsWanted.has(key))
      effects.jobs.push(...firstSlips(known.order, next.settings))
  }
  return effects
}
