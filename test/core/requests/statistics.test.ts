import { expect, it } from 'vitest'
import { hourOf, businessDayOf, parseIstanbulTime } from '../../../src/shared/model/istanbulTime.ts'
import { anOrder } from '../../support/anOrder.ts'
import { ManualTime } from '../../support/manualTime.ts'
import { emptyDisk, openCounter } from '../../support/openCounter.ts'
import { ScriptedVendor } from '../../support/scriptedVendor.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const MINUTE_MS = 60_000
const sourceId = 'restomenum-kadikoy'
const channels = [
  { id: 'getir', name: 'Getir' },
  { id: 'packet', name: 'Telefon' },
]

/** @param opens Istanbul time */
async function aShop(opens: string) {
  const time = new ManualTime(parseIstanbulTime(opens) ?? 0)
  const vendor = new ScriptedVendor(() => time.monotonicMs())
  const source = {
    kind: 'restomenum',
    name: 'Kadıköy',
    baseUrl: 'http://127.0.0.1:9',
    apiKey: 'a.b.c',
    pollSeconds: 30,
  }
  const over = { clock: time, timers: time, random: () => 0.5 }
  const tezgah = await openCounter(emptyDisk(temporaryFolder()), { sources: [source] }, over, vendor.vendors())
  await time.advance(10)
  return { time, vendor, tezgah }
}

it('counts orders, waits and lateness as somebody who notes each of them down', async () => {
  const { time, vendor, tezgah } = await aShop('2026-01-06T04:20')
  const noted: { day: string; hour: number; channel: string; waitMinutes: number | null }[] = []
  const open: ReturnType<typeof anOrder>[] = []
  // Past the end of the shop's day, at five.
  for (const [index, waitMinutes] of [1, 3, 22, 2, 26, 7, 4, null].entries()) {
    const channel = channels[index % 2] ?? { id: '', name: '' }
    const orderId = String(index + 1)
    open.push(anOrder({ orderId, sourceId, number: orderId, channel, createdAtMs: time.nowMs() }))
    vendor.list = [...open]
    await time.advance(31_000)
    noted.push({
      day: businessDayOf(time.nowMs(), '05:00'),
      hour: hourOf(time.nowMs()),
      channel: channel.id,
      waitMinutes,
    })
    await time.advance((waitMinutes ?? 21) * MINUTE_MS)
    if (waitMinutes !== null) expect(await tezgah.acknowledge([`${sourceId}/${orderId}`])).toMatchObject({ ok: true })
  }
  const answer = await tezgah.ask('statistics.get', { days: 7 })
  if (!answer.ok) throw new Error(answer.error.code)
  const { whole, byDay, byHour, byChannel, lateMinutes } = answer.value

  type Noted = (typeof noted)[number]
  const expected = (rows: Noted[]) => {
    const waits = rows.flatMap(({ waitMinutes }) => waitMinutes ?? []).toSorted((left, right) => left - right)
    const at = (share: number) => waits[Math.ceil(waits.length * share) - 1] ?? null
    const late = rows.filter(({ waitMinutes }) => (waitMinutes ?? 21) >= lateMinutes).length
    const unseen = rows.filter(({ waitMinutes }) => waitMinutes === null).length
    return [rows.length, late, unseen, at(0.5), at(0.9)]
  }
  const told = (row: typeof whole | undefined) => {
    const minutes = (ms: number | null | undefined) => (typeof ms === 'number' ? Math.floor(ms / MINUTE_MS) : null)
    return [
      row?.orderCount,
      row?.lateCount,
      row?.unseenCount,
      minutes(row?.medianWaitMs),
      minutes(row?.ninetiethWaitMs),
    ]
  }
  expect(told(whole)).toEqual(expected(noted))
  expect([whole.orderCount, byDay.filter(({ orderCount }) => orderCount > 0).length]).toEqual([8, 2])
  expect([byDay.length, byHour.length, byChannel.length]).toEqual([7, 24, 2])
  for (const row of byDay) expect(told(row), row.id).toEqual(expected(noted.filter(({ day }) => day === row.id)))
  for (const row of byHour)
    expect(told(row), row.id).toEqual(expected(noted.filter(({ hour }) => String(hour) === row.id)))
  for (const row of byChannel)
    expect(told(row), row.name).toEqual(expected(noted.filter(({ channel }) => channel === row.id)))
})

it('counts what nobody has seen at once, and what has not left by the time it is late', async () => {
  const { time, vendor, tezgah } = await aShop('2026-01-06T19:00')
  const open = (orderId: string, scheduledForMs: number | null = null) =>
    anOrder({ orderId, sourceId, number: orderId, createdAtMs: time.nowMs(), scheduledForMs })
  const whole = async () => {
    const answer = await tezgah.ask('statistics.get', { days: 7 })
    if (!answer.ok) throw new Error(answer.error.code)
    const { orderCount, unseenCount, lateCount, overdueCount } = answer.value.whole
    return { orderCount, unseenCount, lateCount, overdueCount }
  }
  const [leaves, stays, later] = [open('1'), open('2'), open('3', time.nowMs() + 120 * MINUTE_MS)]
  vendor.list = [leaves, stays, later]
  await time.advance(MINUTE_MS)
  expect(await whole()).toEqual({ orderCount: 3, unseenCount: 3, lateCount: 0, overdueCount: 0 })
  await tezgah.acknowledge()
  vendor.list = [stays, later]
  await time.advance(25 * MINUTE_MS)
  expect(await whole()).toEqual({ orderCount: 3, unseenCount: 0, lateCount: 0, overdueCount: 1 })
  await time.advance(116 * MINUTE_MS)
  expect(await whole()).toMatchObject({ lateCount: 0, overdueCount: 2 })
})
