import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { scenarioCards, snapshot } from './fixtures.ts'
import { dayReport } from './journalFixture.ts'
import { ledgerAnswers } from './ledgerFixture.ts'
import { openBrowser } from './openBrowser.ts'
import { orderPage } from './orderFixture.ts'
import { serveScreen } from './serveScreen.ts'
import { installStandIn } from './standIn.ts'
import { worstSnapshot } from './troubledFixture.ts'

/**
 * `npm run screenshots`: every picture of README and of the guides, into docs/. The clock stands still and the fonts are the
 * bundled ones, so that a second run draws the same.
 */
const pictures = [
  { file: 'board.png', shown: snapshot({ cards: scenarioCards(), door: 'desktop' }), hash: '#/' },
  { file: 'trouble.png', shown: worstSnapshot({ door: 'desktop' }), hash: '#/' },
  { file: 'day.png', shown: snapshot({ door: 'desktop' }), hash: '#/gunsonu' },
] as const

const docs = fileURLToPath(new URL('../../docs/', import.meta.url))
const screen = await serveScreen()
const browser = await openBrowser()

async function draw(page: Page, { file, shown, hash }: (typeof pictures)[number]): Promise<void> {
  await installStandIn(page, {
    snapshot: shown,
    page: orderPage(),
    answers: {
      ...ledgerAnswers(),
      'report.get': { ok: true, value: dayReport() },
    },
  })
  await page.goto(screen.address + hash)
  await page.locator('main > *').waitFor()
  // A page on which somebody has pressed something may sound: the picture is of a counter at work.
  await page.mouse.click(1, 1)
  await page.evaluate(() => document.fonts.ready)
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null)))))
  await page.screenshot({ path: `${docs}${file}`, animations: 'disabled' })
}

try {
  for (const picture of pictures) {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' })
    await draw(page, picture)
    await page.close()
  }
} finally {
  await browser.close()
  await screen.close()
}
