import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Snapshot } from '../../src/shared/contract/snapshot.ts'
import type { Language, Theme } from '../../src/shared/settings/settings.ts'
import { courierLists, courierPage, courierSnapshot } from './courierFixture.ts'
import { packing, severalCounters, snapshot, linkedCounters, unlinkedCounters } from './fixtures.ts'
import { dayReport, journalJobs, journalSteps } from './journalFixture.ts'
import { layoutFaults } from './layoutFaults.ts'
import { ledgerAnswers } from './ledgerFixture.ts'
import { openBrowser } from './openBrowser.ts'
import { orderPage } from './orderFixture.ts'
import { openPictureBook, type PictureBook } from './pictureBook.ts'
import { routedSlips, routingProblems, shopRoutes } from './routingFixture.ts'
import { type ServedScreen, serveScreen } from './serveScreen.ts'
import { installStandIn, type StandInState } from './standIn.ts'
import { weekStatistics } from './statisticsFixture.ts'
import { troubledSnapshot, unprintedSnapshot, worstSnapshot } from './troubledFixture.ts'

const sizes = {
  'a counter': { width: 1366, height: 768 },
  'a large screen': { width: 1920, height: 1080 },
  'a small one': { width: 1024, height: 600 },
  'a counter at 200 %': { width: 683, height: 384 },
  '640 px': { width: 640, height: 900 },
} as const

/** What somebody at the counter opens every day: a touch away on every page of a counter's screen. */
const dayPages = {
  tr: ['Paketleme', 'Kurye', 'Defter', 'Fişler', 'Gün sonu'],
  en: ['Packing', 'Couriers', 'Ledger', 'Slips', 'End of day'],
}

const answers = {
  'jobs.list': { ok: true, value: journalJobs() },
  'job.steps': { ok: true, value: journalSteps() },
  'report.get': { ok: true, value: dayReport() },
  'statistics.get': { ok: true, value: weekStatistics() },
  'routes.get': { ok: true, value: { routes: shopRoutes(), problems: routingProblems } },
  'routes.preview': { ok: true, value: { slips: routedSlips(), problems: routingProblems } },
  'packing.get': { ok: true, value: packing() },
  'courier.get': { ok: true, value: courierPage() },

  'couriers.get': { ok: true, value: courierLists() },
  'about.facts': { ok: true, value: { dataFolder: 'C:\\Users\\Kasa\\AppData\\Roaming\\Tezgah' } },
  ...ledgerAnswers(),
} satisfies StandInState['answers']

/** Every page by its address, and what stands over a page. */
const scenes: readonly { name: string; shown: () => Snapshot; hash: string; act?: (page: Page) => Promise<unknown> }[] =
  [
    { name: 'board', shown: snapshot, hash: '#/' },
    { name: 'board in trouble', shown: troubledSnapshot, hash: '#/' },
    { name: 'orders without a slip', shown: unprintedSnapshot, hash: '#/' },
    { name: 'everything at once', shown: worstSnapshot, hash: '#/' },
    { name: 'empty board', shown: () => snapshot({ cards: [] }), hash: '#/' },
    { name: 'order', shown: snapshot, hash: '#/siparis/kadikoy%2F130' },
    { name: 'journal', shown: snapshot, hash: '#/fisler/all' },
    { name: 'report', shown: snapshot, hash: '#/gunsonu' },
    { name: 'statistics', shown: snapshot, hash: '#/istatistik' },
    { name: 'sources', shown: snapshot, hash: '#/ayarlar/sources' },
    { name: 'printers', shown: snapshot, hash: '#/ayarlar/printers' },
    { name: 'routes', shown: snapshot, hash: '#/ayarlar/routes' },
    { name: 'general', shown: () => snapshot({ door: 'desktop' }), hash: '#/ayarlar/general' },
    { name: 'couriers of the shop', shown: courierSnapshot, hash: '#/ayarlar/couriers' },
    { name: 'counters', shown: severalCounters, hash: '#/ayarlar/counters' },
    { name: 'linked counters', shown: linkedCounters, hash: '#/ayarlar/counters' },
    { name: 'counters that cannot ask each other', shown: unlinkedCounters, hash: '#/ayarlar/counters' },
    { name: 'another counter may print', shown: severalCounters, hash: '#/' },
    { name: 'sounds', shown: snapshot, hash: '#/ayarlar/sounds' },
    { name: 'webhook', shown: snapshot, hash: '#/ayarlar/webhook' },
    { name: 'support', shown: snapshot, hash: '#/ayarlar/support' },
    { name: 'help', shown: snapshot, hash: '#/yardim' },
    { name: 'about', shown: () => snapshot({ door: 'desktop' }), hash: '#/hakkinda' },
    { name: 'ledger', shown: snapshot, hash: '#/defter' },
    { name: 'packing', shown: snapshot, hash: '#/paketleme' },
    { name: 'hand-over', shown: courierSnapshot, hash: '#/kurye' },
    { name: 'one courier', shown: courierSnapshot, hash: '#/kurye/ali' },
    { name: 'set-up', shown: () => snapshot({ cards: [], sources: [], printers: [] }), hash: '#/kurulum' },
    { name: 'keys', shown: snapshot, hash: '#/', act: (page) => page.keyboard.press('F1') },
    {
      name: 'list of concerns',
      shown: worstSnapshot,
      hash: '#/',
      act: (page) => page.locator('.banners__all').click(),
    },
    { name: 'menu', shown: snapshot, hash: '#/', act: (page) => page.locator('.page-menu').click() },
  ]

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** Scenes that between them have every colour of the screen. */
const colourful: ReadonlySet<string> = new Set([
  'board in trouble',
  'order',
  'journal',
  'report',
  'general',
  'ledger',
  'packing',
  'hand-over',
  'one courier',
  'set-up',
  'sounds',
])

let screen: ServedScreen
let browser: Browser
let pictureBook: PictureBook

beforeAll(async () => {
  screen = await serveScreen()
  browser = await openBrowser()
  pictureBook = await openPictureBook(browser)
}, 120_000)
afterAll(async () => {
  await pictureBook?.close()
  await browser?.close()
  await screen?.close()
})

/** One page that shows scene after scene: the core's next snapshot, then the address. */
async function openPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await installStandIn(page, { snapshot: snapshot(), page: orderPage(), answers })
  await page.goto(screen.address)
  await page.locator('.screen').waitFor()
  await page.evaluate(() => document.fonts.ready)
  return page
}

let rev = 100
interface Look {
  language: Language
  theme: Theme
}

async function show(page: Page, { shown, hash, act }: (typeof scenes)[number], look: Look): Promise<void> {
  // The board takes its time over what it makes room for: each of its scenes begins with it.
  if (hash === '#/') {
    await page.evaluate(() => (location.hash = '#/hakkinda'))
    await page.locator('.board').waitFor({ state: 'detached' })
  }
  await wear(page, shown, look, hash)
  await act?.(page)
}

/** The same scene in other clothes; what stands open over the page stays open. */
async function wear(page: Page, shown: () => Snapshot, look: Look, hash: string | null = null): Promise<void> {
  rev += 1
  const given = shown()
  const next: Snapshot = { ...given, rev, settings: { ...given.settings, ...look } }
  await page.evaluate(
    ([payload, address]) => {
      if (address !== null) location.hash = address
      window.standIn.emit('snapshot.changed', payload)
    },
    [next, hash] as const,
  )
  await page.waitForFunction(
    ([language, theme, isBoard]) =>
      document.documentElement.lang === language &&
      document.documentElement.dataset['theme'] === theme &&
      (document.querySelector('.board') !== null || !isBoard) &&
      document.querySelector('main')?.firstElementChild !== null,
    [look.language, look.theme, hash === '#/'] as const,
  )
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null)))))
}

const close = async (page: Page): Promise<void> => {
  for (let turn = 0; turn < 2; turn++)
    if ((await page.locator('[role="dialog"], [role="menu"]').count()) > 0) await page.keyboard.press('Escape')
}

describe.each(['tr', 'en'] as const)('in %s', (language) => {
  it.each(Object.entries(sizes))(
    'nothing is cut off, covered, out of reach or other than it was on %s',
    async (size, viewport) => {
      const context = await browser.newContext({ viewport, reducedMotion: 'reduce' })
      const page = await openPage(context)
      const found: Record<string, string[]> = {}
      for (const scene of scenes) {
        await show(page, scene, { language, theme: 'light' })
        const faults = await layoutFaults(page)
        const look = async (theme: Theme): Promise<string[]> => {
          const difference = await pictureBook.look(`${language}, ${theme}, ${size}: ${scene.name}`, page)
          return difference === null ? [] : [difference]
        }
        faults.push(...(await look('light')))
        await wear(page, scene.shown, { language, theme: 'dark' })
        faults.push(...(await look('dark')))
        const shown = new Set(await page.locator('.page-nav__page:not([data-away])').allTextContents())
        // The set-up has no bar: it leads.
        if (viewport.width >= sizes['a counter'].width && (await page.locator('.header').count()) > 0)
          for (const name of dayPages[language].filter((one) => !shown.has(one)))
            faults.push(`${name} is in the menu alone`)
        if (faults.length > 0) found[scene.name] = faults
        await close(page)
      }
      await context.close()
      expect(found).toEqual({})
    },
    120_000,
  )
})

describe('the rules of accessibility', () => {
  /** All rules in one theme; the others differ in their colours alone. */
  it.each([
    ['light', 'tr', null],
    ['dark', 'en', ['color-contrast']],
    ['highContrast', 'tr', ['color-contrast']],
  ] as const)(
    'hold on every scene in the %s theme',
    async (theme, language, only) => {
      const context = await browser.newContext({ viewport: sizes['a counter'], reducedMotion: 'reduce' })
      const page = await openPage(context)
      const found: Record<string, string[]> = {}
      for (const scene of only === null ? scenes : scenes.filter(({ name }) => colourful.has(name))) {
        await show(page, scene, { language, theme })
        // There is one frame: the legacy mode opens no blank page for each analysis.
        const axe = new AxeBuilder({ page }).setLegacyMode()
        const { violations, passes } = await (
          only === null ? axe.withTags(standards) : axe.withRules([...only])
        ).analyze()
        const told = violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
        expect(passes.length, scene.name).toBeGreaterThan(0)
        if (told.length > 0) found[scene.name] = told
        await close(page)
      }
      await context.close()
      expect(found).toEqual({})
    },
    180_000,
  )

  it('are kept in forced colours: frames, ages, choices and the focus have an edge of their own', async () => {
    const context = await browser.newContext({
      viewport: sizes['a counter'],
      forcedColors: 'active',
      reducedMotion: 'reduce',
    })
    const page = await openPage(context)
    await show(page, { name: 'board', shown: troubledSnapshot, hash: '#/' }, { language: 'tr', theme: 'light' })
    const widthOf = (selector: string, property: string): Promise<number> =>
      page
        .locator(selector)
        .first()
        .evaluate((element, name) => Number.parseFloat(getComputedStyle(element).getPropertyValue(name)), property)
    expect(await widthOf('.card:not([data-alert])', 'border-top-width')).toBeGreaterThanOrEqual(2)
    expect(await widthOf('.card[data-alert]', 'outline-width')).toBeGreaterThanOrEqual(4)
    expect(await widthOf('.card[data-age=late] .card__band', 'border-bottom-width')).toBe(8)
    expect(await widthOf('.card[data-age=warn] .card__band', 'border-bottom-width')).toBe(4)
    expect(await widthOf('.banner[data-tone=alarm]', 'border-left-width')).toBeGreaterThanOrEqual(10)
    await page.locator('.card__seen').first().focus()
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Tab')
    expect(
      await page.evaluate(() =>
        Number.parseFloat(getComputedStyle(document.activeElement ?? document.body).outlineWidth),
      ),
    ).toBeGreaterThanOrEqual(3)
    await context.close()
  })

  it('let nothing move for who asked for less motion', async () => {
    const context = await browser.newContext({ viewport: sizes['a counter'], reducedMotion: 'reduce' })
    const page = await openPage(context)
    await show(page, { name: 'board', shown: snapshot, hash: '#/' }, { language: 'tr', theme: 'light' })
    const running = await page.evaluate(
      () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
    )
    expect(running).toBe(0)
    await context.close()
  })
})
