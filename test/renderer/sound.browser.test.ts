import type { Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import { snapshot } from './fixtures.ts'
import { openScreenPages } from './screenPages.ts'

const { open } = openScreenPages()
const mark = (page: Page, truth: string) => page.locator(`[data-sound=${truth}]`)
const setOutputs = (page: Page, kinds: string[]) =>
  page.evaluate((listed) => {
    navigator.mediaDevices.enumerateDevices = async () => listed.map((kind) => ({ kind }) as MediaDeviceInfo)
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'))
  }, kinds)

describe('the mark of the sound', () => {
  it('40: is red until the browser lets a sound be played, and then until a speaker is there', async () => {
    const page = await open(snapshot())
    await mark(page, 'blocked').getByText('Tarayıcı sesi engelliyor').waitFor()
    await page.getByRole('button', { name: /Sesi aç/ }).click()
    await mark(page, 'on').waitFor()
    await setOutputs(page, ['audioinput'])
    await mark(page, 'noDevice').getByText('Hoparlör bulunamadı').waitFor()
    await setOutputs(page, ['audioinput', 'audiooutput'])
    await mark(page, 'on').waitFor()
  })

  it('is told to the core as well, at once when it changes, by a page that keeps its name', async () => {
    const page = await open(snapshot())
    const reports = () =>
      page.evaluate(() => window.standIn.asked.flatMap(({ name, input }) => (name === 'sound.report' ? [input] : [])))
    const states = async (): Promise<unknown[]> => (await reports()).map(({ state }) => state)
    await expect.poll(async () => (await states()).at(-1)).toBe('blocked')
    await page.getByRole('button', { name: /Sesi aç/ }).click()
    await expect.poll(async () => (await states()).at(-1)).toBe('on')
    await setOutputs(page, ['audioinput'])
    await expect.poll(async () => (await states()).at(-1)).toBe('noDevice')
    expect(new Set((await reports()).map(({ pageId }) => pageId)).size).toBe(1)
  })

  it('says in words that nothing was played yet, and plays it with one touch', async () => {
    const page = await open(snapshot())
    await mark(page, 'blocked').waitFor()
    // Any click lets the browser play, and nobody has heard anything by that.
    await page.mouse.click(683, 500)
    const tryIt = page.getByRole('button', { name: /Ses denenmedi/ })
    await tryIt.getByText('Dene', { exact: true }).waitFor()
    expect((await tryIt.boundingBox())?.height).toBeGreaterThanOrEqual(48)
    expect(await mark(page, 'on').count()).toBe(0)
    await tryIt.click()
    await mark(page, 'on').waitFor()
  })

  it('is red with a sound that cannot be played', async () => {
    const page = await open(snapshot())
    await page.evaluate(() => {
      HTMLMediaElement.prototype.play = () => Promise.reject(new DOMException('', 'NotSupportedError'))
    })
    await page.getByRole('button', { name: /Sesi aç/ }).click()
    await mark(page, 'failed').getByText('Ses çalınamıyor').waitFor()
  })

  it('is red with a sound that is granted and never moves', async () => {
    const page = await open(snapshot())
    await page.evaluate(() => {
      HTMLMediaElement.prototype.play = () => Promise.resolve()
      Object.defineProperty(HTMLMediaElement.prototype, 'paused', { get: () => false })
    })
    await page.getByRole('button', { name: /Sesi aç/ }).click()
    await mark(page, 'failed').waitFor()
  })

  it('is red at volume 0', async () => {
    const shown = snapshot()
    const page = await open({ ...shown, settings: { ...shown.settings, soundVolume: 0 } })
    await mark(page, 'off').getByText('Ses kapalı').waitFor()
    expect(await mark(page, 'on').count()).toBe(0)
  })
})
