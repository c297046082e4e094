import { describe, expect, it, onTestFinished } from 'vitest'
import { openPrinter } from '../../src/core/printing/printers/openPrinter.ts'
import { type PracticeShop, startPracticeShop } from '../../src/practice/practiceShop.ts'
import { type PracticePrinter, startPracticePrinter } from '../../src/practice/printer/practicePrinter.ts'
import { aRoute } from '../support/aRoute.ts'
import { emptyDisk, openCounter, provisionFor } from '../support/openCounter.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

async function aShop(): Promise<{ shop: PracticeShop; printer: PracticePrinter }> {
  const shop = await startPracticeShop({ adisyo: { paceScale: 0 } })
  onTestFinished(() => shop.close())
  const printer = await startPracticePrinter({ mode: 'echoesIds' })
  onTestFinished(() => printer.stop())
  return { shop, printer }
}

const bothHeard = (snapshot: { sources: { state: string }[] }): boolean =>
  snapshot.sources.length === 2 && snapshot.sources.every((source) => source.state === 'ok')

describe('the counter, on the practice shop', () => {
  it('turns a new packet into a card, an alert and a slip', async () => {
    const { shop, printer } = await aShop()
    shop.addPacket({ pos: 'restomenum', number: 1 })
    const tezgah = await openCounter(
      emptyDisk(temporaryFolder()),
      provisionFor(shop, [{ name: 'Kasa', port: printer.port }]),
    )
    const first = await tezgah.until('both sources', bothHeard)
    expect(first.cards.map((card) => [card.number, card.isBaseline, card.alert])).toEqual([['1', true, null]])
    expect(first.sound).toBe('none')

    shop.addPacket({ pos: 'restomenum', number: 2, channel: 'yemeksepeti', note: 'Zili çalmayın' })
    const [slip] = await printer.waitForSlips(1)
    expect(slip?.text).toContain('#2')
    expect(slip?.text).toContain('Zili çalmayın')
    const board = await tezgah.until('the slip to be sent', ({ cards }) => cards[1]?.print?.state === 'confirmed')
    expect(board.cards[1]?.alert?.kind).toBe('new')
    expect(board.sound).toBe('newOrder')
    expect(tezgah.notices.map((notice) => notice.title)).toEqual(['Yeni sipariş · Yemeksepeti'])
    expect(tezgah.attention()?.unacknowledgedCount).toBe(1)

    const key = board.cards[1]?.key ?? ''
    expect(await tezgah.acknowledge([key])).toEqual({ ok: true, value: null })
    const after = await tezgah.snapshot()
    expect([after.sound, after.unacknowledgedCount]).toEqual(['none', 0])
    const page = await tezgah.ask('order.get', { key })
    if (!page.ok) throw new Error(page.error.code)
    expect(page.value.history.map((entry) => entry.happening.what)).toEqual(['seen', 'acknowledged'])
    expect(page.value.jobs.map((job) => job.state)).toEqual(['confirmed'])
    expect(printer.slips()).toHaveLength(1)
  })

  it('does the same for Adisyo, and never prints anything twice across a restart', async () => {
    const { shop, printer } = await aShop()
    const disk = emptyDisk(temporaryFolder())
    const provision = provisionFor(shop, [{ name: 'Kasa', port: printer.port }])
    const first = await openCounter(disk, provision)
    await first.until('both sources', bothHeard)
    shop.addPacket({ pos: 'adisyo', number: 7, channel: 'getir' })
    await printer.waitForSlips(1)
    await first.until('the slip', ({ cards }) => cards[0]?.print?.state === 'confirmed')
    await first.stop()
    shop.addPacket({ pos: 'adisyo', number: 8 })
    const second = await openCounter(disk, provision)
    await printer.waitForSlips(2)
    const board = await second.until('both cards', ({ cards }) =>
      cards.every((card) => card.print?.state === 'confirmed'),
    )
    expect(board.cards.map((card) => [card.number, card.alert?.kind, card.isBaseline])).toEqual([
      ['7', 'new', false],
      ['8', 'new', false],
    ])
    expect(printer.slips().map((slip) => slip.text.match(/#\d+/)?.[0])).toEqual(['#7', '#8'])
    expect(second.notices).toHaveLength(1)
  })

  it('groups a rush into one notification; each order still waits to be seen', async () => {
    const { shop } = await aShop()
    const tezgah = await openCounter(emptyDisk(temporaryFolder()), provisionFor(shop))
    await tezgah.until('both sources', bothHeard)
    for (let number = 1; number <= 7; number++) shop.addPacket({ pos: 'restomenum', number })
    const board = await tezgah.until('seven', ({ unacknowledgedCount }) => unacknowledgedCount === 7)
    expect(board.cards.filter((card) => card.alert)).toHaveLength(7)
    expect(tezgah.notices.map((notice) => notice.title)).toEqual(['7 yeni sipariş'])
  })

  it('prints by hand: the first slip, then copies with their number and reason', async () => {
    const { shop, printer } = await aShop()
    shop.addPacket({ pos: 'restomenum', number: 3 })
    const tezgah = await openCounter(
      emptyDisk(temporaryFolder()),
      provisionFor(shop, [{ name: 'Kasa', port: printer.port }]),
    )
    const board = await tezgah.until('details', ({ cards }) => cards[0]?.completeness === 'full')
    const key = board.cards[0]?.key ?? ''
    expect((await tezgah.ask('order.print', { key, printerId: null, reason: null })).ok).toBe(true)
    await tezgah.until('first', ({ cards }) => cards[0]?.print?.state === 'confirmed')
    await tezgah.ask('order.print', { key, printerId: null, reason: 'Fiş kayboldu' })
    const slips = await printer.waitForSlips(2)
    expect(slips[0]?.text).not.toContain('KOPYA')
    expect(slips[1]?.text).toContain('KOPYA 1')
    expect(slips[1]?.text).toContain('Fiş kayboldu')
  })

  it('offers the baseline, and prints it only when told to', async () => {
    const { shop, printer } = await aShop()
    shop.addPacket({ pos: 'restomenum', number: 4 })
    const tezgah = await openCounter(
      emptyDisk(temporaryFolder()),
      provisionFor(shop, [{ name: 'Kasa', port: printer.port }]),
    )
    const board = await tezgah.until('the offer', ({ sources }) => sources[0]?.baselineOffer === 1)
    await tezgah.ask('baseline.answer', { sourceId: board.sources[0]?.id ?? '', print: true })
    await printer.waitForSlips(1)
    await tezgah.until('no more offer', ({ sources }) => sources[0]?.baselineOffer === 0)
  })

  it('tells a change and a cancellation, on screen and on paper', async () => {
    const { shop, printer } = await aShop()
    const tezgah = await openCounter(
      emptyDisk(temporaryFolder()),
      provisionFor(shop, [{ name: 'Kasa', port: printer.port }]),
    )
    await tezgah.until('both sources', bothHeard)
    const packet = shop.addPacket({ pos: 'adisyo', number: 5 })
    shop.addPacket({ pos: 'adisyo', number: 6 })
    await printer.waitForSlips(2)
    await tezgah.until('both on paper', ({ cards }) => cards.every((card) => card.print?.state === 'confirmed'))
    shop.changePacket(packet.id, { note: 'Kapıya bırakın' })
    const changed = (await printer.waitForSlips(3))[2]
    expect(changed?.text).toContain('DEĞİŞTİ')
    expect(changed?.text).toContain('Kapıya bırakın')
    await tezgah.until('the change on paper', ({ openJobs }) => openJobs.length === 0)
    shop.cancel(packet.id)
    const cancelled = (await printer.waitForSlips(4))[3]
    expect(cancelled?.text).toContain('İPTAL')
    const board = await tezgah.until('the cancelled card', ({ cards }) =>
      cards.some((card) => card.alert?.kind === 'cancelled'),
    )
    expect(board.cards.map((card) => [card.number, card.isGone])).toEqual([
      ['5', true],
      ['6', false],
    ])
  })

  it.each([
    ['cancellation', 'İPTAL', (shop: PracticeShop, id: string) => shop.cancel(id)],
    ['change', 'Kapıya bırakın', (shop: PracticeShop, id: string) => shop.changePacket(id, { note: 'Kapıya bırakın' })],
  ])('has a %s that comes while the slip is being drawn on that slip', async (_what, words, happens) => {
    const { shop, printer } = await aShop()
    const drawing = Promise.withResolvers<void>()
    const mayGoOn = Promise.withResolvers<void>()
    const tezgah = await openCounter(
      emptyDisk(temporaryFolder()),
      provisionFor(shop, [{ name: 'Kasa', port: printer.port }]),
      {},
      undefined,
      (settings, host, learnt) => {
        const opened = openPrinter(settings, host, learnt)
        return {
          ...opened,
          // As a slow computer draws a picture.
          prepare: async (document) => {
            const prepared = await opened.prepare(document)
            drawing.resolve()
            await mayGoOn.promise
            return prepared
          },
        }
      },
    )
    await tezgah.until('both sources', bothHeard)
    const { id } = shop.addPacket({ pos: 'adisyo', number: 5 })
    await drawing.promise
    await tezgah.until('its details', ({ cards }) => cards[0]?.completeness === 'full')
    await tezgah.acknowledge()
    happens(shop, id)
    await tezgah.until('the news', ({ cards }) => cards.some(({ alert }) => alert !== null))
    mayGoOn.resolve()
    await tezgah.until('the slip', ({ openJobs }) => openJobs.length === 0)
    expect(printer.slips().map(({ text }) => text.includes(words))).toEqual([true])
  })

  it('lets one failing source alone, and recovers', async () => {
    const { shop } = await aShop()
    const tezgah = await openCounter(emptyDisk(temporaryFolder()), provisionFor(shop))
    await tezgah.until('both sources', bothHeard)
    shop.failNext(1, { kind: 'html', vendor: 'restomenum' })
    await tezgah.until('the failure', ({ sources }) => sources[0]?.problem?.code === 'notJson')
    shop.addPacket({ pos: 'adisyo', number: 9 })
    const board = await tezgah.until('the other', ({ cards }) => cards.length === 1)
    expect(board.sources[1]?.state).toBe('ok')
    await tezgah.until('recovery', bothHeard)
  })

  it('stops a source whose key is refused, keeps its board, and goes on when a person has mended it', async () => {
    const { shop } = await aShop()
    const tezgah = await openCounter(emptyDisk(temporaryFolder()), provisionFor(shop))
    shop.addPacket({ pos: 'restomenum', number: 1 })
    await tezgah.until('the card', ({ cards }) => cards.length === 1)
    const goodKey = shop.restomenum.apiKey
    shop.restomenum.apiKey = 'another.key.altogether'
    const stopped = await tezgah.until('the stop', ({ sources }) => sources[0]?.state === 'stopped')
    expect(stopped.alarms.map((alarm) => [alarm.subject, alarm.problem.code])).toEqual([['source', 'keyRejected']])
    expect(stopped.cards).toHaveLength(1)
    expect(stopped.sound).toBe('alarm')
    await tezgah.ask('alarm.silence', { id: stopped.alarms[0]?.id ?? '' })
    expect((await tezgah.snapshot()).sound).toBe('none')
    shop.restomenum.apiKey = goodKey
    await tezgah.ask('source.resume', { id: stopped.sources[0]?.id ?? '' })
    const mended = await tezgah.until('recovery', bothHeard)
    expect(mended.alarms).toEqual([])
  })

  it('never lets a key out, whatever is asked', async () => {
    const { shop } = await aShop()
    const tezgah = await openCounter(emptyDisk(temporaryFolder()), provisionFor(shop))
    const board = await tezgah.until('both sources', bothHeard)
    expect(board.sources[0]?.keys).toEqual({
      isSet: true,
      lastFour: shop.restomenum.apiKey.slice(-4),
      isForThisRunOnly: false,
    })
    await tezgah.ask('source.test', {
      id: null,
      source: {
        kind: 'restomenum',
        name: 'X',
        baseUrl: shop.restomenum.baseUrl,
        pollSeconds: 1,
        consumer: null,
        enabled: true,
        apiKey: 'canary.key.0123456789',
      },
    })
    const everything = JSON.stringify([tezgah.events, tezgah.logs, tezgah.notices])
    for (const secret of [shop.restomenum.apiKey, shop.adisyo.apiKey, shop.adisyo.apiSecret, 'canary.key.0123456789']) {
      expect(everything).not.toContain(secret)
    }
  })

  it('makes the copy that a person asks for, with its reason, while a DEĞİŞTİ slip waits', async () => {
    const { shop, printer } = await aShop()
    const tezgah = await openCounter(
      emptyDisk(temporaryFolder()),
      provisionFor(shop, [{ name: 'Kasa', port: printer.port }]),
    )
    await tezgah.until('both sources', ({ sources }) => sources.every((source) => source.state === 'ok'))
    const packet = shop.addPacket({ pos: 'restomenum', number: 1 })
    const { cards } = await tezgah.until('the slip', (board) => board.cards[0]?.print?.state === 'confirmed')
    await printer.setMode('refuses')
    shop.changePacket(packet.id, { lines: [{ title: 'Künefe', quantity: 2 }] })
    await tezgah.until('the change to wait', ({ openJobs }) => openJobs.some(({ kind }) => kind === 'changed'))
    await tezgah.ask('order.print', { key: cards[0]?.key ?? '', printerId: null, reason: 'Kayboldu' })
    const { openJobs } = await tezgah.snapshot()
    expect(openJobs.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['changed', null],
      ['copy', 'Kayboldu'],
    ])
  })

  it('marks what a person prints elsewhere while its own printer is off: of two slips one is unmarked', async () => {
    const { shop, printer: kasa } = await aShop()
    const spare = await startPracticePrinter({ mode: 'echoesIds' })
    onTestFinished(() => spare.stop())
    const tezgah = await openCounter(
      emptyDisk(temporaryFolder()),
      provisionFor(shop, [
        { name: 'Kasa', port: kasa.port },
        { name: 'Yedek', port: spare.port },
      ]),
    )
    const { printers } = await tezgah.until('both sources', bothHeard)
    const idOf = (name: string): string => printers.find(({ settings }) => settings.name === name)?.settings.id ?? ''
    await tezgah.ask('routes.save', { routes: [aRoute({ id: 'hepsi', printerId: idOf('Kasa') })] })
    await kasa.setMode('refuses')
    shop.addPacket({ pos: 'restomenum', number: 1 })
    await tezgah.until('the first to fail', ({ cards }) => cards[0]?.print?.state === 'failed')
    shop.addPacket({ pos: 'restomenum', number: 2 })
    const board = await tezgah.until('the second to wait', ({ cards }) => cards[1]?.print?.state === 'wanted')
    const key = board.cards.find(({ number }) => number === '2')?.key ?? ''
    expect((await tezgah.ask('order.print', { key, printerId: idOf('Yedek'), reason: 'Kasa kapalı' })).ok).toBe(true)
    const [byHand] = await spare.waitForSlips(1)
    await kasa.setMode('echoesIds')
    const late = await kasa.waitForSlips(2, 15_000)
    expect(byHand?.text).toContain('#2')
    expect([byHand?.text.includes('KOPYA 1'), byHand?.text.includes('Kasa kapalı')]).toEqual([true, true])
    expect(late.map(({ text }) => text.includes('KOPYA'))).toEqual([false, false])
  })

  it('forgets the customers of closed orders when a person says so, and keeps those of open ones', async () => {
    const { shop } = await aShop()
    const tezgah = await openCounter(emptyDisk(temporaryFolder()), provisionFor(shop))
    const gone = shop.addPacket({ pos: 'adisyo', number: 1 })
    shop.addPacket({ pos: 'adisyo', number: 2 })
    const board = await tezgah.until('two', ({ cards }) => cards.length === 2)
    const [first, second] = board.cards
    await tezgah.acknowledge([first?.key ?? '', second?.key ?? ''])
    shop.deliver(gone.id)
    await tezgah.until('one', ({ cards }) => cards.length === 1)
    const customerOf = async (key = ''): Promise<unknown> => {
      const page = await tezgah.ask('order.get', { key })
      return page.ok && page.value.order.customer
    }
    expect(await customerOf(first?.key)).not.toBeNull()
    expect(await tezgah.ask('customers.erase', {})).toEqual({
      ok: true,
      value: { count: 1, slips: 0, slipsLeftIn: [] },
    })
    expect(await customerOf(first?.key)).toBeNull()
    expect(await customerOf(second?.key)).not.toBeNull()
  })

  it('refuses what is no request, in words for the field', async () => {
    const tezgah = await openCounter(emptyDisk(temporaryFolder()))
    for (const [name, input] of [
      ['nope', {}],
      ['toString', {}],
      [5, {}],
      ['snapshot.get', null],
      ['snapshot.get', { a: 1 }],
    ]) {
      expect(await tezgah.counter.handle(name, input)).toMatchObject({ ok: false, error: { code: 'invalidRequest' } })
    }
    const source = {
      kind: 'restomenum' as const,
      name: 'A',
      baseUrl: 'https://example.org',
      pollSeconds: 5,
      consumer: null,
      enabled: true,
      apiKey: 'a.b.c',
    }
    expect(await tezgah.ask('source.save', { id: null, source })).toMatchObject({
      error: { field: { path: 'baseUrl', code: 'hostNotAllowed' } },
    })
    const local = { ...source, baseUrl: 'http://127.0.0.1:1', name: '' }
    expect(await tezgah.ask('source.save', { id: null, source: local })).toMatchObject({
      error: { field: { path: 'source.name', code: 'missing' } },
    })
  })
})
