import { expect, it } from 'vitest'
import { silentAfterMs } from '../../../src/core/hearing/hearingRule.ts'
import type { HearingGap } from '../../../src/shared/model/hearing.ts'
import { ManualTime } from '../../support/manualTime.ts'
import { emptyDisk, openCounter, type OpenedCounter } from '../../support/openCounter.ts'
import { ScriptedVendor } from '../../support/scriptedVendor.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

/** A shop whose source is asked at a pace of its own. */
async function aShop(kind: 'restomenum' | 'adisyo', pollSeconds: number) {
  const time = new ManualTime()
  const vendor = new ScriptedVendor(() => time.monotonicMs())
  const keys = kind === 'adisyo' ? { apiKey: 'a', apiSecret: 's', consumer: 'x' } : { apiKey: 'a.b.c' }
  const source = { kind, name: 'Kadıköy', baseUrl: 'http://127.0.0.1:9', pollSeconds, ...keys }
  const host = { clock: time, timers: time, random: () => 0.5 }
  const tezgah = await openCounter(emptyDisk(temporaryFolder()), { sources: [source] }, host, vendor.vendors())
  await time.advance(10)
  return { time, vendor, tezgah }
}

const heardAgain = ({ notices }: OpenedCounter): string[] =>
  notices.filter(({ tag }) => tag.startsWith('heardAgain')).map(({ body }) => body)

async function gapsOf(tezgah: OpenedCounter): Promise<HearingGap[]> {
  const proof = await tezgah.ask('ledger.proof', { dayIso: null })
  if (!proof.ok) throw new Error(proof.error.code)
  return proof.value.flatMap(({ gaps }) => gaps)
}

it('is silent after a minute, or half of one beyond the pace that is planned', () => {
  expect([5, 26, 30, 55, 90, 3600].map((pollSeconds) => silentAfterMs(pollSeconds * 1_000) / 1_000)).toEqual([
    60, 60, 60, 85, 120, 3630,
  ])
})

it.each([55, 90, 600])('a shop that asks every %d seconds has no silence between two answers', async (pollSeconds) => {
  const { time, tezgah } = await aShop('restomenum', pollSeconds)
  for (let turn = 0; turn < 40; turn++) {
    await time.advance(60_000)
    const { sources, alarms } = await tezgah.snapshot()
    expect([sources[0]?.hearing, alarms]).toEqual(['ok', []])
  }
  expect([heardAgain(tezgah), await gapsOf(tezgah)]).toEqual([[], []])
})

it('a vendor that wants to be asked more seldom: slow, an alarm while orders come in over a minute late, and the true reason on record', async () => {
  const { time, vendor, tezgah } = await aShop('adisyo', 26)
  await time.advance(60_000)
  vendor.list = { code: 'rateLimited' }
  const asked = vendor.listCalls.length
  while (vendor.listCalls.length < asked + 4) await time.advance(1_000)
  vendor.list = []
  // What was refused was a silence; what comes slowly afterwards is none.
  while ((await tezgah.snapshot()).sources[0]?.state !== 'ok') await time.advance(1_000)
  expect(heardAgain(tezgah)).toHaveLength(1)
  const said: string[] = []
  for (let minute = 0; minute < 60; minute++) {
    const { sources, alarms } = await tezgah.snapshot()
    const now = [sources[0]?.hearing, ...alarms.map(({ problem }) => problem.code)].join(' ')
    if (said.at(-1) !== now) said.push(now)
    await time.advance(60_000)
  }
  expect(said).toEqual(['slow rateLimited', 'slow', 'ok'])
  expect(heardAgain(tezgah)).toHaveLength(1)
  const gaps = await gapsOf(tezgah)
  expect(gaps.length).toBeGreaterThan(1)
  expect(new Set(gaps.map(({ reasons, problem }) => `${reasons.join()} ${problem}`))).toEqual(
    new Set(['refused rateLimited']),
  )
})

it('a vendor that holds back a shop and then cannot be reached is silent by the pace that was planned', async () => {
  const { time, vendor, tezgah } = await aShop('adisyo', 26)
  await time.advance(60_000)
  vendor.list = { code: 'rateLimited' }
  const asked = vendor.listCalls.length
  while (vendor.listCalls.length < asked + 5) await time.advance(1_000)
  vendor.list = []
  while ((await tezgah.snapshot()).sources[0]?.state !== 'ok') await time.advance(1_000)
  vendor.list = { code: 'offline' }
  await time.advance(10 * 60_000)
  const { sources, alarms } = await tezgah.snapshot()
  expect([sources[0]?.hearing, alarms.map(({ problem }) => problem.code)]).toEqual(['silent', ['offline']])
  expect((await gapsOf(tezgah)).at(-1)?.reasons).toEqual(['refused', 'offline'])
})

it('every silence that rang is a gap on record, and none that was told as over is missing there', async () => {
  for (const forSeconds of [45, 59, 61, 65, 70, 76, 79, 120]) {
    const { time, vendor, tezgah } = await aShop('adisyo', 26)
    await time.advance(26_000)
    vendor.list = { code: 'offline' }
    let hasRung = false
    for (let second = 0; second < forSeconds; second++) {
      await time.advance(1_000)
      hasRung ||= (await tezgah.snapshot()).alarms.length > 0
    }
    vendor.list = []
    await time.advance(27_000)
    const gaps = await gapsOf(tezgah)
    expect([forSeconds, gaps.length, heardAgain(tezgah).length]).toEqual([
      forSeconds,
      hasRung ? 1 : gaps.length,
      gaps.length,
    ])
  }
})

it('a list of several pages, each of which takes its turn, is a gap only when it does not come to its end', async () => {
  const { time, vendor, tezgah } = await aShop('adisyo', 26)
  vendor.betweenPages = () => new Promise((resolve) => void time.after(25_000, resolve))
  await time.advance(10 * 60_000)
  expect([(await tezgah.snapshot()).alarms, await gapsOf(tezgah)]).toEqual([[], []])
  vendor.isHanging = true
  await time.advance(3 * 60_000)
  expect((await tezgah.snapshot()).alarms.map(({ problem }) => problem.code)).toEqual(['timedOut'])
  expect(await gapsOf(tezgah)).toMatchObject([{ reasons: ['offline'], problem: 'timedOut', untilMs: null }])
})
