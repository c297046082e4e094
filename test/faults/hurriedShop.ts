import { expect, onTestFinished } from 'vitest'
import type { Host } from '../../src/core/host.ts'
import { adisyo, createAdisyoClient } from '../../src/core/vendors/adisyo/client.ts'
import type { WireLimits } from '../../src/core/vendors/http/http.ts'
import type { PosVendors } from '../../src/core/vendors/posClient.ts'
import { createRestomenumClient, restomenum } from '../../src/core/vendors/restomenum/client.ts'
import type { PracticeVendor } from '../../src/practice/packet.ts'
import { type PracticeShop, startPracticeShop } from '../../src/practice/practiceShop.ts'
import {
  type PracticePrinter,
  type PracticeSlip,
  startPracticePrinter,
} from '../../src/practice/printer/practicePrinter.ts'
import type { Snapshot, SourceView } from '../../src/shared/contract/snapshot.ts'
import { emptyDisk, openCounter, type OpenedCounter, provisionFor } from '../support/openCounter.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

/** Real sockets keep real time, so the limits of the wire are shortened with it. */
const quickWire: Partial<WireLimits> = { headersMs: 600, exchangeMs: 900 }

/** Both vendors' own clients, with nothing of theirs replaced but how long they wait. */
export const quickVendors: PosVendors = {
  restomenum: {
    ...restomenum,
    createClient: (source, keys, host) => createRestomenumClient(source, keys, host, quickWire),
  },
  adisyo: { ...adisyo, createClient: (source, keys, host) => createAdisyoClient(source, keys, host, quickWire) },
}

/** The whole core between a practice shop and a practice printer. */
export interface HurriedShop {
  shop: PracticeShop
  printer: PracticePrinter
  tezgah: OpenedCounter
  /** Wall time of the core, epoch ms. */
  nowMs(): number
  source(vendor: PracticeVendor): Promise<SourceView>
  /** Lets so many whole answers of a vendor be taken in. */
  polls(vendor: PracticeVendor, count: number): Promise<void>
  /** Every snapshot that was sent to the screens so far. */
  shown(): Snapshot[]
  /** Resolves once a snapshot since `from` (an index of `shown`) has it. */
  saw(what: string, has: (snapshot: Snapshot) => boolean, from?: number): Promise<Snapshot>
  slipOf(number: number): PracticeSlip | undefined
  waitForSlip(number: number): Promise<PracticeSlip>
}

export interface HurriedOptions {
  /** How many times as fast as ours the core's time runs. */
  speed?: number
  pollSeconds?: number
  provision?: object
  host?: Partial<Host>
  /** Called before Tezgah starts: what it does is baseline. */
  before?: (shop: PracticeShop) => void
}

export async function openHurriedShop(options: HurriedOptions = {}): Promise<HurriedShop> {
  const { speed = 20, pollSeconds = 1 } = options
  const shop = await startPracticeShop({ adisyo: { paceScale: 0 } })
  onTestFinished(() => shop.close())
  const printer = await startPracticePrinter({ mode: 'echoesIds' })
  onTestFinished(() => printer.stop())
  options.before?.(shop)
  const { clock, timers } = hurriedTime(speed)
  const provision = { ...provisionFor(shop, [{ name: 'Kasa', port: printer.port }], pollSeconds), ...options.provision }
  const host = { clock, timers, random: () => 0, ...options.host }
  const tezgah = await openCounter(emptyDisk(temporaryFolder()), provision, host, quickVendors)
  await tezgah.until(
    'both sources',
    ({ sources }) => sources.length === 2 && sources.every(({ state }) => state === 'ok'),
  )

  const shown = (): Snapshot[] =>
    tezgah.events.flatMap((event) => (event.name === 'snapshot.changed' ? [event.payload] : []))
  const slipOf = (number: number): PracticeSlip | undefined =>
    printer.slips().find(({ text }) => hasNumber(text, number))
  return {
    shop,
    printer,
    tezgah,
    nowMs: () => clock.nowMs(),
    source: async (vendor) => sourceIn(await tezgah.snapshot(), vendor),
    // The poll after the last one wanted has begun: so that one has been taken in.
    polls: async (vendor, count) => {
      let seq = shop.requests.at(-1)?.seq ?? 0
      for (let poll = 0; poll <= count; poll++) {
        const isNext = ({ vendor: asked, kind }: { vendor: string; kind: string }): boolean =>
          asked === vendor && kind === 'list'
        seq = (await shop.waitForRequest(isNext, 15_000, seq)).seq
      }
    },
    shown,
    saw: async (what, has, from = 0) => {
      await tezgah.until(what, () => shown().slice(from).some(has))
      return shown().slice(from).find(has) as Snapshot
    },
    slipOf,
    waitForSlip: async (number) => {
      await expect
        .poll(() => slipOf(number) !== undefined, { timeout: 15_000, interval: 10, message: `slip #${number}` })
        .toBe(true)
      return slipOf(number) as PracticeSlip
    },
  }
}

export const sourceIn = (snapshot: Snapshot, vendor: PracticeVendor): SourceView => {
  const found = snapshot.sources.find(({ kind }) => kind === vendor)
  if (found === undefined) throw new Error(`no source of ${vendor}`)
  return found
}

export const hasNumber = (text: string, number: number): boolean => new RegExp(`#${number}(?!\\d)`).test(text)

/** Clocks and timers of the core, `speed` times as fast as the machine's. */
function hurriedTime(speed: number): Pick<Host, 'clock' | 'timers'> {
  const [wallMs, startMs] = [Date.now(), performance.now()]
  const passedMs = (): number => (performance.now() - startMs) * speed
  return {
    clock: { nowMs: () => Math.round(wallMs + passedMs()), monotonicMs: passedMs },
    timers: {
      after: (delayMs, callback) => {
        const timer = setTimeout(callback, delayMs / speed)
        return () => clearTimeout(timer)
      },
    },
  }
}

/** All that people see and the ledger remembers, without what merely ages. */
export async function pictureOf({ tezgah, printer }: Pick<HurriedShop, 'tezgah' | 'printer'>): Promise<object> {
  const { cards } = await tezgah.snapshot()
  const jobs = await tezgah.ask('jobs.list', { limit: 500 })
  const pages = await Promise.all(cards.map(({ key }) => tezgah.ask('order.get', { key })))
  return {
    cards,
    jobs,
    orders: pages.map((page) => (page.ok ? { order: page.value.order, history: page.value.history } : page)),
    notices: tezgah.notices.length,
    slips: printer.slips().length,
  }
}
