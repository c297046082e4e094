import type { RequestInput, RequestName, RequestOutput } from '../../src/shared/contract/requests.ts'
import type { FieldFault } from '../../src/shared/contract/fieldFault.ts'
import type { ErrorCode } from '../../src/shared/contract/problems.ts'
import { anyOrder } from '../../src/shared/model/ledgerPage.ts'
import type { Snapshot } from '../../src/shared/contract/snapshot.ts'
import { startPracticeShop, type PracticeShop } from '../../src/practice/practiceShop.ts'
import { type PracticePrinter, startPracticePrinter } from '../../src/practice/printer/practicePrinter.ts'
import { type RedisServer, startRedisServer } from '../support/redisServer.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhookReceiver.ts'
import type { ContractTransport } from './contractSuite.ts'

const CONTRACT_PASSWORD = 'contract-suite-password'

/** A shop with both vendors and a printer, and what its evening has brought so far. */
export interface EveningShop {
  practice: PracticeShop
  printer: PracticePrinter
  webhook: WebhookReceiver
  redis: RedisServer
  supportMark: string
  settingsText: string
  /** Ids by the request that gave them. */
  sourceId: string
  adisyoId: string
  printerId: string
  jobId: number
  deliveryId: number
  pouchId: number
  /** Remembers what an answer gave for later requests. */
  took(name: RequestName, value: unknown): void
}

export async function withShop(body: (shop: EveningShop) => Promise<void>): Promise<void> {
  const practice = await startPracticeShop({ adisyo: { paceScale: 0 } })
  const printer = await startPracticePrinter({ mode: 'echoesIds' })
  const webhook = await startWebhookReceiver()
  const redis = await startRedisServer({ password: CONTRACT_PASSWORD })
  const shop: EveningShop = {
    practice,
    printer,
    webhook,
    redis,
    supportMark: '',
    settingsText: '',
    sourceId: '',
    adisyoId: '',
    printerId: '',
    jobId: 0,
    deliveryId: 0,
    pouchId: 0,
    took: (name, value) => {
      if (name === 'source.save') {
        const { id } = value as RequestOutput<'source.save'>
        if (shop.sourceId === '') shop.sourceId = id
        else shop.adisyoId = id
      }
      if (name === 'settings.export') shop.settingsText = (value as RequestOutput<'settings.export'>).text
      if (name === 'support.read') shop.supportMark = (value as RequestOutput<'support.read'>).mark
      if (name === 'printer.save') shop.printerId = (value as RequestOutput<'printer.save'>).id
      if (name === 'dispatch.handOver')
        shop.deliveryId = (value as RequestOutput<'dispatch.handOver'>).deliveryIds[0] ?? 0
      if (name === 'pouch.close') shop.pouchId = (value as RequestOutput<'pouch.close'>).id
      if (name === 'order.print') shop.jobId = (value as RequestOutput<'order.print'>).jobIds[0] ?? 0
    },
  }
  try {
    practice.addPacket({ pos: 'restomenum', number: 1 })
    await body(shop)
  } finally {
    await Promise.all([practice.close(), printer.stop(), webhook.close(), redis.close()])
  }
}

/** In this order; every request stands in it at least once. */
export const evening: readonly RequestName[] = [
  'settings.update',
  'printers.find',
  'printers.networks',
  'printers.findOnNetwork',
  'printerModels.list',
  'printer.test',
  'printer.codePageSlip',
  'printer.save',
  'source.save',
  'source.save',
  'payments.names',
  'payments.mean',
  'source.test',
  'snapshot.get',
  'snapshot.mark',
  'baseline.answer',
  'orders.acknowledge',
  'orders.unacknowledge',
  'orders.search',
  'packing.get',
  'packing.mark',
  'order.get',
  'order.lookup',
  'order.print',
  'jobs.list',
  'job.steps',
  'printer.printAnyway',
  'order.print',
  'jobs.answer',
  'routes.get',
  'routes.save',
  'routes.preview',
  'report.get',
  'ledger.proof',
  'ledger.restarts',
  'ledger.page',
  'ledger.recall',
  'ledger.export',
  'reconcile.run',
  'report.print',
  'statistics.get',
  'couriers.save',
  'couriers.get',
  'dispatch.ready',
  'shift.begin',
  'dispatch.handOver',
  'dispatch.undo',
  'dispatch.handOver',
  'dispatch.takeBack',
  'dispatch.handOver',
  'tour.print',
  'dispatch.deliver',
  'dispatch.answer',
  'courier.get',
  'couriers.day',
  'shift.end',
  'pouch.close',
  'pouch.correct',
  'pouch.print',
  'alarm.silence',
  'customers.erase',
  'about.facts',
  'screens.list',
  'screens.signOut',
  'settings.export',
  'settings.inspect',
  'settings.import',
  'update.check',
  'update.install',
  'source.resume',
  'source.remove',
  'printer.learnAnew',
  'sound.heard',
  'sound.report',
  'otherCounters.close',
  'webhook.save',
  'webhook.test',
  'support.read',
  'support.save',
  'webhook.remove',
  'link.test',
  'link.save',
  'link.day',
  'printer.remove',
]

async function until(
  transport: ContractTransport,
  what: string,
  has: (snapshot: Snapshot) => boolean,
): Promise<Snapshot> {
  for (const deadline = performance.now() + 15_000; ;) {
    const answer = (await transport.request('snapshot.get', {})) as { value: Snapshot }
    if (has(answer.value)) return answer.value
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const printerAt = ({ host, port }: Pick<PracticePrinter, 'host' | 'port'>) => ({
  name: 'Sözleşme',
  connection: { kind: 'tcp' as const, host, port },
  paperWidthMm: 80 as const,
  codePage: 'cp857' as const,
  codePageNumber: null,
  feedLines: 4,
  enabled: true,
})

/** A correct input for each request that succeeds at its hour, typed over all of them: a forgotten one does not compile. */
export const life: {
  [N in RequestName]: (shop: EveningShop, transport: ContractTransport) => RequestInput<N> | Promise<RequestInput<N>>
} = {
  'settings.update': () => ({
    closingLine: 'Bilgi fişidir. ğüşiöçİ ₺',
    counter: { name: 'Kasa 1', printsByItself: true, others: 'some' },
  }),
  'payments.names': () => ({}),
  'payments.mean': ({ sourceId }) => ({ sourceId, name: 'Online Ödeme', meaning: 'ask' }),
  'sound.heard': () => ({ isHeard: true }),
  'sound.report': () => ({ pageId: 'sözleşme', state: 'on' }),
  'otherCounters.close': () => ({}),
  'settings.export': () => ({}),
  'settings.inspect': ({ settingsText: text }) => ({ text }),
  'settings.import': ({ settingsText: text }) => ({ text }),
  'webhook.save': ({ webhook: { address } }) => ({ address, secret: 'contract-suite-secret' }),
  'webhook.test': () => ({}),
  'support.read': () => ({}),
  'support.save': ({ supportMark }) => ({ mark: supportMark }),
  'webhook.remove': () => ({}),
  'link.day': () => ({ dayIso: null }),
  'link.test': ({ redis: { address } }) => ({ address, password: CONTRACT_PASSWORD }),
  'link.save': ({ redis: { address } }) => ({
    link: { enabled: true, address, branchName: 'Kadıköy' },
    password: CONTRACT_PASSWORD,
  }),
  'printers.find': () => ({}),
  'ledger.proof': () => ({ dayIso: null }),
  'ledger.restarts': () => ({ dayIso: null }),
  'ledger.page': () => ({ dayIso: null, filter: anyOrder, before: null, limit: 50 }),
  'ledger.recall': () => ({}),
  'ledger.export': () => ({ dayIso: null, filter: anyOrder }),
  'reconcile.run': () => ({ dayIso: null }),
  'printers.networks': () => ({}),
  // Nobody's network is looked through for a test.
  'printers.findOnNetwork': () => ({ networks: [] }),
  'printerModels.list': () => ({}),
  'printer.test': ({ printer }) => ({ printer: printerAt(printer) }),
  'printer.codePageSlip': ({ printer }) => ({ printer: printerAt(printer) }),
  'printer.save': ({ printer }) => ({ id: null, printer: printerAt(printer) }),
  'source.save': ({ practice, sourceId }) => {
    const { restomenum, adisyo } = practice
    const shared = { pollSeconds: 0.2, enabled: true }
    return sourceId === ''
      ? {
          id: null,
          source: {
            ...shared,
            kind: 'restomenum',
            name: 'Sözleşme R',
            baseUrl: restomenum.baseUrl,
            consumer: null,
            apiKey: restomenum.apiKey,
          },
        }
      : {
          id: null,
          source: {
            ...shared,
            kind: 'adisyo',
            name: 'Sözleşme A',
            baseUrl: adisyo.baseUrl,
            consumer: adisyo.consumer,
            apiKey: adisyo.apiKey,
            apiSecret: adisyo.apiSecret,
          },
        }
  },
  'source.test': ({ practice: { restomenum }, sourceId }) => ({
    id: sourceId,
    source: {
      kind: 'restomenum',
      name: 'Sözleşme R',
      baseUrl: restomenum.baseUrl,
      pollSeconds: 0.2,
      consumer: null,
      enabled: true,
    },
  }),
  'snapshot.mark': () => ({}),
  'snapshot.get': async (_, transport) => {
    await until(transport, 'the baseline', ({ sources }) => sources.some(({ baselineOffer }) => baselineOffer > 0))
    return {}
  },
  'baseline.answer': ({ sourceId }) => ({ sourceId, print: true }),
  'orders.acknowledge': async ({ practice }, transport) => {
    await until(transport, 'Adisyo', ({ sources }) => sources.every(({ state }) => state === 'ok'))
    practice.addPacket({ pos: 'adisyo', number: 2 })
    const { cards, runId, rev } = await until(
      transport,
      'the new order',
      ({ unacknowledgedCount }) => unacknowledgedCount === 1,
    )
    return { keys: cards.map(({ key }) => key), how: 'rail', runId, rev }
  },
  'orders.unacknowledge': async ({ adisyoId }, transport) => ({ keys: [await cardOf(adisyoId, transport)] }),
  'orders.search': () => ({ text: 'telefon' }),
  'packing.get': () => ({}),
  'packing.mark': async ({ adisyoId }, transport) => ({
    key: await cardOf(adisyoId, transport),
    path: null,
    isPacked: true,
  }),
  'order.get': async ({ adisyoId }, transport) => ({ key: await cardOf(adisyoId, transport) }),
  'order.lookup': async ({ adisyoId }, transport) => ({
    sourceId: adisyoId,
    orderId: (await cardOf(adisyoId, transport)).split('/').at(-1) ?? '',
  }),
  'order.print': async ({ adisyoId, printer }, transport) => {
    const key = await cardOf(adisyoId, transport)
    await until(transport, 'the slips so far', ({ cards, openJobs }) => {
      const print = cards.find((card) => card.key === key)?.print
      return openJobs.length === 0 && (print?.state === 'confirmed' || print?.state === 'sent')
    })
    // First the printer says nothing any more; then what cannot be printed is there to be answered.
    await printer.setMode(printer.mode() === 'noStatus' ? 'refuses' : 'noStatus')
    return { key, printerId: null, reason: 'Kayboldu' }
  },
  'jobs.list': () => ({ limit: 10 }),
  'job.steps': ({ jobId }) => ({ jobId }),
  'printer.printAnyway': async ({ printerId }, transport) => {
    await until(transport, 'the third silence', ({ printers }) => printers.some((each) => each.mayPrintAnyway))
    return { id: printerId }
  },
  'jobs.answer': async ({ jobId }, transport) => {
    // What is on its way in this moment cannot be dropped.
    await until(transport, 'the refused attempt', ({ openJobs }) =>
      openJobs.some(({ id, state }) => id === jobId && state === 'failed'),
    )
    return { jobIds: [jobId], answer: 'drop' }
  },
  'routes.get': () => ({}),
  'routes.save': ({ printerId }) => ({
    routes: [
      {
        id: 'mutfak',
        name: 'Mutfak',
        enabled: true,
        printerId,
        sourceIds: null,
        channelIds: null,
        types: null,
        categories: ['Kebaplar'],
        copies: 1,
        hasCustomer: false,
        hasPrices: false,
        textSize: 2,
        printsChanges: true,
      },
    ],
  }),
  'routes.preview': () => ({ routes: [], key: null }),
  'statistics.get': () => ({ days: 7 }),
  'report.get': () => ({ dayIso: null }),
  'report.print': async ({ printer, printerId }) => {
    await printer.setMode('echoesIds')
    return { dayIso: null, printerId }
  },
  'couriers.save': () => ({
    couriers: [{ id: 'ali', name: 'Ali Ç.', phone: null, hue: 'blue', isActive: true, vendorIds: {} }],
  }),
  'couriers.get': () => ({}),
  'dispatch.ready': async ({ adisyoId }, transport) => ({ key: await cardOf(adisyoId, transport), isReady: true }),
  'shift.begin': () => ({ courierId: 'ali', floatKurus: 20_000 }),
  'dispatch.handOver': async ({ adisyoId }, transport) => ({
    keys: [await cardOf(adisyoId, transport)],
    courierId: 'ali',
  }),
  'dispatch.undo': ({ deliveryId }) => ({ deliveryIds: [deliveryId] }),
  'dispatch.takeBack': async ({ adisyoId }, transport) => ({ key: await cardOf(adisyoId, transport) }),
  'dispatch.deliver': ({ deliveryId }) => ({
    deliveries: [{ deliveryId, paid: [{ purse: 'cash', amountKurus: 9_000 }] }],
  }),
  // Adisyo knows no Ali: that is said on the card.
  'dispatch.answer': async ({ adisyoId }, transport) => {
    const { cards } = await until(transport, 'the refusal', (snapshot) =>
      snapshot.cards.some(({ telling }) => telling?.state === 'refused'),
    )
    return { writeId: cards.find((card) => card.sourceId === adisyoId)?.telling?.id ?? 0, answer: 'leave' }
  },
  'couriers.day': () => ({ dayIso: null }),
  'courier.get': () => ({ courierId: 'ali' }),
  'shift.end': () => ({ courierId: 'ali' }),
  'pouch.close': async (_, transport) => {
    const page = (await transport.request('courier.get', { courierId: 'ali' })) as {
      value: RequestOutput<'courier.get'>
    }
    const [open] = page.value.open
    const counted = open?.account.expected ?? { cash: 0, card: 0, mealCard: 0 }
    return { shiftId: open?.shift.id ?? 0, counted, reason: null }
  },
  'pouch.print': ({ pouchId }) => ({ pouchId }),
  'tour.print': () => ({ courierId: 'ali' }),
  'pouch.correct': ({ pouchId }) => ({
    pouchId,
    counted: { cash: 28_900, card: 0, mealCard: 0 },
    reason: 'Bir lira sonradan bulunamadı',
  }),
  'alarm.silence': () => ({ id: 'nothing' }),
  'customers.erase': () => ({}),
  'about.facts': () => ({}),
  'screens.list': () => ({}),
  'screens.signOut': () => ({ id: 'nobody' }),
  'update.check': () => ({}),
  'update.install': () => ({}),
  'source.resume': ({ sourceId }) => ({ id: sourceId }),
  'source.remove': ({ sourceId }) => ({ id: sourceId }),
  'printer.learnAnew': ({ printerId }) => ({ id: printerId }),
  'printer.remove': ({ printerId }) => ({ id: printerId }),
}

async function cardOf(sourceId: string, transport: ContractTransport): Promise<string> {
  const { cards } = await until(transport, 'a card', (snapshot) =>
    snapshot.cards.some((card) => card.sourceId === sourceId),
  )
  return cards.find((card) => card.sourceId === sourceId)?.key ?? ''
}

const nowhere = printerAt({ host: '127.0.0.1', port: 9 })
const restomenum = {
  kind: 'restomenum',
  name: 'Yok',
  baseUrl: 'http://127.0.0.1:9',
  pollSeconds: 5,
  consumer: null,
  enabled: true,
  apiKey: 'contract.suite.key',
} as const

const noMoney = { cash: 0, card: 0, mealCard: 0 }
const aCourier = (id: string) => ({ id, name: 'Ali', phone: null, hue: 'blue', isActive: true, vendorIds: {} }) as const

interface Refusal<N extends RequestName> {
  name: N
  input: RequestInput<N>
  code: ErrorCode
  field?: FieldFault
}

const refusal = <N extends RequestName>(
  name: N,
  input: RequestInput<N>,
  code: ErrorCode,
  field?: FieldFault,
): Refusal<N> => (field === undefined ? { name, input, code } : { name, input, code, field })

const of = (path: string, code: FieldFault['code']): FieldFault => ({ path, code })

/** On a counter without sources and printers. */
export const refusals: readonly Refusal<RequestName>[] = [
  refusal('settings.import', { text: '{}' }, 'settingsFileUnreadable'),
  refusal('order.get', { key: 'nowhere/1' }, 'notFound'),
  refusal('packing.mark', { key: 'nowhere/1', path: '0', isPacked: true }, 'notFound'),
  refusal('order.print', { key: 'nowhere/1', printerId: null, reason: null }, 'notFound'),
  refusal('order.lookup', { sourceId: 'nowhere', orderId: '12' }, 'notFound'),
  refusal('jobs.answer', { jobIds: [999_999], answer: 'drop' }, 'notFound'),
  refusal('printer.printAnyway', { id: 'nowhere' }, 'notFound'),
  refusal('printer.learnAnew', { id: 'nowhere' }, 'notFound'),
  refusal('dispatch.handOver', { keys: ['nowhere/1'], courierId: 'nobody' }, 'courierUnknown'),
  refusal('dispatch.undo', { deliveryIds: [999_999] }, 'notCarried'),
  refusal('dispatch.takeBack', { key: 'nowhere/1' }, 'notCarried'),
  refusal('dispatch.deliver', { deliveries: [{ deliveryId: 999_999, paid: null }] }, 'notCarried'),
  refusal('dispatch.ready', { key: 'nowhere/1', isReady: true }, 'notFound'),
  refusal('dispatch.answer', { writeId: 999_999, answer: 'send' }, 'notFound'),
  refusal('courier.get', { courierId: 'nobody' }, 'courierUnknown'),
  refusal('shift.begin', { courierId: 'nobody', floatKurus: 0 }, 'courierUnknown'),
  refusal('shift.end', { courierId: 'nobody' }, 'notFound'),
  refusal('couriers.day', { dayIso: '2026-13-40' }, 'invalidRequest', of('dayIso', 'noSuchDay')),
  refusal('pouch.close', { shiftId: 999_999, counted: noMoney, reason: null }, 'notFound'),
  refusal('pouch.print', { pouchId: 999_999 }, 'notFound'),
  refusal('tour.print', { courierId: 'nobody' }, 'notCarried'),
  refusal('pouch.correct', { pouchId: 999_999, counted: noMoney, reason: 'x' }, 'notFound'),
  refusal(
    'couriers.save',
    { couriers: [aCourier('a'), aCourier('b')] },
    'invalidRequest',
    of('couriers.1.name', 'nameTaken'),
  ),
  refusal('job.steps', { jobId: 999_999 }, 'notFound'),
  refusal('routes.preview', { routes: [], key: 'nowhere/1' }, 'notFound'),
  refusal('report.get', { dayIso: '2026-13-40' }, 'invalidRequest', of('dayIso', 'noSuchDay')),
  refusal('ledger.restarts', { dayIso: '2026-13-40' }, 'invalidRequest', of('dayIso', 'noSuchDay')),
  refusal('ledger.proof', { dayIso: '2026-13-40' }, 'invalidRequest', of('dayIso', 'noSuchDay')),
  refusal(
    'ledger.page',
    { dayIso: '2026-13-40', filter: anyOrder, before: null, limit: 1 },
    'invalidRequest',
    of('dayIso', 'noSuchDay'),
  ),
  refusal('ledger.export', { dayIso: '2026-13-40', filter: anyOrder }, 'invalidRequest', of('dayIso', 'noSuchDay')),
  refusal('reconcile.run', { dayIso: '2026-13-40' }, 'invalidRequest', of('dayIso', 'noSuchDay')),
  refusal('report.print', { dayIso: '2026-01-05', printerId: 'nowhere' }, 'printerNotFound'),
  refusal(
    'settings.update',
    { ageWarnMinutes: 20, ageLateMinutes: 10 },
    'invalidRequest',
    of('ageLateMinutes', 'ageOrder'),
  ),
  refusal('settings.update', { ageWarnMinutes: 0 }, 'invalidRequest', {
    ...of('ageWarnMinutes', 'tooSmall'),
    params: { limit: 1 },
  }),
  refusal('source.save', { id: 'nowhere', source: restomenum }, 'notFound'),
  refusal(
    'source.save',
    { id: null, source: { ...restomenum, name: '' } },
    'invalidRequest',
    of('source.name', 'missing'),
  ),
  refusal(
    'source.save',
    { id: null, source: { ...restomenum, apiKey: 'two words' } },
    'invalidRequest',
    of('source.apiKey', 'notAKey'),
  ),
  refusal(
    'source.save',
    { id: null, source: { ...restomenum, apiKey: undefined } },
    'invalidRequest',
    of('apiKey', 'missing'),
  ),
  refusal(
    'source.save',
    { id: null, source: { ...restomenum, baseUrl: 'https://example.org' } },
    'invalidRequest',
    of('baseUrl', 'hostNotAllowed'),
  ),
  refusal('source.test', { id: null, source: restomenum }, 'offline'),
  refusal('webhook.test', {}, 'keyMissing'),
  refusal('link.test', { address: 'redis://127.0.0.1:1', password: null }, 'offline'),
  refusal('link.test', { address: '' }, 'invalidRequest', of('address', 'missing')),
  refusal(
    'link.save',
    { link: { enabled: true, address: 'redis://example.org', branchName: '' } },
    'invalidRequest',
    of('link.address', 'notALink'),
  ),
  refusal('support.save', { mark: 'unread' }, 'conflict'),
  refusal(
    'webhook.save',
    { address: 'http://example.org', secret: 'contract-suite-secret' },
    'invalidRequest',
    of('address', 'notAWebhook'),
  ),
  refusal('printer.save', { id: 'nowhere', printer: nowhere }, 'notFound'),
  refusal('printer.test', { printer: nowhere }, 'printerRefused'),
  refusal(
    'printer.codePageSlip',
    { printer: { ...nowhere, connection: { kind: 'folder', path: '/nowhere' } } },
    'invalidRequest',
    of('connection', 'noCodePages'),
  ),
]
