import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { RELEASED_MS } from '../../src/core/trustedClock.ts'
import { startPracticeShop } from '../../src/practice/practiceShop.ts'
import { selfSignedCertificate } from '../core/vendors/selfSignedCertificate.ts'
import { emptyDisk, openCounter } from '../support/openCounter.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'
import { openHurriedShop, pictureOf, sourceIn } from './hurriedShop.ts'

it('1: the cable is out: nothing on the board changes, its age is told, the alarm comes after a minute, and back it says nothing twice', async () => {
  const hurried = await openHurriedShop({ speed: 20 })
  const { shop, tezgah, printer } = hurried
  const { id } = shop.addPacket({ number: 1, pos: 'restomenum' })
  await hurried.waitForSlip(1)
  const rest = await tezgah.until('rest', ({ openJobs }) => openJobs.length === 0)
  const before = await pictureOf(hurried)
  const from = hurried.shown().length
  const ports = [shop.restomenum.baseUrl, shop.adisyo.baseUrl].map((url) => Number(new URL(url).port))
  await shop.close()

  const out = await hurried.saw(
    'both offline',
    ({ sources }) => sources.every(({ problem }) => problem?.code === 'offline'),
    from,
  )
  expect(out.sources.map(({ state }) => state)).toEqual(['offline', 'offline'])
  const lastSuccess = out.sources.map(({ lastSuccessMs }) => lastSuccessMs ?? 0)
  expect(lastSuccess.every((atMs, index) => atMs >= (rest.sources[index]?.lastSuccessMs ?? 0))).toBe(true)
  const stale = await hurried.saw('the alarm', ({ alarms }) => alarms.length === 2, from)
  expect(stale.alarms.map(({ problem }) => problem.code)).toEqual(['offline', 'offline'])
  // Not before a minute without an answer, by the core's own clock (hurried, and read twice: some slack).
  expect(Math.min(...lastSuccess.map((atMs) => stale.nowMs - atMs))).toBeGreaterThanOrEqual(59_000)
  expect(await pictureOf(hurried)).toEqual(before)

  const [restomenumPort = 0, adisyoPort = 0] = ports
  const again = await startPracticeShop({ restomenumPort, adisyoPort, adisyo: { paceScale: 0 } })
  onTestFinished(() => again.close())
  again.addPacket({ ...shop.packet(id), lines: undefined, id, number: 1, pos: 'restomenum' })
  const back = await tezgah.until(
    'recovery',
    ({ sources, alarms }) => alarms.length === 0 && sources.every(({ state }) => state === 'ok'),
  )
  const orders = tezgah.notices.filter(({ tag }) => !tag.startsWith('heardAgain'))
  expect([back.cards.length, orders.length, printer.slips().length]).toEqual([1, 1, 1])
  // Each source says once that it is heard again.
  expect(tezgah.notices.length - orders.length).toBe(2)
})

it('3: a certificate that nobody vouches for stops the source with an alarm, and no question is asked', async () => {
  let questions = 0
  const server = createServer(selfSignedCertificate(), (_request, response) => {
    questions++
    response.end('{"success":true,"data":[]}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const baseUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  const sources = [{ kind: 'restomenum', name: 'Kadıköy', baseUrl, apiKey: 'a.b.c', pollSeconds: 0.2 }]
  const tezgah = await openCounter(emptyDisk(temporaryFolder()), { sources })
  const stopped = await tezgah.until('the stop', (snapshot) => sourceIn(snapshot, 'restomenum').state === 'stopped')
  expect(stopped.alarms.map(({ problem }) => problem.code)).toEqual(['tlsInvalid'])
  tezgah.counter.wake()
  await tezgah.ask('source.resume', { id: stopped.sources[0]?.id ?? '' })
  await tezgah.until('the stop again', (snapshot) => sourceIn(snapshot, 'restomenum').state === 'stopped')
  expect(questions).toBe(0)
})

it('3: one handshake that fails stops nothing: the source goes on by itself', async () => {
  const server = createServer(selfSignedCertificate(), (_request, response) => response.end())
  let handshakes = 0
  // TLS alert 80, "internal error": what a server of several says while it is being restarted.
  const gate = createTcpServer((socket) => {
    handshakes++
    if (handshakes === 1) socket.once('data', () => socket.end(Buffer.from([0x15, 3, 3, 0, 2, 2, 80])))
    else server.emit('connection', socket)
    socket.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void gate.close())
  const baseUrl = `https://127.0.0.1:${(gate.address() as AddressInfo).port}`
  const sources = [{ kind: 'restomenum', name: 'Kadıköy', baseUrl, apiKey: 'a.b.c', pollSeconds: 0.2 }]
  const tezgah = await openCounter(emptyDisk(temporaryFolder()), { sources })
  const failed = await tezgah.until('the fault', (snapshot) => sourceIn(snapshot, 'restomenum').problem !== null)
  expect(sourceIn(failed, 'restomenum')).toMatchObject({ state: 'offline', problem: { code: 'offline' } })
  // The next one comes to a certificate, which is then judged.
  const judged = await tezgah.until('the stop', (snapshot) => sourceIn(snapshot, 'restomenum').state === 'stopped')
  expect([sourceIn(judged, 'restomenum').problem?.code, handshakes]).toEqual(['tlsInvalid', 2])
})

/** Asks a server with this certificate from a process that trusts its authority. @param clock as `askOverTls.ts` takes it */
async function askedOverTls(
  given: Parameters<typeof selfSignedCertificate>[0],
  { isTrusted = true, clock = [] }: { isTrusted?: boolean; clock?: number[] } = {},
): Promise<string> {
  const certificate = selfSignedCertificate(given)
  const server = createServer(certificate, (_request, response) => void response.end('{}'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const authority = join(temporaryFolder(), 'authority.pem')
  writeFileSync(authority, certificate.cert)
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      fileURLToPath(new URL('./askOverTls.ts', import.meta.url)),
      `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
      ...clock.map(String),
    ],
    {
      env: {
        ...process.env,
        ...(isTrusted && { NODE_EXTRA_CA_CERTS: authority }),
        NODE_TLS_REJECT_UNAUTHORIZED: '0',
        NODE_NO_WARNINGS: '1',
      },
    },
  )
  return stdout
}

const dayMs = 86_400_000
const expired = { fromMs: -10 * dayMs, untilMs: -dayMs }
const notYetValid = { fromMs: dayMs, untilMs: 10 * dayMs }

describe('3: a certificate of an authority that is trusted', () => {
  it.each([
    ['is good', {}, 'answered 200'],
    ['has expired', expired, 'tlsInvalid'],
    ['is not valid yet', notYetValid, 'tlsInvalid'],
    ['is for another address', { address: '7f000002' }, 'tlsInvalid'],
  ])('%s', async (_what, given, expected) => {
    expect(await askedOverTls(given)).toBe(expected)
  })
})

describe('64: a certificate that seems invalid', () => {
  const nowMs = Date.now()
  const [beforeTezgah, aYearAgo, inAYear, inTenYears] = [
    RELEASED_MS - dayMs,
    nowMs - 365 * dayMs,
    nowMs + 365 * dayMs,
    nowMs + 3_650 * dayMs,
  ]
  it.each<[string, Parameters<typeof selfSignedCertificate>[0], Parameters<typeof askedOverTls>[1], string]>([
    ['not valid yet, by a clock from before Tezgah', notYetValid, { clock: [beforeTezgah] }, 'clockWrong'],
    ['not valid yet, by a clock from before the last evening', notYetValid, { clock: [aYearAgo, nowMs] }, 'clockWrong'],
    ['not valid yet, by a clock that is right', notYetValid, { clock: [nowMs, nowMs - dayMs] }, 'tlsInvalid'],
    ['not valid yet, by a clock that is ahead', notYetValid, { clock: [inAYear, nowMs] }, 'tlsInvalid'],
    ['expired, by a clock far ahead of the last evening', expired, { clock: [inAYear, nowMs] }, 'clockWrong'],
    ['expired, by a clock far ahead of Tezgah', expired, { clock: [inTenYears] }, 'clockWrong'],
    ['expired, by a clock that is right', expired, { clock: [nowMs, nowMs - 4 * dayMs] }, 'tlsInvalid'],
    ['expired, by a clock that is behind', expired, { clock: [beforeTezgah] }, 'tlsInvalid'],
    ['of another address, by a wrong clock', { address: '7f000002' }, { clock: [beforeTezgah] }, 'tlsInvalid'],
    // What else is wrong with it shows when the clock is right; until then it is not accepted either.
    [
      'expired and vouched for by nobody, by a clock far ahead',
      expired,
      { isTrusted: false, clock: [inAYear, nowMs] },
      'clockWrong',
    ],
    ['vouched for by nobody, by a wrong clock', {}, { isTrusted: false, clock: [beforeTezgah] }, 'tlsInvalid'],
  ])('%s', async (_what, given, how, expected) => {
    expect(await askedOverTls(given, how)).toBe(expected)
  })
})

describe('10: too many requests', () => {
  it.each([
    ['seconds', () => '20', 20_000, 20_000],
    ['a date', (nowMs: number) => new Date(nowMs + 30_000).toUTCString(), 10_000, 31_000],
    ['nothing', () => undefined, 1_000, 60_000],
    ['nonsense', () => 'soon 5', 1_000, 60_000],
    ['a negative number', () => '-5', 1_000, 60_000],
    ['zero', () => '0', 1_000, 1_000],
    ['a year', () => '31536000', 600_000, 600_000],
  ])(
    'with %s: waits as told, within limits, and asks nothing meanwhile; the other source goes on',
    async (_what, header, leastMs, mostMs) => {
      const { shop, tezgah, saw, shown, polls, nowMs } = await openHurriedShop()
      const from = shown().length
      const retryAfter = header(nowMs())
      shop.failNext(1, {
        kind: '429',
        vendor: 'restomenum',
        request: 'list',
        ...(retryAfter === undefined ? {} : { retryAfter }),
      })
      const told = await saw(
        'the limit',
        (snapshot) => sourceIn(snapshot, 'restomenum').problem?.code === 'rateLimited',
        from,
      )
      const { problemSinceMs, nextPollMs, state } = sourceIn(told, 'restomenum')
      expect(state).toBe('offline')
      const waitMs = (nextPollMs ?? 0) - (problemSinceMs ?? 0)
      // Both times are read from a hurried clock, one after the other.
      expect(waitMs).toBeGreaterThanOrEqual(leastMs - 500)
      expect(waitMs).toBeLessThanOrEqual(mostMs + 2_000)
      if (waitMs > 15_000) {
        const { length } = shop.requests.filter(({ vendor }) => vendor === 'restomenum')
        tezgah.counter.wake()
        await polls('adisyo', 2)
        expect(shop.requests.filter(({ vendor }) => vendor === 'restomenum')).toHaveLength(length)
      } else await tezgah.until('recovery', (snapshot) => sourceIn(snapshot, 'restomenum').state === 'ok')
    },
  )
})
