import { type ChangedLine, isSameLine, toChangedLine } from '../../shared/model/change.ts'
import type { HistoryEntry } from '../../shared/model/history.ts'
import type { Order, OrderLine } from '../../shared/model/order.ts'
import type { PackingLine } from '../../shared/model/packing.ts'

/** A line that the order has lost. `path` stays its own, whatever is lost after it. */
interface LostLine {
  path: string
  line: ChangedLine
}

/** What the revisions of an order mean for whoever packs it. */
export interface LineNews {
  /** Of a line of the order as it is now, by its path. */
  of(path: string): PackingLine['news']
  lost: readonly LostLine[]
  /** How often it has been cancelled: one that comes back can be cancelled again. */
  cancelCount: number
}

/** Which lines are new, changed or taken away since people were first told of the order. Pure. */
export function lineNewsOf(order: Order, history: readonly HistoryEntry[]): LineNews {
  const revisions = history.map(({ happening }) =>
    happening.what === 'changed' || happening.what === 'changedToo'
      ? happening.changes.flatMap((one) => (one.what === 'line' ? [one] : []))
      : [],
  )
  const changes = revisions.flat()
  const news = new Map<string, PackingLine['news']>()
  for (const [index, line] of order.lines.entries()) {
    const now = toChangedLine(line)
    const last = changes.findLast(({ after }) => after !== null && isSameLine(after, now))
    if (last !== undefined) tell(news, line, last.before, String(index))
  }
  const cancelCount = history.filter(({ happening }) => happening.what === 'cancelled').length
  return { of: (path) => news.get(path) ?? null, lost: lostOf(order, revisions), cancelCount }
}

type LineChange = { before: ChangedLine | null; after: ChangedLine | null }

function tell(
  news: Map<string, PackingLine['news']>,
  line: OrderLine,
  before: ChangedLine | null | undefined,
  path: string,
): void {
  const now = toChangedLine(line)
  if (before && isSameLine(before, now)) return
  news.set(path, line.cancelled ? 'takenAway' : before ? 'changed' : 'new')
  for (const [index, child] of line.children.entries())
    tell(
      news,
      child,
      before?.children.find((one) => isSameLine(one, toChangedLine(child))) ??
        before?.children.find(({ name }) => name === child.name),
      `${path}.${index}`,
    )
}

/** One revision can be told twice while its slip is held; what came back is not lost. */
function lostOf(order: Order, revisions: readonly (readonly LineChange[])[]): LostLine[] {
  let lostCount = 0
  let lost: (LostLine & { revision: number })[] = []
  for (const [revision, changes] of revisions.entries())
    for (const { before, after } of changes) {
      if (after !== null) lost = lost.filter(({ line }) => !isSameLine(line, after))
      else if (before !== null && !before.cancelled) {
        const isToldBefore = lost.some((one) => one.revision !== revision && isSameLine(one.line, before))
        if (isToldBefore) continue
        lost.push({ path: `x${lostCount}`, line: before, revision })
        lostCount += 1
      }
    }
  const lines = order.lines.map(toChangedLine)
  return lost.filter(({ line }) => !lines.some((now) => isSameLine(now, line)))
}
