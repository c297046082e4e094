import type { CounterSettings } from '../../shared/settings/counter.ts'
import { type Ledger, LedgerError, PRINTS_SINCE_KEY } from '../ledger/ledger.ts'

/**
 * Since when this counter prints by itself, from the moment that it is set to, whoever has set it.
 *
 * @returns epoch ms at each call; null: it always has, or does not
 */
export function createPrintsSince(
  ledger: Pick<Ledger, 'readValue' | 'writeValue'>,
  nowMs: () => number,
  counter: () => Pick<CounterSettings, 'printsByItself'>,
): () => number | null {
  let stored = ledger.readValue(PRINTS_SINCE_KEY)
  let isKept = true
  const keep = (value: string): void => {
    try {
      ledger.writeValue(PRINTS_SINCE_KEY, value)
      isKept = true
    } catch (error) {
      // A disk that refuses is asked again with the next call: no order waits for it.
      if (!(error instanceof LedgerError)) throw error
    }
  }
  return () => {
    const isOff = stored === 'off'
    if (counter().printsByItself === isOff) {
      stored = isOff ? String(nowMs()) : 'off'
      isKept = false
    }
    if (!isKept && stored !== null) keep(stored)
    return stored === null || stored === 'off' ? null : Number(stored)
  }
}
