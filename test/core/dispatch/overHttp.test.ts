import { describe, expect, it } from 'vitest'
import { entryId } from '../../../src/practice/adisyoShape.ts'
import type { NewPacket } from '../../../src/practice/packet.ts'
import type { PracticeShop } from '../../../src/practice/practiceShop.ts'
import type { Snapshot } from '../../../src/shared/contract/snapshot.ts'
import { anyOrder } from '../../../src/shared/model/ledgerPage.ts'
import { emptyDisk } from '../../support/openCounter.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'
import { type Evening, handedTo, open, own } from './openEvening.ts'

/** RestoMenum's list has no labels: that a packet is on its way there comes with its details, within a minute. */
const isAllTold = ({ cards }: Snapshot): boolean => cards.every(({ telling }) => telling === null)

const writesOf = (shop: PracticeShop): string[] =>
  shop.requests
    .filter(({ kind }) => kind === 'write')
    .map(({ path, outcome }) => `${path.split('/').at(-1)} ${outcome}`)

describe('a hand-over', () => {
  it('is told to neither vendor for eight seconds, then to both, each once', async () => {
    const evening = await open()
    const { shop } = evening
    const adisyo = shop.addPacket({ pos: 'adisyo', number: 1 })
    const restomenum = shop.addPacket({ pos: 'restomenum', number: 2 })
    await handedTo(evening, 'ali', ['1', '2'])
    const carried = await evening.until('Ali has both', (now) => now.cards.every((card) => card.carried !== null))
    expect(carried.cards.map((card) => card.carried?.courierName)).toEqual(['Ali Ç.', 'Ali Ç.'])
    expect(carried.couriers.find(({ id }) => id === 'ali')).toMatchObject({ carriedCount: 2, isOnShift: true })
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(writesOf(shop)).toEqual([])
    evening.skip(8_000)
    await evening.until('nothing to tell', isAllTold)
    expect(writesOf(shop).toSorted()).toEqual(['OnDelivery ok', 'update ok'])
    expect(shop.packet(adisyo.id)).toMatchObject({ status: 'onTheWay', courier: 'Ali Ç.' })
    expect(shop.packet(restomenum.id)).toMatchObject({ label: 'OnDelivery' })
  })

  it('undone within the time was never sent; afterwards it is taken back, and the vendor is told', async () => {
    const evening = await open()
    const { shop } = evening
    shop.addPacket({ pos: 'adisyo', number: 1 })
    const first = await handedTo(evening, 'ali', ['1'])
    expect(await evening.ask('dispatch.undo', { deliveryIds: first.deliveryIds })).toEqual({ ok: true, value: null })
    evening.skip(20_000)
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(writesOf(shop)).toEqual([])
    const again = await handedTo(evening, 'veli', ['1'])
    evening.skip(8_000)
    await evening.until('on the way', (now) => now.cards[0]?.phase === 'onTheWay')
    const late = await evening.ask('dispatch.undo', { deliveryIds: again.deliveryIds })
    expect(late).toMatchObject({ ok: false, error: { code: 'undoOver' } })
    expect(await evening.ask('dispatch.takeBack', { key: again.keys[0] ?? '' })).toEqual({ ok: true, value: null })
    await evening.until('taken back', (now) => now.cards[0]?.phase === 'ready' && now.cards[0].carried === null)
    expect(writesOf(shop)).toEqual(['OnDelivery ok', 'CancelDelivery ok'])
    const page = await evening.ask('order.get', { key: again.keys[0] ?? '' })
    const ofItsWay = page.ok
      ? page.value.history
          .map(({ happening }) => happening)
          .filter(({ what }) => /^(handedOver|handOverEnded|vendor)/.test(what))
      : []
    expect(ofItsWay).toEqual([
      { what: 'handedOver', courierId: 'ali', courierName: 'Ali Ç.' },
      { what: 'handOverEnded', state: 'undone', by: 'person' },
      { what: 'handedOver', courierId: 'veli', courierName: expect.stringContaining('Veli') },
      { what: 'vendorTold', step: 'onTheWay' },
      { what: 'handOverEnded', state: 'takenBack', by: 'person' },
      { what: 'vendorTold', step: 'takenBack' },
    ])
    const times = page.ok ? page.value.history.map(({ atMs }) => atMs) : []
    expect(times).toEqual(times.toSorted((left, right) => left - right))
  })

  it('of one packet at two counters is one: the second is refused by name, and nothing is lost', async () => {
    const evening = await open()
    evening.shop.addPacket({ pos: 'restomenum', number: 1 })
    evening.shop.addPacket({ pos: 'restomenum', number: 2 })
    await handedTo(evening, 'ali', ['1'])
    const second = await handedTo(evening, 'veli', ['1', '2'])
    expect(second.refused).toMatchObject([{ label: '#1 Telefon', problem: { code: 'alreadyCarried' } }])
    const now = await evening.until('two couriers', ({ cards }) => cards.every(({ carried }) => carried !== null))
    expect(evening.cardOf(now, '1').carried?.courierId).toBe('ali')
    expect(evening.cardOf(now, '2').carried?.courierId).toBe('veli')
  })

  it.each(['stall', 'resetInBody', 'reset'] as const)(
    'whose answer is lost (%s) is read back and sent no second time where it was taken',
    async (kind) => {
      const evening = await open()
      const { shop } = evening
      const { id } = shop.addPacket({ pos: 'adisyo', number: 1 })
      await handedTo(evening, 'ali', ['1'])
      if (kind === 'stall') shop.failNext(1, { request: 'write', kind: 'stallInBody', delayMs: 0 })
      else shop.failNext(1, { request: 'write', kind })
      evening.skip(8_000)
      await evening.until(
        'it is told',
        (now) => now.cards[0]?.phase === 'onTheWay' && now.cards[0].telling === null,
        30_000,
      )
      expect(shop.packet(id)?.courier).toBe('Ali Ç.')
      expect(writesOf(shop)).toHaveLength(kind === 'reset' ? 2 : 1)
    },
    40_000,
  )

  it.each([
    ['750', 'stateNotAllowed', { kind: '750' }],
    ['650', 'courierRefused', { kind: '650' }],
    ['701', 'integrationEnded', { kind: '701' }],
    ['a code that is not listed', 'stepNotTaken', { status: 200, body: { status: 999, message: 'Hata' } }],
    ['HTTP 400', 'stepNotTaken', { status: 400, body: { message: 'Bad Request' } }],
  ] as const)(
    'that is refused (%s) stays here, and says so on the card until a person has answered',
    async (_what, code, failure) => {
      const evening = await open()
      const { shop } = evening
      shop.addPacket({ pos: 'adisyo', number: 1 })
      const { keys } = await handedTo(evening, 'ali', ['1'])
      shop.failNext(1, { request: 'write', ...failure })
      evening.skip(8_000)
      const refused = await evening.until('the refusal', (now) => now.cards[0]?.telling?.state === 'refused')
      expect(refused.cards[0]).toMatchObject({
        key: keys[0],
        telling: { problem: code },
        carried: { courierId: 'ali' },
      })
      expect(writesOf(shop)).toHaveLength(1)
      const writeId = refused.cards[0]?.telling?.id ?? 0
      expect(await evening.ask('dispatch.answer', { writeId, answer: 'send' })).toEqual({ ok: true, value: null })
      await evening.until('sent again', (now) => now.cards[0]?.phase === 'onTheWay' && now.cards[0].telling === null)
    },
  )

  it.each(['702', '756', '503'] as const)(
    'that the vendor cannot take now (%s) lets the others go first; after three attempts a person is asked',
    async (kind) => {
      const evening = await open()
      const { shop } = evening
      const ids = [1, 2].map((number) => shop.addPacket({ pos: 'adisyo', number }).id)
      await handedTo(evening, 'ali', ['1', '2'])
      shop.failNext(1, { request: 'write', kind })
      evening.skip(8_000)
      // From the very answer to the second on, the first finds no ear.
      await shop.waitForRequest((asked) => asked.kind === 'write' && asked.outcome === 'ok', 20_000)
      shop.failNext(Number.POSITIVE_INFINITY, { request: 'write', kind })
      expect(ids.map((id) => shop.packet(id)?.status)).toEqual(['ordered', 'onTheWay'])
      const asked = await evening.until('the question', (now) => {
        evening.skip(1_000)
        return now.cards.some(({ telling }) => telling?.state === 'asking')
      })
      expect(evening.cardOf(asked, '1').telling?.problem).toBe('stepNotTaken')
      evening.skip(60_000)
      await new Promise((resolve) => setTimeout(resolve, 400))
      expect(writesOf(shop)).toEqual([kind, 'ok', kind, kind].map((outcome) => `OnDelivery ${outcome}`))
      shop.clearFailures()
      await evening.ask('dispatch.answer', {
        writeId: evening.cardOf(asked, '1').telling?.id ?? 0,
        answer: 'send',
      })
      await evening.until('sent again', (now) => {
        evening.skip(1_000)
        return shop.packet(ids[0] ?? '')?.status === 'onTheWay' && isAllTold(now)
      })
    },
  )

  it('to somebody whom Adisyo does not know is said at once, and works here', async () => {
    const evening = await open()
    evening.shop.addPacket({ pos: 'adisyo', number: 1 })
    await handedTo(evening, 'can', ['1'])
    const now = await evening.until('the card', ({ cards }) => cards[0]?.telling?.problem === 'courierRefused')
    expect(now.cards[0]?.carried?.courierName).toBe('Can')
    expect(writesOf(evening.shop)).toEqual([])
  })

  it('without the right to write works here; each source says once what its vendor does not know', async () => {
    const evening = await open()
    const { shop } = evening
    shop.restomenum.scopes = ['orders:read', 'customers:read']
    shop.addPacket({ pos: 'restomenum', number: 1 })
    shop.addPacket({ pos: 'restomenum', number: 2 })
    await handedTo(evening, 'ali', ['1'])
    evening.skip(8_000)
    await evening.until('denied', (now) => now.sources.some(({ writeProblem }) => writeProblem?.code === 'writeDenied'))
    await handedTo(evening, 'ali', ['2'])
    evening.skip(8_000)
    const now = await evening.until('nothing more is said', ({ cards }) => {
      const second = cards.find(({ number }) => number === '2')
      return second?.carried !== null && second?.telling === null
    })
    expect(writesOf(shop)).toEqual(['update plugin.scope.denied'])
    expect(now.sources.every(({ state }) => state === 'ok')).toBe(true)
  })
})

describe('offline', () => {
  it('waits in order; when it took too long a person is asked, and says send or leave', async () => {
    const evening = await open()
    const { shop } = evening
    shop.addPacket({ pos: 'restomenum', number: 1 })
    await handedTo(evening, 'ali', ['1'])
    shop.failNext(Number.POSITIVE_INFINITY, { kind: 'reset' })
    evening.skip(8_000)
    await new Promise((resolve) => setTimeout(resolve, 300))
    evening.skip(16 * 60_000)
    const asked = await evening.until('the question', (now) => now.cards[0]?.telling?.state === 'asking')
    expect(asked.cards[0]?.telling?.problem).toBe('waitedForVendor')
    shop.clearFailures()
    const writeId = asked.cards[0]?.telling?.id ?? 0
    await evening.ask('dispatch.answer', { writeId, answer: 'send' })
    evening.skip(60_000)
    await evening.until('it is told', isAllTold)
    expect(writesOf(shop).filter((write) => write.endsWith('ok'))).toEqual(['update ok'])
  })
})

describe('sent', () => {
  const adisyoOf = ({ sources }: Snapshot): string => sources.find(({ kind }) => kind === 'adisyo')?.id ?? ''
  const linked = (sourceId: string, id: string) => [{ ...own('Ali Ç.', 'ali'), vendorIds: { [sourceId]: id } }]

  it('again, a step goes with the courier and the way of paying that are set now', async () => {
    const evening = await open()
    const { shop } = evening
    const sourceId = adisyoOf(await evening.snapshot())
    const { id } = shop.addPacket({ pos: 'adisyo', number: 1, paymentNote: 'Nakit' })
    const right = String(entryId('Ali Ç.'))
    const refusal = async (problem: string): Promise<number> => {
      const now = await evening.until(problem, ({ cards }) => cards[0]?.telling?.problem === problem)
      return now.cards[0]?.telling?.id ?? 0
    }
    await evening.ask('couriers.save', { couriers: linked(sourceId, '77') })
    const { deliveryIds } = await handedTo(evening, 'ali', ['1'])
    evening.skip(8_000)
    const onTheWay = await refusal('courierRefused')
    await evening.ask('couriers.save', { couriers: linked(sourceId, right) })
    await evening.ask('dispatch.answer', { writeId: onTheWay, answer: 'send' })
    await evening.until('on the way', (now) => isAllTold(now) && shop.packet(id)?.courier === 'Ali Ç.')
    const types = (typeId: string) => ({ [sourceId]: { cash: typeId, card: typeId, mealCard: typeId, online: typeId } })
    await evening.ask('settings.update', { paymentTypes: types('77') })
    const deliveries = [{ deliveryId: deliveryIds[0] ?? 0, paid: [{ purse: 'cash', amountKurus: 100 } as const] }]
    await evening.ask('dispatch.deliver', { deliveries })
    const delivered = await refusal('paymentTypeMissing')
    await evening.ask('settings.update', { paymentTypes: types(String(entryId('Nakit'))) })
    await evening.ask('dispatch.answer', { writeId: delivered, answer: 'send' })
    await evening.until('delivered', () => shop.packet(id)?.status === 'delivered')
    const outcomes = ['OnDelivery 650', 'OnDelivery ok', 'Deliver 758', 'Deliver ok']
    expect(writesOf(shop)).toEqual(outcomes)
  })

  it('at first, a step goes with the link that is set by then', async () => {
    const evening = await open()
    const { shop } = evening
    const sourceId = adisyoOf(await evening.snapshot())
    shop.addPacket({ pos: 'adisyo', number: 1 })
    await evening.ask('couriers.save', { couriers: linked(sourceId, '77') })
    await handedTo(evening, 'ali', ['1'])
    await evening.ask('couriers.save', { couriers: linked(sourceId, String(entryId('Veli Ş.'))) })
    evening.skip(8_000)
    await evening.until('on the way', (now) => now.cards[0]?.phase === 'onTheWay')
    expect(shop.packets[0]?.courier).toBe('Veli Ş.')
    expect(writesOf(shop)).toEqual(['OnDelivery ok'])
  })

  it.each(['before it is sent', 'after it was refused'] as const)(
    'a step goes to the number that its packet has after it was reopened, %s',
    async (when) => {
      const evening = await open()
      const { shop } = evening
      const { id } = shop.addPacket({ pos: 'restomenum', number: 1 })
      await handedTo(evening, 'ali', ['1'])
      if (when === 'after it was refused') {
        shop.failNext(1, { request: 'write', kind: 'notFound' })
        evening.skip(8_000)
        await evening.until('the refusal', ({ cards }) => cards[0]?.telling?.problem === 'orderNotFound')
      }
      shop.reopen(id, '990001')
      await shop.waitForRequest(({ kind, query }) => kind === 'detail' && query['packetId'] === '990001')
      const { cards } = await evening.snapshot()
      const writeId = cards[0]?.telling?.id ?? 0
      if (when === 'after it was refused') await evening.ask('dispatch.answer', { writeId, answer: 'send' })
      else evening.skip(8_000)
      await evening.until('it is told', isAllTold)
      expect(shop.packet('990001')).toMatchObject({ label: 'OnDelivery' })
    },
  )
})

describe('taken back while the line was down', () => {
  const isOver = ({ cards }: Snapshot): boolean => cards.every(({ telling, carried }) => !telling && !carried)

  it.each([
    ['never arrived tells nothing', 'reset', ['OnDelivery reset']],
    ['was taken all the same is taken back there', 'resetInBody', ['OnDelivery resetInBody', 'CancelDelivery ok']],
  ] as const)('a hand-over that %s', async (_what, kind, told) => {
    const evening = await open()
    const { shop } = evening
    const { id } = shop.addPacket({ pos: 'adisyo', number: 1 })
    const { keys } = await handedTo(evening, 'ali', ['1'])
    shop.failNext(1, { request: 'write', kind })
    evening.skip(8_000)
    await evening.until('the lost step', (now) => now.cards[0]?.telling?.state === 'uncertain')
    shop.failNext(Number.POSITIVE_INFINITY, { vendor: 'adisyo', kind: 'reset' })
    expect(await evening.ask('dispatch.takeBack', { key: keys[0] ?? '' })).toEqual({ ok: true, value: null })
    evening.skip(3_000)
    await new Promise((resolve) => setTimeout(resolve, 500))
    shop.clearFailures()
    await evening.until('nothing more to tell', (now) => {
      evening.skip(1_000)
      return isOver(now)
    })
    expect(writesOf(shop)).toEqual(told)
    expect(shop.packet(id)?.status).toBe(kind === 'reset' ? 'ordered' : 'ready')
  })
})

describe('the vendor’s own screen', () => {
  it('wins: delivered, cancelled or taken back there is so here, and nothing older is sent', async () => {
    const evening = await open()
    const { shop } = evening
    const ids = [1, 2, 3].map((number) => shop.addPacket({ pos: 'adisyo', number }).id)
    await handedTo(evening, 'ali', ['1', '2', '3'])
    evening.skip(8_000)
    await evening.until('on the way', (now) => now.cards.every(({ phase }) => phase === 'onTheWay'))
    const [delivered = '', cancelled = '', back = ''] = ids
    shop.deliver(delivered)
    shop.cancel(cancelled)
    shop.changePacket(back, { status: 'ready', courier: null })
    await evening.until('Ali has none', (now) => now.couriers.every(({ carriedCount }) => carriedCount === 0))
    const page = await evening.ask('courier.get', { courierId: 'ali' })
    const states = page.ok ? page.value.open[0]?.deliveries.map(({ state, endedBy }) => `${state} ${endedBy}`) : []
    expect(states).toEqual(['delivered vendor', 'cancelled vendor', 'takenBack vendor'])
    expect(writesOf(shop)).toHaveLength(3)
  })
})

describe('a packet that is heard to be on its way', () => {
  /** Both vendors' packets, each heard to be on its way. */
  const heard = async (evening: Evening) => {
    const { shop } = evening
    const platform = { channel: 'yemeksepeti', status: 'ready' } as const
    const adisyo = shop.addPacket({ ...platform, pos: 'adisyo', number: 1, code: 'YS-11112222' }).id
    const restomenum = shop.addPacket({ ...platform, pos: 'restomenum', number: 2, code: 'YS-33334444' }).id
    await handedTo(evening, 'ali', ['1', '2'])
    evening.skip(8_000)
    await evening.until('all told', () => writesOf(shop).length === 2)
    evening.skip(60_000)
    await evening.until('on the way', (now) => now.cards.every(({ phase }) => phase === 'onTheWay') && isAllTold(now))
    return { adisyo, restomenum }
  }
  const shownAs = async (evening: Evening, what: string, isShown: (snapshot: Snapshot) => boolean) => {
    const now = await evening.until(what, isShown)
    return now.cards.map(({ carried }) => carried?.courierName)
  }

  it('stays with its courier when its vendor uses a word that is not known, or none', async () => {
    const evening = await open()
    const { adisyo, restomenum } = await heard(evening)
    evening.shop.changePacket(adisyo, { raw: { adisyo: { status: 'Teslim Edilemedi', statusId: 4 } } })
    // A change of the amount makes its details be read again.
    const raw = { detail: { status: null, total: 260 }, summary: { total: 260 } }
    evening.shop.changePacket(restomenum, { raw })
    const carriers = await shownAs(
      evening,
      'both changes',
      ({ cards }) =>
        cards.some(({ statusText }) => statusText === 'Teslim Edilemedi') &&
        cards.some(({ totalKurus, phase }) => totalKurus === 26_000 && phase === 'open'),
    )
    expect(carriers).toEqual(['Ali Ç.', 'Ali Ç.'])
  })

  it('stays with him when another document goes on for it; of that one, too, only what was on its way can be back', async () => {
    const evening = await open()
    const { shop } = evening
    const ids = await heard(evening)
    const adisyo = shop.reopen(ids.adisyo, '900001').id
    shop.reopen(ids.restomenum, '900002')
    const carriers = await shownAs(
      evening,
      'both successors in full',
      ({ cards }) => cards.length === 2 && cards.every(({ phase }) => phase === 'preparing'),
    )
    expect(carriers).toEqual(['Ali Ç.', 'Ali Ç.'])
    shop.changePacket(adisyo, { status: 'onTheWay', courier: 'Ali Ç.' })
    await evening.until('on the way again', ({ cards }) => cards.some(({ phase }) => phase === 'onTheWay'))
    shop.changePacket(adisyo, { status: 'ready', courier: null })
    await evening.until('one is back', ({ cards }) => cards.filter(({ carried }) => carried === null).length === 1)
  })

  it('stays with him when another document has gone on for it while Tezgah was closed', async () => {
    const disk = emptyDisk(temporaryFolder())
    const first = await open(disk)
    const { shop } = first
    const ids = await heard(first)
    await first.stop()
    const adisyo = shop.reopen(ids.adisyo, '900001').id
    shop.reopen(ids.restomenum, '900002')
    const second = await open(disk, shop)
    second.skip(70_000)
    const carriers = await shownAs(
      second,
      'both successors in full',
      ({ cards }) => cards.length === 2 && cards.every(({ phase }) => phase === 'preparing'),
    )
    expect(carriers).toEqual(['Ali Ç.', 'Ali Ç.'])
    // What was heard before a restart counts after it, of the same document.
    shop.changePacket(adisyo, { status: 'onTheWay', courier: 'Ali Ç.' })
    await second.until('on the way again', ({ cards }) => cards.some(({ phase }) => phase === 'onTheWay'))
    await second.stop()
    shop.changePacket(adisyo, { status: 'ready', courier: null })
    const third = await open(disk, shop)
    third.skip(70_000)
    await third.until('one is back', ({ cards }) => cards.filter(({ carried }) => carried === null).length === 1)
  })
})

describe('one order that both vendors show', () => {
  const platform = { channel: 'yemeksepeti', code: 'YS-8842350' } as const

  /** A card of two orders, the first at RestoMenum. */
  const together = async (
    evening: Evening,
    first: NewPacket = {},
    second: NewPacket = first,
  ): Promise<{ restomenum: string; adisyo: string }> => {
    await evening.ask('settings.update', { overlaps: 'together' })
    const restomenum = evening.shop.addPacket({ ...platform, pos: 'restomenum', number: 12, ...first }).id
    await evening.until('the first', ({ cards }) => cards.some(({ number }) => number === '12'))
    const adisyo = evening.shop.addPacket({ ...platform, pos: 'adisyo', number: 57, ...second }).id
    await evening.until('the pair', ({ cards }) => cards.some(({ alsoAt }) => alsoAt.length === 1))
    return { restomenum, adisyo }
  }
  const bill = (unitPriceKurus: number, paymentNote: string): NewPacket => ({
    lines: [{ title: 'Pide', unitPriceKurus }],
    paymentNote,
  })
  /** RestoMenum's key may not write, and that is known. */
  const denied = async (evening: Evening): Promise<void> => {
    evening.shop.restomenum.scopes = ['orders:read', 'customers:read']
    evening.shop.addPacket({ pos: 'restomenum', number: 1 })
    await handedTo(evening, 'veli', ['1'])
    evening.skip(8_000)
    await evening.until('denied', (now) => now.sources.some(({ writeProblem }) => writeProblem?.code === 'writeDenied'))
  }
  const owed = async (evening: Evening) => {
    const page = await evening.ask('courier.get', { courierId: 'ali' })
    const [account] = page.ok ? page.value.open : []
    const [delivery] = account?.deliveries ?? []
    return { state: delivery?.state, plan: delivery?.plan, label: delivery?.orderLabel, account: account?.account }
  }
  const told = ({ shop }: Evening, ids: { restomenum: string; adisyo: string }) => [
    shop.packet(ids.restomenum)?.label,
    shop.packet(ids.adisyo)?.status,
  ]

  it('is told to the vendor of the first, and to no other: on its way and back', async () => {
    const evening = await open()
    const ids = await together(evening)
    const { keys } = await handedTo(evening, 'ali', ['12'])
    evening.skip(8_000)
    await evening.until('it is told', () => told(evening, ids)[0] === 'OnDelivery')
    await evening.ask('dispatch.takeBack', { key: keys[0] ?? '' })
    await evening.until('it is back', () => told(evening, ids)[0] === 'Ready')
    expect(told(evening, ids)).toEqual(['Ready', 'ordered'])
    expect(writesOf(evening.shop)).toEqual(['update ok', 'update ok'])
  })

  it('is told to the other one where the first may not be written to, and taken back there', async () => {
    const evening = await open()
    await denied(evening)
    const ids = await together(evening)
    await handedTo(evening, 'ali', ['12'])
    evening.skip(8_000)
    const onTheWay = await evening.until('it is told', () => told(evening, ids)[1] === 'onTheWay')
    expect(evening.shop.packet(ids.adisyo)?.courier).toBe('Ali Ç.')
    // Whichever of the two is named, it is the one packet that Ali has.
    const second = await handedTo(evening, 'veli', ['12'])
    expect(second.refused).toMatchObject([{ problem: { code: 'alreadyCarried' } }])
    await evening.ask('dispatch.takeBack', { key: evening.cardOf(onTheWay, '12').key })
    await evening.until('it is back', () => told(evening, ids)[1] === 'ready')
    expect(writesOf(evening.shop)).toEqual(['update plugin.scope.denied', 'OnDelivery ok', 'CancelDelivery ok'])
  })

  it('is planned as its card says, whichever vendor is told', async () => {
    const evening = await open()
    await denied(evening)
    const ids = await together(evening, bill(20_000, 'Kapıda nakit'), bill(19_000, 'Kredi Kartı'))
    await handedTo(evening, 'ali', ['12'])
    evening.skip(8_000)
    const now = await evening.until('Adisyo is told', () => told(evening, ids)[1] === 'onTheWay')
    expect(evening.cardOf(now, '12').collection).toMatchObject({ kind: 'collect', amountKurus: 20_000 })
    const plan = { amountKurus: 20_000, purse: 'cash' }
    expect(await owed(evening)).toMatchObject({ label: '#12 Yemeksepeti', plan })
  })

  it('is still owed when one till cancels its own and the other goes on, and when that one delivers it', async () => {
    const evening = await open()
    const ids = await together(evening, bill(20_000, 'Nakit'))
    await handedTo(evening, 'ali', ['12'])
    evening.skip(8_000)
    await evening.until('it is told', isAllTold)
    evening.shop.cancel(ids.restomenum)
    await evening.until('the other is the face', ({ cards }) => cards.some(({ number }) => number === '57'))
    expect(await owed(evening)).toMatchObject({ state: 'carried', account: { toCollect: { cash: 20_000 } } })
    evening.shop.deliver(ids.adisyo)
    await evening.until('Ali has none', (now) => now.couriers.every(({ carriedCount }) => carriedCount === 0))
    expect(await owed(evening)).toMatchObject({ state: 'delivered', account: { expected: { cash: 20_000 } } })
  })

  it('is not owed when both tills cancel it', async () => {
    const evening = await open()
    const ids = await together(evening)
    await handedTo(evening, 'ali', ['12'])
    evening.shop.cancel(ids.restomenum)
    evening.shop.cancel(ids.adisyo)
    await evening.until('Ali has none', (now) => now.couriers.every(({ carriedCount }) => carriedCount === 0))
    expect(await owed(evening)).toMatchObject({ state: 'cancelled', account: { expected: { cash: 0 } } })
  })
})

describe('an account', () => {
  it('counts what was collected, however it was paid; closed once, never changed, only corrected', async () => {
    const evening = await open()
    const { shop } = evening
    const line = { title: 'Pide', unitPriceKurus: 10_000 }
    shop.addPacket({ pos: 'restomenum', number: 1, lines: [line], paymentNote: 'Kapıda nakit' })
    shop.addPacket({ pos: 'restomenum', number: 2, lines: [line, line], paymentNote: 'Kapıda kredi kartı' })
    shop.addPacket({
      pos: 'adisyo',
      number: 3,
      lines: [line],
      payments: [{ title: 'Online Ödeme', amountKurus: 10_000 }],
    })
    await evening.ask('shift.begin', { courierId: 'ali', floatKurus: 5_000 })
    const { deliveryIds } = await handedTo(evening, 'ali', ['1', '2', '3'])
    evening.skip(8_000)
    await evening.until('on the way', isAllTold)
    const [cash = 0, card = 0, paid = 0] = deliveryIds
    const halves = [
      { purse: 'mealCard', amountKurus: 15_000 },
      { purse: 'cash', amountKurus: 5_000 },
    ] as const
    const deliveries = [
      { deliveryId: cash, paid: null },
      { deliveryId: card, paid: [...halves] },
      { deliveryId: paid, paid: null },
    ]
    expect(await evening.ask('dispatch.deliver', { deliveries })).toEqual({ ok: true, value: null })
    const page = await evening.ask('courier.get', { courierId: 'ali' })
    const [open_] = page.ok ? page.value.open : []
    expect(open_?.account.expected).toEqual({ cash: 20_000, card: 0, mealCard: 15_000 })
    const shiftId = open_?.shift.id ?? 0
    const counted = { cash: 19_000, card: 0, mealCard: 15_000 }
    expect(await evening.ask('pouch.close', { shiftId, counted, reason: null })).toMatchObject({
      error: { code: 'invalidRequest', field: { path: 'reason', code: 'missing' } },
    })
    const closed = await evening.ask('pouch.close', { shiftId, counted, reason: 'On lira eksik' })
    const pouchId = closed.ok ? closed.value.id : 0
    expect(await evening.ask('pouch.close', { shiftId, counted, reason: 'yine' })).toMatchObject({
      error: { code: 'pouchClosed' },
    })
    expect(await evening.ask('dispatch.deliver', { deliveries: [{ deliveryId: card, paid: null }] })).toMatchObject({
      error: { code: 'pouchClosed' },
    })
    const corrected = await evening.ask('pouch.correct', {
      pouchId,
      counted: { ...counted, cash: 20_000 },
      reason: 'Cebinde unutmuş',
    })
    expect(corrected).toMatchObject({ ok: true, value: { correctsId: pouchId, expected: { cash: 20_000 } } })
    await evening.until('Adisyo closed it', () => shop.packet(shop.packets[2]?.id ?? '')?.status === 'delivered')
  })

  it('keeps what was said of a packet when another screen says once more that it is delivered; nothing paid is an amount', async () => {
    const evening = await open()
    evening.shop.addPacket({ pos: 'restomenum', number: 1, paymentNote: 'Kapıda nakit' })
    evening.shop.addPacket({ pos: 'restomenum', number: 2, paymentNote: null })
    const { deliveryIds } = await handedTo(evening, 'ali', ['1', '2'])
    const [first = 0, second = 0] = deliveryIds
    const byCard = [{ purse: 'card', amountKurus: 9_000 } as const]
    const deliveries = [first, second].map((deliveryId) => ({ deliveryId, paid: byCard }))
    await evening.ask('dispatch.deliver', { deliveries })
    const again = deliveries.map(({ deliveryId }) => ({ deliveryId, paid: null }))
    expect(await evening.ask('dispatch.deliver', { deliveries: again })).toEqual({ ok: true, value: null })
    const expected = async () => {
      const page = await evening.ask('courier.get', { courierId: 'ali' })
      return page.ok ? page.value.open[0]?.account.expected : null
    }
    expect(await expected()).toEqual({ cash: 0, card: 18_000, mealCard: 0 })
    await evening.ask('dispatch.deliver', { deliveries: [{ deliveryId: first, paid: [] }] })
    expect(await expected()).toEqual({ cash: 0, card: 9_000, mealCard: 0 })
  })

  it('asks nothing for a packet that was not paid at all, and closes it at Adisyo with no way of paying', async () => {
    const evening = await open()
    const { id } = evening.shop.addPacket({ pos: 'adisyo', number: 1, paymentNote: 'Kapıda nakit' })
    const { deliveryIds } = await handedTo(evening, 'ali', ['1'])
    evening.skip(8_000)
    await evening.until('on the way', (now) => now.cards[0]?.phase === 'onTheWay' && isAllTold(now))
    await evening.ask('dispatch.deliver', { deliveries: deliveryIds.map((deliveryId) => ({ deliveryId, paid: [] })) })
    const now = await evening.until('the card', ({ cards }) => cards[0]?.telling?.state === 'refused')
    expect(now.cards[0]?.telling).toMatchObject({ step: 'delivered', problem: 'paymentTypeMissing' })
    const page = await evening.ask('courier.get', { courierId: 'ali' })
    expect(page).toMatchObject({ value: { open: [{ account: { expected: { cash: 0 } } }] } })
    expect(evening.shop.packet(id)?.status).toBe('onTheWay')
  })

  it('is not closed over packets that are still out, nor is their courier taken off the list', async () => {
    const evening = await open()
    evening.shop.addPacket({ pos: 'restomenum', number: 1, paymentNote: null })
    const { deliveryIds } = await handedTo(evening, 'ali', ['1'])
    const page = await evening.ask('courier.get', { courierId: 'ali' })
    const shiftId = page.ok ? (page.value.open[0]?.shift.id ?? 0) : 0
    const counted = { cash: 0, card: 0, mealCard: 0 }
    expect(await evening.ask('pouch.close', { shiftId, counted, reason: 'x' })).toMatchObject({
      error: { code: 'stillCarrying' },
    })
    expect(await evening.ask('couriers.save', { couriers: [own('Can', 'can')] })).toMatchObject({
      error: { code: 'stillCarrying' },
    })
    // Nobody has said how it is paid: only whoever stood at the door can.
    const deliveryId = deliveryIds[0] ?? 0
    expect(await evening.ask('dispatch.deliver', { deliveries: [{ deliveryId, paid: null }] })).toMatchObject({
      error: { code: 'howPaidUnknown' },
    })
    const now = await evening.snapshot()
    expect(now.cards[0]?.carried?.courierId).toBe('ali')
  })
})

describe('an order in another currency', () => {
  it('is shown in it, is for a person to look at, and is in no sum of lira', async () => {
    const evening = await open()
    const { shop } = evening
    const inEuro = { lines: [{ title: 'Pide', unitPriceKurus: 2_000 }], paymentNote: 'Nakit' }
    const asEuro = { currency: 'EUR' }
    shop.addPacket({ ...inEuro, pos: 'adisyo', number: 1, raw: { adisyo: asEuro } })
    shop.addPacket({ ...inEuro, pos: 'restomenum', number: 2, raw: { summary: asEuro, detail: asEuro } })
    shop.addPacket({ ...inEuro, pos: 'adisyo', number: 3, raw: { adisyo: { currency: 'TL' } } })
    const { deliveryIds } = await handedTo(evening, 'ali', ['1', '2', '3'])
    const now = await evening.snapshot()
    const check = { kind: 'check', amountKurus: 2_000, foreignCurrency: 'EUR' }
    for (const number of ['1', '2'])
      expect(evening.cardOf(now, number)).toMatchObject({ collection: check, checks: ['foreignMoney'] })
    expect(evening.cardOf(now, '3')).toMatchObject({ collection: { kind: 'collect', amountKurus: 2_000 }, checks: [] })

    const page = await evening.ask('courier.get', { courierId: 'ali' })
    const account = page.ok ? page.value.open[0]?.account : undefined
    const foreign = [{ currency: 'EUR', amount: 4_000 }]
    expect(account?.toCollect).toEqual({ cash: 2_000, card: 0, mealCard: 0, unknownKurus: 0, foreign })
    const [euro = 0] = deliveryIds
    expect(await evening.ask('dispatch.deliver', { deliveries: [{ deliveryId: euro, paid: null }] })).toMatchObject({
      error: { code: 'howPaidUnknown' },
    })
    const report = await evening.ask('report.get', { dayIso: null })
    expect(report).toMatchObject({
      value: {
        orderCount: 3,
        totalKurus: 2_000,
        foreignTotals: [{ currency: 'EUR', orderCount: 2, total: 4_000 }],
        toCollect: { cashKurus: 2_000, unknownKurus: 0 },
      },
    })
    const search = await evening.ask('orders.search', { text: 'pide' })
    const ledger = await evening.ask('ledger.page', { dayIso: null, filter: anyOrder, before: null, limit: 10 })
    for (const shown of [search.ok ? search.value.found : [], ledger.ok ? ledger.value.rows : []])
      expect(shown.map(({ number, foreignCurrency }) => [number, foreignCurrency]).toSorted()).toEqual([
        ['1', 'EUR'],
        ['2', 'EUR'],
        ['3', null],
      ])
  })
})

describe('a courier whose account is not counted', () => {
  const none = { cash: 0, card: 0, mealCard: 0 }

  it.each([
    ['leaves the list', [own('Can', 'can')]],
    ['is made inactive', [{ ...own('Ali Ç.', 'ali'), isActive: false }, own('Can', 'can')]],
  ])('and who %s stays on the courier page, takes nothing, and leaves it once it is counted', async (_, couriers) => {
    const evening = await open()
    evening.shop.addPacket({ pos: 'restomenum', number: 1, paymentNote: 'Kapıda nakit' })
    const { deliveryIds } = await handedTo(evening, 'ali', ['1'])
    await evening.ask('dispatch.deliver', { deliveries: deliveryIds.map((id) => ({ deliveryId: id, paid: null })) })
    expect(await evening.ask('couriers.save', { couriers })).toEqual({ ok: true, value: null })
    const ended = await evening.ask('shift.end', { courierId: 'ali' })
    expect(ended).toEqual({ ok: true, value: null })
    const now = await evening.snapshot()
    expect(now.couriers.find(({ id }) => id === 'ali')).toMatchObject({
      name: 'Ali Ç.',
      isActive: false,
      isOnShift: false,
      carriedCount: 0,
    })
    expect(await evening.ask('shift.begin', { courierId: 'ali', floatKurus: 0 })).toMatchObject({
      error: { code: 'courierUnknown' },
    })
    const page = await evening.ask('courier.get', { courierId: 'ali' })
    const account = page.ok ? page.value.open[0] : undefined
    expect(account?.account.expected.cash).toBeGreaterThan(0)
    const counted = account?.account.expected ?? none
    const closed = await evening.ask('pouch.close', { shiftId: account?.shift.id ?? 0, counted, reason: null })
    expect(closed.ok).toBe(true)
    await evening.until('Ali is gone', (after) => after.couriers.every(({ id }) => id !== 'ali'))
  })

  it('and whom the shop takes over from Adisyo’s list stands there with it, beside his new self', async () => {
    const evening = await open()
    await evening.ask('couriers.save', { couriers: [] })
    const before = await evening.until('Adisyo’s own', (now) => now.couriers.some(({ name }) => name === 'Ali Ç.'))
    const ofVendor = before.couriers.find(({ name }) => name === 'Ali Ç.')?.id ?? ''
    await evening.ask('shift.begin', { courierId: ofVendor, floatKurus: 5_000 })
    await evening.ask('couriers.save', { couriers: [own('Ali Ç.', 'own')] })
    const { couriers } = await evening.snapshot()
    expect(couriers.filter(({ name }) => name === 'Ali Ç.')).toMatchObject([
      { id: 'own', isActive: true, isOnShift: false },
      { id: ofVendor, isActive: false, isOnShift: true },
    ])
    const page = await evening.ask('courier.get', { courierId: ofVendor })
    expect(page).toMatchObject({ value: { courier: { name: 'Ali Ç.' }, open: [{ shift: { floatKurus: 5_000 } }] } })
  })
})

describe('the day’s table of couriers', () => {
  /** The next time that Istanbul's clocks show this. */
  const msUntil = (clock: string): number => {
    const now = new Date(Date.now() + 3 * 3_600_000)
    const at = new Date(`${now.toISOString().slice(0, 10)}T${clock}:00Z`)
    return (at.getTime() - now.getTime() + 24 * 3_600_000) % (24 * 3_600_000)
  }

  it('is of the day that the report is of, also after midnight, and of a count as it was last corrected', async () => {
    const evening = await open()
    evening.skip(msUntil('23:30'))
    evening.shop.addPacket({ pos: 'restomenum', number: 1, paymentNote: 'Kapıda nakit' })
    const { deliveryIds } = await handedTo(evening, 'ali', ['1'])
    await evening.ask('dispatch.deliver', { deliveries: deliveryIds.map((id) => ({ deliveryId: id, paid: null })) })
    evening.skip(90 * 60_000)
    const report = await evening.ask('report.get', { dayIso: null })
    const { dayIso } = report.ok ? report.value : { dayIso: '' }
    const page = await evening.ask('courier.get', { courierId: 'ali' })
    const shiftId = page.ok ? (page.value.open[0]?.shift.id ?? 0) : 0
    const short = { cash: 1_000, card: 0, mealCard: 0 }
    const closed = await evening.ask('pouch.close', { shiftId, counted: short, reason: 'Eksik' })
    const { id: pouchId, expected } = closed.ok ? closed.value : { id: 0, expected: short }
    const dayOf = (asked: string | null) => evening.ask('couriers.day', { dayIso: asked })
    const difference = { ...expected, cash: 1_000 - expected.cash }
    expect(await dayOf(null)).toMatchObject({
      value: [{ courierId: 'ali', deliveredCount: 1, collected: expected, difference, isOpen: false }],
    })
    evening.skip(24 * 3_600_000)
    await evening.ask('pouch.correct', { pouchId, counted: expected, reason: 'Cebinde unutmuş' })
    expect(await dayOf(dayIso)).toMatchObject({ value: [{ courierId: 'ali', difference: { cash: 0 }, isOpen: false }] })
    expect(await dayOf(null)).toEqual({ ok: true, value: [] })
  })
})

it('goes on after a stop in the middle: what was handed over is carried, what was not told is told, once', async () => {
  const disk = emptyDisk(temporaryFolder())
  const first = await open(disk)
  const { shop } = first
  const { id } = shop.addPacket({ pos: 'adisyo', number: 1 })
  await handedTo(first, 'ali', ['1'])
  await first.stop()
  const second = await open(disk, shop)
  const now = await second.until('the card', ({ cards }) => cards.length === 1)
  expect(now.cards[0]?.carried?.courierName).toBe('Ali Ç.')
  second.skip(8_000)
  await second.until('it is told', ({ cards }) => cards[0]?.phase === 'onTheWay' && cards[0].telling === null)
  expect(writesOf(shop)).toEqual(['OnDelivery ok'])
  expect(shop.packet(id)?.courier).toBe('Ali Ç.')
})
