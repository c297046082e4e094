import type { Page } from '@playwright/test'
import { expect, it, vi } from 'vitest'
import { soundIds } from '../../../src/shared/model/sound.ts'
import type { Snapshot } from '../../../src/shared/contract/snapshot.ts'
import { snapshot } from '../fixtures.ts'
import { openScreenPages } from '../screenPages.ts'

const { open, emit, asked } = openScreenPages()

type Ringing = Snapshot['ringing']
const ringing = (part: Partial<Ringing>): Snapshot =>
  snapshot({ rev: (rev += 1), ringing: { loop: [], quietVolume: 0.5, news: [], ...part } })
let rev = 10

/** Notes what is played from now on, as `file@volume`, and takes a click as a person's permission. */
async function listen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const started: string[] = []
    const living = new Set<HTMLMediaElement>()
    Object.assign(window, { started, living })
    const play = HTMLMediaElement.prototype.play
    HTMLMediaElement.prototype.play = function () {
      living.add(this)
      started.push(`${/([a-z]+)\.wav/.exec(this.src)?.[1]}@${Math.round(this.volume * 100)}`)
      return play.call(this)
    }
  })
  await page.locator('h1, .header, header').first().click()
}

const started = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { started: string[] }).started)
const sounding = (page: Page): Promise<number> =>
  page.evaluate(
    () => [...(window as unknown as { living: Set<HTMLMediaElement> }).living].filter(({ paused }) => !paused).length,
  )

it('plays the sounds that are wanted one after the other, and again, until none is', async () => {
  const page = await open(snapshot())
  await listen(page)
  const loop = [
    { sound: 'changed', volume: 0.5 },
    { sound: 'marimba', volume: 0.25 },
  ] as const
  await emit(ringing({ loop: [...loop] }))
  await vi.waitFor(
    async () =>
      expect((await started(page)).filter((one) => !one.endsWith('@0'))).toEqual([
        'changed@50',
        'marimba@25',
        'changed@50',
      ]),
    { timeout: 8_000 },
  )
  expect(await sounding(page)).toBe(1)
  await emit(ringing({ loop: [] }))
  await vi.waitFor(async () => expect(await sounding(page)).toBe(0))
})

it('knocks once for a change, and not again for one that was there when the screen opened', async () => {
  const change = (alertId: number) => ({ alertId, kind: 'changed', channelName: 'Getir', amountKurus: 24_550 }) as const
  const page = await open(ringing({ news: [change(6)] }))
  await listen(page)
  await emit(ringing({ news: [change(6)] }))
  await emit(ringing({ news: [change(6), change(7)], quietVolume: 0.4 }))
  await emit(ringing({ news: [change(7)] }))
  await vi.waitFor(async () => expect(await started(page)).toContain('changed@40'))
  await emit(ringing({ news: [] }))
  expect((await started(page)).filter((one) => one.startsWith('changed'))).toEqual(['changed@40'])
})

it('has every sound in a form that the browser plays', async () => {
  const page = await open(snapshot())
  const seconds = await page.evaluate(
    (ids) =>
      Promise.all(
        ids.map(
          (id) =>
            new Promise<number>((resolve) => {
              const audio = new Audio(new URL(`sounds/${id}.wav`, document.baseURI).href)
              audio.addEventListener('canplaythrough', () => resolve(audio.duration))
              audio.addEventListener('error', () => resolve(0))
            }),
        ),
      ),
    soundIds,
  )
  for (const [index, length] of seconds.entries()) expect(length, soundIds[index]).toBeGreaterThan(0.5)
})

it('asks at the start of a shift, plays on demand, and hands on what a person says', async () => {
  const page = await open(snapshot({ rev: (rev += 1), hearTest: 'asked' }))
  await listen(page)
  await page.getByRole('button', { name: 'Sesi çal' }).click()
  await vi.waitFor(async () => expect(await started(page)).toContain('bells@80'))
  await page.getByRole('button', { name: 'Duyulmuyor' }).click()
  expect((await asked()).at(-1)).toEqual({ name: 'sound.heard', input: { isHeard: false } })
})

it('sets a sound for a channel, and leaves the others as they are', async () => {
  const page = await open(snapshot())
  await page.evaluate(() => (location.hash = ''))
  await page.getByRole('button', { name: 'Ayarlar' }).click()
  await page.getByRole('tab', { name: 'Sesler' }).click()
  await page.getByRole('radiogroup', { name: 'Getir' }).getByRole('radio', { name: 'Çanlar' }).click()
  const last = (await asked()).at(-1)
  expect([last?.name, last?.input['sounds']]).toMatchObject([
    'settings.update',
    { channels: { getir: { sound: 'bells', volume: 1 } }, rises: true },
  ])
})
