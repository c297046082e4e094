import { describe, expect, test } from 'vitest'
import { createScenario, type ScenarioEvent } from '../../src/practice/scenario.ts'
import { showTwice } from '../../src/practice/scenario/showTwice.ts'
import { createShopState } from '../../src/practice/shopState.ts'
import { grossKurus, receivedKurus } from '../../src/practice/packetAmounts.ts'

// 20:05 in Turkey.
const startMs = Date.parse('2026-01-05T17:05:00Z')
const SECOND = 1000
const HOUR = 3_600_000

function firstHours(seed: number, hours: number, fromMs = startMs): ScenarioEvent[] {
  const events: ScenarioEvent[] = []
  for (const event of createScenario({ seed, startMs: fromMs })) {
    if (event.atMs > hours * HOUR) return events
    events.push(event)
  }
  return events
}
const opened = (events: ScenarioEvent[]) => events.flatMap((event) => (event.kind === 'open' ? [event] : []))

describe('a scenario', () => {
  test('is the same for the same seed, another for another', () => {
    expect(firstHours(3, 1)).toEqual(firstHours(3, 1))
    expect(firstHours(3, 0.1)).not.toEqual(firstHours(4, 0.1))
  })

  test('uses no id of an earlier one, or what was gone would seem to come back', () => {
    const ids = opened([...firstHours(3, 0.5), ...firstHours(3, 0.5, startMs + HOUR / 2)]).map((event) => event.id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('goes as a newcomer should see it (seed %i)', (seed) => {
    const events = firstHours(seed, 1)
    expect(events.map((event) => event.atMs)).toEqual(events.map((event) => event.atMs).toSorted((a, b) => a - b))
    const before = events.filter((event) => event.atMs < 0)
    expect(before.every((event) => event.kind === 'open')).toBe(true)
    expect([3, 4]).toContain(before.length)

    const arrivals = opened(events)
      .map((event) => event.atMs)
      .filter((atMs) => atMs >= 0)
    expect(arrivals[0]).toBeGreaterThanOrEqual(3 * SECOND)
    expect(arrivals[0]).toBeLessThanOrEqual(5 * SECOND)
    const gaps = arrivals.slice(1).map((atMs, at) => atMs - (arrivals[at] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(10 * SECOND)
    // 20 s, and some more while the kitchen catches up.
    expect(Math.max(...gaps)).toBeLessThanOrEqual(32 * SECOND)

    const open = new Set<string>()
    for (const event of events) {
      if (event.kind === 'open') open.add(event.id)
      else expect(open).toContain(event.id)
      if (event.kind === 'deliver' || event.kind === 'cancel') open.delete(event.id)
      expect(open.size).toBeLessThanOrEqual(15)
      if (event.atMs > 150 * SECOND) expect(open.size).toBeGreaterThanOrEqual(8)
    }
  })

  test('has everything a shop must cope with', () => {
    const events = firstHours(1, 3)
    const orders = opened(events).map((event) => event.order)
    const lines = orders.flatMap((order) => order.lines ?? [])
    const text = JSON.stringify(events)
    for (const letter of 'çğıöşüÇĞİÖŞÜâ₺') expect(text).toContain(letter)
    expect(new Set(orders.map((order) => order.channel))).toEqual(
      new Set(['packet', 'yemeksepeti', 'getir', 'trendyol']),
    )
    expect(new Set(orders.map((order) => order.pos))).toEqual(new Set(['restomenum', 'adisyo']))
    expect(new Set(orders.map((order) => order.type))).toEqual(new Set(['delivery', 'takeaway']))
    const found = {
      fractions: lines.some((line) => line.quantity === 0.375),
      menus: lines.some((line) => (line.content?.length ?? 0) > 1),
      leftOut: lines.some((line) => (line.leftOut?.length ?? 0) > 0),
      menuLeftOut: lines.some((line) => line.content?.some((part) => (part.leftOut?.length ?? 0) > 0)),
      pricedExtras: lines.some((line) => line.options?.some((option) => (option.priceKurus ?? 0) > 0)),
      lineNotes: lines.some((line) => line.note !== ''),
      longNotes: orders.some((order) => (order.note?.length ?? 0) > 150),
      longDirections: orders.some((order) => (order.customer?.directions?.length ?? 0) > 200),
      phoneCodes: orders.some((order) => order.customer?.phoneCode),
      confirmationCodes: orders.some((order) => order.confirmationCode),
      mealCards: orders.some((order) => order.paymentNote?.includes('yemek kartı')),
      discounts: orders.some((order) => order.discountKurus),
      tomorrow: orders.some((order) => (order.scheduledForMs ?? 0) > startMs + 12 * HOUR),
      today: orders.some(
        (order) => typeof order.scheduledForMs === 'number' && order.scheduledForMs < startMs + 6 * HOUR,
      ),
      couriers: events.some((event) => event.kind === 'change' && event.change.courier),
      itemsAdded: events.some((event) => event.kind === 'change' && event.change.lines),
      itemsCancelled: events.some(
        (event) => event.kind === 'change' && event.change.lines?.some((line) => line.cancelled),
      ),
      notesChanged: events.some((event) => event.kind === 'change' && event.change.note),
      cancellations: events.some((event) => event.kind === 'cancel'),
    }
    expect(Object.entries(found).filter(([, isThere]) => !isThere)).toEqual([])
  })

  test('adds up: unpaid, part paid and paid to the kuruş, never more', () => {
    const shop = createShopState(() => startMs)
    const rests = opened(firstHours(1, 2)).map((event) => {
      const packet = shop.addPacket(event.order)
      const due = grossKurus(packet) - packet.discountKurus
      return { due, rest: due - receivedKurus(packet) }
    })
    expect(rests.every(({ due, rest }) => due > 0 && rest >= 0)).toBe(true)
    expect(rests.some(({ rest }) => rest === 0)).toBe(true)
    expect(rests.some(({ due, rest }) => rest === due)).toBe(true)
    expect(rests.some(({ due, rest }) => rest > 0 && rest < due)).toBe(true)
  })
})

describe('a scenario whose platforms tell both vendors', () => {
  test('has each platform order twice, in order of time, and the same happens to both', () => {
    const events: ScenarioEvent[] = []
    for (const event of showTwice(createScenario({ seed: 2, startMs }))) {
      if (event.atMs > HOUR / 4) break
      events.push(event)
    }
    expect(events.map(({ atMs }) => atMs)).toEqual(events.map(({ atMs }) => atMs).toSorted((a, b) => a - b))
    const orders = opened(events).map(({ order }) => order)
    expect(new Set(orders.map(({ id }) => id)).size).toBe(orders.length)
    const byCode = [...Map.groupBy(orders, ({ code }) => code ?? null)].filter(([code]) => code !== null)
    const pairs = byCode.filter(([, members]) => members.length === 2)
    expect(pairs.length).toBeGreaterThan(10)
    expect(byCode.length - pairs.length).toBeLessThanOrEqual(1)
    for (const [, members] of pairs) expect(members.map(({ pos }) => pos).toSorted()).toEqual(['adisyo', 'restomenum'])
    const shop = createShopState(() => startMs)
    for (const event of events) {
      if (event.kind === 'open') shop.addPacket(event.order)
      else if (event.kind === 'deliver') shop.deliver(event.id)
      else if (event.kind === 'cancel') shop.cancel(event.id, event.reason)
      else shop.changePacket(event.id, event.change)
    }
    const ended = pairs.filter(([, members]) => members.every(({ id }) => shop.packet(id)?.closedAtMs !== null))
    expect(ended.length).toBeGreaterThan(5)
  })
})
