import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type FailureKind, failureKinds } from '../../src/practice/failure.ts'
import type { PracticeVendor } from '../../src/practice/packet.ts'
import type { ErrorCode } from '../../src/shared/contract/problems.ts'
import { type HurriedShop, openHurriedShop, pictureOf, sourceIn } from './hurriedShop.ts'

/** What the practice shop can do to an answer, and what Tezgah must then say of that source. Both vendors alike. */
const broken: Partial<Record<FailureKind, ErrorCode>> = {
  html: 'notJson',
  nothing: 'notJson',
  truncated: 'notJson',
  reset: 'offline',
  resetInBody: 'offline',
  stall: 'timedOut',
  stallInBody: 'timedOut',
  drip: 'timedOut',
  redirect: 'redirected',
  huge: 'tooLarge',
  gzipBomb: 'tooLarge',
  deep: 'tooDeep',
  429: 'rateLimited',
  601: 'rateLimited',
  500: 'vendorError',
  502: 'vendorError',
  503: 'vendorError',
  404: 'orderNotFound',
  notFound: 'orderNotFound',
}

/** In the vendor's own words; those of the first line stop the source until a person acts. */
const worded: Record<
  PracticeVendor,
  { stopping: Partial<Record<FailureKind, ErrorCode>>; passing: Partial<Record<FailureKind, ErrorCode>> }
> = {
  restomenum: {
    stopping: { 401: 'keyRejected', 403: 'scopeDenied', scopeDenied: 'scopeDenied' },
    passing: {},
  },
  adisyo: {
    stopping: {
      401: 'keyRejected',
      600: 'consumerMissing',
      701: 'integrationEnded',
      800: 'packageExpired',
      901: 'keyRejected',
      902: 'secretRejected',
      scopeDenied: 'keyRejected',
    },
    passing: {
      403: 'vendorError',
      404: 'vendorError',
      650: 'courierRefused',
      702: 'vendorError',
      750: 'stateNotAllowed',
      754: 'orderNotFound',
      756: 'vendorError',
      758: 'paymentTypeMissing',
    },
  },
}

/** Valid answers, however odd: they are of the tests of the board and of lists that lie. */
const valid: readonly FailureKind[] = ['empty', 'half', 'doubled', 'reversed', 'countTooHigh', 'countTooLow', 'shifted']

const failuresOf = (vendor: PracticeVendor): [FailureKind, ErrorCode, boolean][] => {
  const passing = { ...broken, ...worded[vendor].passing }
  const entries = (table: object, stops: boolean) =>
    Object.entries(table).map(([kind, code]) => [kind, code, stops] as [FailureKind, ErrorCode, boolean])
  return [...entries(passing, false), ...entries(worded[vendor].stopping, true)]
}

/** Where redirects point: nobody may ever come here. */
async function aTrap(): Promise<{ location: string; visits: () => number }> {
  let visits = 0
  const server = createServer((_request, response) => void response.end('{"success":true,"status":100,"data":[]}'))
  server.on('connection', () => visits++)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { location: `http://127.0.0.1:${(server.address() as AddressInfo).port}/elsewhere`, visits: () => visits }
}

/** One packet of before, and one whose alert nobody has seen yet, at both vendors, all of it on paper and at rest. */
async function aShopAtRest(): Promise<HurriedShop> {
  const shop = await openHurriedShop({ before: ({ addPacket }) => void addPacket({ number: 1 }) })
  shop.shop.addPacket({ number: 2 })
  await shop.printer.waitForSlips(2, 15_000)
  await shop.tezgah.until(
    'rest',
    ({ cards, openJobs }) =>
      cards.length === 4 && openJobs.length === 0 && cards.every(({ completeness }) => completeness === 'full'),
  )
  return shop
}

it('every failure that the practice shop has is in a table here', () => {
  const tables = [
    broken,
    worded.restomenum.stopping,
    worded.restomenum.passing,
    worded.adisyo.stopping,
    worded.adisyo.passing,
  ]
  const listed = new Set([...tables.flatMap((table) => Object.keys(table)), ...valid])
  expect([...failureKinds].filter((kind) => !listed.has(kind))).toEqual([])
})

describe.each(['restomenum', 'adisyo'] as const)('%s', (vendor) => {
  const other = vendor === 'adisyo' ? 'restomenum' : 'adisyo'

  it('2-10: after every kind of failed answer the board and the ledger are as before, it is named, and it passes', async () => {
    const hurried = await aShopAtRest()
    const { shop, tezgah } = hurried
    const trap = await aTrap()
    const before = await pictureOf(hurried)
    for (const [kind, code, stops] of failuresOf(vendor)) {
      const from = hurried.shown().length
      shop.failNext(1, { kind, vendor, request: 'list', location: trap.location })
      const failed = await hurried.saw(
        `${kind} as ${code}`,
        (snapshot) => sourceIn(snapshot, vendor).problem?.code === code,
        from,
      )
      expect(sourceIn(failed, vendor).state, kind).toBe(stops ? 'stopped' : 'offline')
      expect(sourceIn(failed, vendor).lastSuccessMs, kind).not.toBeNull()
      if (stops) await staysStopped(hurried, code)
      await tezgah.until(`recovery from ${kind}`, (snapshot) => sourceIn(snapshot, vendor).state === 'ok')
      const since = hurried.shown().slice(from)
      expect([...new Set(since.map((snapshot) => sourceIn(snapshot, other).state))], kind).toEqual(['ok'])
      expect([...new Set(since.map(({ cards }) => cards.length))], kind).toEqual([4])
      expect(await pictureOf(hurried), kind).toEqual(before)
    }
    expect((await tezgah.snapshot()).alarms).toEqual([])
    expect(trap.visits()).toBe(0)
    // It still hears what is new.
    shop.addPacket({ number: 3, pos: vendor })
    await hurried.waitForSlip(3)
    expect(tezgah.notices).toHaveLength(3)
  }, 60_000)

  /** 8, 9: an alarm at once, no further question, until a person acts; the other source goes on. */
  async function staysStopped(hurried: HurriedShop, code: ErrorCode): Promise<void> {
    const { shop, tezgah } = hurried
    const { alarms, sources } = await tezgah.snapshot()
    expect(alarms.map(({ subject, problem }) => [subject, problem.code])).toEqual([['source', code]])
    const asked = (): number => shop.requests.filter((request) => request.vendor === vendor).length
    const count = asked()
    tezgah.counter.wake()
    await hurried.polls(other, 2)
    expect(asked()).toBe(count)
    await tezgah.ask('source.resume', { id: sources.find(({ kind }) => kind === vendor)?.id ?? '' })
  }
})
