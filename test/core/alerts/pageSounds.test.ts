import { expect, it, onTestFinished, vi } from 'vitest'
import type { SoundState } from '../../../src/shared/model/sound.ts'
import { ManualTime } from '../../support/manualTime.ts'
import { emptyDisk, openCounter } from '../../support/openCounter.ts'
import { ScriptedVendor } from '../../support/scriptedVendor.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'
import { startWebhookReceiver } from '../../support/webhookReceiver.ts'

/** 20:05 in Istanbul. */
const EVENING_MS = Date.UTC(2026, 0, 5, 17, 5)

async function aShop(startMs = EVENING_MS, hasPages = true) {
  const time = new ManualTime(startMs)
  const vendor = new ScriptedVendor(() => time.monotonicMs())
  const provision = {
    sources: [{ kind: 'restomenum', name: 'Kadıköy', baseUrl: 'http://127.0.0.1:9', apiKey: 'a.b.c', pollSeconds: 5 }],
  }
  const host = { clock: time, timers: time, random: () => 0.5, playsOnPages: hasPages }
  const tezgah = await openCounter(emptyDisk(temporaryFolder()), provision, host, vendor.vendors())
  await time.advance(10)
  const report = (pageId: string, state: SoundState) => tezgah.ask('sound.report', { pageId, state })
  /** The page says so every ten seconds, as it does. */
  const keepsSaying = async (state: SoundState, ms: number, pageId = 'a'): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 10_000) {
      await report(pageId, state)
      await time.advance(10_000)
    }
  }
  const told = async (): Promise<string[]> => (await tezgah.snapshot()).alarms.map(({ problem }) => problem.code)
  return { time, tezgah, report, keepsSaying, told }
}

it('a counter without a page that can sound is an alarm after a minute, in tray and webhook, and never by sound', async () => {
  const { time, tezgah, report, told } = await aShop()
  const receiver = await startWebhookReceiver()
  onTestFinished(receiver.close)
  await tezgah.ask('webhook.save', { address: receiver.address, secret: 'imza-anahtari-0123456789' })
  await tezgah.ask('settings.update', { webhook: { enabled: true, afterMinutes: 2, alarms: true } })
  await time.advance(58_000)
  expect(await told()).toEqual([])
  await time.advance(5_000)
  const shown = await tezgah.snapshot()
  expect(shown.alarms).toMatchObject([{ subject: 'pages', problem: { code: 'noPageOpen' } }])
  expect([shown.sound, shown.ringing.loop]).toEqual(['none', []])
  expect(tezgah.attention()?.hasAlarm).toBe(true)
  await vi.waitFor(() => expect(receiver.received).toHaveLength(1))
  expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
    event: 'alarm',
    alarm: { subject: 'pages', code: 'noPageOpen' },
    text: expect.stringContaining('duyulmuyor'),
  })
  await report('a', 'on')
  expect(await told()).toEqual([])
})

it.each([
  ['blocked', 'soundBlocked'],
  ['noDevice', 'soundNoDevice'],
  ['failed', 'soundFailed'],
  ['trying', 'soundFailed'],
] as const)('a page whose sound is %s is the alarm %s, until it can sound', async (state, code) => {
  const { keepsSaying, told, report } = await aShop()
  await keepsSaying('on', 120_000)
  await keepsSaying(state, 40_000)
  expect(await told()).toEqual([])
  await keepsSaying(state, 30_000)
  expect(await told()).toEqual([code])
  await report('a', 'on')
  expect(await told()).toEqual([])
})

it('one page of several that can sound is enough', async () => {
  const { report, keepsSaying, told } = await aShop()
  for (let turn = 0; turn < 20; turn++) {
    await report('b', 'blocked')
    await keepsSaying('on', 10_000)
  }
  expect(await told()).toEqual([])
})

it('a page that is closed or crashes without a word is missed a minute after its last one', async () => {
  const { time, keepsSaying, told } = await aShop()
  await keepsSaying('on', 120_000)
  await time.advance(45_000)
  expect(await told()).toEqual([])
  await time.advance(10_000)
  expect(await told()).toEqual(['noPageOpen'])
})

it('nobody is told where no sound is wanted: switched off, outside the opening hours, without a source or a page', async () => {
  const { time, tezgah, told } = await aShop()
  await tezgah.ask('settings.update', { soundVolume: 0 })
  await time.advance(300_000)
  expect(await told()).toEqual([])
  // Twenty minutes before the shop opens: once it has, its people have a minute.
  await tezgah.ask('settings.update', { soundVolume: 0.8, openingHours: { from: '20:30', until: '23:00' } })
  await time.advance(20 * 60_000)
  expect(await told()).toEqual([])
  await time.advance(30_000)
  expect(await told()).toEqual([])
  await time.advance(70_000)
  expect(await told()).toEqual(['noPageOpen'])
  await tezgah.ask('source.remove', { id: 'restomenum-kadikoy' })
  expect(await told()).toEqual([])
  const without = await aShop(EVENING_MS, false)
  await without.time.advance(300_000)
  expect(await without.told()).toEqual([])
})

it('after a sleep its pages have a minute to say how they are, and a clock that is set changes nothing', async () => {
  const { time, keepsSaying, told } = await aShop()
  await keepsSaying('on', 60_000)
  time.sleep(8 * 3_600_000)
  await time.advance(30_000)
  expect(await told()).not.toContain('noPageOpen')
  await keepsSaying('on', 60_000)
  time.jumpWall(-3 * 3_600_000)
  await time.advance(40_000)
  expect(await told()).not.toContain('noPageOpen')
  await time.advance(30_000)
  expect(await told()).toContain('noPageOpen')
})
