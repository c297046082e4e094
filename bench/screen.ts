import { get, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import type { Browser, CDPSession, Page } from '@playwright/test'
import { readScreenFiles } from '../src/browser/screenFiles.ts'
import { startServer } from '../src/browser/server.ts'
import { SESSION_HEADER } from '../src/browser/sessionGrant.ts'
import { createSessions } from '../src/browser/sessions.ts'
import { events } from '../src/shared/contract/events.ts'
import type { Card, Snapshot } from '../src/shared/contract/snapshot.ts'
import { systemClock } from '../src/system/systemClock.ts'
import { createStandInCounter, type StandInCounter } from '../test/browser/standInCounter.ts'
import { card, snapshot } from '../test/renderer/fixtures.ts'
import { openBrowser } from '../test/renderer/openBrowser.ts'
import { say, spreadOf } from './figures.ts'

const out = join(import.meta.dirname, '../out')
const CHANGES = 40
const SCROLL_MS = 5_000
const REST_MS = 5_000
/** Of an eight-hour evening: a poll every five seconds, and four hundred orders that come, change and go. */
const POLLS = 5_760
const ORDERS = 400

/** What the page notes of itself. */
interface Notes {
  paintedMs: number[]
  drawn: number[]
  shift: number
  firstCardMs: number
}

declare global {
  interface Window {
    notes: Notes
  }
}

/** The built screen in a real Chromium behind the real browser door; the orders are made up. */
export async function measureScreen(): Promise<void> {
  const browser = await openBrowser()
  try {
    for (const count of [500, 2_000]) {
      await measureBytes(count)
      for (const slowdown of [1, 4]) await measureBoard(browser, count, slowdown)
    }
    await measureEvening(browser)
  } finally {
    await browser.close()
  }
}

interface OpenedDoor {
  counter: StandInCounter
  address: string
  port: number
  close(): Promise<void>
}

async function openDoor(shown: Snapshot): Promise<OpenedDoor> {
  const counter = createStandInCounter()
  counter.change(shown)
  const sessions = createSessions({ read: () => [], write: () => {} }, systemClock)
  const files = readScreenFiles(join(out, 'renderer'), join(out, 'browser/door.js'))
  const server = await startServer({ counter, sessions, files, log: () => {} }, 0)
  return { counter, address: server.address(), port: server.port, close: () => server.close() }
}

function shopOf(count: number, unseenCount = 0): Snapshot {
  const cards = Array.from({ length: count }, (_, index) => {
    const isUnseen = index >= count - unseenCount
    return card(1_000 + index, (count - index) / 10, { alert: isUnseen ? newAlert() : null })
  })
  const shown = snapshot({ cards })
  const nowMs = Date.now()
  return { ...shown, nowMs, cards: shown.cards.map((one) => ({ ...one, dueMs: nowMs - (shown.nowMs - one.dueMs) })) }
}

const newAlert = (): Card['alert'] => ({ kind: 'new', sinceMs: Date.now(), oldestSinceMs: Date.now(), changes: [] })

/** A poll that brought nothing new, as the core tells it. */
function pollQuietly(counter: StandInCounter, shown: Snapshot): void {
  const sources = shown.sources.map((source) => ({
    ...source,
    lastSuccessMs: Date.now(),
    nextPollMs: Date.now() + 5_000,
  }))
  if (!('header.times' in events)) return counter.change({ sources, nowMs: Date.now() })
  const times = sources.map(({ id, lastSuccessMs, nextPollMs }) => ({ id, lastSuccessMs, nextPollMs }))
  counter.emit({ name: 'header.times', payload: { nowMs: Date.now(), sources: times } })
}

/** One order says something else: when it was said, so that the page knows how long it took until it was painted. */
function changeOne(counter: StandInCounter, cards: readonly Card[], index: number): Card[] {
  const changed = cards.map((one, at) => (at === index ? { ...one, note: `Zil bozuk ${Date.now()}` } : one))
  counter.change({ cards: changed, nowMs: Date.now() })
  return changed
}

async function measureBytes(count: number): Promise<void> {
  const shown = shopOf(count)
  const door = await openDoor(shown)
  const token = new URL(door.address).hash.slice(1)
  const origin = `http://127.0.0.1:${door.port}`
  const opened = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: origin },
    body: JSON.stringify({ token }),
  })
  const { secret } = (await opened.json()) as { secret: string }
  let bytes = 0
  const stream = await new Promise<IncomingMessage>((resolve, reject) => {
    const path = '/api/events'
    get({ host: '127.0.0.1', port: door.port, path, headers: { [SESSION_HEADER]: secret } }, resolve).on(
      'error',
      reject,
    )
  })
  stream.on('error', () => {})
  stream.on('data', (piece: Buffer) => (bytes += piece.length))
  const since = async (work: () => void): Promise<number> => {
    await pause(300)
    const before = bytes
    work()
    await pause(600)
    return bytes - before
  }
  const quiet = await since(() => pollQuietly(door.counter, shown))
  const change = await since(() => void changeOne(door.counter, shown.cards, 1))
  say(`screen, ${count} cards: ${quiet} bytes a quiet poll, ${change} bytes a change`)
  stream.destroy()
  await door.close()
}

async function measureBoard(browser: Browser, count: number, slowdown: number): Promise<void> {
  const shown = shopOf(count)
  const door = await openDoor(shown)
  const { page, cdp } = await openPage(browser, door.address, slowdown)
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length)
  let { cards } = shown
  for (let turn = 0; turn < CHANGES; turn++) {
    cards = changeOne(door.counter, cards, turn % 4)
    await page
      .waitForFunction((least) => window.notes.paintedMs.length >= least, turn + 1, { timeout: 60_000 })
      .catch(() => undefined)
    await pause(150)
  }
  const { paintedMs, drawn } = await page.evaluate(() => window.notes)
  const scrolled = scrollFrames(page)
  for (let second = 0; second < SCROLL_MS / 1_000; second++) {
    cards = changeOne(door.counter, cards, second % 4)
    await pause(1_000)
  }
  const frames = spreadOf(await scrolled)
  const unseen = shopOf(count, 6)
  door.counter.change({ cards: unseen.cards, unacknowledgedCount: 6 })
  await pause(3_000)
  const busy = await busyMsPerSecond(cdp)
  await page.reload()
  await page.waitForFunction(() => window.notes.firstCardMs > 0, undefined, { timeout: 120_000 })
  const firstCardMs = await page.evaluate(() => window.notes.firstCardMs)
  const painted = spreadOf(paintedMs)
  say(
    `screen, ${count} cards, ${slowdown}x slower: event to painted p50 ${painted.p50.toFixed(0)} p99 ${painted.p99.toFixed(0)} ms, ` +
      `cards touched a change p50 ${spreadOf(drawn).p50} most ${spreadOf(drawn).most}, scroll frame p50 ${frames.p50.toFixed(1)} ` +
      `p99 ${frames.p99.toFixed(1)} ms, ${nodes} nodes, six unseen ${busy.toFixed(1)} ms/s, reload to first card ${firstCardMs.toFixed(0)} ms`,
  )
  await page.context().close()
  await door.close()
}

/** Orders come, change and go as fast as the page takes them. */
async function measureEvening(browser: Browser): Promise<void> {
  const shown = shopOf(40)
  const door = await openDoor(shown)
  const { page, cdp } = await openPage(browser, door.address, 1)
  let cards = shown.cards
  const tell = (): void =>
    door.counter.change({ cards, nowMs: Date.now(), unacknowledgedCount: cards.filter(({ alert }) => alert).length })
  const evening = async (orders: number): Promise<void> => {
    for (let index = 0; index < orders; index++) {
      const dueMs = Date.now()
      cards = [...cards, { ...card(5_000 + index, 0, { alert: newAlert() }), key: `kadikoy/${dueMs}-${index}`, dueMs }]
      tell()
      await pause(20)
      cards = cards
        .map((one, at) => (at === cards.length - 3 ? { ...one, alert: null, note: 'Zil bozuk' } : one))
        .slice(1)
      tell()
      for (let poll = 0; poll < POLLS / ORDERS; poll++) pollQuietly(door.counter, shown)
      await pause(20)
    }
  }
  await evening(20)
  const beforeMb = await heapMb(cdp)
  await evening(ORDERS)
  const grownMb = (await heapMb(cdp)) - beforeMb
  const shift = await page.evaluate(() => window.notes.shift)
  say(
    `screen, an evening of ${ORDERS} orders and ${POLLS} polls: heap ${beforeMb.toFixed(1)} MB, ${grownMb.toFixed(1)} MB more ` +
      `after it, layout shift ${shift.toFixed(3)}`,
  )
  await page.context().close()
  await door.close()
}

async function openPage(browser: Browser, address: string, slowdown: number): Promise<{ page: Page; cdp: CDPSession }> {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
  await page.addInitScript(takeNotes)
  await page.goto(address)
  await page.locator('.card').first().waitFor({ timeout: 60_000 })
  await pause(1_500)
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  return { page, cdp }
}

/** Runs in the page before anything else does. */
function takeNotes(): void {
  const notes: Notes = { paintedMs: [], drawn: [], shift: 0, firstCardMs: 0 }
  Object.assign(window, { notes })
  const afterPaint = (work: () => void): void => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.addEventListener('message', work, { once: true })
      channel.port1.start()
      channel.port2.postMessage(null)
    })
  }
  const watch = (): void => {
    let isWaiting = false
    let lastSaidMs = 0
    new MutationObserver((records) => {
      if (notes.firstCardMs === 0 && document.querySelector('.card') !== null)
        afterPaint(() => (notes.firstCardMs ||= performance.now()))
      const cards = new Set(
        records.flatMap(
          ({ target }) => (target instanceof Element ? target : target.parentElement)?.closest('.card') ?? [],
        ),
      )
      const saidMs = Math.max(0, ...[...cards].map((one) => Number(/Zil bozuk (\d+)/.exec(one.textContent)?.[1] ?? 0)))
      if (isWaiting || saidMs <= lastSaidMs) return
      isWaiting = true
      lastSaidMs = saidMs
      notes.drawn.push(cards.size)
      afterPaint(() => {
        notes.paintedMs.push(Date.now() - saidMs)
        isWaiting = false
      })
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) notes.shift += entry.value
    }).observe({ type: 'layout-shift', buffered: true })
  }
  watch()
}

/** Times between frames while the board is scrolled, ms. */
const scrollFrames = (page: Page): Promise<number[]> =>
  page.evaluate(
    (lengthMs) =>
      new Promise<number[]>((resolve) => {
        const scroller = document.querySelector('.board__scroll') ?? document.querySelector('.screen__main')
        const frames: number[] = []
        const startMs = performance.now()
        let lastMs = startMs
        const step = (nowMs: number): void => {
          frames.push(nowMs - lastMs)
          lastMs = nowMs
          scroller?.scrollBy({ top: Math.floor((nowMs - startMs) / 1_250) % 2 === 0 ? 30 : -30 })
          if (nowMs - startMs < lengthMs) requestAnimationFrame(step)
          else resolve(frames.slice(2))
        }
        requestAnimationFrame(step)
      }),
    SCROLL_MS,
  )

async function busyMsPerSecond(cdp: CDPSession): Promise<number> {
  const busyS = async (): Promise<number> => {
    const { metrics } = await cdp.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
  }
  const before = await busyS()
  await pause(REST_MS)
  return (((await busyS()) - before) * 1_000) / (REST_MS / 1_000)
}

async function heapMb(cdp: CDPSession): Promise<number> {
  for (let turn = 0; turn < 3; turn++) await cdp.send('HeapProfiler.collectGarbage')
  const { metrics } = await cdp.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1e6
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
