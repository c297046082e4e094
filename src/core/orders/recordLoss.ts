import type { Order } from '../../shared/model/order.ts'
import { type Commit, type Ledger, LOSS_KEY, lossOverKey } from '../ledger/ledger.ts'

/** Scheduled orders are known by then, all others are over. */
const LOSS_MATTERS_MS = 36 * 3_600_000

/** Of which orders an earlier record that is lost may have known, and printed, without this one knowing. */
export class RecordLoss {
  readonly #ledger: Pick<Ledger, 'readValue'>
  readonly #nowMs: () => number
  /** As `LOSS_KEY` has it; null: nothing was lost. */
  readonly #loss: string | null
  /** Sources that have told, whole, what is open since that loss. */
  readonly #isOver = new Set<string>()

  constructor(ledger: Pick<Ledger, 'readValue'>, nowMs: () => number) {
    this.#ledger = ledger
    this.#nowMs = nowMs
    this.#loss = ledger.readValue(LOSS_KEY)
  }

  /** The lost record may have known orders of this source that come now; until it has told once what is open. */
  isInDoubt(sourceId: string): boolean {
    if (!this.#isRecent() || this.#isOver.has(sourceId)) return false
    const isOverOnRecord = this.#ledger.readValue(lossOverKey(sourceId)) === this.#loss
    if (isOverOnRecord) this.#isOver.add(sourceId)
    return !isOverOnRecord
  }

  /** Whether the lost record may have known this order, whenever it is seen. */
  mayHaveKnown({ createdAtMs }: Pick<Order, 'createdAtMs'>): boolean {
    return this.#isRecent() && (createdAtMs ?? 0) <= this.#lossMs()
  }

  /** What goes on record with the commit after which nothing of this source is in doubt. */
  endOf(sourceId: string): NonNullable<Commit['values']> {
    return { [lossOverKey(sourceId)]: this.#loss ?? '' }
  }

  /** That commit is on the disk. */
  noteEnd(sourceId: string): void {
    this.#isOver.add(sourceId)
  }

  /** The orders of that day are over: a source that is added later has nothing to do with it. */
  #isRecent(): boolean {
    return this.#loss !== null && this.#nowMs() - this.#lossMs() < LOSS_MATTERS_MS
  }

  #lossMs(): number {
    return Number.parseInt(this.#loss ?? '0', 10)
  }
}
