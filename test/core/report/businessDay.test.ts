import { describe, expect, it } from 'vitest'
import { composeReport } from '../../../src/core/printing/slip/composeReport.ts'
import { boundsOfBusinessDay, businessDayOf, parseIstanbulTime } from '../../../src/shared/model/istanbulTime.ts'
import { anOrder } from '../../support/anOrder.ts'
import { ManualTime } from '../../support/manualTime.ts'
import { emptyDisk, openCounter, type OpenedCounter } from '../../support/openCounter.ts'
import { ScriptedVendor } from '../../support/scriptedVendor.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const istanbul = (wall: string): number => parseIstanbulTime(wall) ?? Number.NaN

describe('the day of a shop', () => {
  it.each([
    ['2026-01-06T00:00', '05:00', '2026-01-05'],
    ['2026-01-06T01:30', '05:00', '2026-01-05'],
    ['2026-01-06T04:59', '05:00', '2026-01-05'],
    ['2026-01-06T05:00', '05:00', '2026-01-06'],
    ['2026-01-06T01:30', '00:00', '2026-01-06'],
    ['2026-01-01T02:15', '02:30', '2025-12-31'],
  ])('%s is, where it ends at %s, a part of %s', (wall, dayEndsAt, dayIso) => {
    const atMs = istanbul(wall)
    expect(businessDayOf(atMs, dayEndsAt)).toBe(dayIso)
    const { fromMs, untilMs } = boundsOfBusinessDay(dayIso, dayEndsAt)
    expect([fromMs <= atMs, atMs < untilMs, untilMs - fromMs]).toEqual([true, true, 86_400_000])
  })

  it('is none when it does not exist', () => {
    expect(boundsOfBusinessDay('2026-13-40', '05:00').fromMs).toBeNaN()
  })
})

describe('an order at half past one in the night', () => {
  async function aNight(): Promise<OpenedCounter> {
    const time = new ManualTime(istanbul('2026-01-06T01:29'))
    const vendor = new ScriptedVendor(() => time.monotonicMs())
    const source = {
      kind: 'restomenum',
      name: 'Kadıköy',
      baseUrl: 'http://127.0.0.1:9',
      apiKey: 'a.b.c',
      pollSeconds: 5,
    }
    const over = { clock: time, timers: time, random: () => 0.5 }
    const provision = { sources: [source] }
    const tezgah = await openCounter(emptyDisk(temporaryFolder()), provision, over, vendor.vendors())
    await time.advance(10)
    vendor.list = [anOrder({ orderId: '7', sourceId: 'restomenum-kadikoy', number: '7' })]
    await time.advance(60_000)
    return tezgah
  }

  it('belongs to the evening before, on the screen and on the slip, until the shop says otherwise', async () => {
    const tezgah = await aNight()
    const today = async (dayIso: string | null) => {
      const answer = await tezgah.ask('report.get', { dayIso })
      return answer.ok ? [answer.value.dayIso, answer.value.orderCount] : answer.error
    }
    expect(await today(null)).toEqual(['2026-01-05', 1])
    expect(await today('2026-01-06')).toEqual(['2026-01-06', 0])

    expect(await tezgah.ask('settings.update', { dayEndsAt: '01:00' })).toMatchObject({ ok: true })
    expect(await today(null)).toEqual(['2026-01-06', 1])
    expect(await today('2026-01-05')).toEqual(['2026-01-05', 0])
    const report = await tezgah.ask('report.get', { dayIso: '2026-01-06' })
    if (!report.ok) throw new Error(report.error.code)
    const said = (dayEndsAt: string): string =>
      JSON.stringify(composeReport(report.value, { nowMs: 0, computerName: '', language: 'tr', dayEndsAt }))
    expect(said('01:00')).toContain('Gün bitmedi')
    expect(said('05:00')).not.toContain('Gün bitmedi')
  })

  it.each(['5:00', '12:00', '24:00', '', 'beş'])(
    'is not counted by %o, which is no end of a day',
    async (dayEndsAt) => {
      const tezgah = await aNight()
      const refused = await tezgah.ask('settings.update', { dayEndsAt })
      expect(refused).toMatchObject({ ok: false, error: { code: 'invalidRequest', field: { path: 'dayEndsAt' } } })
    },
  )
})
