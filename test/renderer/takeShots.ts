import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { PrinterView, Snapshot } from '../../src/shared/contract/snapshot.ts'
import { courierLists, courierPage, courierSnapshot, courierToCount } from './courierFixture.ts'
import {
  card,
  foundOrders,
  linkedCounters,
  NOW_MS,
  oddCards,
  packerCards,
  packing,
  scenarioCards,
  printer,
  rushSnapshot,
  snapshot,
  source,
  waiting,
} from './fixtures.ts'
import { cardKinds, textSizes } from '../../src/shared/settings/settings.ts'
import { addressOf, type Route } from '../../src/renderer/route.ts'
import { openBrowser } from './openBrowser.ts'
import { oddPage, orderPage } from './orderFixture.ts'
import { foundPrinters, pageCandidates, printerModels } from './printersFixture.ts'
import { routedSlips, routingProblems, shopRoutes } from './routingFixture.ts'
import { serveScreen } from './serveScreen.ts'
import { journalJobs, journalSteps, dayReport, troubledReport } from './journalFixture.ts'
import { ledgerAnswers } from './ledgerFixture.ts'
import { weekStatistics } from './statisticsFixture.ts'
import { installStandIn, type StandInState } from './standIn.ts'
import { morningSnapshot, troubledSnapshot, unprintedSnapshot, worstSnapshot } from './troubledFixture.ts'

/** For the eye, not for CI: `node test/renderer/takeShots.ts FOLDER [name…]` draws every page of the screen. */
interface Scene {
  name: string
  size?: [number, number]
  snapshot: Snapshot
  answers?: StandInState['answers']
  page?: StandInState['page']
  act?: (page: Page) => Promise<unknown>
}

const endedSnapshot = (): Snapshot => {
  const base = rushSnapshot(2)
  const ended = (['delivered', 'closed', 'notFound', 'unknown', 'cancelled'] as const).map((why, index) =>
    card(301 + index, 25, { alert: waiting('new', 20), isGone: true, ended: { why, atMs: NOW_MS - index * 400_000 } }),
  )
  return snapshot({ cards: [...base.cards, ...ended] })
}

const dark = (base: Snapshot): Snapshot => ({ ...base, settings: { ...base.settings, theme: 'dark' } })
const english = (base: Snapshot): Snapshot => ({ ...base, settings: { ...base.settings, language: 'en' } })
const openSettings = async (page: Page, tab: string): Promise<void> => {
  await page.getByRole('button', { name: 'Ayarlar', exact: true }).click()
  await page.getByRole('tab', { name: tab }).click()
}

const journal: StandInState['answers'] = {
  'jobs.list': { ok: true, value: journalJobs() },
  'job.steps': { ok: true, value: journalSteps() },
}
const makeDense = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Menü' }).click()
  await page.getByRole('menuitem', { name: /Sıklık/ }).click()
}
const goTo = async (page: Page, route: Route): Promise<void> => {
  await page.evaluate((hash) => (location.hash = hash), addressOf(route))
  await page.locator('main > *').first().waitFor()
}
const openJournal = (page: Page): Promise<void> => goTo(page, { name: 'journal', filter: 'all', printerId: null })
const unfold = async (page: Page): Promise<void> => {
  await openJournal(page)
  await page.getByRole('button', { name: 'Trendyol Go #127: Adımlar' }).first().click()
}
const openReport = (page: Page): Promise<void> => goTo(page, { name: 'report', dayIso: null })
const statistics: StandInState['answers'] = { 'statistics.get': { ok: true, value: weekStatistics() } }
const openStatistics = async (page: Page): Promise<void> => {
  await page.evaluate(() => (location.hash = '#/istatistik'))
  await page.locator('.bars canvas').first().waitFor()
}
const routing: StandInState['answers'] = {
  'routes.get': { ok: true, value: { routes: shopRoutes(), problems: routingProblems } },
  'routes.preview': { ok: true, value: { slips: routedSlips(), problems: routingProblems } },
}
const openRoutes = (page: Page): Promise<void> => openSettings(page, 'Yönlendirme')
const editRoute = async (page: Page): Promise<void> => {
  await openRoutes(page)
  await page.getByRole('button', { name: 'Düzenle: Mutfak' }).click()
}
const printers: StandInState['answers'] = {
  'printers.find': { ok: true, value: foundPrinters },
  'printerModels.list': { ok: true, value: printerModels },
  'printer.codePageSlip': { ok: true, value: { outcome: 'sent', candidates: pageCandidates } },
}
const serialPrinter = (): PrinterView => {
  const bar = printer('bar', 'Bar')
  const connection = { kind: 'serial', path: 'COM3', baudRate: 19_200, flowControl: 'rtscts' } as const
  return { ...bar, settings: { ...bar.settings, connection, codePageNumber: 61, confirms: 'none' } }
}

const withSounds: Partial<Snapshot> = {
  settings: {
    ...snapshot().settings,
    sounds: {
      channels: { getir: { sound: 'bells', volume: 0.6 } },
      rises: true,
      speaks: true,
      quiet: { from: '23:00', until: '09:00', volume: 0.3 },
      hearTestAt: '10:00',
    },
  },
}
const ledger = ledgerAnswers()
const openLedger = (page: Page): Promise<void> => goTo(page, { name: 'ledger', dayIso: null })
const cards = (part: Partial<Snapshot['settings']>): Snapshot => {
  const base = snapshot({ cards: packerCards() })
  return { ...base, settings: { ...base.settings, ...part } }
}

const empty = (part: Partial<Snapshot> = {}): Snapshot =>
  snapshot({ cards: [], sources: [], printers: [], keyring: 'none', ...part })
const setUp = (base: Snapshot, setup: Snapshot['settings']['setup']): Snapshot => ({
  ...base,
  settings: { ...base.settings, setup },
})
const openSetup = (page: Page): Promise<unknown> =>
  goTo(page, { name: 'setup' }).then(() => page.locator('.setup').waitFor())
const unknownKey: StandInState['answers'] = { 'source.test': { ok: false, error: { code: 'keyRejected' } } }
const noWay: StandInState['answers'] = { 'source.test': { ok: false, error: { code: 'offline' } } }
const typeKey = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^RestoMenum/ }).click()
  await page.getByRole('textbox', { name: /^API/ }).fill('server.plugin.secret')
  await page.getByRole('button', { name: /Dene ve ekle|Try and add/ }).click()
  await page.locator('.field__error, [data-side]').waitFor()
}
const desktop = (base: Snapshot): Snapshot => ({ ...base, door: 'desktop', keyring: 'system' })
const setupScenes = (suffix: string, size: [number, number], look: (base: Snapshot) => Snapshot): Scene[] => [
  { name: `setup-1-vendor${suffix}`, size, snapshot: look(empty()), act: openSetup },
  {
    name: `setup-1-restomenum${suffix}`,
    size,
    snapshot: look(empty()),
    act: (page) => page.getByRole('button', { name: /^RestoMenum/ }).click(),
  },
  {
    name: `setup-1-adisyo${suffix}`,
    size,
    snapshot: look(desktop(empty())),
    act: (page) => page.getByRole('button', { name: /^Adisyo/ }).click(),
  },
  { name: `setup-1-unknown-key${suffix}`, size, snapshot: look(empty()), answers: unknownKey, act: typeKey },
  { name: `setup-1-no-way${suffix}`, size, snapshot: look(empty()), answers: noWay, act: typeKey },
  {
    name: `setup-2-printer${suffix}`,
    size,
    snapshot: setUp(look(snapshot({ cards: [], printers: [] })), 'printer'),
    answers: printers,
    act: openSetup,
  },
  {
    name: `setup-2-network${suffix}`,
    size,
    snapshot: setUp(look(snapshot({ cards: [], printers: [] })), 'printer'),
    answers: {
      'printers.networks': { ok: true, value: [{ name: '192.168.1.0/24', addressCount: 253 }] },
    },
    act: async (page) => {
      await openSetup(page)
      await page.getByRole('button', { name: /Ağdaki|Search the network/ }).click()
      await page.getByText('192.168.1.0/24').waitFor()
    },
  },
  {
    name: `setup-2-letters${suffix}`,
    size,
    snapshot: setUp(look(snapshot({ cards: [], printers: [] })), 'printer'),
    answers: { ...printers, 'printer.save': { ok: true, value: { id: 'kasa' } } },
    act: async (page) => {
      await openSetup(page)
      await page.getByLabel(/Ağ yazıcısının|Address of a network/).fill('192.168.1.50')
      await page.getByRole('button', { name: /Deneme fişi|Print a test/ }).click()
      await page.locator('[data-outcome]').waitFor()
      await page.getByRole('button', { name: /Kâğıt çıkmadı|No paper/ }).click()
    },
  },
  {
    name: `setup-3-sound${suffix}`,
    size,
    snapshot: setUp(look(snapshot({ cards: [] })), 'sound'),
    act: async (page) => {
      await openSetup(page)
      await page.getByRole('button', { name: /Sesi çal|Play the sound/ }).click()
      await page.getByRole('button', { name: /^(Hayır|No)$/ }).click()
    },
  },
  {
    name: `setup-4-computer${suffix}`,
    size,
    snapshot: setUp(look(desktop(snapshot({ cards: [] }))), 'computer'),
    act: openSetup,
  },
  { name: `setup-4-browser${suffix}`, size, snapshot: setUp(look(empty()), 'computer'), act: openSetup },
  { name: `setup-offer${suffix}`, size, snapshot: setUp(look(empty()), 'printer') },
]

const couriers: StandInState['answers'] = {
  'courier.get': { ok: true, value: courierPage() },
  'couriers.get': { ok: true, value: courierLists() },
  'dispatch.handOver': { ok: true, value: { deliveryIds: [1, 2], refused: [] } },
}
const openCouriers = (page: Page): Promise<void> => goTo(page, { name: 'courier', courierId: null })
const chooseTwo = async (page: Page): Promise<void> => {
  await openCouriers(page)
  for (const number of ['#141', '#143']) await page.getByRole('checkbox', { name: number }).click()
}
const handTwo = async (page: Page): Promise<void> => {
  await chooseTwo(page)
  await page.getByRole('button', { name: /^2 paketi ver: Hüseyin/ }).click()
}
const openAli = async (page: Page): Promise<void> => {
  await openCouriers(page)
  await page.getByRole('button', { name: /^Ali Çelik:/ }).click()
}

const scenes: Scene[] = [
  { name: 'courier', snapshot: courierSnapshot(), answers: couriers, act: chooseTwo },
  { name: 'courier-handed', snapshot: courierSnapshot(), answers: couriers, act: handTwo },
  { name: 'courier-dark', snapshot: dark(courierSnapshot()), answers: couriers, act: chooseTwo },
  { name: 'courier-1024', size: [1024, 768], snapshot: courierSnapshot(), answers: couriers, act: chooseTwo },
  { name: 'courier-zoom', size: [683, 384], snapshot: courierSnapshot(), answers: couriers, act: chooseTwo },
  { name: 'courier-board', snapshot: courierSnapshot(), answers: couriers },
  { name: 'courier-ali', snapshot: courierSnapshot(), answers: couriers, act: openAli },
  {
    name: 'courier-count',
    snapshot: courierSnapshot(),
    answers: { ...couriers, 'courier.get': { ok: true, value: courierToCount() } },
    act: openAli,
  },
  {
    name: 'courier-paid',
    snapshot: courierSnapshot(),
    answers: couriers,
    act: async (page) => {
      await openAli(page)
      await page.getByRole('button', { name: 'Nasıl ödendi?' }).click()
    },
  },
  {
    name: 'courier-settings',
    snapshot: courierSnapshot(),
    answers: couriers,
    act: async (page) => {
      await openSettings(page, 'Kuryeler')
      await page.getByRole('button', { name: 'Düzenle: Ali Çelik' }).click()
    },
  },
  ...setupScenes('', [1366, 768], (base) => base),
  ...setupScenes('-dark-en', [1024, 600], (base) => dark(english(base))),
  { name: 'rail-none', snapshot: rushSnapshot(0) },
  { name: 'rail-one', snapshot: rushSnapshot(1) },
  { name: 'rail-18', snapshot: rushSnapshot(18) },
  { name: 'rail-18-dark', snapshot: dark(rushSnapshot(18)) },
  { name: 'rail-18-en', snapshot: english(rushSnapshot(18)) },
  { name: 'rail-18-small', size: [1024, 600], snapshot: rushSnapshot(18) },
  { name: 'rail-40', snapshot: rushSnapshot(40) },
  { name: 'rail-40-wide', size: [1920, 1080], snapshot: rushSnapshot(40) },
  { name: 'rail-ended', snapshot: endedSnapshot() },
  {
    name: 'rail-undo',
    snapshot: rushSnapshot(9),
    act: async (page) => {
      await page.getByRole('button', { name: 'Görüldü: #201' }).click()
      await page.getByRole('button', { name: 'Geri al' }).waitFor()
    },
  },
  { name: 'board', snapshot: snapshot() },
  { name: 'board-dark', snapshot: dark(snapshot()) },
  { name: 'board-1920', size: [1920, 1080], snapshot: snapshot() },
  { name: 'board-1024', size: [1024, 768], snapshot: snapshot() },
  { name: 'board-dense', snapshot: snapshot(), act: makeDense },
  ...textSizes.flatMap((textSize) =>
    cardKinds.map((cardKind) => ({
      name: `cards-${cardKind}-${textSize}`,
      snapshot: cards({ textSize, cardKind }),
    })),
  ),
  {
    name: 'cards-packer-dark-1024',
    size: [1024, 600],
    snapshot: dark(cards({ textSize: 'large', cardKind: 'packer' })),
  },
  { name: 'cards-courier-en', snapshot: english(cards({ cardKind: 'courier' })) },
  ...[
    { name: 'search', snapshot: snapshot() },
    { name: 'search-dark-1024', size: [1024, 600] as [number, number], snapshot: dark(snapshot()) },
  ].map((scene) => ({
    ...scene,
    answers: { 'orders.search': { ok: true, value: { found: foundOrders(), hasMore: false } } } as const,
    act: async (page: Page) => {
      await page.getByRole('textbox').fill('128')
      await page.locator('[data-found]').first().waitFor()
    },
  })),
  ...[
    { name: 'packing', snapshot: snapshot() },
    { name: 'packing-en-1024', size: [1024, 600] as [number, number], snapshot: english(dark(snapshot())) },
    { name: 'packing-largest', snapshot: cards({ textSize: 'largest' }) },
  ].map((scene) => ({
    ...scene,
    answers: { 'packing.get': { ok: true, value: packing() } } as const,
    act: (page: Page) => goTo(page, { name: 'packing' }),
  })),
  { name: 'odd', snapshot: snapshot({ cards: oddCards() }) },
  { name: 'odd-en', snapshot: english(snapshot({ cards: oddCards() })) },
  {
    name: 'odd-dense-dark',
    snapshot: dark(snapshot({ cards: oddCards() })),
    act: makeDense,
  },
  {
    name: 'odd-order',
    size: [1366, 1100],
    snapshot: snapshot({ cards: oddCards() }),
    page: oddPage(),
    act: (page) => page.getByRole('button', { name: 'Aç #204' }).click(),
  },
  {
    name: 'odd-order-en',
    snapshot: english(snapshot({ cards: oddCards() })),
    page: oddPage(),
    act: (page) => page.getByRole('button', { name: 'Open #204' }).click(),
  },
  { name: 'trouble', snapshot: troubledSnapshot() },
  { name: 'trouble-dark-1024', size: [1024, 768], snapshot: dark(troubledSnapshot()) },
  { name: 'trouble-en-1920', size: [1920, 1080], snapshot: english(troubledSnapshot()) },
  { name: 'worst', snapshot: worstSnapshot() },
  { name: 'unprinted', snapshot: unprintedSnapshot() },
  {
    name: 'unprinted-one',
    snapshot: unprintedSnapshot({ alarms: unprintedSnapshot().alarms.slice(1, 2) }),
  },
  { name: 'worst-en-1024', size: [1024, 600], snapshot: english(worstSnapshot()) },
  { name: 'worst-zoom', size: [683, 384], snapshot: worstSnapshot() },
  { name: 'worst-640', size: [640, 900], snapshot: dark(worstSnapshot()) },
  {
    name: 'worst-list',
    snapshot: worstSnapshot(),
    act: (page) => page.getByRole('button', { name: /konu/ }).click(),
  },
  {
    name: 'menu-zoom',
    size: [683, 384],
    snapshot: snapshot(),
    act: (page) => page.getByRole('button', { name: 'Menü' }).click(),
  },
  {
    name: 'help',
    snapshot: snapshot(),
    act: (page) => goTo(page, { name: 'help' }),
  },
  { name: 'help-zoom', size: [683, 384], snapshot: snapshot(), act: (page) => goTo(page, { name: 'help' }) },
  { name: 'keys', snapshot: snapshot(), act: (page) => page.keyboard.press('F1') },
  {
    name: 'settings-general-zoom',
    size: [683, 384],
    snapshot: snapshot(),
    act: async (page) => {
      await goTo(page, { name: 'settings', tab: 'general' })
      await page.getByRole('tab', { name: 'Genel' }).click()
    },
  },
  {
    name: 'high-contrast',
    snapshot: { ...troubledSnapshot(), settings: { ...snapshot().settings, theme: 'highContrast' } },
  },
  { name: 'morning', snapshot: morningSnapshot() },
  {
    name: 'morning-choose',
    snapshot: morningSnapshot(),
    act: async (page) => {
      await page.getByRole('button', { name: 'Seç…' }).click()
      await page.getByRole('checkbox').nth(1).check()
    },
  },
  { name: 'morning-en-1024', size: [1024, 768], snapshot: english(morningSnapshot()) },
  {
    name: 'morning-printers',
    snapshot: morningSnapshot({ alarms: [], openJobs: [] }),
    act: (page) => openSettings(page, 'Yazıcılar'),
  },
  {
    name: 'incomplete',
    snapshot: snapshot({
      sources: [
        source('kadikoy', 'Kadıköy', { detailsWaiting: 34 }),
        source('moda', 'Moda', { kind: 'adisyo', incompleteSinceMs: NOW_MS - 400_000 }),
      ],
      alarms: [
        {
          id: 'source:moda:listIncomplete',
          subject: 'source',
          subjectId: 'moda',
          name: 'Moda',
          problem: { code: 'listIncomplete' },
          sinceMs: NOW_MS - 400_000,
          isSilenced: false,
        },
      ],
    }),
  },
  { name: 'quiet', snapshot: snapshot({ cards: [] }) },
  { name: 'no-source', snapshot: setUp(snapshot({ cards: [], sources: [], printers: [] }), 'done') },
  {
    name: 'blind',
    snapshot: snapshot({
      cards: [],
      sources: [source('a', 'Kadıköy', { state: 'stopped', problem: { code: 'keyRejected' }, lastSuccessMs: null })],
    }),
  },
  { name: 'order', snapshot: snapshot(), act: (page) => page.getByRole('button', { name: 'Aç #130' }).click() },
  {
    name: 'order-dark-1920',
    size: [1920, 1080],
    snapshot: dark(snapshot()),
    act: (page) => page.getByRole('button', { name: 'Aç #130' }).click(),
  },
  {
    name: 'order-1024',
    size: [1024, 768],
    snapshot: snapshot(),
    act: (page) => page.getByRole('button', { name: 'Aç #130' }).click(),
  },
  {
    name: 'print',
    snapshot: snapshot(),
    act: async (page) => {
      await page.getByRole('button', { name: 'Aç #130' }).click()
      await page.getByRole('button', { name: 'Yeniden yazdır' }).click()
    },
  },
  {
    name: 'lookup',
    snapshot: snapshot(),
    act: (page) => page.getByRole('button', { name: 'Adisyo siparişi bul' }).click(),
  },
  {
    name: 'settings-sources',
    snapshot: troubledSnapshot({
      sources: [source('kadikoy', 'Kadıköy', { state: 'stopped', problem: { code: 'keyRejected' } })],
      alarms: [],
      openJobs: [],
    }),
    act: (page) => openSettings(page, 'Kaynaklar'),
  },
  {
    name: 'settings-source',
    snapshot: snapshot(),
    act: async (page) => {
      await openSettings(page, 'Kaynaklar')
      await page.getByRole('button', { name: 'Düzenle: Moda' }).click()
      await page.evaluate(() => {
        const error = {
          code: 'invalidRequest',
          field: { path: 'source.pollSeconds', code: 'tooFrequent' },
        } as const
        window.standIn.answers['source.save'] = { ok: false, error }
      })
      await page.getByRole('button', { name: 'Değiştir' }).first().click()
      await page.getByRole('button', { name: 'Kaydet' }).click()
    },
  },
  {
    name: 'settings-printer',
    size: [1366, 1300],
    snapshot: snapshot(),
    answers: printers,
    act: async (page) => {
      await openSettings(page, 'Yazıcılar')
      await page.getByRole('button', { name: 'Yazıcı ekle' }).click()
      await page.getByRole('button', { name: /EPSON TM-T20III/ }).click()
      await page.getByRole('button', { name: 'Deneme fişi yazdır' }).click()
    },
  },
  {
    name: 'settings-printer-edit-dark-1024',
    size: [1024, 1300],
    snapshot: dark(snapshot({ printers: [serialPrinter()] })),
    answers: printers,
    act: async (page) => {
      await openSettings(page, 'Yazıcılar')
      await page.getByRole('button', { name: 'Düzenle: Bar' }).click()
      await page.getByText('Gelişmiş').click()
    },
  },
  {
    name: 'settings-printers',
    snapshot: troubledSnapshot({ alarms: [], openJobs: [] }),
    act: (page) => openSettings(page, 'Yazıcılar'),
  },
  {
    name: 'settings-printer-remove',
    snapshot: troubledSnapshot({ alarms: [] }),
    act: async (page) => {
      await openSettings(page, 'Yazıcılar')
      await page.getByRole('button', { name: 'Sil: Kasa' }).click()
    },
  },
  {
    name: 'settings-model',
    snapshot: snapshot(),
    answers: printers,
    act: async (page) => {
      await openSettings(page, 'Yazıcılar')
      await page.getByRole('button', { name: 'Düzenle: Kasa' }).click()
      await page.getByRole('button', { name: /^Model seç/ }).click()
    },
  },
  {
    name: 'settings-letters',
    snapshot: snapshot(),
    answers: printers,
    act: async (page) => {
      await openSettings(page, 'Yazıcılar')
      await page.getByRole('button', { name: 'Düzenle: Kasa' }).click()
      await page.getByRole('button', { name: 'Harf tablosunu bul' }).click()
      await page.getByRole('button', { name: 'Satırları yazdır' }).click()
      await page.getByRole('button', { name: '4', exact: true }).click()
      await page.getByRole('button', { name: 'Hiçbiri doğru değil' }).click()
    },
  },
  {
    name: 'settings-sounds',
    size: [1366, 1900],
    snapshot: snapshot(withSounds),
    act: (page) => openSettings(page, 'Sesler'),
  },
  {
    name: 'settings-support',
    size: [1366, 900],
    snapshot: snapshot({
      sources: [
        source('kadikoy', 'Kadıköy', { lastSilence: { endedMs: NOW_MS - 60_000, lastedMs: 240_000, cameIn: 3 } }),
      ],
    }),
    answers: {
      'support.read': {
        ok: true,
        value: {
          mark: 'a',
          files: [
            { name: 'durum.json', text: JSON.stringify({ version: '0.1.0', door: 'desktop' }, null, 2) },
            { name: 'tezgah.log', text: '{"level":"info","what":"start.done"}' },
          ],
        },
      },
      'support.save': { ok: true, value: { path: '/home/kasa/.config/Tezgah/support/tezgah-destek.zip' } },
    },
    act: async (page) => {
      await openSettings(page, 'Destek')
      await page.getByRole('button', { name: 'Paketi hazırla ve oku' }).click()
      await page.getByRole('button', { name: 'Zip olarak kaydet' }).click()
    },
  },
  {
    name: 'settings-webhook',
    size: [1366, 900],
    snapshot: snapshot({
      webhook: {
        isSet: true,
        host: 'api.telegram.org',
        waitingCount: 2,
        lastSentMs: NOW_MS - 3_600_000,
        problem: { code: 'offline' },
      },
      settings: { ...snapshot().settings, webhook: { enabled: true, afterMinutes: 5, alarms: true } },
    }),
    act: async (page) => {
      await openSettings(page, 'Uzaktan haber')
      await page.getByRole('button', { name: 'Adresi değiştir' }).click()
    },
  },
  {
    name: 'settings-counters-linked',
    size: [1366, 1500],
    snapshot: linkedCounters(),
    act: (page) => openSettings(page, 'Kasalar'),
  },
  {
    name: 'hear-test-en-1024',
    size: [1024, 600],
    snapshot: english(snapshot({ hearTest: 'asked' })),
    act: async () => undefined,
  },
  {
    name: 'settings-general',
    size: [1366, 1100],
    snapshot: snapshot({ door: 'desktop' }),
    act: (page) => openSettings(page, 'Genel'),
  },
  {
    name: 'settings-general-browser',
    size: [1366, 2200],
    snapshot: snapshot(),
    answers: {
      'screens.list': {
        ok: true,
        value: [
          {
            id: 'a',
            label: 'Mozilla/5.0 Chrome/130.0 Safari/537.36',
            openedMs: NOW_MS - 86_400_000,
            lastUsedMs: NOW_MS,
          },
          { id: 'b', label: 'Mozilla/5.0 Firefox/131.0', openedMs: NOW_MS - 9e8, lastUsedMs: NOW_MS - 8e8 },
        ],
      },
    },
    act: (page) => openSettings(page, 'Genel'),
  },
  {
    name: 'about',
    snapshot: snapshot({ door: 'desktop' }),
    answers: { 'about.facts': { ok: true, value: { dataFolder: 'C:\\Users\\Kasa\\AppData\\Roaming\\Tezgah' } } },
    act: async (page) => {
      await openSettings(page, 'Genel')
      await page.getByRole('button', { name: 'Hakkında' }).click()
    },
  },
  { name: 'journal', snapshot: snapshot(), answers: journal, act: unfold },
  { name: 'journal-dark-1024', size: [1024, 768], snapshot: dark(snapshot()), answers: journal, act: unfold },
  { name: 'journal-none', snapshot: snapshot(), act: openJournal },
  {
    name: 'report',
    size: [1366, 900],
    snapshot: snapshot(),
    answers: { 'report.get': { ok: true, value: dayReport() } },
    act: openReport,
  },
  {
    name: 'report-trouble-dark-1024',
    size: [1024, 768],
    snapshot: dark(snapshot()),
    answers: { 'report.get': { ok: true, value: troubledReport() } },
    act: openReport,
  },
  { name: 'routes-none', snapshot: snapshot(), act: openRoutes },
  {
    name: 'routes',
    snapshot: snapshot(),
    answers: routing,
    act: async (page) => {
      await openRoutes(page)
      await page.getByRole('switch').nth(1).click()
    },
  },
  { name: 'routes-dark-1024', size: [1024, 768], snapshot: dark(snapshot()), answers: routing, act: openRoutes },
  { name: 'route', size: [1366, 1500], snapshot: snapshot(), answers: routing, act: editRoute },
  {
    name: 'route-order',
    snapshot: snapshot(),
    answers: routing,
    act: async (page) => {
      await openRoutes(page)
      await page.getByRole('button', { name: /^Sipariş seç/ }).click()
    },
  },
  {
    name: 'journal-en-1024',
    size: [1024, 768],
    snapshot: english(snapshot()),
    answers: journal,
    act: openJournal,
  },
  {
    name: 'routes-en-1024',
    size: [1024, 900],
    snapshot: english(snapshot()),
    answers: routing,
    act: async (page) => {
      await page.getByRole('button', { name: 'Settings', exact: true }).click()
      await page.getByRole('tab', { name: 'Routing' }).click()
      await page.getByRole('button', { name: 'Edit: Kurye' }).click()
    },
  },
  {
    name: 'settings-printer-en-1024',
    size: [1024, 768],
    snapshot: english(snapshot()),
    answers: printers,
    act: async (page) => {
      await page.getByRole('button', { name: 'Settings', exact: true }).click()
      await page.getByRole('tab', { name: 'Printers' }).click()
      await page.getByRole('button', { name: 'Add a printer' }).click()
    },
  },
  {
    name: 'report-en-1024',
    size: [1024, 768],
    snapshot: english(snapshot()),
    answers: { 'report.get': { ok: true, value: dayReport() } },
    act: openReport,
  },
  { name: 'statistics', snapshot: snapshot(), answers: statistics, act: openStatistics },
  {
    name: 'statistics-en-dark-1024',
    size: [1024, 600],
    snapshot: english(dark(snapshot())),
    answers: statistics,
    act: openStatistics,
  },
  { name: 'ledger', snapshot: snapshot(), answers: ledger, act: openLedger },
  { name: 'ledger-dark-1024', size: [1024, 600], snapshot: dark(snapshot()), answers: ledger, act: openLedger },
  {
    name: 'ledger-proof',
    size: [1366, 900],
    snapshot: snapshot(),
    answers: ledger,
    act: async (page) => {
      await openLedger(page)
      await page.getByText('Dinleme ve karşılaştırma').first().click()
    },
  },
  {
    name: 'ledger-recall',
    snapshot: snapshot(),
    answers: ledger,
    act: async (page) => {
      await openLedger(page)
      await page.getByRole('radio', { name: 'Son çıkanlar' }).click()
    },
  },
  {
    name: 'ledger-en',
    snapshot: english(snapshot()),
    answers: ledger,
    act: openLedger,
  },
  { name: 'many', snapshot: snapshot({ cards: [...scenarioCards().slice(0, 4), ...scenarioCards().slice(6, 9)] }) },
]

const [folder = 'test-results/screen', ...wanted] = process.argv.slice(2)
await mkdir(folder, { recursive: true })
const screen = await serveScreen()
const browser = await openBrowser()
try {
  for (const scene of scenes.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    const [width, height] = scene.size ?? [1366, 768]
    const page = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' })
    page.on(
      'console',
      (message) => message.type() === 'error' && process.stdout.write(`${scene.name}: ${message.text()}\n`),
    )
    page.on('pageerror', (error) => process.stdout.write(`${scene.name}: ${error.message}\n`))
    await installStandIn(page, {
      snapshot: scene.snapshot,
      page: scene.page ?? orderPage(),
      answers: { ...ledger, ...scene.answers },
    })
    await page.goto(screen.address)
    await page.locator('.screen').waitFor()
    await page.evaluate(() => document.fonts.ready)
    await scene.act?.(page)
    await page.screenshot({ path: join(folder, `${scene.name}.png`) })
    await page.close()
  }
} finally {
  await browser.close()
  await screen.close()
}
