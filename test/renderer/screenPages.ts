import type { Browser, Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { SETTLE_MS } from '../../src/renderer/board/pointerCalm.ts'
import type { Snapshot } from '../../src/shared/contract/snapshot.ts'
import { openBrowser } from './openBrowser.ts'
import { orderPage } from './orderFixture.ts'
import { type ServedScreen, serveScreen } from './serveScreen.ts'
import { type Asked, askedOf, installStandIn, type StandInState } from './standIn.ts'

export interface ScreenPages {
  /** Opens a new page on this snapshot. */
  open(shown: Snapshot, answers?: StandInState['answers'], size?: { width: number; height: number }): Promise<Page>
  /** A page without a core behind it. */
  openAlone(): Promise<Page>
  emit(shown: Snapshot): Promise<void>
  asked(): Promise<Asked[]>
  lastAsked(): Promise<Asked | undefined>
}

/** One browser and one build for a file of tests; a page each, and no fault of a page goes unnoticed. */
export function openScreenPages(): ScreenPages {
  let screen: ServedScreen
  let browser: Browser
  let page: Page
  let faults: string[] = []

  beforeAll(async () => {
    screen = await serveScreen()
    browser = await openBrowser()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await screen?.close()
  })
  afterEach(async () => {
    await page.close()
    expect(faults).toEqual([])
  })

  const asked = (): Promise<Asked[]> => askedOf(page)
  return {
    asked,
    lastAsked: async () => (await asked()).at(-1),
    emit: (shown) => page.evaluate((payload) => window.standIn.emit('snapshot.changed', payload), shown),
    open: async (shown, answers = {}, size = { width: 1366, height: 768 }) => {
      faults = []
      page = await browser.newPage({ viewport: size, reducedMotion: 'reduce' })
      // A policy that was broken is a console error, too.
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(`${message.text()} (${message.location().url})`)
      })
      page.on('pageerror', (error) => faults.push(error.message))
      await installStandIn(page, { snapshot: shown, page: orderPage(), answers })
      await page.goto(screen.address)
      await page.locator('.screen').waitFor()
      return page
    },
    openAlone: async () => {
      faults = []
      page = await browser.newPage()
      await page.goto(screen.address)
      return page
    },
  }
}

/** As a scanner does: the keys in one burst, ten milliseconds apart by their own time, then Enter. */
export async function scan(page: Page, text: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const startS = Date.now() / 1_000
  const keys = [...text].map((key) => ({ key, text: key, windowsVirtualKeyCode: key.toUpperCase().charCodeAt(0) }))
  const presses = [...keys, { key: 'Enter', text: '\r', windowsVirtualKeyCode: 13 }].flatMap((press, index) =>
    (['keyDown', 'keyUp'] as const).map((type) => ({ type, ...press, timestamp: startS + index / 100 })),
  )
  // None is awaited before the next: on a busy computer that would be a hand's pace.
  await Promise.all(presses.map((press) => session.send('Input.dispatchKeyEvent', press)))
  await session.detach()
}

/** Waits until another tap at the same place is another decision, not the second half of a double tap. */
export const restFinger = (page: Page): Promise<void> => page.waitForTimeout(SETTLE_MS + 100)
