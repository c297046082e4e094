import { evening, life, refusals, withShop } from './evening.ts'
import { flawOfOutput } from './flawOfOutput.ts'
import { events, type EventName } from '../../src/shared/contract/events.ts'
import type { Snapshot, SnapshotPatch } from '../../src/shared/contract/snapshot.ts'
import { applyPatch } from '../../src/shared/contract/snapshotPatch.ts'
import { MAX_REQUEST_BYTES, requests, type RequestName } from '../../src/shared/contract/requests.ts'

/** One door as a screen sees it: `window.tezgah`, wherever it runs. */
export interface ContractTransport {
  request(name: string, input: unknown): Promise<unknown>
  /** Starts to collect events of these names. */
  listen(...names: readonly EventName[]): Promise<Ear>
  close(): Promise<void>
}

export interface Ear {
  /** What has come so far, oldest first. */
  heard(): Promise<readonly unknown[]>
  unsubscribe(): Promise<void>
}

/** What vitest and Playwright have in common, and this suite needs. */
export interface Runner {
  test(name: string, body: () => Promise<void>): void
  /** `expect(value).toEqual(expected)`, with a message. */
  equal(actual: unknown, expected: unknown, message: string): void
  /** Retries until it does not throw. */
  eventually(check: () => Promise<void>): Promise<void>
}

const names = Object.keys(requests) as RequestName[]
const wrongInputs: readonly unknown[] = [null, [], 'text', 5, true, { unexpected: 1 }]
const wrongNames: readonly string[] = [
  '',
  'nothing',
  'toString',
  '__proto__',
  'constructor',
  'Snapshot.get',
  '../session',
  'a'.repeat(200),
]

/** The contract over one transport. A door passes when the same suite passes over it as over every other. */
export function contractSuite(
  runner: Runner,
  withTransport: (body: (transport: ContractTransport) => Promise<void>) => Promise<void>,
): void {
  const { test, equal } = runner
  const given = (name: string, body: (transport: ContractTransport) => Promise<void>): void =>
    test(name, () => withTransport(body))

  given('every request succeeds in the promised shape, in one evening of a shop', async (transport) => {
    await withShop(async (shop) => {
      const asked = new Set<RequestName>()
      for (const name of evening) {
        const input = await life[name](shop, transport)
        const result = await transport.request(name, input)
        equal(flawOf(name, result), null, `${name}: ${JSON.stringify(result)?.slice(0, 300)}`)
        shop.took(name, fieldOf(result, 'value'))
        asked.add(name)
      }
      equal([...asked].toSorted(), [...names].toSorted(), 'every request was asked')
    })
  })

  given('every refusal has its code, and a field that cannot be taken is named with its own', async (transport) => {
    for (const { name, input, code, field } of refusals) {
      const result = await transport.request(name, input)
      equal(codeOf(result), code, `${name} ${JSON.stringify(input)}`)
      if (field !== undefined) equal(fieldOf(fieldOf(result, 'error'), 'field'), field, name)
    }
  })

  given('a wrong input is invalidRequest, whatever the request', async (transport) => {
    for (const name of names)
      for (const input of wrongInputs)
        equal(codeOf(await transport.request(name, input)), 'invalidRequest', `${name} ${JSON.stringify(input)}`)
  })

  given('an unknown request is invalidRequest', async (transport) => {
    for (const name of wrongNames) equal(codeOf(await transport.request(name, {})), 'invalidRequest', name)
  })

  given('an input too large is invalidRequest, and the door stays open', async (transport) => {
    const input = { keys: ['x'.repeat(MAX_REQUEST_BYTES)], how: 'rail', runId: 'x', rev: 1 }
    equal(codeOf(await transport.request('orders.acknowledge', input)), 'invalidRequest', 'just too large')
    const huge = { keys: Array.from({ length: 100 }, () => 'x'.repeat(100_000)), how: 'rail', runId: 'x', rev: 1 }
    equal(codeOf(await transport.request('orders.acknowledge', huge)), 'invalidRequest', '10 MB')
    equal(codeOf(await transport.request('snapshot.get', {})), null, 'afterwards')
  })

  given('answers find their own questions when many are asked at once', async (transport) => {
    const asked = Array.from({ length: 20 }, (_, index) =>
      index % 2 === 0 ? transport.request('snapshot.get', {}) : transport.request('nothing', {}),
    )
    const codes = (await Promise.all(asked)).map(codeOf)
    equal(
      codes,
      asked.map((_, index) => (index % 2 === 0 ? null : 'invalidRequest')),
      'in order',
    )
  })

  given('every change is told, with a rising rev, and text comes through whole', async (transport) => {
    const ear = await followSnapshots(transport)
    const lines = ['ğüşiöçİı', '₺ “ ” … 🛵', 'sonuncu']
    for (const closingLine of lines) await transport.request('settings.update', { closingLine })
    await runner.eventually(async () =>
      equal(closingLineOf((await ear.heard()).at(-1)), lines.at(-1), 'the last change'),
    )
    const heard = await ear.heard()
    const revs = heard.map(revOf)
    equal(
      revs,
      [...new Set(revs)].toSorted((a, b) => a - b),
      'revs rise',
    )
    for (const payload of heard)
      equal(flawOfOutput(events['snapshot.changed'], payload), null, 'the shape of a snapshot')
  })

  given('after unsubscribing nothing more is heard; others still hear', async (transport) => {
    const [gone, staying] = [await followSnapshots(transport), await followSnapshots(transport)]
    await transport.request('settings.update', { closingLine: 'bir' })
    await runner.eventually(async () => equal(closingLineOf((await gone.heard()).at(-1)), 'bir', 'heard by both'))
    await gone.unsubscribe()
    const before = (await gone.heard()).length
    await transport.request('settings.update', { closingLine: 'iki' })
    await runner.eventually(async () => equal(closingLineOf((await staying.heard()).at(-1)), 'iki', 'still heard'))
    equal((await gone.heard()).length, before, 'no more after unsubscribing')
  })
}

/** Every snapshot from now on, as a screen puts them together. */
async function followSnapshots(transport: ContractTransport): Promise<Ear> {
  const ear = await transport.listen('snapshot.changed', 'snapshot.patched')
  const first = fieldOf(await transport.request('snapshot.get', {}), 'value') as Snapshot
  const heard = async (): Promise<Snapshot[]> => {
    const snapshots = [first]
    for (const payload of await ear.heard()) {
      const held = snapshots.at(-1) ?? first
      if (revOf(payload) <= held.rev) continue
      const isPatch = fieldOf(payload, 'fromRev') !== undefined
      const next = isPatch ? applyPatch(held, payload as SnapshotPatch) : (payload as Snapshot)
      if (next !== null) snapshots.push(next)
    }
    return snapshots
  }
  return { heard, unsubscribe: ear.unsubscribe }
}

/** What is wrong with an answer that should be a success: null when nothing is. */
function flawOf(name: RequestName, result: unknown): string | null {
  const code = codeOf(result)
  return code === null ? flawOfOutput(requests[name].output, fieldOf(result, 'value')) : `refused with ${code}`
}

/** @returns the error code, null for success, or a word for what is not a Result at all */
function codeOf(result: unknown): string | null {
  if (typeof result !== 'object' || result === null || !('ok' in result)) return `not a Result: ${String(result)}`
  if (result.ok === true) return null
  const error = 'error' in result ? result.error : null
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'an error without a code'
}

const fieldOf = (value: unknown, field: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined
const revOf = (snapshot: unknown): number => Number(fieldOf(snapshot, 'rev'))
const closingLineOf = (snapshot: unknown): unknown => fieldOf(fieldOf(snapshot, 'settings'), 'closingLine')
