import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { restomenum } from '../src/core/vendors/restomenum/client.ts'
import { type PracticeShop, startPracticeShop } from '../src/practice/practiceShop.ts'
import { root, startDoor } from '../test/e2e/browser/door.ts'
import { openBrowser } from '../test/renderer/openBrowser.ts'
import { sourceSettingsSchema } from '../src/shared/settings/source.ts'
import { createRandom } from '../src/practice/scenario/random.ts'
import { ManualTime } from '../test/support/manualTime.ts'
import { say, sayRow, spreadOf } from './figures.ts'

const BAGS = 3
const HAND_OVERS = 20
const PACKETS_AN_HOUR = 200
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
/** A step of the test's own time. */
const STEP_MS = 500
const asSet = { kind: 'restomenum', name: 'S', pollSeconds: 5, enabled: true, consumer: null }
const COURIERS = ['Ali Çelik', 'Sıla Öz', 'Can Ak']

declare global {
  interface Window {
    touchedMs: number[]
    markedMs: number[]
  }
}

/** Hand-overs on the built screen of the built door, and what a vendor is told in a full hour. */
export async function measureCouriers(): Promise<void> {
  await measureTouches()
  await measureWrites()
}

async function measureTouches(): Promise<void> {
  const shop = await startPracticeShop()
  const folder = mkdtempSync(join(tmpdir(), 'tezgah-bench-'))
  const file = join(folder, 'provision.json')
  const { baseUrl, apiKey } = shop.restomenum
  const source = { kind: 'restomenum', name: 'Kadıköy', baseUrl, apiKey, pollSeconds: 1 }
  writeFileSync(file, JSON.stringify({ language: 'tr', sources: [source] }))
  const door = await startDoor(['--data-dir', folder, '--provision', file, '--port', '0'])
  const browser = await openBrowser()
  try {
    const counter = await browser.newPage({ viewport: { width: 1366, height: 768 } })
    await counter.goto(door.address)
    await counter.waitForFunction(() => 'tezgah' in window)
    await counter.evaluate(async (names) => {
      const hues = ['blue', 'green', 'violet'] as const
      const list = names.map((name, at) => ({
        name,
        id: `c${at}`,
        phone: null,
        hue: hues[at] ?? 'blue',
        isActive: true,
        vendorIds: {},
      }))
      await window.tezgah?.request('couriers.save', { couriers: list })
    }, COURIERS)
    addPackets(shop, BAGS + HAND_OVERS)
    await counter.evaluate(() => void (location.hash = '#/kurye'))
    const packets = counter.getByRole('checkbox')
    await packets.nth(BAGS + HAND_OVERS - 1).waitFor()
    const kitchen = await openSecondScreen(browser, folder)
    await noteTouches(counter)
    await noteMarks(kitchen)

    const startMs = performance.now()
    for (let bag = 0; bag < BAGS; bag++) await packets.nth(bag).click()
    await counter.getByRole('button', { name: /paketi ver: Ali/ }).click()
    await counter.getByText(`${BAGS} paket verildi: Ali Çelik`).waitFor()
    const seconds = ((performance.now() - startMs) / 1_000).toFixed(1)
    say(
      `\nCouriers, ${BAGS + HAND_OVERS} packets on the built door: ${BAGS} bags chosen and handed over with ${BAGS + 1} touches in ${seconds} s, by script`,
    )
    await counter.evaluate(() => void (window.touchedMs.length = 0))
    await kitchen.evaluate(() => void (window.markedMs.length = 0))
    for (let turn = 0; turn < HAND_OVERS; turn++) {
      // A second tap at one place, where another packet has come, would not be taken at its word.
      await pause(700)
      await packets.first().click()
      await counter.getByRole('button', { name: new RegExp(`paketi ver: ${COURIERS[turn % 3]}`) }).click()
      await kitchen.waitForFunction((least) => window.markedMs.length >= least, turn + 1)
    }
    const touched = await counter.evaluate(() => window.touchedMs)
    const marked = await kitchen.evaluate(() => window.markedMs)
    sayRow(
      'touch -> its card on another screen, painted',
      spreadOf(marked.map((ms, at) => ms - (touched[at] ?? Number.NaN))),
    )
  } finally {
    await browser.close()
    await door.end('SIGTERM')
    await shop.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

function addPackets(shop: PracticeShop, count: number): void {
  for (let index = 0; index < count; index++) shop.addPacket({ pos: 'restomenum', number: 1_000 + index })
}

/** The board in another browser, as a screen in the kitchen is. */
async function openSecondScreen(browser: Browser, folder: string): Promise<Page> {
  const printed = execFileSync(process.execPath, [
    join(root, 'out/browser/index.js'),
    '--address',
    '--data-dir',
    folder,
  ])
  const page = await browser.newPage({ viewport: { width: 1366, height: 2_000 } })
  await page.goto(printed.toString().trim())
  await page.locator('.card').first().waitFor()
  return page
}

const noteTouches = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.touchedMs = []
    addEventListener(
      'click',
      ({ target }) => {
        if (target instanceof Element && target.closest('.courier-button') !== null) window.touchedMs.push(Date.now())
      },
      { capture: true },
    )
  })

/** Each time a card is marked with its courier: when that was painted. */
const noteMarks = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.markedMs = []
    const seen = new Set<string>()
    const look = (): void => {
      for (const mark of document.querySelectorAll('.board [data-order-key] .on-the-way')) {
        const key = mark.closest('[data-order-key]')?.getAttribute('data-order-key') ?? ''
        if (seen.has(key)) continue
        seen.add(key)
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.addEventListener('message', () => window.markedMs.push(Date.now()), { once: true })
          port1.start()
          port2.postMessage(null)
        })
      }
    }
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true })
  })

/**
 * Two writes for each packet, in an hour of a test's own time, through the real client over HTTP: as they come in a full
 * evening, and as they would come if a whole minute's bags left at once.
 */
async function measureWrites(): Promise<void> {
  const random = createRandom(20_260_105)
  const evening = Array.from({ length: PACKETS_AN_HOUR }, () => random.next() * HOUR_MS)
  const atOnce = Array.from({ length: PACKETS_AN_HOUR }, (_, index) => Math.floor(index / 20) * 6 * MINUTE_MS)
  for (const [name, leaveMs] of [
    ['spread over it', evening],
    ['twenty at once every six minutes', atOnce],
  ] as const) {
    const { mostInMinute, waitedMs, refused } = await writesOf(leaveMs.flatMap((ms) => [ms, ms + 20 * MINUTE_MS]))
    sayRow(
      `${PACKETS_AN_HOUR} packets an hour, ${name}: waited, s`,
      spreadOf(waitedMs.map((ms) => ms / 1_000)),
      `at most ${mostInMinute} writes in any minute (20 are allowed), ${refused} refused`,
    )
  }
}

/** @param wantedMs when each write is wanted */
async function writesOf(
  wantedMs: readonly number[],
): Promise<{ mostInMinute: number; waitedMs: number[]; refused: number }> {
  const time = new ManualTime()
  const shop = await startPracticeShop({ now: () => time.nowMs() })
  const { baseUrl, apiKey } = shop.restomenum
  const source = sourceSettingsSchema.parse({ ...asSet, id: 's', baseUrl })
  const client = restomenum.createClient(source, { apiKey }, { clock: time, timers: time })
  const packet = shop.addPacket({ pos: 'restomenum' })
  const waitedMs: number[] = []
  let refused = 0
  let answered = 0
  const beganMs = time.nowMs()
  const due = wantedMs.toSorted((left, right) => left - right)
  let next = 0
  while (answered < due.length) {
    for (; next < due.length && (due[next] ?? 0) <= time.nowMs() - beganMs; next++) {
      const sinceMs = time.nowMs()
      void client
        .writeStatus(packet.id, { step: 'onTheWay', courierId: null }, AbortSignal.timeout(600_000))
        .then(({ ok }) => {
          answered++
          if (ok) waitedMs.push(time.nowMs() - sinceMs)
          else refused++
        })
    }
    await time.advance(STEP_MS)
    // Real sockets answer in real time.
    while (shop.requests.filter(({ kind, outcome }) => kind === 'write' && outcome === null).length > 0) await pause(1)
    await pause(1)
  }
  const times = shop.requests.filter(({ kind }) => kind === 'write').map(({ atMs }) => atMs)
  const mostInMinute = Math.max(
    ...times.map((from) => times.filter((atMs) => atMs >= from && atMs < from + MINUTE_MS).length),
  )
  await client.close()
  await shop.close()
  return { mostInMinute, waitedMs, refused }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
