import { fileURLToPath } from 'node:url'
import type { Browser } from '@playwright/test'
import { ensureBuilt } from '../../scripts/ensureBuilt.ts'
import { openBrowser } from './openBrowser.ts'
import { openPracticeEvening, type PracticeEvening } from './practiceEvening.ts'

/**
 * `npm run screenshots`: every picture of README and of the guides, into docs/, from an evening of the practice shop whose
 * clock is its own.
 */
const docs = fileURLToPath(new URL('../../docs/', import.meta.url))
const out = fileURLToPath(new URL('../../out/', import.meta.url))
const MINUTE_MS = 60_000

async function draw(browser: Browser, evening: PracticeEvening, file: string, hash: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' })
  await page.clock.setFixedTime(evening.nowMs())
  await page.addInitScript(() => {
    // The machine that runs this may have no speaker; the picture is of a counter at work.
    navigator.mediaDevices.enumerateDevices = async () => [{ kind: 'audiooutput' } as MediaDeviceInfo]
    HTMLMediaElement.prototype.play = async function (this: HTMLMediaElement) {
      this.dispatchEvent(new Event('playing'))
    }
  })
  await page.goto(evening.address())
  await page.locator('main > *').waitFor()
  await page.mouse.click(1, 1)
  await page.evaluate((address) => (location.hash = address), hash)
  await page.waitForTimeout(1_000)
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: `${docs}${file}`, animations: 'disabled' })
  await page.close()
}

async function drawGuides(browser: Browser): Promise<void> {
  await ensureBuilt()
  const evening = await openPracticeEvening(out)
  try {
    await evening.live(24 * MINUTE_MS, true)
    await evening.live(MINUTE_MS / 2, false)
    await draw(browser, evening, 'board.png', '#/')
    await draw(browser, evening, 'day.png', '#/gunsonu')
    await evening.breakDown()
    await evening.live(2 * MINUTE_MS, false)
    await draw(browser, evening, 'trouble.png', '#/')
  } finally {
    await evening.close()
  }
}

const browser = await openBrowser()
try {
  await drawGuides(browser)
} finally {
  await browser.close()
}
