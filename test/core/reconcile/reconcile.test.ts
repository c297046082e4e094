import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openLedger } from '../../../src/core/ledger/openLedger.ts'
import { composeReport } from '../../../src/core/printing/slip/composeReport.ts'
import type { DayProof, SourceProof } from '../../../src/shared/model/dayProof.ts'
import { isProven } from '../../../src/shared/model/dayProof.ts'
import { boundsOfBusinessDay, businessDayOf, formatClock } from '../../../src/shared/model/istanbulTime.ts'
import { formatMoney } from '../../../src/shared/model/money.ts'
import { isConfirmed } from '../../../src/shared/model/reconciliation.ts'
import { resources } from '../../../src/shared/words/index.ts'
import { sayConfirmations, sayFinding, sayLimits, sayReconciliation } from '../../../src/shared/words/proofWords.ts'
import { type PracticeShop, startPracticeShop } from '../../../src/practice/practiceShop.ts'
import { emptyDisk, openCounter, type OpenedCounter, provisionFor } from '../../support/openCounter.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const HOUR_MS = 3_600_000
const DAY_ENDS_AT = '05:00'
const words = resources.tr.proof
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

interface Evening {
  /** When Adisyo was heard in earlier runs, the first time of all at the head. Left out: it was not. */
  heardMs?: number | readonly number[]
  /** How far the vendors' clock is from this computer's. */
  vendorAheadMs?: number
  /** How far RestoMenum's is, where it is another one. */
  restomenumAheadMs?: number
  /** Adisyo's list of open orders does not come. */
  isSilent?: boolean
  /** What is at the vendors when Tezgah is opened. */
  arrange?: (shop: PracticeShop) => void
}

/** Both vendors over real HTTP, as strict about pages as they are, and a Tezgah that has taken its baseline. */
async function anEvening({
  heardMs = [],
  vendorAheadMs = 0,
  restomenumAheadMs = vendorAheadMs,
  isSilent = false,
  arrange,
}: Evening = {}): Promise<{ shop: PracticeShop; tezgah: OpenedCounter }> {
  const shop = await startPracticeShop({ adisyo: { paceScale: 0 }, now: () => Date.now() + vendorAheadMs })
  onTestFinished(shop.close)
  const { restomenum, close } = await startPracticeShop({ now: () => Date.now() + restomenumAheadMs })
  onTestFinished(close)
  arrange?.(shop)
  if (isSilent) shop.failNext(Number.POSITIVE_INFINITY, { kind: '500', vendor: 'adisyo', request: 'list' })
  const disk = emptyDisk(temporaryFolder())
  const ledger = openLedger(join(disk.folder, 'ledger.sqlite'))
  for (const atMs of [heardMs].flat()) ledger.noteHearing([{ sourceId: 'adisyo-moda', atMs }], [])
  ledger.close()
  const vendors = restomenumAheadMs === vendorAheadMs ? shop : { adisyo: shop.adisyo, restomenum }
  const tezgah = await openCounter(disk, provisionFor(vendors, [{ name: 'Mutfak', port: 9 }]))
  const isHeard = isSilent ? 'offline' : 'ok'
  await tezgah.until('both sources', ({ sources }) =>
    sources.every(({ kind, state }) => state === (kind === 'adisyo' ? isHeard : 'ok')),
  )
  // Vendors' times have whole seconds at worst: what follows came after Tezgah began to listen.
  await pause(1_000)
  return { shop, tezgah }
}

/** The shop's last day that is over. */
function yesterday(): { dayIso: string; fromMs: number; untilMs: number } {
  const today = businessDayOf(Date.now(), DAY_ENDS_AT)
  const dayIso = businessDayOf(boundsOfBusinessDay(today, DAY_ENDS_AT).fromMs - 1, DAY_ENDS_AT)
  return { dayIso, ...boundsOfBusinessDay(dayIso, DAY_ENDS_AT) }
}

const isGone = (tezgah: OpenedCounter, number: number): Promise<unknown> =>
  tezgah.until(
    `${number} to be gone`,
    ({ cards }) => !cards.some((card) => card.number === String(number) && !card.isGone),
  )

const isThere = (tezgah: OpenedCounter, number: number): Promise<unknown> =>
  tezgah.until(`${number}`, ({ cards }) => cards.some((card) => card.number === String(number)))

async function proofAfter(tezgah: OpenedCounter, dayIso: string | null = null): ReturnType<typeof proofOnceDone> {
  const begun = await tezgah.ask('reconcile.run', { dayIso })
  if (!begun.ok) throw new Error(JSON.stringify(begun.error))
  return proofOnceDone(tezgah, dayIso)
}

async function proofOnceDone(
  tezgah: OpenedCounter,
  dayIso: string | null = null,
): Promise<{ adisyo: SourceProof; restomenum: SourceProof }> {
  for (const deadline = performance.now() + 20_000; performance.now() < deadline;) {
    const proof = await tezgah.ask('ledger.proof', { dayIso })
    if (!proof.ok) throw new Error(proof.error.code)
    if (proof.value.every(({ isReconciling }) => !isReconciling)) return named(proof.value)
    await pause(30)
  }
  throw new Error('the reconciliation does not end')
}

function named(proof: DayProof): { adisyo: SourceProof; restomenum: SourceProof } {
  const [restomenum, adisyo] = proof
  if (restomenum === undefined || adisyo === undefined) throw new Error('two sources were expected')
  return { restomenum, adisyo }
}

const kindsOf = ({ reconciliation }: SourceProof): string[] =>
  (reconciliation?.findings ?? []).map(({ kind, label }) => `${kind} ${label}`)

describe('a day held against Adisyo’s books', () => {
  it('is confirmed when every order of theirs was seen', async () => {
    const { shop, tezgah } = await anEvening()
    shop.addPacket({ pos: 'adisyo', id: '501', number: 1 })
    shop.addPacket({ pos: 'adisyo', id: '502', number: 2, raw: { adisyo: { orderTotal: null } } })
    await isThere(tezgah, 2)
    shop.deliver('501')
    shop.deliver('502')
    await isGone(tezgah, 1)
    await isGone(tezgah, 2)
    const { adisyo } = await proofAfter(tezgah)
    expect(adisyo.reconciliation).toMatchObject({ by: 'completedList', isWhole: true, vendorCount: 2, findings: [] })
    expect(sayConfirmations(words, [adisyo])).toHaveLength(1)
    const asked = shop.requests.filter(({ path }) => path.endsWith('/CompletedOrders'))
    expect(asked.map(({ query }) => query['page'])).toEqual(['1', '2'])
    expect(asked[0]?.query).toMatchObject({ includeCancelled: 'true', orderType: 'TakeAway,Retail' })
    expect(asked[0]?.query['startDate']).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/)
  })

  it('names what was missed, what differs, what was cancelled without a word, and what it does not know', async () => {
    const { shop, tezgah } = await anEvening()
    for (const [id, number] of [
      ['601', 1],
      ['602', 2],
      ['603', 3],
      ['604', 4],
    ] as const)
      shop.addPacket({ pos: 'adisyo', id, number })
    await isThere(tezgah, 4)
    shop.deliver('601')
    shop.deliver('602')
    shop.deliver('603')
    shop.deliver('604')
    for (const number of [1, 2, 3, 4]) await isGone(tezgah, number)
    // Afterwards, in the vendor's books alone.
    shop.changePacket('602', { totalKurus: 1_000, lines: [{ title: 'Ayran', unitPriceKurus: 1_000 }] })
    shop.cancel('603')
    shop.remove('604')
    // It came and was closed between two polls.
    shop.addPacket({ pos: 'adisyo', id: '699', number: 99, status: 'delivered', closedAtMs: Date.now() })
    const { adisyo } = await proofAfter(tezgah)
    expect(kindsOf(adisyo).toSorted()).toEqual([
      'amount #2 Telefon',
      'cancelled #3 Telefon',
      'missed #99 Telefon',
      'unknownToVendor #4 Telefon',
    ])
    expect(isProven(adisyo)).toBe(false)
    const amount = adisyo.reconciliation?.findings.find(({ kind }) => kind === 'amount')
    expect(amount).toMatchObject({ ledgerKurus: 9_000, vendorKurus: 1_000 })
  })

  it('tells an amount in another currency in that one, on the screen and on paper, and is none of lira', async () => {
    const { shop, tezgah } = await anEvening()
    const inEuro = { pos: 'adisyo' as const, lines: [{ title: 'Pide', unitPriceKurus: 2_000 }] }
    const asEuro = { raw: { adisyo: { currency: 'EUR' } } }
    for (const number of [1, 2]) shop.addPacket({ ...inEuro, ...asEuro, id: `61${number}`, number })
    await isThere(tezgah, 2)
    shop.deliver('611')
    shop.deliver('612')
    for (const number of [1, 2]) await isGone(tezgah, number)
    shop.changePacket('611', { totalKurus: 2_500, lines: [{ title: 'Pide', unitPriceKurus: 2_500 }] })
    shop.changePacket('612', { raw: { adisyo: { currency: 'TRY' } } })
    const sold = { status: 'delivered', closedAtMs: Date.now() } as const
    shop.addPacket({ ...inEuro, ...asEuro, ...sold, id: '613', number: 3 })
    const { adisyo } = await proofAfter(tezgah)
    const found = adisyo.reconciliation?.findings ?? []
    const said = found.map((finding) => `${finding.label}: ${sayFinding(words, finding, formatMoney)}`).toSorted()
    expect(said).toEqual([
      expect.stringMatching(/^#1 .*20,00 EUR.*25,00 EUR/),
      expect.stringMatching(/^#2 .*20,00 EUR.*₺20,00/),
      expect.stringMatching(/^#3 .*20,00 EUR/),
    ])
    const report = await tezgah.ask('report.get', { dayIso: null })
    if (!report.ok) throw new Error(report.error.code)
    expect(report.value).toMatchObject({ totalKurus: 0, foreignTotals: [{ currency: 'EUR', total: 4_000 }] })
    const at = { nowMs: Date.now(), computerName: 'KASA-1', language: 'tr', dayEndsAt: DAY_ENDS_AT } as const
    const slip = JSON.stringify(composeReport(report.value, at).blocks)
    expect(slip).toContain('25,00\u00A0EUR')
    expect(slip).not.toContain('25,00\u00A0TL')
  })

  it('reads every page, and confirms nothing when one of them does not come', async () => {
    const { shop, tezgah } = await anEvening()
    const atMs = Date.now()
    for (let number = 1; number <= 130; number++)
      shop.addPacket({ pos: 'adisyo', id: String(1000 + number), number, status: 'delivered', closedAtMs: atMs })
    // What came in after the reading began is not part of it.
    await pause(50)
    const whole = await proofAfter(tezgah)
    expect(whole.adisyo.reconciliation).toMatchObject({ isWhole: true, vendorCount: 130 })
    expect(kindsOf(whole.adisyo)).toHaveLength(130)
    shop.failNext(1, { kind: '500', vendor: 'adisyo', page: 2 })
    const part = await proofAfter(tezgah)
    expect(part.adisyo.reconciliation).toMatchObject({ isWhole: false, problem: 'vendorError', vendorCount: 100 })
    expect(isProven(part.adisyo)).toBe(false)
  })

  it('finds the order that slips to a page that was read when another one leaves the list', async () => {
    const { shop, tezgah } = await anEvening()
    for (let number = 1; number <= 130; number++)
      shop.addPacket({
        pos: 'adisyo',
        id: String(1000 + number),
        number,
        status: 'delivered',
        closedAtMs: Date.now() + number,
      })
    shop.failNext(1, { delayMs: 300, vendor: 'adisyo', page: 2 })
    const begun = await tezgah.ask('reconcile.run', { dayIso: null })
    expect(begun.ok).toBe(true)
    await shop.waitForRequest(({ query }) => query['page'] === '2')
    shop.reopen('1001')
    const { adisyo } = await proofOnceDone(tezgah)
    expect(kindsOf(adisyo)).toContain('missed #101 Telefon')
    expect(kindsOf(adisyo)).toHaveLength(129)
  })

  it('names an order that only a person has looked up: nobody was called for it', async () => {
    const { shop, tezgah } = await anEvening()
    shop.addPacket({ pos: 'adisyo', id: '699', number: 99, status: 'delivered', closedAtMs: Date.now() })
    expect((await tezgah.ask('order.lookup', { sourceId: 'adisyo-moda', orderId: '699' })).ok).toBe(true)
    expect((await tezgah.ask('order.print', { key: 'adisyo-moda/699', printerId: null, reason: null })).ok).toBe(true)
    const { adisyo } = await proofAfter(tezgah)
    expect(kindsOf(adisyo)).toEqual(['missed #99 Telefon'])
    expect(isProven(adisyo)).toBe(false)
  })

  it('claims nothing by a list that is short or empty', async () => {
    const { shop, tezgah } = await anEvening()
    for (const number of [1, 2]) shop.addPacket({ pos: 'adisyo', id: `80${number}`, number })
    await isThere(tezgah, 2)
    for (const number of [1, 2]) {
      shop.deliver(`80${number}`)
      await isGone(tezgah, number)
    }
    shop.remove('802')
    // A row of which a part cannot be read is there all the same, and makes no other one be there.
    shop.changePacket('801', { raw: { adisyo: { products: 'x' } } })
    const short = await proofAfter(tezgah)
    expect(kindsOf(short.adisyo)).toEqual(['unknownToVendor #2 Telefon'])
    expect(sayReconciliation(words, short.adisyo)).toContain('1 tanesi listesinde yok')
    shop.remove('801')
    const empty = await proofAfter(tezgah)
    // It says nothing, and what the one before it said stands.
    expect(empty.adisyo).toMatchObject({ triedInVainMs: expect.any(Number), reconciliation: { vendorCount: 1 } })
    for (const { adisyo } of [short, empty]) {
      expect(adisyo.reconciliation && isConfirmed(adisyo.reconciliation)).toBe(false)
      expect(sayReconciliation(words, adisyo)).toContain('doğrulanmış sayılmaz')
      expect(sayConfirmations(words, [adisyo])).toEqual([])
    }
  })

  it('claims nothing by an empty list where nothing is known either', async () => {
    const { tezgah } = await anEvening()
    const { adisyo } = await proofAfter(tezgah)
    expect(adisyo.reconciliation).toMatchObject({ isWhole: true, vendorCount: 0, findings: [] })
    expect(sayConfirmations(words, [adisyo])).toEqual([])
    expect(sayReconciliation(words, adisyo)).toContain('boş geldi')
  })

  it('takes neither an order for unknown that is closed while the list is read, nor one for missed', async () => {
    const { shop, tezgah } = await anEvening()
    for (const number of [1, 2]) shop.addPacket({ pos: 'adisyo', id: `85${number}`, number })
    await isThere(tezgah, 2)
    shop.deliver('851')
    await isGone(tezgah, 1)
    shop.failNext(1, { delayMs: 2_500, vendor: 'adisyo', page: 2 })
    const begun = await tezgah.ask('reconcile.run', { dayIso: null })
    expect(begun.ok).toBe(true)
    await shop.waitForRequest(({ path, query }) => path.endsWith('/CompletedOrders') && query['page'] === '1')
    shop.deliver('852')
    shop.addPacket({ pos: 'adisyo', id: '853', number: 3 })
    await isGone(tezgah, 2)
    await isThere(tezgah, 3)
    shop.deliver('853')
    await isGone(tezgah, 3)
    const { adisyo } = await proofOnceDone(tezgah)
    expect(kindsOf(adisyo)).toEqual([])
  })

  it('keeps what was found when a later attempt shows nothing, and says so', async () => {
    const { shop, tezgah } = await anEvening()
    shop.addPacket({ pos: 'adisyo', id: '699', number: 99, status: 'delivered', closedAtMs: Date.now() })
    const found = await proofAfter(tezgah)
    expect(kindsOf(found.adisyo)).toEqual(['missed #99 Telefon'])
    shop.adisyo.isExpired = true
    const { adisyo } = await proofAfter(tezgah)
    expect(kindsOf(adisyo)).toEqual(['missed #99 Telefon'])
    expect(isProven(adisyo)).toBe(false)
    expect(sayReconciliation(words, adisyo)).toMatch(/Kaçan sipariş: 1.* denemesi bir şey göstermedi/)
  })

  it('says why when the books cannot be read', async () => {
    const { shop, tezgah } = await anEvening()
    shop.adisyo.isExpired = true
    const { adisyo } = await proofAfter(tezgah)
    expect(adisyo.reconciliation).toMatchObject({ isWhole: false, problem: 'packageExpired', findings: [] })
  })
})

describe('the part of a day that was compared', () => {
  it('is none before the source was first heard: it is refused, and nothing is claimed', async () => {
    const { tezgah } = await anEvening()
    const { dayIso } = yesterday()
    expect(await tezgah.ask('reconcile.run', { dayIso })).toMatchObject({
      ok: false,
      error: { code: 'invalidRequest', field: { path: 'dayIso', code: 'nothingHeard' } },
    })
    const { adisyo } = await proofOnceDone(tezgah, dayIso)
    expect(adisyo).toMatchObject({ reconciliation: null, watch: 'unrecorded' })
    expect(isProven(adisyo)).toBe(false)
    expect(sayReconciliation(words, adisyo)).toBe(words.cannotCompare)
  })

  it('begins when the source was first heard and ends when it was last heard: more is not claimed', async () => {
    const openedMs = Date.now()
    const { shop, tezgah } = await anEvening()
    shop.addPacket({ pos: 'adisyo', id: '501', number: 1 })
    await isThere(tezgah, 1)
    shop.deliver('501')
    await isGone(tezgah, 1)
    const { adisyo } = await proofAfter(tezgah)
    const { reconciliation: done } = adisyo
    if (done === null) throw new Error('it was done')
    expect(isConfirmed(done)).toBe(true)
    expect(done.fromMs).toBeGreaterThanOrEqual(openedMs)
    expect(done.untilMs).toBeLessThan(done.atMs)
    expect(isProven(adisyo)).toBe(false)
    expect(sayConfirmations(words, [adisyo])[0]).toContain(
      `Yalnız ${formatClock(done.fromMs)}–${formatClock(done.untilMs)} arası karşılaştırıldı`,
    )
    // Nothing is heard any more: what came in since may be open, and in no book.
    shop.failNext(Number.POSITIVE_INFINITY, { kind: '500', vendor: 'adisyo', request: 'list' })
    const silentSinceMs = Date.now()
    await pause(1_500)
    const later = await proofAfter(tezgah)
    expect(later.adisyo.reconciliation?.untilMs).toBeLessThanOrEqual(silentSinceMs + 500)
  })

  it('is the whole business day, by Istanbul’s clock, of a source that was heard before it and after it', async () => {
    const { dayIso, fromMs, untilMs } = yesterday()
    const { shop, tezgah } = await anEvening({
      heardMs: fromMs - HOUR_MS,
      arrange: (opened) => {
        opened.addPacket({ pos: 'adisyo', id: '501', number: 1, createdAtMs: fromMs + HOUR_MS })
      },
    })
    shop.deliver('501')
    await isGone(tezgah, 1)
    // A day that is over is compared without anybody asking, and this is over before that.
    await proofOnceDone(tezgah, dayIso)
    const unseen = await proofAfter(tezgah, dayIso)
    const [asked] = shop.requests.filter(({ path }) => path.endsWith('/CompletedOrders'))
    expect(asked?.query['startDate']).toBe(`${dayIso} 02:00:00`)
    expect(unseen.adisyo).toMatchObject({ watch: 'none', reconciliation: { fromMs, untilMs, findings: [] } })
    expect(isProven(unseen.adisyo)).toBe(true)
    expect(sayConfirmations(words, [unseen.adisyo])[0]).toMatch(/^0 kaçan: Moda \d\d\.\d\d\.\d{4} \d\d:\d\d itibarıyla/)
    // Before the day, in it, and after it; all of them closed after it.
    const closedAtMs = Date.now()
    for (const [id, number, createdAtMs] of [
      ['601', 61, fromMs - 1_000],
      ['602', 62, fromMs],
      ['603', 63, untilMs - 1_000],
      ['604', 64, untilMs],
    ] as const)
      shop.addPacket({ pos: 'adisyo', status: 'delivered', id, number, createdAtMs, closedAtMs })
    const { adisyo } = await proofAfter(tezgah, dayIso)
    expect(kindsOf(adisyo)).toEqual(['missed #62 Telefon', 'missed #63 Telefon'])
    expect(sayLimits(words, [adisyo])[0]).toContain('Kaçan sipariş: 2')
  })

  it('reaches only as far as the vendor’s own clock does, where it is behind', async () => {
    const { tezgah } = await anEvening({ heardMs: Date.now() - 3 * HOUR_MS, vendorAheadMs: -HOUR_MS })
    const { adisyo } = await proofAfter(tezgah, businessDayOf(Date.now() - HOUR_MS - 60_000, DAY_ENDS_AT))
    expect(adisyo.reconciliation?.untilMs).toBeLessThanOrEqual(Date.now() - HOUR_MS + 1_000)
  })

  it('begins later by the vendor’s clock, where it is ahead: what was over before it was heard was not missed', async () => {
    const heardMs = Date.now() - 3 * HOUR_MS
    const { shop, tezgah } = await anEvening({ heardMs, vendorAheadMs: HOUR_MS })
    const times = { createdAtMs: heardMs + HOUR_MS / 2, closedAtMs: heardMs + HOUR_MS / 2 }
    shop.addPacket({ pos: 'adisyo', id: '699', number: 99, status: 'delivered', ...times })
    const { adisyo } = await proofAfter(tezgah)
    expect(adisyo.reconciliation).not.toBeNull()
    expect(kindsOf(adisyo)).toEqual([])
  })
})

describe('where clocks differ', () => {
  it.each([
    ['behind', -HOUR_MS, 0],
    ['right, and the other vendor behind', 0, -HOUR_MS],
  ])('goes by its own vendor’s clock alone: %s', async (_where, vendorAheadMs, restomenumAheadMs) => {
    const { dayIso, fromMs } = yesterday()
    const { shop, tezgah } = await anEvening({ heardMs: fromMs - HOUR_MS, vendorAheadMs, restomenumAheadMs })
    // The other one tells the time last.
    shop.failNext(Number.POSITIVE_INFINITY, { kind: '500', vendor: 'adisyo', request: 'list' })
    await pause(600)
    const todayIso = businessDayOf(Date.now(), DAY_ENDS_AT)
    const [today, before] = [await proofAfter(tezgah, todayIso), await proofAfter(tezgah, dayIso)]
    const untilMs = Math.max(...[today, before].map(({ adisyo }) => adisyo.reconciliation?.untilMs ?? 0))
    expect(Date.now() + vendorAheadMs - untilMs).toBeLessThan(30_000)
    expect(untilMs).toBeLessThanOrEqual(Date.now() + vendorAheadMs + 1_000)
  })

  it('compares what came in since it was first heard, by the vendor’s clock where it is behind', async () => {
    const { dayIso, fromMs } = yesterday()
    const heardMs = fromMs + 3 * HOUR_MS
    const sold = { pos: 'adisyo', status: 'delivered' } as const
    const arrange = (shop: PracticeShop): void => {
      const times = (atMs: number) => ({ createdAtMs: atMs - HOUR_MS, closedAtMs: atMs - HOUR_MS })
      shop.addPacket({ ...sold, id: '698', number: 98, ...times(heardMs - HOUR_MS / 2) })
      shop.addPacket({ ...sold, id: '699', number: 99, ...times(heardMs + HOUR_MS / 2) })
    }
    const { tezgah } = await anEvening({ heardMs, vendorAheadMs: -HOUR_MS, arrange })
    // A day that is over is compared without anybody asking, and this is over before that.
    await proofOnceDone(tezgah, dayIso)
    const { adisyo } = await proofAfter(tezgah, dayIso)
    expect(kindsOf(adisyo)).toEqual(['missed #99 Telefon'])
  })

  it('claims no more than the vendor’s clock allows that is told with the books first', async () => {
    const { dayIso, fromMs, untilMs } = yesterday()
    const lastMs = Math.min(untilMs + HOUR_MS, Date.now() - 1_000)
    const heardMs = [fromMs - HOUR_MS, lastMs]
    const { tezgah } = await anEvening({ heardMs, vendorAheadMs: -2 * HOUR_MS, restomenumAheadMs: 0, isSilent: true })
    // Nobody has to ask for it.
    const { adisyo } = await proofOnceDone(tezgah, dayIso)
    expect(adisyo.reconciliation).not.toBeNull()
    expect(adisyo.reconciliation?.untilMs).toBeLessThanOrEqual(lastMs - 2 * HOUR_MS + 1_000)
  })
})

describe('RestoMenum, which lists nothing that is closed', () => {
  it('confirms nothing; what left the board without a word is asked for, and counted when nobody knows', async () => {
    const { shop, tezgah } = await anEvening()
    shop.addPacket({ pos: 'restomenum', id: '701', number: 1 })
    shop.addPacket({ pos: 'restomenum', id: '702', number: 2 })
    await isThere(tezgah, 2)
    shop.restomenum.knowsClosed = false
    shop.cancel('701')
    shop.deliver('702')
    await isGone(tezgah, 1)
    await isGone(tezgah, 2)
    await tezgah.until('both explained as not found', () => true)
    await pause(800)
    const unknown = await proofAfter(tezgah)
    expect(unknown.restomenum).toMatchObject({ canConfirm: false })
    expect(unknown.restomenum.reconciliation).toMatchObject({ by: 'askedById', unexplainedCount: 2 })
    Object.assign(shop.restomenum, { knowsClosed: true, shape: 'sandbox' })
    const known = await proofAfter(tezgah)
    expect(known.restomenum.reconciliation).toMatchObject({ unexplainedCount: 0, vendorCount: 2 })
    expect(kindsOf(known.restomenum)).toEqual(['cancelled #1 Telefon'])
  })
})

it('is one at a time for each source', async () => {
  const { shop, tezgah } = await anEvening()
  await tezgah.ask('reconcile.run', { dayIso: null })
  await proofAfter(tezgah)
  const pages = shop.requests.filter(({ path }) => path.endsWith('/CompletedOrders')).map(({ query }) => query['page'])
  expect(pages).toEqual(['1'])
})
