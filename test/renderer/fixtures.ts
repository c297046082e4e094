import { aPrinter } from '../support/aPrinter.ts'
import type { Alarm, Card, PrinterView, Snapshot, SourceView } from '../../src/shared/contract/snapshot.ts'
import type { Packing } from '../../src/shared/model/packing.ts'
import type { FoundOrder } from '../../src/shared/contract/requests.ts'
import { orderSubject, type JobView } from '../../src/shared/model/printJob.ts'
import { defaultSettings } from '../../src/shared/settings/settings.ts'

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
    alsoAt: [],
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
    itemsLeft: 0,
    collection: { kind: 'collect', amountKurus: 46_500, method: 'Nakit', partly: false },
    checks: [],
    totalKurus: 46_500,
    customerName: 'Ayşe Yılmaz',
    delivery: null,
    region: 'Caferağa',
    note: null,
    courier: null,
    tableName: null,
    carried: null,
    isReady: false,
    isDelivered: false,
    telling: null,
    alert: null,
    print: { state: 'confirmed', copies: 1 },
    isBaseline: false,
    isMissing: false,
    isGone: false,
    ended: part.isGone ? { why: part.phase === 'cancelled' ? 'cancelled' : 'delivered', atMs: minutesAgo(1) } : null,
    ...part,
  }
}

export const waiting = (kind: NonNullable<Card['alert']>['kind'], minutes: number): Card['alert'] => ({
  kind,
  sinceMs: minutesAgo(minutes),
  oldestSinceMs: minutesAgo(minutes),
  changes: kind === 'changed' ? [{ what: 'note', before: null, after: 'Zile basmayın' }] : [],
})

/** An evening's board: every state a card can be in at least once. */
export function scenarioCards(): Card[] {
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
      collection: { kind: 'paid', method: 'Online Ödeme', paidKurus: 123_450, overpaidKurus: 0 },
      note: 'Zile basmayın, bebek uyuyor. Kapıya bırakıp mesaj atın lütfen.',
    }),
    card(124, 14, {
      channel: channels.getir,
      code: 'G4T-2291',
      collection: { kind: 'collect', amountKurus: 123_450, method: 'Kredi Kartı', partly: false },
      print: { state: 'sent', copies: 2 },
      region: 'Göztepe',
    }),
    card(125, 12, {
      collection: { kind: 'collect', amountKurus: 18_000, method: 'Yemek Kartı (Multinet)', partly: true },
      isMissing: true,
    }),
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
      collection: {
        kind: 'check',
        amountKurus: 32_990,
        method: 'Online Ödeme',
        foreignCurrency: null,
        asksMeaning: true,
      },
      print: { state: 'needsHuman', copies: 1 },
    }),
    card(128, 6, {
      type: 'pickup',
      region: null,
      items: [{ quantity: 0.375, name: 'Fıstıklı Baklava' }],
      note: 'Hediye paketi',
    }),
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
    card(133, 90, {
      scheduledForMs: NOW_MS + 26 * 3_600_000,
      collection: { kind: 'paid', method: 'Online Ödeme', paidKurus: 54_000, overpaidKurus: 0 },
    }),
  ]
}

/** What vendors really send, too: what cannot be read, returns, too much paid, a stranger's channel. */
export const oddCards = (): Card[] => [
  card(201, 3, {
    checks: ['unreadLine'],
    items: [
      { quantity: null, name: 'Etli Ekmek' },
      { quantity: 2, name: 'Yayık Ayran' },
    ],
    collection: { kind: 'collect', amountKurus: 55_000, method: 'Nakit', partly: false },
  }),
  card(202, 4, {
    channel: { id: 'migrosyemek', name: 'Migros Yemek' },
    items: [
      { quantity: 1, name: 'Tavuk Dürüm' },
      { quantity: -1, name: 'Lahmacun' },
    ],
    collection: { kind: 'paid', method: 'Online Ödeme', paidKurus: 40_000, overpaidKurus: 5_000 },
  }),
  card(203, 5, {
    type: 'unknown',
    checks: ['unknownTime'],
    channel: { id: 'kosebakkal', name: 'Köşe Bakkal' },
  }),
  card(204, 6, {
    checks: ['unreadLine', 'foreignMoney'],
    alert: waiting('new', 1),
    items: [
      { quantity: 12, name: 'Lahmacun' },
      { quantity: null, name: 'Künefe' },
      { quantity: 1, name: 'Çay' },
      { quantity: 1, name: 'Su' },
    ],
    collection: { kind: 'check', amountKurus: 2_000, method: 'Euro', foreignCurrency: 'EUR', asksMeaning: false },
    note: 'Kapıda euro verecek',
  }),
]

const hearingIn = { starting: 'ok', ok: 'ok', offline: 'silent', stopped: 'refused', disabled: 'off' } as const

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
    hearing: hearingIn[part.state ?? 'ok'],
    lastSilence: null,
    problemSinceMs: null,
    lastSuccessMs: NOW_MS - 2000,
    nextPollMs: null,
    quarantined: [],
    isVerifyingEmpty: false,
    incompleteSinceMs: null,
    writeProblem: null,
    detailsWaiting: 0,
    openCount: 0,
    baselineOffer: 0,
    keys: { isSet: true, lastFour: 'x7Qa', isForThisRunOnly: false },
    ...part,
  }
}

export const moda = (part: Partial<SourceView> = {}): SourceView =>
  source('moda', 'Moda', {
    kind: 'adisyo',
    consumer: 'Tezgah - Moda',
    pollSeconds: 26,
    baseUrl: 'https://ext.adisyo.com/api/External/v2',
    ...part,
  })

export function printer(id: string, name: string, part: Partial<PrinterView> = {}): PrinterView {
  return {
    settings: aPrinter({ id, name, feedLines: 4, connection: { kind: 'tcp', host: '192.168.1.50', port: 9100 } }),
    state: 'ok',
    problem: null,
    problemSinceMs: null,
    waitingCount: 0,
    mayPrintAnyway: false,
    habits: null,
    ...part,
  }
}

export function job(id: number, part: Partial<JobView> = {}): JobView {
  return {
    id,
    subject: orderSubject('kadikoy/127'),
    label: '#127',
    kind: 'order',
    printerId: 'kasa',
    printerName: 'Kasa',
    state: 'needsHuman',
    copyNumber: 0,
    attempt: 2,
    isPossibleDuplicate: false,
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
  const { sources: _sources, printers: _printers, routes: _routes, couriers: _couriers, ...settings } = defaultSettings
  const cards = (part.cards ?? scenarioCards()).toSorted((left, right) => left.dueMs - right.dueMs)
  return {
    runId: 'evening',
    rev: 10,
    nowMs: NOW_MS,
    door: 'browser',
    version: '0.1.0',
    counterName: 'KASA-1',
    otherCounters: { warnings: [], signs: [] },
    sources: [source('kadikoy', 'Kadıköy'), moda()],
    printers: [printer('kasa', 'Kasa'), printer('mutfak', 'Mutfak')],
    openJobs: [],
    alarms: [],
    couriers: [],
    sound: 'none',
    ringing: { loop: [], quietVolume: 0.5, news: [] },
    overlapOffer: null,
    hearTest: 'none',
    webhook: { isSet: false, host: null, waitingCount: 0, lastSentMs: null, problem: null },
    link: { state: 'off', problem: null, downSinceMs: null, isPasswordSet: false, members: [] },
    unacknowledgedCount: cards.filter((one) => one.alert !== null).length,
    keyring: 'system',
    isViewOnly: false,
    update: null,
    ...part,
    cards,
    settings: part.settings ?? { ...settings, theme: 'light' },
  }
}

/** A rush: so many new orders nobody has seen, over a board of ten; the last of them changed, or ended unseen. */
export function rushSnapshot(unseenCount: number, part: Partial<Snapshot> = {}): Snapshot {
  const shops = Object.values(channels)
  const seen = Array.from({ length: 10 }, (_, index) => card(101 + index, 30 - index * 2))
  const unseen = Array.from({ length: unseenCount }, (_, index) => {
    const minutes = Math.floor(((unseenCount - index) * 5) / unseenCount)
    const channel = shops[index % shops.length] ?? channels.phone
    const kind = index % 9 === 7 ? 'changed' : index % 9 === 8 ? 'cancelled' : 'new'
    return card(201 + index, minutes, { alert: waiting(kind, minutes), channel, totalKurus: 123_450 })
  })
  return snapshot({ cards: [...seen, ...unseen], ...part })
}

/** A board of few orders in which everything that can be said about a line is said. */
export function packerCards(): Card[] {
  return [
    card(140, 12.5, {
      createdAtMs: null,
      isBaseline: true,
      customerName: 'Abdurrahman Karamustafaoğulları',
      items: [
        {
          quantity: 2,
          name: 'Karışık Izgara Menü (2 Kişilik)',
          options: ['Lavaş', 'Közlenmiş biber', 'Az pişmiş'],
          leftOut: ['SOĞAN', 'SİYAH ZEYTİN'],
          note: 'Yarısı acılı olsun',
        },
        { quantity: 2, name: 'Ayran', depth: 1, leftOut: ['BUZ'] },
        { quantity: 1, name: 'Künefe', depth: 1, options: ['Kaymaklı'] },
        { quantity: 3, name: 'Lahmacun', options: ['Acılı'], note: 'Ayrı paket' },
      ],
      itemsLeft: 2,
      itemCount: 10,
      note: 'Zile basmayın, bebek uyuyor. Kapıya bırakıp mesaj atın lütfen. Poşet istemiyoruz, çatal bıçak da koymayın.',
      delivery: {
        phone: '0850 123 45 67',
        phoneCode: '4821',
        address: 'Caferağa Mah. Moda Cad. No:5 D:12, Kadıköy',
        directions: 'Fırının üstü, yeşil kapı',
      },
    }),
    card(141, 27, {
      number: null,
      code: 'YS-8842107-KDK',
      channel: channels.yemeksepeti,
      alert: waiting('new', 1),
      collection: { kind: 'paid', method: 'Online Ödeme', paidKurus: 123_450, overpaidKurus: 0 },
      delivery: { phone: '0216 555 00 11', phoneCode: null, address: 'Bahariye Cad. No:18', directions: null },
    }),
    card(142, 3, {
      alert: waiting('changed', 2),
      channel: channels.getir,
      collection: {
        kind: 'check',
        amountKurus: 32_990,
        method: 'Online Ödeme',
        foreignCurrency: null,
        asksMeaning: true,
      },
      itemCount: 3,
    }),
    card(143, 1.5, { type: 'pickup', region: null, courier: 'Mehmet K.' }),
  ]
}

/** What a search for 128 finds: one on the board, two of the past. */
export function foundOrders(): FoundOrder[] {
  const found = (key: string, part: Partial<FoundOrder>): FoundOrder => ({
    key,
    isOnBoard: false,
    number: '128',
    code: null,
    channel: channels.phone,
    sourceName: 'Kadıköy',
    type: 'delivery',
    phase: 'delivered',
    customerName: null,
    place: null,
    atMs: minutesAgo(26 * 60),
    totalKurus: 46_500,
    foreignCurrency: null,
    ...part,
  })
  return [
    found('kadikoy/128', {
      isOnBoard: true,
      phase: 'open',
      type: 'pickup',
      atMs: minutesAgo(6),
      customerName: 'Ayşe Yılmaz',
    }),
    found('kadikoy/old-128', {
      channel: channels.yemeksepeti,
      code: 'YS-8128000',
      customerName: 'Abdurrahman Karamustafaoğulları',
      place: 'Caferağa Mah. Moda Cad. No: 128 Kat: 3 Daire: 7, Kadıköy',
    }),
    found('kadikoy/older-128', { phase: 'cancelled', channel: channels.getir, atMs: minutesAgo(5_000) }),
  ]
}

/** The same with one that was cancelled and one that was revised. */
export function revisedPacking(): Packing {
  const base = packing()
  const [first, second, third] = base.orders
  if (!first || !second || !third) return base
  const [menu, drink, dish] = second.lines
  const lost = {
    path: 'x0',
    depth: 0,
    quantity: 2,
    name: 'Künefe',
    options: [],
    leftOut: [],
    note: null,
    isPacked: false,
  }
  return {
    ...base,
    orders: [
      { ...first, isCancelled: true, cancelReason: 'Müşteri vazgeçti' },
      {
        ...second,
        lines: [
          ...(menu ? [{ ...menu, news: 'changed' as const }] : []),
          ...(drink ? [{ ...drink, news: 'new' as const }] : []),
          ...(dish ? [{ ...dish, news: 'new' as const }] : []),
          { ...lost, news: 'takenAway' },
        ],
      },
      third,
    ],
  }
}

/** Orders to be packed: one half ticked off, and one that was finished. */
export function packing(): Packing {
  const line = (path: string, name: string, part: Partial<Packing['orders'][number]['lines'][number]> = {}) => ({
    path,
    depth: path.split('.').length - 1,
    quantity: 1,
    name,
    options: [],
    leftOut: [],
    note: null,
    isPacked: false,
    news: null,
    ...part,
  })
  const order = (number: string, waitedMinutes: number, part: Partial<Packing['orders'][number]>) => ({
    key: `kadikoy/${number}`,
    number,
    code: null,
    channel: channels.phone,
    type: 'delivery' as const,
    customerName: 'Ayşe Yılmaz',
    tableName: null,
    note: null,
    createdAtMs: minutesAgo(waitedMinutes),
    scheduledForMs: null,
    dueMs: minutesAgo(waitedMinutes),
    isCancelled: false,
    cancelReason: null,
    lines: [line('0', 'Lahmacun', { quantity: 3 })],
    ...part,
  })
  return {
    orders: [
      order('121', 23, { channel: channels.yemeksepeti, lines: [line('0', 'Künefe', { isPacked: true })] }),
      order('124', 14, {
        note: 'Poşet istemiyoruz, çatal bıçak da koymayın.',
        lines: [
          line('0', 'Karışık Izgara Menü (2 Kişilik)', {
            options: ['Lavaş', 'Az pişmiş'],
            leftOut: ['SOĞAN', 'SİYAH ZEYTİN'],
            note: 'Yarısı acılı olsun',
          }),
          line('0.0', 'Ayran', { quantity: 2, leftOut: ['BUZ'], isPacked: true }),
          line('1', 'Lahmacun', { quantity: 4 }),
        ],
      }),
      order('130', 1, {}),
    ],
    allDay: [
      { name: 'Lahmacun', portion: null, quantity: 7 },
      { name: 'İskender', portion: '1,5 Porsiyon', quantity: 1 },
    ],
    finished: [{ key: 'kadikoy/118', label: '#118 Telefon', atMs: minutesAgo(2) }],
  }
}

/** A counter that does not know yet whether another one prints, and has seen signs of one. */
export function severalCounters(): Snapshot {
  const base = snapshot()
  const sign = {
    kind: 'askedTooMuch',
    sourceId: 'moda',
    sinceMs: minutesAgo(20),
    lastMs: minutesAgo(3),
    count: 4,
    closedAtMs: null,
  } as const
  const closed = { ...sign, kind: 'openBefore', sourceId: 'kadikoy', closedAtMs: minutesAgo(5) } as const
  return {
    ...base,
    otherCounters: { warnings: [sign], signs: [sign, closed] },
    settings: { ...base.settings, counter: { name: 'Kasa 2', printsByItself: false, others: 'some' } },
  }
}

/** Counters of two branches on a link; one is gone. */
export function linkedCounters(): Snapshot {
  const base = snapshot()
  const member = {
    id: 'first',
    name: 'Kasa 1',
    branchName: 'Kadıköy',
    version: '0.1.0',
    isPrintingCounter: true,
    canPrint: true,
    canBeHeard: true,
    sources: [
      { account: 'a', name: 'RestoMenum Kadıköy', hearing: 'ok' as const },
      { account: 'b', name: 'Adisyo Moda', hearing: 'silent' as const },
    ],
    printers: [{ name: 'Mutfak', state: 'ok' as const }],
    waitingSlipCount: 2,
    unacknowledgedCount: 1,
    isThis: true,
    isHere: true,
    lastHeardMs: null,
  }
  const here = { ...member, id: 'second', name: 'Kasa 2', isThis: false, isPrintingCounter: false, waitingSlipCount: 0 }
  const gone = { ...here, id: 'third', name: 'Tezgâh', branchName: 'Moda', isHere: false, lastHeardMs: minutesAgo(40) }
  return {
    ...base,
    link: { state: 'up', problem: null, downSinceMs: null, isPasswordSet: true, members: [member, here, gone] },
    settings: {
      ...base.settings,
      counter: { name: 'Kasa 1', printsByItself: true, others: 'some' },
      link: { enabled: true, address: 'rediss://kasa.dukkan.example:6380', branchName: 'Kadıköy' },
    },
  }
}

/** The same while the link's server does not answer. */
export function unlinkedCounters(): Snapshot {
  const base = linkedCounters()
  const link = { ...base.link, state: 'down', problem: { code: 'timedOut' }, downSinceMs: minutesAgo(4) } as const
  return {
    ...base,
    link: { ...link, members: base.link.members.map((one) => ({ ...one, isHere: false, lastHeardMs: minutesAgo(4) })) },
  }
}
