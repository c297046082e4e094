import type { Alarm, Card, OrderPage, PrinterView, Snapshot, SourceView } from '../../src/shared/contract.ts'
import type { JobView } from '../../src/shared/job.ts'
import type { Order } from '../../src/shared/order.ts'
import { defaultSettings } from '../../src/shared/settings.ts'

/** 5 January 2026, 20:05:12 in Istanbul. */
export const NOW_MS = Date.UTC(2026, 0, 5, 17, 5, 12)
export const minutesAgo = (minutes: number): number => NOW_MS - minutes * 60_000

export const channels = {
  phone: { id: 'packet', name: 'Telefon' },
  yemeksepeti: { id: 'yemeksepeti', name: 'Yemeksepeti' },
  getir: { id: 'getir', name: 'Getir' },
  trendyol: { id: 'trendyol', name: 'Trendyol Go' },
}

export function card(number: number, waitedMinutes: number, part: Partial<Card> = {}): Card {
  const createdAtMs = minutesAgo(waitedMinutes)
  return {
    key: `kadikoy/${number}`,
    sourceId: 'kadikoy',
    sourceName: 'Kadıköy',
    number: String(number),
    code: null,
    channel: channels.phone,
    type: 'delivery',
    phase: 'open',
    statusText: null,
    completeness: 'full',
    createdAtMs,
    firstSeenMs: createdAtMs + 3000,
    scheduledForMs: null,
    dueMs: part.scheduledForMs ?? createdAtMs,
    itemCount: part.items?.length ?? 2,
    items: [
      { quantity: 2, name: 'Adana Dürüm' },
      { quantity: 1, name: 'Yayık Ayran' },
    ],
    collection: { kind: 'collect', amountKurus: 46_500, method: 'Nakit', partly: false },
    totalKurus: 46_500,
    customerName: 'Ayşe Yılmaz',
    region: 'Caferağa',
    note: null,
    courier: null,
    tableName: null,
    alert: null,
    print: { state: 'confirmed', copies: 1 },
    isBaseline: false,
    isMissing: false,
    isGone: false,
    ...part,
  }
}

const waiting = (kind: NonNullable<Card['alert']>['kind'], minutes: number): Card['alert'] => ({ kind, sinceMs: minutesAgo(minutes) })

/** An evening's board: every state a card can be in at least once. */
export function eveningCards(): Card[] {
  return [
    card(118, 34, { courier: 'Mehmet K.', phase: 'onTheWay', region: 'Osmanağa', isBaseline: true, print: null }),
    card(121, 23, {
      channel: channels.yemeksepeti,
      code: 'YS-8842107',
      items: [
        { quantity: 1, name: 'Karışık Izgara (2 Kişilik)' },
        { quantity: 2, name: 'Mercimek Çorbası' },
        { quantity: 1, name: 'Künefe' },
        { quantity: 2, name: 'Şalgam Suyu (Acılı)' },
        { quantity: 1, name: 'Ezme' },
      ],
      collection: { kind: 'paid', method: 'Online Ödeme', paidKurus: 123_450 },
      note: 'Zile basmayın, bebek uyuyor. Kapıya bırakıp mesaj atın lütfen.',
    }),
    card(124, 14, {
      channel: channels.getir,
      code: 'G4T-2291',
      collection: { kind: 'collect', amountKurus: 123_450, method: 'Kredi Kartı', partly: false },
      print: { state: 'sent', copies: 2 },
      region: 'Göztepe',
    }),
    card(125, 12, { collection: { kind: 'collect', amountKurus: 18_000, method: 'Yemek Kartı (Multinet)', partly: true }, isMissing: true }),
    card(126, 11, {
      alert: waiting('cancelled', 1),
      phase: 'cancelled',
      isGone: true,
      channel: channels.trendyol,
      code: '771829304',
      print: { state: 'wanted', copies: 1 },
    }),
    card(127, 8, {
      channel: channels.trendyol,
      code: '771829377',
      alert: waiting('changed', 2),
      collection: { kind: 'check', amountKurus: 32_990, method: 'Online Ödeme', },
      print: { state: 'needsHuman', copies: 1 },
    }),
    card(128, 6, { type: 'pickup', region: null, items: [{ quantity: 0.375, name: 'Fıstıklı Baklava' }], note: 'Hediye paketi' }),
    card(903, 5, {
      key: 'moda/903',
      sourceId: 'moda',
      sourceName: 'Moda',
      type: 'table',
      tableName: 'B-12',
      region: null,
      channel: { id: 'salon', name: 'Salon' },
      collection: { kind: 'collect', amountKurus: 212_000, method: null, partly: false },
    }),
    card(129, 3, { print: { state: 'held', copies: 1 }, courier: 'Serkan' }),
    card(130, 1, {
      channel: channels.yemeksepeti,
      code: 'YS-8842350',
      alert: waiting('new', 1),
      items: Array.from({ length: 6 }, (_, index) => ({ quantity: index + 1, name: `Lahmacun ${index + 1}` })),
      itemCount: 9,
      note: 'Acısız olsun, yanında bol limon',
      print: { state: 'sending', copies: 1 },
    }),
    card(131, 0, {
      alert: waiting('new', 0),
      completeness: 'summary',
      items: [],
      itemCount: 4,
      customerName: null,
      region: null,
      collection: { kind: 'collect', amountKurus: 68_750, method: null, partly: false },
      print: { state: 'wanted', copies: 1 },
    }),
    card(132, 40, { scheduledForMs: NOW_MS + 110 * 60_000, channel: channels.getir, code: 'G4T-2310' }),
    card(133, 90, { scheduledForMs: NOW_MS + 26 * 3_600_000, collection: { kind: 'paid', method: 'Online Ödeme', paidKurus: 54_000 } }),
  ]
}

export function source(id: string, name: string, part: Partial<SourceView> = {}): SourceView {
  return {
    id,
    kind: 'restomenum',
    name,
    baseUrl: 'https://plugins.restomenum.app',
    pollSeconds: 5,
    consumer: null,
    enabled: true,
    state: 'ok',
    problem: null,
    problemSinceMs: null,
    lastSuccessMs: NOW_MS - 2000,
    nextPollMs: null,
    quarantined: [],
    isVerifyingEmpty: false,
    openCount: 0,
    baselineOffer: 0,
    keys: { isSet: true, lastFour: 'x7Qa', isForThisRunOnly: false },
    ...part,
  }
}

export const moda = (part: Partial<SourceView> = {}): SourceView =>
  source('moda', 'Moda', { kind: 'adisyo', consumer: 'Tezgah - Moda', pollSeconds: 26, baseUrl: 'https://ext.adisyo.com/api/External/v2', ...part })

export function printer(id: string, name: string, part: Partial<PrinterView> = {}): PrinterView {
  return {
    settings: {
      id,
      name,
      connection: { kind: 'tcp', host: '192.168.1.50', port: 9100 },
      paperWidthMm: 80,
      codePage: 'cp857',
      codePageNumber: null,
      feedLines: 4,
      enabled: true,
    },
    state: 'ok',
    problem: null,
    problemSinceMs: null,
    waitingCount: 0,
    ...part,
  }
}

export function job(id: number, part: Partial<JobView> = {}): JobView {
  return {
    id,
    orderKey: 'kadikoy/127',
    orderLabel: '#127',
    kind: 'order',
    printerId: 'kasa',
    printerName: 'Kasa',
    state: 'needsHuman',
    copyNumber: 0,
    attempt: 2,
    reason: null,
    problem: 'printerReset',
    wantedAtMs: minutesAgo(8),
    updatedAtMs: minutesAgo(7),
    ...part,
  }
}

export const alarm = (part: Partial<Alarm> & Pick<Alarm, 'id' | 'subject' | 'problem'>): Alarm => ({
  subjectId: null,
  name: '',
  sinceMs: minutesAgo(2),
  isSilenced: false,
  ...part,
})

/** Everything well: two sources, two printers, the evening's board. */
export function snapshot(part: Partial<Snapshot> = {}): Snapshot {
  const { sources: _sources, printers: _printers, ...settings } = defaultSettings
  const cards = part.cards ?? eveningCards()
  return {
    rev: 10,
    nowMs: NOW_MS,
    door: 'browser',
    version: '0.1.0',
    cards,
    sources: [source('kadikoy', 'Kadıköy'), moda()],
    printers: [printer('kasa', 'Kasa'), printer('mutfak', 'Mutfak')],
    openJobs: [],
    alarms: [],
    sound: 'none',
    unacknowledgedCount: cards.filter((one) => one.alert !== null).length,
    keyring: 'system',
    isViewOnly: false,
    ...part,
    settings: part.settings ?? { ...settings, theme: 'light' },
  }
}

/** A bad evening: a source offline, a printer dead, a slip in doubt, slips held, a baseline to decide about. */
export function troubledSnapshot(part: Partial<Snapshot> = {}): Snapshot {
  const offline = { code: 'offline' } as const
  return snapshot({
    sources: [
      source('kadikoy', 'Kadıköy', { baselineOffer: 4 }),
      moda({ state: 'offline', problem: offline, lastSuccessMs: NOW_MS - 125_000, nextPollMs: NOW_MS + 20_000 }),
    ],
    printers: [
      printer('kasa', 'Kasa', { state: 'problem', problem: { code: 'paperOut' }, waitingCount: 3 }),
      printer('mutfak', 'Mutfak'),
    ],
    openJobs: [
      job(7),
      job(8, { state: 'held', orderLabel: '#129', orderKey: 'kadikoy/129', problem: 'paperOut' }),
      job(9, { state: 'held', orderLabel: '#130', orderKey: 'kadikoy/130', problem: 'paperOut' }),
    ],
    alarms: [
      alarm({ id: 'source:moda', subject: 'source', subjectId: 'moda', name: 'Moda', problem: offline }),
      alarm({ id: 'printer:kasa', subject: 'printer', subjectId: 'kasa', name: 'Kasa', problem: { code: 'paperOut' }, isSilenced: true }),
      alarm({ id: 'job:7', subject: 'job', subjectId: '7', name: '#127', problem: { code: 'printUncertain' } }),
    ],
    sound: 'alarm',
    ...part,
  })
}

const line = (id: string, name: string, part: Partial<Order['lines'][number]> = {}): Order['lines'][number] => ({
  id,
  name,
  quantity: 1,
  category: null,
  options: [],
  extraKurus: null,
  discountKurus: null,
  leftOut: [],
  note: null,
  totalKurus: 27_000,
  cancelled: false,
  cancelReason: null,
  children: [],
  ...part,
})

/** Order 130 with something in every field. */
export function fullOrder(): Order {
  return {
    key: 'kadikoy/130',
    sourceId: 'kadikoy',
    orderId: '1780950756501',
    detailsId: '1780950756501',
    number: '130',
    code: 'YS-8842350',
    channel: channels.yemeksepeti,
    type: 'delivery',
    phase: 'preparing',
    statusText: 'Approved',
    completeness: 'full',
    createdAtMs: minutesAgo(1),
    updatedAtMs: minutesAgo(0),
    closedAtMs: null,
    isScheduled: false,
    scheduledForMs: null,
    itemCount: 4,
    lines: [
      line('a', '2 Orta Boy Pizza Menü', {
        totalKurus: 62_500,
        children: [
          line('a1', 'Salamlı Zeytinli (Orta Boy)', {
            totalKurus: null,
            leftOut: ['SİYAH ZEYTİN'],
            options: [
              { name: 'Füme Kaburga', priceKurus: 4000 },
              { name: 'İnce Hamur', priceKurus: 0 },
            ],
          }),
          line('a2', 'Margarita (Orta Boy)', { totalKurus: null }),
        ].map((child) => ({ ...child, children: [] })),
      }),
      line('b', 'Adana Dürüm', { quantity: 2, note: 'Biri acısız, ayrı paketlensin', discountKurus: 2000, totalKurus: 36_000 }),
      line('c', 'Limonata (30 cl.)', { cancelled: true, cancelReason: 'Stokta yok', totalKurus: 4500 }),
      line('d', 'Fıstıklı Baklava', { quantity: 0.375, extraKurus: 1500, totalKurus: 24_950 }),
    ],
    currency: 'TRY',
    totalKurus: 123_450,
    paidKurus: 50_000,
    discountKurus: 2000,
    payments: [{ name: 'Multinet', amountKurus: 50_000, isCash: false, isDebit: false }],
    paymentMethod: 'Kapıda nakit',
    customer: {
      name: 'Ayşe <b>Yılmaz</b> Çağlayangil',
      phones: [{ number: '0850 346 00 00', code: '428 311 907' }],
      addressLabel: 'Ev',
      address: 'Caferağa Mah. Moda Cad. No: 128 Kat: 3 Daire: 7',
      region: 'Kadıköy',
      city: 'İstanbul',
      directions: 'Fırının yanındaki mavi kapı, zil çalışmıyor. Gelince arayın.',
      company: null,
      coordinates: { latitude: 40.9876, longitude: 29.0257 },
    },
    note: 'Acısız olsun, yanında bol limon',
    confirmationCode: '4417',
    courier: 'Platform kuryesi',
    waiter: null,
    tableName: null,
    branch: null,
    cancelReason: null,
  }
}

/** What `order.get` answers for it, with a slip of every kind of block. */
export function orderPage(): OrderPage {
  const text = (words: string, part: object = {}) =>
    ({ kind: 'text', text: words, size: 1, bold: false, align: 'left', inverted: false, struck: false, indent: 0, ...part }) as const
  const row = (left: string, right: string, part: object = {}) =>
    ({ kind: 'row', left, right, size: 1, bold: false, struck: false, ...part }) as const
  return {
    order: fullOrder(),
    isOnBoard: true,
    jobs: [
      job(3, { orderKey: 'kadikoy/130', state: 'confirmed', attempt: 1, problem: null, wantedAtMs: minutesAgo(1) }),
      job(4, { orderKey: 'kadikoy/130', kind: 'copy', copyNumber: 1, state: 'failed', reason: 'Mutfak istedi', problem: 'printerUnreachable', wantedAtMs: minutesAgo(0) }),
    ],
    history: [
      { atMs: minutesAgo(1), what: 'seen', detail: null },
      { atMs: minutesAgo(1) + 400, what: 'alerted', detail: null },
      { atMs: minutesAgo(0), what: 'changed', detail: 'lines, total' },
    ],
    slip: {
      blocks: [
        text('KOPYA 1', { inverted: true, bold: true, align: 'center', size: 2 }),
        text('Yemeksepeti', { bold: true, align: 'center', size: 2 }),
        text('#130', { bold: true, align: 'center', size: 3 }),
        text('YS-8842350', { align: 'center' }),
        { kind: 'rule' },
        text('TAHSİL EDİLECEK', { bold: true, align: 'center' }),
        text('734,50 TL', { bold: true, align: 'center', size: 3 }),
        text('Kapıda nakit', { align: 'center' }),
        { kind: 'rule' },
        text('05.01.2026 20:04'),
        text('Ayşe Yılmaz', { bold: true, size: 2 }),
        text('0850 346 00 00', { size: 2 }),
        text('Kod: 428 311 907', { bold: true }),
        text('Caferağa Mah. Moda Cad. No: 128 Kat: 3 Daire: 7', { size: 2 }),
        { kind: 'box', title: 'TARİF', text: 'Fırının yanındaki mavi kapı, zil çalışmıyor.', size: 1 },
        { kind: 'qr', data: 'https://maps.google.com/?q=40.9876,29.0257', caption: 'Harita' },
        { kind: 'rule' },
        row('2x Adana Dürüm', '360,00', { bold: true }),
        text('Biri acısız, ayrı paketlensin', { indent: 3 }),
        row('1x Limonata (30 cl.)', 'İPTAL', { struck: true }),
        { kind: 'rule' },
        row('Toplam', '1.234,50', { size: 2, bold: true }),
        text('Bilgi fişidir. Mali değeri yoktur.', { align: 'center' }),
      ],
    },
  }
}
