import type { Counter } from '../../src/core/counter.ts'
import type { CounterEvent } from '../../src/core/screen/publisher.ts'
import { requests, type RequestName } from '../../src/shared/contract/requests.ts'
import type { Snapshot } from '../../src/shared/contract/snapshot.ts'
import { fail, ok } from '../../src/shared/contract/problems.ts'
import { defaultSettings } from '../../src/shared/settings/settings.ts'

const isRequest = (name: unknown): name is RequestName => typeof name === 'string' && Object.hasOwn(requests, name)

export function emptySnapshot(rev: number): Snapshot {
  const { sources: _sources, printers: _printers, ...settings } = defaultSettings
  return {
    runId: 'stand-in',
    rev,
    nowMs: 0,
    door: 'browser',
    counterName: 'Kasa',
    otherCounters: { warnings: [], signs: [] },
    version: '0.0.0',
    cards: [],
    sources: [],
    printers: [],
    openJobs: [],
    alarms: [],
    couriers: [],
    sound: 'none',
    ringing: { loop: [], quietVolume: 0.5, news: [] },
    overlapOffer: null,
    hearTest: 'none',
    webhook: { isSet: false, host: null, waitingCount: 0, lastSentMs: null, problem: null },
    link: { state: 'off', problem: null, downSinceMs: null, isPasswordSet: false, members: [] },
    unacknowledgedCount: 0,
    settings,
    keyring: 'none',
    isViewOnly: false,
    update: null,
  }
}

export interface StandInCounter extends Counter {
  emit(event: CounterEvent): void
  /** Makes the next snapshot the current one and tells everybody. */
  change(edit?: Partial<Snapshot>): void
  readonly listenerCount: number
}

/** The smallest counter the door can stand before: real validation by the contract, one snapshot, no shop. */
export function createStandInCounter(): StandInCounter {
  const listeners = new Set<(event: CounterEvent) => void>()
  let snapshot = emptySnapshot(1)
  const emit = (event: CounterEvent): void => listeners.forEach((listener) => listener(event))
  return {
    reportDeath: () => {},
    start: async () => {},
    stop: async () => {},
    async handle(name, input) {
      if (!isRequest(name)) return fail('invalidRequest')
      if (!requests[name].input.safeParse(input).success) return fail('invalidRequest')
      // A page that is not told where the counter is takes it for dead.
      if (name === 'snapshot.mark') return ok({ runId: snapshot.runId, rev: snapshot.rev })
      return name === 'snapshot.get' ? ok(snapshot) : ok(null)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    showOrder: (key) => emit({ name: 'order.show', payload: { key } }),
    attention: () => ({ unacknowledgedCount: 0, hasAlarm: false, unheard: [], openCount: 0, waitingSlipCount: 0 }),
    restart: async () => {},
    wake: () => {},
    emit,
    change(edit = {}) {
      snapshot = { ...snapshot, ...edit, rev: snapshot.rev + 1 }
      emit({ name: 'snapshot.changed', payload: snapshot })
    },
    get listenerCount() {
      return listeners.size
    },
  }
}
