import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { diffOrders, type OrderEvent } from '../../../src/core/orders/diffOrders.ts'
import type { KnownOrder } from '../../../src/shared/model/knownOrder.ts'
import type { Order } from '../../../src/shared/model/order.ts'
import { anOrder, asSummary } from '../../support/anOrder.ts'

/** A source's memory, as the book keeps it, driven by whole answers. */
class Memory {
  open = new Map<string, KnownOrder>()
  gone = new Map<string, KnownOrder>()
  isVerifyingEmpty = false
  #isFirst = true

  hear(orders: readonly Order[], unreadableIds: (string | null)[] = []): OrderEvent[] {
    const gone = new Map([...this.gone].filter(([key]) => orders.some((order) => order.key === key)))
    const context = {
      nowMs: 5,
      isBaseline: this.#isFirst,
      unreadableIds,
      extent: 'whole' as const,
      justGone: [],
      gone,
    }
    const diff = diffOrders([...this.open.values()], orders, context)
    this.#isFirst = false
    this.isVerifyingEmpty = diff.isVerifyingEmpty
    for (const known of diff.changed) {
      const [to, from] = known.state === 'open' ? [this.open, this.gone] : [this.gone, this.open]
      to.set(known.order.key, known)
      from.delete(known.order.key)
    }
    return diff.events
  }
}

const kinds = (events: OrderEvent[]): string[] => events.map((event) => `${event.kind} ${event.known.order.orderId}`)
const one = anOrder({ orderId: '1' })
const two = anOrder({ orderId: '2' })
const three = anOrder({ orderId: '3' })

describe('diffOrders', () => {
  it('takes the first answer as baseline and what comes later as new', () => {
    const memory = new Memory()
    expect(memory.hear([one]).map((event) => event.known.isBaseline)).toEqual([true])
    const events = memory.hear([one, two])
    expect(kinds(events)).toEqual(['orderAdded 2'])
    expect(events[0]?.known.isBaseline).toBe(false)
  })

  it('lets an order go after two valid misses, not after one', () => {
    const memory = new Memory()
    memory.hear([one, two])
    expect(memory.hear([one])).toEqual([])
    expect(memory.open.get('shop/2')?.misses).toBe(1)
    expect(kinds(memory.hear([one]))).toEqual(['orderVanished 2'])
  })

  it('forgets a miss when the order is back in the next answer', () => {
    const memory = new Memory()
    memory.hear([one, two])
    memory.hear([one])
    expect(memory.hear([one, two])).toEqual([])
    expect(memory.hear([one])).toEqual([])
    expect(memory.open.size).toBe(2)
  })

  it('believes a suddenly empty board only the third time, and says so meanwhile', () => {
    const memory = new Memory()
    memory.hear([one, two, three])
    expect(memory.hear([])).toEqual([])
    expect(memory.isVerifyingEmpty).toBe(true)
    expect(memory.hear([])).toEqual([])
    expect(memory.isVerifyingEmpty).toBe(true)
    expect(kinds(memory.hear([]))).toEqual(['orderVanished 1', 'orderVanished 2', 'orderVanished 3'])
    expect(memory.isVerifyingEmpty).toBe(false)
  })

  it('does not miss an order whose row was there but could not be read', () => {
    const memory = new Memory()
    memory.hear([one, two])
    for (let poll = 0; poll < 5; poll++) expect(memory.hear([one], ['2'])).toEqual([])
    memory.hear([one])
    expect(kinds(memory.hear([one]))).toEqual(['orderVanished 2'])
  })

  it('misses more slowly while a row cannot even be told by its id', () => {
    const memory = new Memory()
    memory.hear([one, two])
    expect([memory.hear([one], [null]), memory.hear([one], [null])]).toEqual([[], []])
    expect(kinds(memory.hear([one], [null]))).toEqual(['orderVanished 2'])
  })

  it('does not alert again when half a list is followed by the whole one', () => {
    const memory = new Memory()
    memory.hear([one, two, three])
    memory.hear([one])
    expect(memory.hear([one, two, three])).toEqual([])
  })

  it('calls an order that was gone reopened, never new', () => {
    const memory = new Memory()
    memory.hear([one, two])
    memory.hear([one])
    memory.hear([one])
    expect(kinds(memory.hear([one, two]))).toEqual(['orderReopened 2'])
  })

  it('keeps the key of a packet that gets a uuid later', () => {
    const memory = new Memory()
    memory.hear([one])
    const withUuid = anOrder({ orderId: '0b2e-uuid', detailsId: '1' })
    expect(kinds(memory.hear([withUuid]))).toEqual([])
    expect([...memory.open.keys()]).toEqual(['shop/1'])
  })

  it('reports a changed row once, and wants details when the row has none', () => {
    const memory = new Memory()
    memory.hear([asSummary(one)])
    const dearer = asSummary({ ...one, totalKurus: 30_000 })
    const [event] = memory.hear([dearer])
    expect(event?.kind).toBe('orderChanged')
    expect(event?.known.detailsWantedSinceMs).toBe(5)
    expect(memory.hear([dearer])).toEqual([])
  })

  it('keeps known lines when a summary row changes', () => {
    const memory = new Memory()
    memory.hear([one])
    memory.hear([asSummary({ ...one, totalKurus: 30_000 })])
    const known = memory.open.get('shop/1')
    expect(known?.order.totalKurus).toBe(30_000)
    expect(known?.order.lines).toHaveLength(1)
  })

  describe('for any evening', () => {
    const pool = Array.from({ length: 8 }, (_, index) => anOrder({ orderId: String(index) }))
    const answers = fc.array(fc.subarray(pool), { minLength: 1, maxLength: 30 })

    it('the order of rows, doubled rows and repeated polls make no difference', () => {
      fc.assert(
        fc.property(answers, fc.infiniteStream(fc.nat()), (evening, seeds) => {
          const plain = new Memory()
          const noisy = new Memory()
          for (const answer of evening) {
            const shuffled = [...answer, ...answer].sort(() => ((seeds.next().value ?? 0) % 2 ? 1 : -1))
            expect(kinds(noisy.hear(shuffled)).sort()).toEqual(kinds(plain.hear(answer)).sort())
          }
        }),
      )
    })

    it('nothing is lost and nothing is new twice', () => {
      fc.assert(
        fc.property(answers, (evening) => {
          const memory = new Memory()
          const added = new Map<string, number>()
          for (const answer of evening) {
            for (const event of memory.hear(answer)) {
              if (event.kind === 'orderAdded')
                added.set(event.known.order.key, (added.get(event.known.order.key) ?? 0) + 1)
            }
            for (const order of answer) expect(memory.open.has(order.key)).toBe(true)
          }
          const seen = new Set(evening.flat().map((order) => order.key))
          expect(new Set(added.keys())).toEqual(seen)
          expect([...added.values()].every((count) => count === 1)).toBe(true)
        }),
      )
    })

    it('every order that stays away is gone in the end', () => {
      fc.assert(
        fc.property(answers, (evening) => {
          const memory = new Memory()
          for (const answer of evening) memory.hear(answer)
          for (let poll = 0; poll < 3; poll++) memory.hear([])
          expect(memory.open.size).toBe(0)
        }),
      )
    })
  })
})
