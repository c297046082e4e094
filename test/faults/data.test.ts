import { describe, expect, it } from 'vitest'
import type { PracticeSlip } from '../../src/practice/printer/practicePrinter.ts'
import type { Card } from '../../src/shared/contract/snapshot.ts'
import { openHurriedShop, sourceIn } from './hurriedShop.ts'

/** What no slip may ever show. */
const NONSENSE = /NaN|Infinity|undefined|\bnull\b|\[object/
const flat = (slip: PracticeSlip): string => slip.text.replace(/\s+/g, ' ')

function expectHarmless(slip: PracticeSlip): void {
  expect(slip.paper).toMatchObject({ unknown: [], tooWide: [], drawerKicks: 0, cuts: 1 })
  expect(slip.isWhole).toBe(true)
  expect(slip.text).not.toMatch(NONSENSE)
}

/** A field of every name the vendor has, all null, but for what identifies the order. */
const nulls = (...names: string[]): Record<string, null> => Object.fromEntries(names.map((name) => [name, null]))

describe('16: what nobody has seen before', () => {
  it('unknown fields, channel and status come to the card and onto the slip as they came', async () => {
    const { shop, tezgah, waitForSlip } = await openHurriedShop()
    const strange = { surprise: { deep: [1, { x: null }] }, toString: 'x', __proto__x: 1 }
    shop.addPacket({
      number: 1,
      pos: 'restomenum',
      raw: {
        summary: { ...strange, entegrasyon: 'Migros Yemek', type: 'drone' },
        detail: { ...strange, entegrasyon: 'Migros Yemek', status: 'Işınlandı', type: 'drone' },
      },
    })
    shop.addPacket({
      number: 2,
      pos: 'adisyo',
      raw: {
        adisyo: {
          ...strange,
          externalAppName: 'Migros Yemek',
          status: 'Işınlandı',
          statusId: 99,
          orderTypeId: 42,
          orderType: 'Drone',
        },
      },
    })
    const slips = [await waitForSlip(1), await waitForSlip(2)]
    for (const slip of slips) {
      expectHarmless(slip)
      expect(slip.text).toContain('MİGROS YEMEK')
      expect(slip.text).toContain('Lahmacun')
    }
    const { cards } = await tezgah.until(
      'both in full',
      (snapshot) => snapshot.cards.filter(({ completeness }) => completeness === 'full').length === 2,
    )
    const seen = ({ channel, phase, statusText, type, alert }: Card): unknown[] => [
      channel.name,
      phase,
      statusText,
      type,
      alert?.kind,
    ]
    expect(cards.map(seen)).toEqual([1, 2].map(() => ['Migros Yemek', 'unknown', 'Işınlandı', 'unknown', 'new']))
  })

  it('null everywhere is an order with nothing known: card, alert and a slip that says KONTROL ET', async () => {
    const { shop, tezgah, printer } = await openHurriedShop()
    const head = nulls(
      'uuid',
      'docNo',
      'orderCode',
      'entegrasyon',
      'type',
      'isScheduled',
      'scheduledDate',
      'itemCount',
      'currency',
      'total',
      'paid',
      'totalDiscount',
    )
    const line = {
      ...nulls('id', 'title', 'quantity', 'options', 'extra', 'discount', 'note', 'lineTotal', 'amounts'),
      title: 'Yalnız Ad',
    }
    const detail = {
      ...head,
      ...nulls('customer', 'note', 'paymentNote', 'status', 'payments', 'cancels'),
      orders: [line, null],
    }
    shop.addPacket({ id: '501', pos: 'restomenum', raw: { summary: head, detail } })
    const adisyoHead = nulls(
      'waiterName',
      'deliveryUserName',
      'courierId',
      'externalAppName',
      'restaurantName',
      'orderTotal',
      'paymentMethodName',
      'paymentMethodId',
      'deliveryTime',
      'discountAmount',
      'currency',
      'orderNote',
      'externalAppId',
      'salesChannelId',
      'salesChannelName',
      'orderType',
      'orderTypeId',
      'statusId',
      'status',
      'orderCancelReason',
      'tableName',
      'orderNumber',
      'taxAmount',
      'insertDate',
      'updateDate',
      'customerId',
      'customerLatitude',
      'customerLongitude',
      'confirmationCode',
      'isScheduledOrder',
      'scheduledTime',
      'closedDate',
      'preparedDate',
      'customer',
      'payments',
    )
    const product = {
      ...nulls(
        'id',
        'parentId',
        'isMenu',
        'quantity',
        'unitPrice',
        'totalAmount',
        'categoryName',
        'productNote',
        'excludedItems',
        'features',
        'cancelReason',
      ),
      productName: 'Yalnız Ad',
    }
    shop.addPacket({ id: '502', pos: 'adisyo', raw: { adisyo: { ...adisyoHead, products: [product, null] } } })
    const slips = await printer.waitForSlips(2, 15_000)
    for (const slip of slips) {
      expectHarmless(slip)
      expect(slip.text).toContain('KONTROL ET')
      expect(flat(slip)).toContain('1 x Yalnız Ad')
    }
    const { cards, sources } = await tezgah.snapshot()
    expect(cards.map(({ number, alert, collection }) => [number, alert?.kind, collection.kind])).toEqual(
      [1, 2].map(() => [null, 'new', 'check']),
    )
    expect(sources.map(({ quarantined }) => quarantined)).toEqual([[], []])
    expect(tezgah.notices).toHaveLength(2)
  })
})

describe('17: amounts and quantities', () => {
  /** As sent, and as it stands on the slip; null: set aside and reported, so on no slip at all. */
  const totals: [unknown, string | null][] = [
    ['27,80', '27,80'],
    ['1.234,50', '1.234,50'],
    ['1,234.50', '1.234,50'],
    [27.8, '27,80'],
    [0.1 + 0.2, '0,30'],
    ['NaN', null],
    [-5, null],
    ['-5,00', null],
    [1e300, null],
    ['1e300', null],
    ['12 TL', null],
    [[12], null],
    [true, null],
  ]

  it.each(['restomenum', 'adisyo'] as const)(
    'at %s a total is read to the kuruş or set aside, never guessed',
    async (vendor) => {
      const { shop, tezgah, waitForSlip, polls, printer } = await openHurriedShop()
      totals.forEach(([total], index) => {
        const amounts = { total, paid: 0, totalDiscount: 0 }
        shop.addPacket({
          number: 100 + index,
          pos: vendor,
          raw: { summary: amounts, detail: amounts, adisyo: { orderTotal: total } },
        })
      })
      const good = totals.flatMap(([, printed], index) => (printed === null ? [] : [{ number: 100 + index, printed }]))
      for (const { number, printed } of good) {
        const slip = await waitForSlip(number)
        expectHarmless(slip)
        expect(slip.text, String(number)).toContain(`${printed} TL`)
      }
      await polls(vendor, 2)
      const told = await tezgah.snapshot()
      expect(told.cards.map(({ number }) => number)).toEqual(good.map(({ number }) => String(number)))
      const field = vendor === 'adisyo' ? 'orderTotal' : 'total'
      expect(sourceIn(told, vendor).quarantined.map(({ reason }) => reason)).toEqual(
        totals.filter(([, printed]) => printed === null).map(() => field),
      )
      expect(printer.slips()).toHaveLength(good.length)
    },
  )

  it.each(['restomenum', 'adisyo'] as const)(
    'at %s a quantity is what was sent, or the line says KONTROL ET with what came',
    async (vendor) => {
      // Three minutes of waiting for details are two seconds here.
      const { shop, tezgah, waitForSlip } = await openHurriedShop({ speed: 80, pollSeconds: 5 })
      const quantities: [unknown, string | [line: string, came: string]][] = [
        [0.375, '0,375 x'],
        ['0,375', '0,375 x'],
        [2, '2 x'],
        ['3', '3 x'],
        ['NaN', ['? x', 'NaN']],
        [-1, 'İADE: 1 x'],
        [1e300, ['? x', '1e+300']],
        ['bir', ['? x', 'bir']],
      ]
      quantities.forEach(([quantity], index) => {
        const detail = { orders: [{ id: 'l1', title: 'Kıyma', quantity, options: [], lineTotal: 10 }] }
        const adisyo = { products: [{ id: 1, productName: 'Kıyma', quantity, totalAmount: 10 }] }
        shop.addPacket({ number: 200 + index, pos: vendor, raw: { detail, adisyo } })
      })
      await tezgah.until(
        'a card and an alert for each',
        ({ cards }) => cards.length === quantities.length && cards.every(({ alert }) => alert?.kind === 'new'),
      )
      for (const [index, [sent, printed]] of quantities.entries()) {
        const slip = await waitForSlip(200 + index)
        const [line, came] = Array.isArray(printed) ? printed : [printed]
        expect(flat(slip), String(sent)).toContain(`${line} Kıyma 10,00`)
        expect(slip.text.includes('KONTROL ET'), String(sent)).toBe(came !== undefined)
        const quoted = `(gelen: "${came}")`
        if (came !== undefined) expect(flat(slip), String(sent)).toContain(quoted)
        // What the vendor sent is quoted as it came, whatever it is.
        expectHarmless({ ...slip, text: slip.text.replace(quoted, '') })
        expect(slip.text, String(sent)).not.toContain('EKSİK BİLGİ')
      }
    },
  )
})

describe('18: ids beyond 2^53', () => {
  it('two orders that differ in the last digit alone stay two, as numbers at Adisyo', async () => {
    const { shop, tezgah, waitForSlip } = await openHurriedShop()
    shop.addPacket({ id: '9007199254740992', number: 1, pos: 'adisyo', raw: { adisyo: { products: [] } } })
    shop.addPacket({ id: '9007199254740993', number: 2, pos: 'adisyo', raw: { adisyo: { products: [] } } })
    const { cards } = await tezgah.until('both cards', (snapshot) => snapshot.cards.length === 2)
    expect(cards.map(({ key }) => key.split('/')[1]).toSorted()).toEqual(['9007199254740992', '9007199254740993'])
    for (const id of ['9007199254740992', '9007199254740993']) {
      await shop.waitForRequest(
        ({ kind, path, outcome }) => kind === 'detail' && path.endsWith(`/Order/${id}`) && outcome === 'ok',
      )
    }
    await Promise.all([waitForSlip(1), waitForSlip(2)])
  })

  it('and at RestoMenum, where they should be texts', async () => {
    const { shop, tezgah, waitForSlip } = await openHurriedShop()
    const rows = ['9007199254740992', '9007199254740993'].map(
      (id, index) => `{"packetId":${id},"docNo":${index + 1},"total":10,"paid":0}`,
    )
    shop.addPacket({ id: '9007199254740992', number: 1, pos: 'restomenum' })
    shop.addPacket({ id: '9007199254740993', number: 2, pos: 'restomenum' })
    shop.failNext(Number.POSITIVE_INFINITY, {
      status: 200,
      body: `{"success":true,"data":[${rows.join()}]}`,
      vendor: 'restomenum',
      request: 'list',
    })
    await Promise.all([waitForSlip(1), waitForSlip(2)])
    const { cards } = await tezgah.snapshot()
    expect(cards.map(({ key }) => key.split('/')[1]).toSorted()).toEqual(['9007199254740992', '9007199254740993'])
  })
})

describe('19: what customers write', () => {
  const kick = '\u001bp\u0000\u0019\u00fa\u0010\u0014\u0001\u0000\u0005\u001dV\u0000\u001b@'
  const long = Array.from({ length: 1_400 }, (_, index) => `kat${index}`).join(' ')

  it.each(['restomenum', 'adisyo'] as const)(
    'at %s nothing executes, nothing is clipped, nothing is silently lost',
    async (vendor) => {
      const { shop, tezgah, waitForSlip } = await openHurriedShop()
      expect(long.length).toBeGreaterThan(9_000)
      shop.addPacket({ number: 1, pos: vendor, note: long })
      shop.addPacket({
        number: 2,
        pos: vendor,
        channel: `Kanal${kick}`,
        code: `KOD${kick}-7`,
        note: `Not${kick}Sonu`,
        paymentNote: `Nakit${kick}`,
        lines: [{ title: `Ürün${kick}Adı`, note: `Satır${kick}Notu`, options: [{ title: `Seçenek${kick}` }] }],
        customer: {
          name: `Ad${kick}ım`,
          address: `Sok${kick}ak`,
          directions: `Tar${kick}if`,
          phone: `532${kick}1234567`,
          region: `Böl${kick}ge`,
        },
      })
      shop.addPacket({
        number: 3,
        pos: vendor,
        note: 'Zil 🔔 bozuk ₺5 “bahşiş” – teşekkürler… 🙏🏽',
        lines: [
          { title: 'C\u0327ig\u0306 ko\u0308fte' },
          { title: 'مرحبا' },
          { title: '\u202eters\u202c düz' },
          { title: '日本' },
        ],
        customer: { name: 'Ş\u0307ük\u200brü \ud800Iğdır' },
      })
      const [wordy, armed, foreign] = [await waitForSlip(1), await waitForSlip(2), await waitForSlip(3)]
      for (const slip of [wordy, armed, foreign]) expectHarmless(slip)
      const words = new Set(flat(wordy).split(/[ │|]+/))
      expect(long.split(' ').filter((word) => !words.has(word))).toEqual([])

      // What is left of the commands are their visible letters; all around them is there.
      for (const whole of [
        /Not.*Sonu/,
        /Ürün.*Adı/,
        /Satır.*Notu/,
        /seçenek/i,
        /AD.*IM/,
        /Sok.*ak/,
        /Tar.*if/,
        /532.*1234567/,
      ])
        expect(flat(armed)).toMatch(whole)
      for (const whole of ['Zil bozuk TL5 "bahşiş" - teşekkürler...', 'Çiğ köfte', 'ters düz', 'IĞDIR']) {
        expect(flat(foreign)).toContain(whole)
      }
      // Letters that no page has are spelled or stand as `?`; no line is empty.
      expect(flat(foreign).match(/1 x [^ ]+/g)).toHaveLength(4)
      const { cards } = await tezgah.snapshot()
      expect(cards.find(({ number }) => number === '3')?.items.map(({ name }) => name)).toContain('مرحبا')
    },
  )
})
