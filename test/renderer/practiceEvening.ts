import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { readScreenFiles } from '../../src/browser/screenFiles.ts'
import { startServer } from '../../src/browser/server.ts'
import { createSessions } from '../../src/browser/sessions.ts'
import { createCounter } from '../../src/core/counter.ts'
import type { Host } from '../../src/core/host.ts'
import { readProvision } from '../../src/core/settings/provision.ts'
import { startPracticeShop } from '../../src/practice/practiceShop.ts'
import { startPracticePrinter } from '../../src/practice/printer/practicePrinter.ts'
import { createScenario } from '../../src/practice/scenario.ts'
import { apply } from '../../src/practice/scenarioPlayer.ts'
import type { Snapshot } from '../../src/shared/contract/snapshot.ts'
import { ManualTime } from '../support/manualTime.ts'

/** 5 January 2026, 19:40 in Istanbul. */
const START_MS = Date.UTC(2026, 0, 5, 16, 40)
const SEED = 4
const STEP_MS = 1_000
/** What is on its way over real sockets gets this long at each step, ms. */
const REAL_MS = 8
/** Of those who are at the counter: how long a new order waits for them. */
const SEEN_AFTER_MS = 40_000

export interface PracticeEvening {
  /** Opens the screen. */
  address(): string
  nowMs(): number
  /** Lives on for so long; with `isWatched` people see to what comes in. */
  live(lengthMs: number, isWatched: boolean): Promise<void>
  /** A vendor and the printer are gone. */
  breakDown(): Promise<void>
  close(): Promise<void>
}

/**
 * The built browser door before the whole core, between the practice shop and its printer, in a time of its own: the same
 * evening at every run, as fast as the sockets are.
 */
export async function openPracticeEvening(outDir: string): Promise<PracticeEvening> {
  const folder = await mkdtemp(join(tmpdir(), 'tezgah-pictures-'))
  const time = new ManualTime(START_MS)
  const shop = await startPracticeShop({ now: () => time.nowMs(), adisyo: { paceScale: 0.01 } })
  const printer = await startPracticePrinter({ mode: 'echoesIds' })
  const counter = createCounter(hostOf(folder, time), provisionOf(shop, printer))
  const files = readScreenFiles(join(outDir, 'renderer'), join(outDir, 'browser/door.js'))
  const sessions = createSessions({ read: () => [], write: () => {} }, time)
  const server = await startServer({ counter, sessions, files, log: () => {} }, 0)
  const scenario = createScenario({ seed: SEED, startMs: START_MS })
  let coming = scenario.next().value
  const happen = (): void => {
    while (START_MS + coming.atMs <= time.nowMs()) {
      apply(shop, coming, START_MS + coming.atMs)
      coming = scenario.next().value
    }
  }
  happen()
  await counter.start()

  const see = async (): Promise<void> => {
    const answer = await counter.handle('snapshot.get', {})
    if (!answer.ok) return
    const { cards, runId, rev } = answer.value as Snapshot
    const waited = cards.filter(({ alert }) => alert !== null && time.nowMs() - alert.sinceMs > SEEN_AFTER_MS)
    if (waited.length === 0) return
    await counter.handle('orders.acknowledge', { keys: waited.map(({ key }) => key), how: 'rail', runId, rev })
  }
  return {
    address: () => server.address(),
    nowMs: () => time.nowMs(),
    live: async (lengthMs, isWatched) => {
      for (let passedMs = 0; passedMs < lengthMs; passedMs += STEP_MS) {
        happen()
        await time.advance(STEP_MS)
        await pause(REAL_MS)
        if (isWatched) await see()
      }
      await pause(500)
    },
    breakDown: async () => {
      shop.failNext(Number.POSITIVE_INFINITY, { kind: '503', vendor: 'adisyo' })
      await printer.stop()
    },
    close: async () => {
      await server.close()
      await counter.stop()
      await Promise.all([shop.close(), printer.stop()])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function hostOf(dataDir: string, time: ManualTime): Host {
  const secrets = new Map<string, Parameters<Host['secrets']['write']>[1]>()
  let settings: unknown
  return {
    door: 'browser',
    playsOnPages: false,
    version: '0.1.0',
    computerName: 'Kasa',
    dataDir,
    clock: time,
    timers: time,
    secrets: {
      keyring: 'system',
      read: async (id) => {
        const kept = secrets.get(id)
        return kept === undefined ? { kind: 'missing' } : { kind: 'set', secrets: kept }
      },
      write: async (id, kept) => void secrets.set(id, kept),
      remove: async (id) => void secrets.delete(id),
    },
    settings: { read: () => ({ value: settings, setAside: null }), write: (value) => void (settings = value) },
    random: () => 0.5,
    notify: () => {},
    showAttention: () => {},
    setAutostart: () => {},
    log: () => {},
  }
}

type Shop = Awaited<ReturnType<typeof startPracticeShop>>

function provisionOf({ restomenum, adisyo }: Shop, printer: { host: string; port: number }) {
  const { baseUrl, apiKey } = restomenum
  const { apiSecret, consumer } = adisyo
  const read = readProvision(
    JSON.stringify({
      language: 'tr',
      sources: [
        { kind: 'restomenum', name: 'Kadıköy', baseUrl, apiKey, pollSeconds: 5 },
        {
          kind: 'adisyo',
          name: 'Moda',
          baseUrl: adisyo.baseUrl,
          apiKey: adisyo.apiKey,
          apiSecret,
          consumer,
          pollSeconds: 5,
        },
      ],
      printers: [
        { name: 'Kasa', connection: { kind: 'tcp', host: printer.host, port: printer.port }, paperWidthMm: 80 },
      ],
      autoPrint: true,
    }),
  )
  if (!read.ok) throw new Error(`provision: ${JSON.stringify(read.error)}`)
  return read.value
}
