import { onTestFinished } from 'vitest'
import type { z } from 'zod'
import { createCounter, type Counter } from '../../src/core/counter.ts'
import type { CounterEvent } from '../../src/core/screen/publisher.ts'
import type { Attention, Host, LogEntry, Notice, Secrets } from '../../src/core/host.ts'
import type { PosVendors } from '../../src/core/vendors/posClient.ts'
import { readProvision } from '../../src/core/settings/provision.ts'
import { events as contractEvents } from '../../src/shared/contract/events.ts'
import {
  type RequestInput,
  type RequestName,
  type RequestOutput,
  requests,
} from '../../src/shared/contract/requests.ts'
import type { Snapshot } from '../../src/shared/contract/snapshot.ts'
import type { Result } from '../../src/shared/contract/problems.ts'
import type { PracticeShop } from '../../src/practice/practiceShop.ts'
import { flawOfOutput } from '../contract/flawOfOutput.ts'
import { systemClock, systemTimers } from '../../src/system/systemClock.ts'

export interface OpenedCounter {
  counter: Counter
  notices: Notice[]
  logs: LogEntry[]
  attention(): Attention | null
  snapshot(): Promise<Snapshot>
  ask<N extends RequestName>(name: N, input: RequestInput<N>): Promise<Result<RequestOutput<N>>>
  /** A person who looks at the board as it is now says "seen" of these orders; left out: of all. */
  acknowledge(keys?: readonly string[]): Promise<Result<null>>
  /** Resolves with the first snapshot that has it; fails after 10 s, or as long as given, with what was missing. */
  until(what: string, has: (snapshot: Snapshot) => boolean, patienceMs?: number): Promise<Snapshot>
  events: CounterEvent[]
  stop(): Promise<void>
}

/** What stays on the disk between two starts of a test's Tezgah. */
export interface Disk {
  folder: string
  settings: unknown
  secrets: Map<string, Secrets>
}

export const emptyDisk = (folder: string): Disk => ({ folder, settings: undefined, secrets: new Map() })

/** The real core on a real folder, with the smallest host that is one. */
export async function openCounter(
  disk: Disk,
  provision: object | null = null,
  over: Partial<Host> = {},
  vendors?: PosVendors,
  openPrinter?: Parameters<typeof createCounter>[3],
): Promise<OpenedCounter> {
  const notices: Notice[] = []
  const logs: LogEntry[] = []
  const events: CounterEvent[] = []
  let attention: Attention | null = null
  const host: Host = {
    door: 'browser',
    playsOnPages: false,
    version: '0.0.0',
    computerName: 'Kasa PC',
    clock: systemClock,
    timers: systemTimers,
    dataDir: disk.folder,
    secrets: {
      keyring: 'system',
      read: async (id) => {
        const secrets = disk.secrets.get(id)
        return secrets ? { kind: 'set', secrets } : { kind: 'missing' }
      },
      write: async (id, secrets) => void disk.secrets.set(id, secrets),
      remove: async (id) => void disk.secrets.delete(id),
    },
    settings: {
      read: () => ({ value: disk.settings, setAside: null }),
      write: (value) => void (disk.settings = structuredClone(value)),
    },
    random: () => Math.random(),
    notify: (notice) => notices.push(notice),
    showAttention: (value) => void (attention = value),
    setAutostart: () => {},
    log: (entry) => logs.push(entry),
    ...over,
  }
  const read = provision === null ? null : readProvision(JSON.stringify(provision))
  if (read !== null && !read.ok) throw new Error(`provision: ${JSON.stringify(read.error)}`)
  const counter = checkedByContract(createCounter(host, read?.value ?? null, vendors, openPrinter))
  counter.subscribe((event) => events.push(event))
  await counter.start()
  let isStopped = false
  const stop = async (): Promise<void> => {
    if (!isStopped) await counter.stop()
    isStopped = true
  }
  onTestFinished(stop)
  const ask = <N extends RequestName>(name: N, input: RequestInput<N>): Promise<Result<RequestOutput<N>>> =>
    counter.handle(name, input) as Promise<Result<RequestOutput<N>>>
  const snapshot = async (): Promise<Snapshot> => {
    const answer = await ask('snapshot.get', {})
    if (!answer.ok) throw new Error(JSON.stringify(answer))
    return answer.value
  }
  const acknowledge = async (keys?: readonly string[]): Promise<Result<null>> => {
    const { cards, runId, rev } = await snapshot()
    return ask('orders.acknowledge', { keys: [...(keys ?? cards.map(({ key }) => key))], how: 'rail', runId, rev })
  }
  const until = async (what: string, has: (snapshot: Snapshot) => boolean, patienceMs = 10_000): Promise<Snapshot> => {
    const deadline = performance.now() + patienceMs
    for (;;) {
      const now = await snapshot()
      if (has(now)) return now
      if (performance.now() > deadline)
        throw new Error(`waited in vain for ${what}: ${JSON.stringify(now, null, 1).slice(0, 4_000)}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  return { counter, notices, logs, attention: () => attention, snapshot, ask, acknowledge, until, events, stop }
}

/** The same counter, which fails a test that gets from it what the contract does not say. */
function checkedByContract(counter: Counter): Counter {
  const checked = (name: string, schema: z.ZodType, value: unknown): void => {
    const flaw = flawOfOutput(schema, value)
    if (flaw !== null) throw new Error(`${name}: ${flaw}\n${JSON.stringify(value)?.slice(0, 2_000)}`)
  }
  const flaws: unknown[] = []
  onTestFinished(() => {
    if (flaws.length > 0) throw flaws[0]
  })
  return {
    ...counter,
    handle: async (name, input) => {
      const result = await counter.handle(name, input)
      if (isRequest(name) && result.ok) checked(name, requests[name].output, result.value)
      return result
    },
    subscribe: (listener) =>
      counter.subscribe((event) => {
        try {
          checked(event.name, contractEvents[event.name], event.payload)
        } catch (flaw) {
          // A listener's error is the core's to survive: the test hears of it at its end.
          flaws.push(flaw)
        }
        listener(event)
      }),
  }
}

const isRequest = (name: unknown): name is RequestName => typeof name === 'string' && Object.hasOwn(requests, name)

/** The provisioning file for a practice shop, both vendors, polling quickly. */
export function provisionFor(
  shop: Pick<PracticeShop, 'restomenum' | 'adisyo'>,
  printers: readonly { name: string; port: number }[] = [],
  pollSeconds = 0.2,
): Record<string, unknown> {
  const { restomenum, adisyo } = shop
  return {
    sources: [
      { kind: 'restomenum', name: 'Kadıköy', baseUrl: restomenum.baseUrl, apiKey: restomenum.apiKey, pollSeconds },
      {
        kind: 'adisyo',
        name: 'Moda',
        baseUrl: adisyo.baseUrl,
        apiKey: adisyo.apiKey,
        apiSecret: adisyo.apiSecret,
        consumer: adisyo.consumer,
        pollSeconds,
      },
    ],
    printers: printers.map(({ name, port }) => ({ name, connection: { kind: 'tcp', host: '127.0.0.1', port } })),
  }
}
