import { z } from 'zod'
import type { HearingSpan } from '../../shared/model/hearing.ts'
import { sourceKinds } from '../../shared/model/order.ts'
import type { SourceSettings } from '../../shared/settings/source.ts'
import type { Ledger } from '../ledger/ledger.ts'

/** A source that the shop has taken away, as it last was. */
const removedSourceSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(sourceKinds),
  removedMs: z.number(),
  /** From its first answer until it was asked no more, epoch ms; null: it was never heard. */
  heard: z.object({ firstSuccessMs: z.number(), lastSuccessMs: z.number() }).nullable(),
})
export type RemovedSource = z.infer<typeof removedSourceSchema>

/** Under this value stand the sources that were taken away. */
const REMOVED_SOURCES_KEY = 'removedSources'
/** As long as the record of what they brought. */
const KEPT_MS = 90 * 24 * 3_600_000
const MOST_KEPT = 200

/** Those that are on record, the last first. @throws LedgerError */
export function readRemovedSources(ledger: Pick<Ledger, 'readValue'>): RemovedSource[] {
  try {
    return z.array(removedSourceSchema).parse(JSON.parse(ledger.readValue(REMOVED_SOURCES_KEY) ?? '[]'))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return []
    throw error
  }
}

/**
 * Keeps what a source was called and when it was heard, before it is forgotten: its orders and its gaps stay on record.
 *
 * @param lastSuccessMs when it was last heard, epoch ms; null: never
 * @throws LedgerError
 */
export function keepRemovedSource(
  ledger: Pick<Ledger, 'readValue' | 'writeValue' | 'readHearing'>,
  { id, name, kind, enabled }: Pick<SourceSettings, 'id' | 'name' | 'kind' | 'enabled'>,
  { lastSuccessMs, nowMs }: { lastSuccessMs: number | null; nowMs: number },
): void {
  const span = ledger.readHearing().find(({ sourceId }) => sourceId === id)
  // One that was asked to the end has its last silence on record until then.
  const untilMs = enabled ? nowMs : lastSuccessMs
  const heard = span === undefined || untilMs === null ? null : { ...span, lastSuccessMs: untilMs }
  const others = readRemovedSources(ledger).filter((one) => one.id !== id && nowMs - one.removedMs < KEPT_MS)
  const kept = [removedSourceSchema.parse({ id, name, kind, removedMs: nowMs, heard }), ...others]
  ledger.writeValue(REMOVED_SOURCES_KEY, JSON.stringify(kept.slice(0, MOST_KEPT)))
}

/** What sources are called, those that were taken away included. @throws LedgerError */
export const sourceNames = (
  ledger: Pick<Ledger, 'readValue'>,
  sources: readonly Pick<SourceSettings, 'id' | 'name'>[],
): Map<string, string> => new Map([...readRemovedSources(ledger), ...sources].map(({ id, name }) => [id, name]))

/** When sources that are set no more were heard. Pure. */
export const spansOf = (removed: readonly RemovedSource[]): HearingSpan[] =>
  removed.flatMap(({ id, heard }) => (heard === null ? [] : [{ sourceId: id, ...heard }]))
