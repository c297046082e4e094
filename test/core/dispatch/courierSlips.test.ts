import { expect, it, onTestFinished } from 'vitest'
import { startPracticePrinter } from '../../../src/practice/printer/practicePrinter.ts'
import { emptyDisk } from '../../support/openCounter.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'
import { handedTo, open } from './openEvening.ts'

const line = { title: 'Pide', unitPriceKurus: 12_050 }

async function openWithPrinter() {
  const printer = await startPracticePrinter({ columns: 48, mode: ['echoesIds'] })
  onTestFinished(() => printer.stop())
  const evening = await open(emptyDisk(temporaryFolder()), undefined, [{ name: 'Kasa', port: printer.port }])
  await evening.ask('settings.update', { autoPrint: false })
  /** Waits for so many slips of couriers. */
  const slips = async (count: number): Promise<string[]> => (await printer.waitForSlips(count)).map(({ text }) => text)
  return { ...evening, printer, slips }
}

it('a tour is one slip with what it comes to, once the hand-over cannot be undone; what was taken back is not on it', async () => {
  const evening = await openWithPrinter()
  const { shop, ask, slips, printer } = evening
  await ask('settings.update', { printsTours: true })
  shop.addPacket({ pos: 'adisyo', number: 1, lines: [line], paymentNote: 'Nakit', customer: { name: 'Ayşe Gürışık' } })
  shop.addPacket({ pos: 'restomenum', number: 2, lines: [line], paymentNote: 'Kapıda kredi kartı' })
  shop.addPacket({ pos: 'restomenum', number: 3, lines: [line], paymentNote: 'Kapıda nakit' })
  const { keys } = await handedTo(evening, 'ali', ['1', '2', '3'])
  await ask('dispatch.takeBack', { key: keys[2] ?? '' })
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(printer.slips()).toEqual([])
  evening.skip(8_000)
  const [text = ''] = await slips(1)
  expect(text).toMatch(/KURYE FİŞİ[^]*ALİ Ç\.[^]*2 paket[^]*TAHSİLAT +241,00 TL/)
  expect(text).toMatch(/1\. #1 .*[^]*AYŞE GÜRIŞIK/)
  expect(text).not.toContain('#3')
  expect(text).not.toContain('KOPYA')

  // The same packets again are a copy, other packets another tour.
  await ask('tour.print', { courierId: 'ali' })
  await handedTo(evening, 'ali', ['3'])
  evening.skip(8_000)
  const texts = await slips(3)
  expect(texts[1]).toMatch(/KOPYA 1[^]*241,00/)
  expect(texts[2]).not.toContain('KOPYA')
  expect(texts[2]).toContain('361,50')
  await ask('tour.print', { courierId: 'ali' })
  expect((await slips(4)).at(-1)).toMatch(/KOPYA 1[^]*361,50/)
})

it('a tour’s slip has an order of two sources as its card does, also when one till has cancelled its own', async () => {
  const evening = await openWithPrinter()
  const { shop, ask, slips } = evening
  await ask('settings.update', { overlaps: 'together' })
  const platform = { channel: 'yemeksepeti', code: 'YS-8842350', lines: [line] }
  const { id } = shop.addPacket({ ...platform, pos: 'restomenum', number: 12 })
  await evening.until('the first', ({ cards }) => cards.length === 1)
  shop.addPacket({ ...platform, pos: 'adisyo', number: 57 })
  await evening.until('the pair', ({ cards }) => cards.some(({ alsoAt }) => alsoAt.length === 1))
  await handedTo(evening, 'ali', ['12'])
  evening.skip(8_000)
  shop.cancel(id)
  await evening.until('the other is the face', ({ cards }) => cards.some(({ number }) => number === '57'))
  await ask('tour.print', { courierId: 'ali' })
  const [text = ''] = await slips(1)
  expect(text).toMatch(/1\. #57 [^]*120,50/)
  expect(text).not.toContain('İPTAL')
})

it('a tour’s slip has an amount in another currency in that one, and in no sum of lira; nor has the slip of the count', async () => {
  const evening = await openWithPrinter()
  const { shop, ask, slips } = evening
  const asEuro = { raw: { adisyo: { currency: 'EUR' } } }
  shop.addPacket({ pos: 'adisyo', number: 1, lines: [{ title: 'Pide', unitPriceKurus: 2_000 }], ...asEuro })
  shop.addPacket({ pos: 'adisyo', number: 2, lines: [{ title: 'Pide', unitPriceKurus: 1_550 }], ...asEuro })
  shop.addPacket({ pos: 'adisyo', number: 3, lines: [line], paymentNote: 'Nakit' })
  const { deliveryIds } = await handedTo(evening, 'ali', ['1', '2', '3'])
  evening.skip(8_000)
  await ask('tour.print', { courierId: 'ali' })
  const [text = ''] = await slips(1)
  expect(text).toMatch(/Sorulacak +35,50 EUR/)
  expect(text).toMatch(/TAHSİLAT +120,50 TL/)
  expect(text).toMatch(/#1 [^]*20,00 EUR/)
  expect(text).toMatch(/#2 [^]*15,50 EUR/)
  expect(text).not.toMatch(/(20,00|15,50|35,50) TL/)
  const page = await ask('courier.get', { courierId: 'ali' })
  const plans = page.ok ? page.value.open[0]?.deliveries.map(({ plan }) => plan.foreign) : []
  expect(plans?.slice(0, 2)).toEqual([
    { currency: 'EUR', amount: 2_000 },
    { currency: 'EUR', amount: 1_550 },
  ])
  // What it was worth in lira is what whoever was paid says.
  const paid = deliveryIds.map((deliveryId, at) => ({
    deliveryId,
    paid: at === 2 ? null : [{ purse: 'cash' as const, amountKurus: 90_000 }],
  }))
  expect((await ask('dispatch.deliver', { deliveries: paid })).ok).toBe(true)
  const counting = await ask('courier.get', { courierId: 'ali' })
  const uncounted = counting.ok ? counting.value.open[0] : undefined
  const cash = 180_000 + 12_050
  expect(uncounted?.account.expected).toEqual({ cash, card: 0, mealCard: 0 })
  await ask('settings.update', { printsPouches: true })
  const counted = { cash, card: 0, mealCard: 0 }
  expect((await ask('pouch.close', { shiftId: uncounted?.shift.id ?? 0, counted, reason: null })).ok).toBe(true)
  expect((await slips(2)).at(-1)).toMatch(/1\.920,50 TL/)
})

it('a tour that was undone prints nothing, and nothing is printed of who carries nothing', async () => {
  const evening = await openWithPrinter()
  const { shop, ask, printer } = evening
  await ask('settings.update', { printsTours: true })
  shop.addPacket({ pos: 'restomenum', number: 1 })
  const { deliveryIds } = await handedTo(evening, 'ali', ['1'])
  expect((await ask('dispatch.undo', { deliveryIds })).ok).toBe(true)
  evening.skip(8_000)
  await evening.until('no slip waits', (now) => now.openJobs.length === 0)
  expect(printer.slips()).toEqual([])
  expect(await ask('tour.print', { courierId: 'ali' })).toMatchObject({ ok: false, error: { code: 'notCarried' } })
})

it('a counted account is printed with its difference and reason, a correction with what it corrects, again as a copy', async () => {
  const evening = await openWithPrinter()
  const { shop, ask, slips } = evening
  shop.addPacket({ pos: 'adisyo', number: 1, lines: [line], paymentNote: 'Nakit' })
  const { deliveryIds } = await handedTo(evening, 'ali', ['1'])
  await ask('dispatch.deliver', { deliveries: deliveryIds.map((deliveryId) => ({ deliveryId, paid: null })) })
  const page = await ask('courier.get', { courierId: 'ali' })
  const shiftId = page.ok ? (page.value.open[0]?.shift.id ?? 0) : 0
  const counted = { cash: 11_050, card: 0, mealCard: 0 }
  const closed = await ask('pouch.close', { shiftId, counted, reason: 'Onluk düştü' })
  const pouchId = closed.ok ? closed.value.id : 0
  const [first = ''] = await slips(1)
  expect(first).toMatch(/HESAP FİŞİ[^]*Beklenen +120,50 TL[^]*Sayılan +110,50 TL[^]*Nakit eksik +-10,00 TL/)
  expect(first).toContain('Neden: Onluk düştü')

  const again = await ask('pouch.close', { shiftId, counted, reason: 'yine' })
  expect(again).toMatchObject({ ok: false, error: { code: 'pouchClosed' } })
  await ask('pouch.correct', { pouchId, counted: { ...counted, cash: 12_050 }, reason: 'Onluk bulundu' })
  const [, second = ''] = await slips(2)
  expect(second).toMatch(/DÜZELTME[^]*SAYIM[^]*Onluk düştü[^]*1\. DÜZELTME[^]*FARK YOK[^]*Onluk bulundu/)
  await ask('pouch.print', { pouchId })
  expect((await slips(3)).at(-1)).toMatch(/KOPYA 1[^]*HESAP FİŞİ/)
  await ask('settings.update', { printsPouches: false })
  const journal = await ask('jobs.list', { limit: 50 })
  expect(
    journal.ok && journal.value.map(({ subject, kind, label }) => `${subject.kind} ${kind} ${label}`).toSorted(),
  ).toEqual(['pouch copy Ali Ç.', 'pouch pouch Ali Ç.', 'pouch pouch Ali Ç.'])
})

it('a tour’s slip goes with its orders’ customers: erased, it names nobody', async () => {
  const evening = await openWithPrinter()
  const { shop, ask, slips } = evening
  const packet = shop.addPacket({ pos: 'restomenum', number: 1, customer: { name: 'Ayşe Gürışık' } })
  await handedTo(evening, 'ali', ['1'])
  evening.skip(8_000)
  await ask('tour.print', { courierId: 'ali' })
  expect((await slips(1))[0]).toContain('AYŞE GÜRIŞIK')
  shop.remove(packet.id)
  await evening.until('gone', (now) => now.cards.every(({ isGone }) => isGone))
  expect((await ask('customers.erase', {})).ok).toBe(true)
  await ask('tour.print', { courierId: 'ali' })
  const copies = await slips(2)
  expect(copies[1]).toMatch(/KOPYA 1[^]*#1/)
  expect(copies[1]).not.toContain('GÜRIŞIK')
})
