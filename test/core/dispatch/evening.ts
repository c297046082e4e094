import fc from 'fast-check'
import { openLedger } from '../../../src/core/ledger/openLedger.ts'
import type { PosResult, StatusWrite, VendorStatus } from '../../../src/core/vendors/posClient.ts'
import type { KnownOrder } from '../../../src/shared/model/knownOrder.ts'
import type { OrderPhase } from '../../../src/shared/model/order.ts'
import { isSettled } from '../../../src/shared/model/dispatch.ts'
import { aKnownOrder } from '../../support/aKnownOrder.ts'
import { anOrder } from '../../support/anOrder.ts'
import { ManualTime } from '../../support/manualTime.ts'
import { COURIER_IDS, openDispatch } from './openDispatch.ts'

/** How an exchange goes wrong: `lost` before the vendor has it, `cut` after it has done it, `late`: done after we gave up. */
const faults = ['none', 'none', 'none', 'lost', 'cut', 'late', 'rateLimited', 'vendorError', 'stepNotTaken'] as const
type Fault = (typeof faults)[number]

const ORDERS = 6
const COURIERS = 3
const LATENCY_MS = 120

export type Action =
  | { what: 'handOver'; order: number; courier: number }
  | { what: 'undo' | 'takeBack' | 'deliver' | 'ready'; order: number }
  /** Somebody does it on the vendor's own screen. */
  | { what: 'screen'; order: number; phase: 'ready' | 'onTheWay' | 'delivered' | 'cancelled'; courier: number }
  | { what: 'fault'; faults: Fault[] }
  | { what: 'offline' | 'online' | 'poll' | 'kill' }
  | { what: 'pass' | 'setBack'; ms: number }

const anyOrder = fc.integer({ min: 0, max: ORDERS - 1 })
const anyCourier = fc.integer({ min: 0, max: COURIERS - 1 })
export const anyAction: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ what: fc.constant('handOver' as const), order: anyOrder, courier: anyCourier }) },
  {
    weight: 6,
    arbitrary: fc.record({ what: fc.constantFrom('undo' as const, 'takeBack', 'deliver', 'ready'), order: anyOrder }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('screen' as const),
      order: anyOrder,
      phase: fc.constantFrom('ready' as const, 'onTheWay', 'delivered', 'cancelled'),
      courier: anyCourier,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('fault' as const),
      faults: fc.array(fc.constantFrom(...faults), { maxLength: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constantFrom('offline' as const, 'online', 'online', 'poll', 'poll', 'kill') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('setBack' as const), ms: fc.constantFrom(1_000, 3_600_000) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ what: fc.constant('pass' as const), ms: fc.constantFrom(10, 60, 130, 250, 8_100, 30_000) }),
  },
)

interface AtVendor {
  phase: OrderPhase
  courierId: string | null
  isTouched: boolean
}

/** Both kinds of vendor as strict as they are: odd orders are Adisyo's, even ones RestoMenum's labels. */
class StrictVendor {
  readonly orders = new Map<string, AtVendor>()
  /** Steps that were taken, by order and step. */
  readonly taken = new Map<string, number>()
  readonly violations: string[] = []
  isOffline = false
  faults: Fault[] = []
  /** Nobody has taken it back here. */
  isOut: (id: string) => boolean = () => true
  readonly #time: ManualTime
  readonly #underWay = new Set<string>()
  readonly #lookedAt = new Map<string, OrderPhase>()

  constructor(time: ManualTime) {
    this.#time = time
    for (let n = 0; n < ORDERS; n++)
      this.orders.set(String(n), { phase: 'preparing', courierId: null, isTouched: false })
  }

  at(id: string): AtVendor {
    const found = this.orders.get(id)
    if (found === undefined) throw new Error(`no order ${id}`)
    return found
  }

  readonly client = {
    readStatus: async (id: string, signal: AbortSignal): Promise<PosResult<VendorStatus>> => {
      const fault = await this.#exchange(id, signal)
      if (fault !== null) return { ok: false, error: { code: fault } }
      const { phase, courierId } = this.at(id)
      this.#lookedAt.set(id, phase)
      return { ok: true, value: { phase, courierId: this.#isAdisyo(id) ? courierId : null } }
    },
    writeStatus: async (id: string, write: StatusWrite, signal: AbortSignal): Promise<PosResult<null>> => {
      const fault = this.isOffline ? 'lost' : (this.faults.shift() ?? 'none')
      if (this.#underWay.has(id)) this.violations.push(`two at once for ${id}`)
      if (write.step === 'onTheWay' && !this.isOut(id)) this.violations.push(`${id} is told on its way, and is back`)
      this.#underWay.add(id)
      await this.#wait(signal)
      this.#underWay.delete(id)
      if (fault === 'lost') return { ok: false, error: { code: 'offline' } }
      if (fault === 'rateLimited') return { ok: false, error: { code: 'rateLimited', retryAfterMs: 1_000 } }
      if (fault === 'vendorError' || fault === 'stepNotTaken') return { ok: false, error: { code: fault } }
      if (fault === 'late') {
        this.#time.after(1_500, () => this.#take(id, write, true))
        return { ok: false, error: { code: 'timedOut' } }
      }
      const answer = this.#take(id, write)
      return fault === 'cut' ? { ok: false, error: { code: 'offline' } } : answer
    },
  }

  #isAdisyo(id: string): boolean {
    return Number(id) % 2 === 1
  }

  async #exchange(_id: string, signal: AbortSignal): Promise<'offline' | 'timedOut' | null> {
    await this.#wait(signal)
    return this.isOffline ? 'offline' : null
  }

  /** What has left goes on, also when the other side is killed. */
  #wait(_signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => this.#time.after(LATENCY_MS, resolve))
  }

  #take(id: string, write: StatusWrite, isLate = false): PosResult<null> {
    const order = this.at(id)
    const phases = { ready: 'ready', onTheWay: 'onTheWay', delivered: 'delivered', takenBack: 'ready' } as const
    if (this.#isAdisyo(id)) {
      const from = {
        ready: ['open', 'preparing'],
        onTheWay: ['open', 'preparing', 'ready'],
        delivered: ['onTheWay'],
        takenBack: ['onTheWay'],
      }[write.step]
      if (!from.includes(order.phase)) return { ok: false, error: { code: 'stateNotAllowed' } }
    } else if (
      !isLate &&
      write.step !== 'takenBack' &&
      rankOf(this.#lookedAt.get(id) ?? 'open') > rankOf(phases[write.step])
    ) {
      this.violations.push(`${id} was set back to ${write.step}`)
    }
    const key = `${id} ${write.step}`
    this.taken.set(key, (this.taken.get(key) ?? 0) + 1)
    order.phase = phases[write.step]
    order.courierId = write.step === 'onTheWay' ? write.courierId : write.step === 'takenBack' ? null : order.courierId
    return { ok: true, value: null }
  }
}

const rankOf = (phase: OrderPhase): number => ['open', 'preparing', 'ready', 'onTheWay', 'delivered'].indexOf(phase)

const told = (records: readonly object[]): string =>
  JSON.stringify(records.map((record) => Object.entries(record).toSorted()).toSorted())
const sourceOf = (n: number): string => (n % 2 === 1 ? 'adisyo' : 'label')
/** Plays the actions, then lets all come to rest. @returns what is wrong, and how many packets were handed over */
export async function playEvening(actions: readonly Action[]): Promise<{ wrongs: string[]; handedOver: number }> {
  const time = new ManualTime()
  const ledger = openLedger(':memory:')
  const vendor = new StrictVendor(time)
  const known = new Map<string, KnownOrder>()
  const errors: unknown[] = []
  let handedOver = 0

  const keyOf = (n: number): string => `${sourceOf(n)}/${n}`
  const poll = (): void => {
    if (vendor.isOffline) return
    for (let n = 0; n < ORDERS; n++) {
      const { phase } = vendor.at(String(n))
      const order = anOrder({ orderId: String(n), sourceId: sourceOf(n), phase, totalKurus: 10_000 + n })
      known.set(order.key, aKnownOrder(order))
    }
    book.follow()
    sender.wake()
  }
  const open = () =>
    openDispatch({ time, ledger, client: vendor.client, known, onFault: (error) => errors.push(error) })
  let [book, sender] = open()
  const carriedOf = (n: number) => book.carried().find(({ orderKey }) => orderKey === keyOf(n))

  const act = async (action: Action): Promise<void> => {
    switch (action.what) {
      case 'handOver': {
        const answer = book.handOver([keyOf(action.order)], COURIER_IDS[action.courier] ?? '')
        if (answer.ok) handedOver += answer.value.deliveryIds.length
        break
      }
      case 'undo': {
        const delivery = carriedOf(action.order)
        if (delivery) book.undo([delivery.id])
        break
      }
      case 'takeBack':
        book.takeBack(keyOf(action.order))
        break
      case 'deliver': {
        const delivery = carriedOf(action.order)
        if (delivery) book.deliver([{ deliveryId: delivery.id, paid: null }])
        break
      }
      case 'ready':
        book.markReady(keyOf(action.order), true)
        break
      case 'screen': {
        const at = vendor.at(String(action.order))
        at.isTouched = true
        at.phase = action.phase
        at.courierId = action.phase === 'onTheWay' ? (COURIER_IDS[action.courier] ?? null) : at.courierId
        break
      }
      case 'fault':
        vendor.faults.push(...action.faults)
        break
      case 'offline':
        vendor.isOffline = true
        break
      case 'online':
        vendor.isOffline = false
        break
      case 'poll':
        poll()
        break
      case 'kill':
        sender.stop()
        ;[book, sender] = open()
        break
      case 'setBack':
        time.jumpWall(-action.ms)
        break
      case 'pass':
        await time.advance(action.ms)
    }
    sender.wake()
  }

  vendor.isOut = (id) => ledger.dispatch.deliveriesOfOrder(keyOf(Number(id))).at(-1)?.state !== 'takenBack'
  poll()
  for (const action of actions) await act(action)
  vendor.faults = []
  vendor.isOffline = false
  const left = new Set<string>()
  const resent = new Map<number, number>()
  for (let round = 0; round < 12; round++) {
    poll()
    await time.advance(70_000)
    for (const write of book.steps.writes()) {
      if (write.state === 'asking') {
        resent.set(write.id, (resent.get(write.id) ?? 0) + 1)
        book.steps.answer(write.id, 'send')
      }
      if (write.state === 'refused') {
        left.add(write.orderKey)
        book.steps.answer(write.id, 'leave')
      }
    }
    sender.wake()
  }
  const wrongs = [...vendor.violations, ...errors.map(String)]
  for (const write of book.steps.writes())
    if (!isSettled(write.state)) wrongs.push(`never settled: ${JSON.stringify(write)}`)
  const [reopened, last] = open()
  if (told(reopened.carried()) !== told(book.carried())) wrongs.push('memory and ledger differ')
  for (let n = 0; n < ORDERS; n++) {
    const key = keyOf(n)
    const writes = ledger.dispatch.writesOfOrder(key)
    for (const { id, step, attempt } of writes)
      if (attempt > 3 + (resent.get(id) ?? 0)) wrongs.push(`${key} ${step}: sent ${attempt} times, and nobody asked`)
    for (const step of ['ready', 'onTheWay', 'delivered', 'takenBack'] as const) {
      const taken = vendor.taken.get(`${n} ${step}`) ?? 0
      const sent = writes.filter((write) => write.step === step && write.attempt > 0).length
      // A label that was taken late may be set twice to the same; it is one state all the same.
      const mayRepeat = n % 2 === 0 && actions.some((each) => each.what === 'fault' && each.faults.includes('late'))
      // Taken back on its own screen before it could be read back, it looks as if it had never arrived.
      if (taken > sent && !mayRepeat && !vendor.at(String(n)).isTouched)
        wrongs.push(`${key} ${step}: taken ${taken} times, wanted ${sent} times`)
    }
    const { phase, isTouched, courierId } = vendor.at(String(n))
    if (isTouched || left.has(key)) continue
    const [delivery] = ledger.dispatch
      .deliveriesOfOrder(key)
      .filter(({ state }) => state !== 'undone')
      .slice(-1)
    const isAsItShould =
      delivery?.state === 'carried'
        ? phase === 'onTheWay' && (n % 2 === 0 || courierId === delivery.courierId)
        : delivery?.state === 'delivered'
          ? phase === 'delivered'
          : phase === 'ready' || phase === 'preparing'
    if (!isAsItShould)
      wrongs.push(
        `${key}: here ${delivery?.state} by ${delivery?.courierId}, there ${phase} by ${courierId}: ${JSON.stringify(writes.map(({ step, state, attempt }) => [step, state, attempt]))}`,
      )
  }
  sender.stop()
  last.stop()
  ledger.close()
  return { wrongs, handedOver }
}
