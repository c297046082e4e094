import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { posVendors } from '../../src/core/vendors/registry.ts'
import type { PosClient } from '../../src/core/vendors/posClient.ts'
import { createScenario } from '../../src/practice/scenario.ts'
import type { PracticePacket, PracticeVendor } from '../../src/practice/packet.ts'
import { grossKurus, receivedKurus } from '../../src/practice/packetAmounts.ts'
import { startPracticeShop, type PracticeShop } from '../../src/practice/practiceShop.ts'
import { restKurus } from '../../src/shared/model/order.ts'
import { systemClock, systemTimers } from '../../src/system/systemClock.ts'

/** A whole scenario, nothing delivered: more than two of Adisyo's pages. */
const HOURS_MS = 2 * 3_600_000
const signal = AbortSignal.timeout(60_000)
const host = { clock: systemClock, timers: systemTimers }

let shop: PracticeShop
let client: PosClient

function connect(kind: PracticeVendor): void {
  const { adisyo } = shop
  const { apiKey, baseUrl } = shop[kind]
  const source = {
    id: 's',
    kind,
    name: 'S',
    baseUrl,
    pollSeconds: 0.2,
    enabled: true,
    consumer: kind === 'adisyo' ? adisyo.consumer : null,
  }
  client = posVendors[kind].createClient(
    source,
    { apiKey, ...(kind === 'adisyo' ? { apiSecret: adisyo.apiSecret } : {}) },
    host,
  )
}
/** Paid online and a line cancelled since: nothing to collect, though the shop owes. */
const dueOf = (packet: PracticePacket): number =>
  Math.max(0, grossKurus(packet) - packet.discountKurus - receivedKurus(packet))

beforeEach(async () => {
  shop = await startPracticeShop({ adisyo: { paceScale: 0 } })
  for (const event of createScenario({ seed: 11, startMs: Date.parse('2026-01-05T17:05:00Z') })) {
    if (event.atMs > HOURS_MS) break
    if (event.kind === 'open') shop.addPacket({ ...event.order, pos: 'both' })
    else if (event.kind === 'change') shop.changePacket(event.id, event.change)
  }
})
afterEach(async () => {
  await client.close()
  await shop.close()
})

describe.each([
  ['restomenum', 'production'],
  ['restomenum', 'sandbox'],
  ['adisyo', 'production'],
] as const)('Tezgah at %s (%s)', (kind, shape) => {
  test('reads a whole scenario: nothing set aside, every amount to the kuruş', async () => {
    shop.restomenum.shape = shape
    connect(kind)
    const listed = await client.listOpen(signal)
    if (!listed.ok) throw new Error(listed.error.code)
    expect(listed.value.quarantined).toEqual([])
    expect(listed.value.orders.map((order) => order.detailsId).toSorted()).toEqual(
      shop.packets.map((packet) => packet.id).toSorted(),
    )
    expect(listed.value.orders.length).toBeGreaterThan(200)
    expect(listed.value.orders.map(restKurus)).toEqual(
      listed.value.orders.map((order) => dueOf(packetOf(order.detailsId))),
    )

    for (const { detailsId } of listed.value.orders.slice(0, 60)) {
      const read = await client.getDetails(detailsId, signal)
      if (!read.ok) throw new Error(`${detailsId}: ${read.error.code}`)
      const packet = packetOf(detailsId)
      expect(read.value.customer?.name).toBe(`${packet.customer?.name} ${packet.customer?.surname}`)
      expect(read.value.lines.filter((line) => !line.cancelled).map(({ name, quantity }) => [name, quantity])).toEqual(
        packet.lines.filter((line) => line.cancelled === null).map(({ title, quantity }) => [title, quantity]),
      )
    }
  })
})

function packetOf(id: string): PracticePacket {
  const packet = shop.packet(id)
  if (packet === undefined) throw new Error(`no packet ${id}`)
  return packet
}
