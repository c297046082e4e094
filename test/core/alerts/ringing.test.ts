import { expect, it } from 'vitest'
import { channelOf } from '../../../src/shared/model/channel.ts'
import type { Order } from '../../../src/shared/model/order.ts'
import type { Snapshot } from '../../../src/shared/contract/snapshot.ts'
import { defaultSoundSettings } from '../../../src/shared/settings/sounds.ts'
import { anOrder } from '../../support/anOrder.ts'
import { ManualTime } from '../../support/manualTime.ts'
import { emptyDisk, openCounter } from '../../support/openCounter.ts'
import { ScriptedVendor } from '../../support/scriptedVendor.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

/** 20:05 in Istanbul. */
const EVENING_MS = Date.UTC(2026, 0, 5, 17, 5)

async function aShop(disk = emptyDisk(temporaryFolder()), startMs = EVENING_MS) {
  const time = new ManualTime(startMs)
  const vendor = new ScriptedVendor(() => time.monotonicMs())
  const provision = {
    sources: [{ kind: 'restomenum', name: 'Kadıköy', baseUrl: 'http://127.0.0.1:9', apiKey: 'a.b.c', pollSeconds: 5 }],
  }
  const tezgah = await openCounter(disk, provision, { clock: time, timers: time, random: () => 0.5 }, vendor.vendors())
  await time.advance(10)
  return { time, vendor, tezgah }
}

const order = (orderId: string, channel: string, part: Partial<Order> = {}): Order =>
  anOrder({ orderId, sourceId: 'restomenum-kadikoy', number: orderId, channel: channelOf(channel), ...part })

const namesOf = ({ ringing }: Snapshot): string[] => ringing.loop.map(({ sound }) => sound)

it('rings for each channel with its own sound, one after the other, and with the one that was chosen', async () => {
  const { time, vendor, tezgah } = await aShop()
  vendor.list = [
    order('1', 'packet'),
    order('2', 'yemeksepeti'),
    order('3', 'getir'),
    order('4', 'trendyol'),
    order('5', 'köşe bakkal'),
    order('6', 'getir'),
  ]
  await time.advance(6_000)
  const usual = await tezgah.snapshot()
  expect(namesOf(usual)).toEqual(['telephone', 'bells', 'marimba', 'whistle', 'doorbell'])
  expect(usual.sound).toBe('newOrder')
  await tezgah.ask('settings.update', {
    soundVolume: 0.5,
    sounds: { ...defaultSoundSettings, channels: { getir: { sound: 'bells', volume: 0.4 } }, rises: false },
  })
  const chosen = await tezgah.snapshot()
  // Two channels with one sound are one turn, at the volume of the louder.
  expect(chosen.ringing.loop).toEqual([
    { sound: 'telephone', volume: 0.5 },
    { sound: 'bells', volume: 0.5 },
    { sound: 'whistle', volume: 0.5 },
    { sound: 'doorbell', volume: 0.5 },
  ])
})

it('has a sound of their own for what was cancelled and reopened, and tells a change once, quietly', async () => {
  const { time, vendor, tezgah } = await aShop()
  vendor.list = [order('1', 'getir'), order('2', 'getir')]
  await time.advance(6_000)
  await tezgah.acknowledge()
  expect(namesOf(await tezgah.snapshot())).toEqual([])
  vendor.list = [order('1', 'getir', { phase: 'cancelled' }), order('2', 'getir', { note: 'Zil bozuk' })]
  await time.advance(6_000)
  const told = await tezgah.snapshot()
  expect(namesOf(told)).toEqual(['cancelled'])
  expect(told.ringing.news.map(({ kind, channelName }) => [kind, channelName])).toEqual(
    expect.arrayContaining([
      ['cancelled', 'Getir'],
      ['changed', 'Getir'],
    ]),
  )
  await tezgah.acknowledge()
  vendor.list = [order('1', 'getir'), order('2', 'getir', { note: 'Zil bozuk' })]
  await time.advance(16_000)
  const later = await tezgah.snapshot()
  expect(namesOf(later)).toEqual(['reopened'])
  expect(later.ringing.news.some(({ kind }) => kind === 'changed')).toBe(false)
})

it('insists: full volume after 30 s, the alarm as well after two minutes, by itself, and not where that is switched off', async () => {
  const { time, vendor, tezgah } = await aShop()
  vendor.list = [order('1', 'getir')]
  await time.advance(6_000)
  const published = (): Snapshot => {
    const event = tezgah.events.findLast(({ name }) => name === 'snapshot.changed')
    if (event?.name !== 'snapshot.changed') throw new Error('nothing was published')
    return event.payload
  }
  expect(published().ringing.loop).toEqual([{ sound: 'marimba', volume: 0.8 }])
  await time.advance(30_000)
  expect(published().ringing.loop).toEqual([{ sound: 'marimba', volume: 1 }])
  await time.advance(90_000)
  expect(published().ringing.loop).toEqual([
    { sound: 'marimba', volume: 1 },
    { sound: 'alarm', volume: 1 },
  ])
  await tezgah.ask('settings.update', { sounds: { ...defaultSoundSettings, rises: false } })
  expect((await tezgah.snapshot()).ringing.loop).toEqual([{ sound: 'marimba', volume: 0.8 }])
  // Switched off is off, however long somebody waits: the header's red mark says so.
  await tezgah.ask('settings.update', { soundVolume: 0, sounds: defaultSoundSettings })
  expect((await tezgah.snapshot()).ringing.loop.map(({ volume }) => volume)).toEqual([0, 0])
})

it('rings the alarm between orders while a source is not heard, also where it does not rise, until somebody has silenced it', async () => {
  const { time, vendor, tezgah } = await aShop()
  await tezgah.ask('settings.update', { sounds: { ...defaultSoundSettings, rises: false } })
  vendor.list = [order('1', 'getir')]
  await time.advance(6_000)
  vendor.list = { code: 'offline' }
  await time.advance(50_000)
  expect(namesOf(await tezgah.snapshot())).toEqual(['marimba'])
  await time.advance(3_600_000)
  const unheard = await tezgah.snapshot()
  expect([unheard.sound, namesOf(unheard)]).toEqual(['newOrder', ['marimba', 'alarm']])
  await tezgah.ask('alarm.silence', { id: unheard.alarms[0]?.id ?? '' })
  expect(namesOf(await tezgah.snapshot())).toEqual(['marimba'])
  vendor.list = [order('1', 'getir')]
  await time.advance(60_000)
  expect(namesOf(await tezgah.snapshot())).toEqual(['marimba'])
  // The next silence is another one.
  vendor.list = { code: 'offline' }
  await time.advance(120_000)
  expect(namesOf(await tezgah.snapshot())).toEqual(['marimba', 'alarm'])
})

it('insists although the clock is set back while an order waits', async () => {
  const { time, vendor, tezgah } = await aShop()
  vendor.list = [order('1', 'getir')]
  await time.advance(10_000)
  time.jumpWall(-3 * 3_600_000)
  await time.advance(120_000)
  const { ringing } = await tezgah.snapshot()
  expect(ringing.loop).toEqual([
    { sound: 'marimba', volume: 1 },
    { sound: 'alarm', volume: 1 },
  ])
  expect(ringing.news).toEqual([])
})

it('is soft in the quiet hours, over midnight, never silent, and as before when they end, by itself', async () => {
  // 23:59:30 in Istanbul.
  const { time, vendor, tezgah } = await aShop(undefined, Date.UTC(2026, 0, 5, 20, 59, 30))
  const quiet = { from: '23:00', until: '00:01', volume: 0.25 }
  await tezgah.ask('settings.update', { sounds: { ...defaultSoundSettings, rises: false, quiet } })
  vendor.list = [order('1', 'getir')]
  await time.advance(6_000)
  const volume = async (): Promise<number | undefined> => (await tezgah.snapshot()).ringing.loop[0]?.volume
  expect(await volume()).toBeCloseTo(0.2)
  await time.advance(60_000)
  expect(await volume()).toBeCloseTo(0.2)
  await time.advance(60_000)
  expect(await volume()).toBe(0.8)
  const silent = await tezgah.ask('settings.update', {
    sounds: { ...defaultSoundSettings, quiet: { ...quiet, volume: 0 } },
  })
  expect(silent.ok).toBe(false)
})

it('takes no quiet hours that end when they begin, and is not soft by ones that an earlier version took', async () => {
  const disk = emptyDisk(temporaryFolder())
  const { time, vendor, tezgah } = await aShop(disk)
  const quiet = { from: '20:00', until: '20:00', volume: 0.25 }
  expect(await tezgah.ask('settings.update', { sounds: { ...defaultSoundSettings, quiet } })).toMatchObject({
    ok: false,
    error: { code: 'invalidRequest', field: { path: 'sounds.quiet.until', code: 'quietEndless' } },
  })
  vendor.list = [order('1', 'getir')]
  await time.advance(6_000)
  expect((await tezgah.snapshot()).ringing.loop[0]?.volume).toBe(0.8)
  // Opening hours that are the same all day long are the whole day.
  const always = { from: '00:00', until: '00:00' }
  expect((await tezgah.ask('settings.update', { openingHours: always })).ok).toBe(true)
  await tezgah.stop()
  disk.settings = { ...(disk.settings as object), sounds: { ...defaultSoundSettings, quiet, rises: false } }
  const again = await aShop(disk, EVENING_MS + 60_000)
  again.vendor.list = [order('1', 'getir')]
  await again.time.advance(6_000)
  const kept = await again.tezgah.snapshot()
  expect([kept.settings.sounds.quiet, kept.ringing.loop[0]?.volume]).toEqual([quiet, 0.8])
  // Other sounds can be set all the same, and the hours mended.
  const spoken = { ...defaultSoundSettings, quiet, rises: false, speaks: true }
  expect((await again.tezgah.ask('settings.update', { sounds: spoken })).ok).toBe(true)
  const mended = { ...spoken, quiet: { ...quiet, until: '20:30' } }
  expect((await again.tezgah.ask('settings.update', { sounds: mended })).ok).toBe(true)
  expect((await again.tezgah.snapshot()).ringing.loop[0]?.volume).toBeCloseTo(0.2)
})

it('asks at the start of each shift whether it is heard; "no" is an alarm until somebody hears it, also after a restart', async () => {
  const disk = emptyDisk(temporaryFolder())
  // 09:59 in Istanbul.
  const { time, tezgah } = await aShop(disk, Date.UTC(2026, 0, 5, 6, 59))
  await tezgah.ask('settings.update', { sounds: { ...defaultSoundSettings, hearTestAt: '10:00' } })
  expect((await tezgah.snapshot()).hearTest).toBe('none')
  await time.advance(61_000)
  expect((await tezgah.snapshot()).hearTest).toBe('asked')
  await tezgah.ask('sound.heard', { isHeard: false })
  const unheard = await tezgah.snapshot()
  expect([unheard.hearTest, unheard.alarms.map(({ problem }) => problem.code)]).toEqual(['none', ['soundNotHeard']])
  await tezgah.stop()
  const again = await aShop(disk, Date.UTC(2026, 0, 5, 8, 0))
  const restarted = await again.tezgah.snapshot()
  expect([restarted.hearTest, restarted.alarms.map(({ problem }) => problem.code)]).toEqual(['none', ['soundNotHeard']])
  await again.tezgah.ask('sound.heard', { isHeard: true })
  expect((await again.tezgah.snapshot()).alarms).toEqual([])
  await again.tezgah.stop()
  const nextDay = await aShop(disk, Date.UTC(2026, 0, 6, 8, 0))
  expect((await nextDay.tezgah.snapshot()).hearTest).toBe('asked')
})
