import { describe, expect, it, onTestFinished } from 'vitest'
import type { DayProof, SourceProof } from '../../../src/shared/model/dayProof.ts'
import { isProven } from '../../../src/shared/model/dayProof.ts'
import { type PracticeShop, startPracticeShop } from '../../../src/practice/practiceShop.ts'
import { emptyDisk, openCounter, type OpenedCounter, provisionFor } from '../../support/openCounter.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

/** Both vendors over real HTTP, as strict about pages as they are, and a Tezgah that has taken its baseline. */
async function anEvening(): Promise<{ shop: PracticeShop; tezgah: OpenedCounter }> {
  const shop = await startPracticeShop({ adisyo: { paceScale: 0 } })
  onTestFinished(shop.close)
  const provision = provisionFor(shop, [{ name: 'Mutfak', port: 9 }])
  const tezgah = await openCounter(emptyDisk(temporaryFolder()), provision)
  await tezgah.until('both sources', ({ sources }) => sources.every(({ state }) => state === 'ok'))
  // Vendors' times have whole seconds at worst: what follows came after Tezgah began to listen.
  await pause(1_000)
  return { shop, tezgah }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const isGone = (tezgah: OpenedCounter, number: number): Promise<unknown> =>
  tezgah.until(
    `${number} to be gone`,
    ({ cards }) => !cards.some((card) => card.number === String(number) && !card.isGone),
  )

const isThere = (tezgah: OpenedCounter, number: number): Promise<unknown> =>
  tezgah.until(`${number}`, ({ cards }) => cards.some((card) => card.number === String(number)))

async function proofAfter(tezgah: OpenedCounter): Promise<{ adisyo: SourceProof; restomenum: SourceProof }> {
  const begun = await tezgah.ask('reconcile.run', { dayIso: null })
  if (!begun.ok) throw new Error(begun.error.code)
  return proofOnceDone(tezgah)
}

async function proofOnceDone(tezgah: OpenedCounter): Promise<{ adisyo: SourceProof; restomenum: SourceProof }> {
  for (const deadline = performance.now() + 20_000; performance.now() < deadline;) {
    const proof = await tezgah.ask('ledger.proof', { dayIso: null })
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
    await isThere(tezgah, 1)
    shop.deliver('501')
    await isGone(tezgah, 1)
    const { adisyo } = await proofAfter(tezgah)
    expect(adisyo.reconciliation).toMatchObject({ by: 'completedList', isWhole: true, vendorCount: 1, findings: [] })
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

  it('says why when the books cannot be read', async () => {
    const { shop, tezgah } = await anEvening()
    shop.adisyo.isExpired = true
    const { adisyo } = await proofAfter(tezgah)
    expect(adisyo.reconciliation).toMatchObject({ isWhole: false, problem: 'packageExpired', findings: [] })
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
