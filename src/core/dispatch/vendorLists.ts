import { z } from 'zod'
import type { Clock, Timers } from '../host.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { PosClient, PosResult, VendorEntry } from '../vendors/posClient.ts'

interface VendorListsDependencies {
  ledger: Pick<Ledger, 'readValue' | 'writeValue'>
  clock: Pick<Clock, 'monotonicMs'>
  timers: Timers
  /** Sources whose vendors have lists of their own. */
  sourceIds(): readonly string[]
  /** null: there is none, or it must not be asked just now. */
  client(sourceId: string): Pick<PosClient, 'listCouriers' | 'listPaymentTypes'> | null
  onChange(): void
  onFault(error: unknown): void
}

export interface VendorLists {
  /** By source, as last heard; also from before a restart. */
  couriers(): ReadonlyMap<string, readonly VendorEntry[]>
  paymentTypes(): ReadonlyMap<string, readonly VendorEntry[]>
  start(): void
  stop(): void
}

const kinds = ['couriers', 'paymentTypes'] as const
type Kind = (typeof kinds)[number]

/** Far slower than either vendor's limit: a new courier is looked for within some minutes. */
const EVERY_MS: Record<Kind, number> = { couriers: 5 * 60_000, paymentTypes: 60 * 60_000 }
const RETRY_MS = 3 * 60_000
/** How often it is looked whether something is due. */
const LOOK_EVERY_MS = 5_000

const entriesSchema = z.array(z.object({ id: z.string(), name: z.string(), phone: z.string().nullable() }))

const keyOf = (kind: Kind, sourceId: string): string => `${kind}:${sourceId}`

/** Keeps what vendors list of couriers and ways of paying. */
export function createVendorLists(dependencies: VendorListsDependencies): VendorLists {
  const { ledger, clock, timers } = dependencies
  const kept = new Map<string, VendorEntry[]>()
  const nextMs = new Map<string, number>()
  const asking = new Set<string>()
  const aborter = new AbortController()
  let cancelTimer: (() => void) | null = null

  const read = (kind: Kind): Map<string, VendorEntry[]> =>
    new Map(dependencies.sourceIds().map((sourceId) => [sourceId, entries(keyOf(kind, sourceId))]))

  const entries = (key: string): VendorEntry[] => {
    const known = kept.get(key) ?? parse(ledger.readValue(key))
    kept.set(key, known)
    return known
  }

  const look = (): void => {
    for (const sourceId of dependencies.sourceIds())
      for (const kind of kinds) {
        const key = keyOf(kind, sourceId)
        if (!asking.has(key) && clock.monotonicMs() >= (nextMs.get(key) ?? 0)) void ask(kind, sourceId)
      }
    cancelTimer = timers.after(LOOK_EVERY_MS, look)
  }

  const ask = async (kind: Kind, sourceId: string): Promise<void> => {
    const client = dependencies.client(sourceId)
    if (client === null) return
    const key = keyOf(kind, sourceId)
    asking.add(key)
    const answer = await call(kind, client)
    asking.delete(key)
    if (aborter.signal.aborted) return
    nextMs.set(key, clock.monotonicMs() + (answer.ok ? EVERY_MS[kind] : RETRY_MS))
    if (!answer.ok || JSON.stringify(answer.value) === JSON.stringify(entries(key))) return
    kept.set(key, answer.value)
    try {
      ledger.writeValue(key, JSON.stringify(answer.value))
    } catch (error) {
      dependencies.onFault(error)
    }
    dependencies.onChange()
  }

  const call = async (
    kind: Kind,
    client: Pick<PosClient, 'listCouriers' | 'listPaymentTypes'>,
  ): Promise<PosResult<VendorEntry[]>> => {
    try {
      return await (kind === 'couriers' ? client.listCouriers(aborter.signal) : client.listPaymentTypes(aborter.signal))
    } catch (error) {
      dependencies.onFault(error)
      return { ok: false, error: { code: 'internal' } }
    }
  }

  return {
    couriers: () => read('couriers'),
    paymentTypes: () => read('paymentTypes'),
    start: look,
    stop: () => {
      aborter.abort()
      cancelTimer?.()
    },
  }
}

function parse(stored: string | null): VendorEntry[] {
  try {
    return entriesSchema.catch([]).parse(JSON.parse(stored ?? '[]'))
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}
