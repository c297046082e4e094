import { onTestFinished } from 'vitest'
import { entryId } from '../../../src/practice/adisyoShape.ts'
import { type PracticeShop, startPracticeShop } from '../../../src/practice/practiceShop.ts'
import type { Snapshot } from '../../../src/shared/contract/snapshot.ts'
import { emptyDisk, type OpenedCounter, openCounter, provisionFor } from '../../support/openCounter.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const couriers = [
  { name: 'Ali Ç.', phone: '5320000011' },
  { name: 'Veli Ş.', phone: null },
]
/** A courier of the shop's own list. */
export const own = (name: string, id: string) =>
  ({ id, name, phone: null, hue: 'blue', isActive: true, vendorIds: {} }) as const

export interface Evening extends OpenedCounter {
  shop: PracticeShop
  /** The wall clock runs ahead by this much, so that nobody has to wait for the time to undo. */
  skip(ms: number): void
  cardOf(snapshot: Snapshot, number: string): Snapshot['cards'][number]
}

/** A counter with both vendors, three couriers and a clock that can be put forward. */
export async function open(
  disk = emptyDisk(temporaryFolder()),
  shopGiven?: PracticeShop,
  printers: readonly { name: string; port: number }[] = [],
): Promise<Evening> {
  const shop =
    shopGiven ?? (await startPracticeShop({ adisyo: { paceScale: 0, couriers }, restomenum: { shape: 'sandbox' } }))
  if (shopGiven === undefined) onTestFinished(() => shop.close())
  let ahead = 0
  const counter = await openCounter(disk, provisionFor(shop, printers), {
    clock: { nowMs: () => Date.now() + ahead, monotonicMs: () => performance.now() + ahead },
    timers: {
      after: (delayMs, callback) => {
        const timer = setTimeout(callback, Math.min(delayMs, 200))
        return () => clearTimeout(timer)
      },
    },
  })
  const { sources } = await counter.until('both sources', (now) => now.sources.every(({ state }) => state === 'ok'))
  const adisyoId = sources.find(({ kind }) => kind === 'adisyo')?.id ?? ''
  const paymentTypes = {
    [adisyoId]: Object.fromEntries(
      Object.entries({ cash: 'Nakit', card: 'Kredi Kartı', mealCard: 'Multinet', online: 'Online Ödeme' }).map(
        ([purse, name]) => [purse, String(entryId(name))],
      ),
    ) as { cash: string; card: string; mealCard: string; online: string },
  }
  await counter.ask('settings.update', { paymentTypes, tells: { ready: true, onTheWay: true, delivered: true } })
  await counter.ask('couriers.save', { couriers: [own('Ali Ç.', 'ali'), own('Veli Ş.', 'veli'), own('Can', 'can')] })
  await counter.until('the vendor’s couriers', (now) => now.couriers.length >= 4)
  const cardOf = (snapshot: Snapshot, number: string): Snapshot['cards'][number] => {
    const card = snapshot.cards.find((each) => each.number === number)
    if (card === undefined) throw new Error(`no card ${number}`)
    return card
  }
  return { ...counter, shop, skip: (ms) => void (ahead += ms), cardOf }
}

/** Hands them over once they are there in full. */
export async function handedTo(evening: Evening, courierId: string, numbers: readonly string[]) {
  const snapshot = await evening.until('the cards', (now) =>
    numbers.every((number) => now.cards.some((card) => card.number === number && card.completeness === 'full')),
  )
  const keys = numbers.map((number) => evening.cardOf(snapshot, number).key)
  const answer = await evening.ask('dispatch.handOver', { keys, courierId })
  if (!answer.ok) throw new Error(JSON.stringify(answer))
  return { ...answer.value, keys }
}
