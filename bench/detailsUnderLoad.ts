import { SESSION_HEADER, type SessionGrant } from '../src/browser/sessionGrant.ts'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type ClientRequest, get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openLedger } from '../src/core/ledger/openLedger.ts'
import { type PracticeShop, startPracticeShop } from '../src/practice/practiceShop.ts'
import { startPracticePrinter } from '../src/practice/printer/practicePrinter.ts'
import { createRandom } from '../src/practice/scenario/random.ts'
import { randomOrder } from '../src/practice/scenario/randomOrder.ts'
import type { DoorAnswer, DoorWish } from './doorProcess.ts'
import { say, sayRow, type Spread, spreadOf } from './figures.ts'

const SECONDS = Number(process.env['BENCH_LOAD_SECONDS'] ?? 60)
const PACKETS_A_SECOND = 5
const POLL_SECONDS = 5
/** The first also finds out what the printer can do; it is not counted. */
const ALONE = 9
/** From the last list to the count of slips, and how long those that are late then may still take. */
const END_MS = 1_000
const GRACE_MS = 25_000

/** Packets that come faster than a shop's worst hour: how long after its alert each slip is cut, and what the core costs. */
export async function measureDetailsUnderLoad(): Promise<void> {
  say(
    `\nDetails under load: ${PACKETS_A_SECOND} new packets a second for ${SECONDS} s, a poll every ${POLL_SECONDS} s, no limit at the vendor; ms from alert to cut`,
  )
  let shareOfOne = Number.NaN
  let memoryOfOne = Number.NaN
  for (const [screens, open] of [
    [1, 0],
    [1, 500],
    [20, 500],
  ] as const) {
    const { alone, loaded, atEnd, later, wanted, share, memoryMb } = await measure(screens, open)
    const name = `${screens} screen${screens === 1 ? '' : 's'}, ${open} open`
    sayRow(`${name}, one packet at a time`, alone, `of ${ALONE - 1}`)
    sayRow(
      `${name}, under load`,
      loaded,
      `p50 x${ratio(loaded.p50, alone.p50)}, p99 x${ratio(loaded.p99, alone.p50)} the p50 of one at a time`,
    )
    if (screens === 1) [shareOfOne, memoryOfOne] = [share, memoryMb]
    say(
      `    slips ${atEnd} of ${wanted} ${END_MS / 1_000} s after the last list, ${later} within ${GRACE_MS / 1_000} s more   ` +
        `CPU ${(share * 100).toFixed(1)} % of a core, x${ratio(share, shareOfOne)} one screen   ` +
        `memory ${memoryMb.toFixed(0)} MB, ${(memoryMb - memoryOfOne).toFixed(0)} MB more than with one`,
    )
  }
}

interface Measured {
  alone: Spread
  /** A slip that never came counts as long as it was waited for. */
  loaded: Spread
  atEnd: number
  later: number
  wanted: number
  /** Of the core and its door, while the packets come. */
  share: number
  /** Resident, when the last packet has come. */
  memoryMb: number
}

async function measure(screens: number, open: number): Promise<Measured> {
  const shop = await startPracticeShop()
  const random = createRandom(20_260_105)
  // They are there when Tezgah starts: shown, and without slips.
  for (let number = 10_001; number <= 10_000 + open; number++)
    shop.addPacket({ ...randomOrder(random, 'restomenum'), id: String(number), number })
  const cutAtMs = new Map<string, number>()
  const printer = await startPracticePrinter({
    mode: 'echoesIds',
    onSlip: ({ text, isWhole }) => {
      const number = /#(\d+)/.exec(text)?.[1]
      if (isWhole && number !== undefined && !cutAtMs.has(number)) cutAtMs.set(number, Date.now())
    },
  })
  const folder = mkdtempSync(join(tmpdir(), 'tezgah-bench-'))
  writeFileSync(join(folder, 'provision.json'), JSON.stringify(provisionOf(shop, printer.port)))
  const door = await openDoor(folder)
  const streams = await openScreens(door.address, screens)
  let added = 0
  const add = (): string => {
    const number = String((added += 1))
    shop.addPacket({ ...randomOrder(random, 'restomenum'), id: number, number: added })
    return number
  }
  await shop.waitForRequest(({ kind, outcome }) => kind === 'list' && outcome === 'ok')

  for (let count = 0; count < ALONE; count++) {
    const number = add()
    door.tell('wake')
    await until(() => cutAtMs.has(number), 30_000)
    // Further apart than the pace that details are asked at.
    await pause(300)
  }
  const { usedMs: usedBeforeMs } = await door.usage()
  const startMs = performance.now()
  for (let count = 0; count < SECONDS * PACKETS_A_SECOND; count++) {
    await pause(startMs + (count * 1_000) / PACKETS_A_SECOND - performance.now())
    add()
  }
  await pause(startMs + SECONDS * 1_000 - performance.now())
  const { usedMs, memoryMb } = await door.usage()
  const share = (usedMs - usedBeforeMs) / (performance.now() - startMs)
  door.tell('wake')
  await pause(END_MS)
  const wanted = added - ALONE
  const atEnd = cutAtMs.size - ALONE
  await until(() => cutAtMs.size === added, GRACE_MS)
  const later = cutAtMs.size - ALONE
  const overAtMs = Date.now()
  for (const stream of streams) stream.destroy()
  await door.close()
  const waits = waitsIn(folder, (number) => cutAtMs.get(number) ?? overAtMs)
  await Promise.all([printer.stop(), shop.close()])
  rmSync(folder, { recursive: true, force: true })
  return {
    alone: spreadOf(waits.slice(1, ALONE)),
    loaded: spreadOf(waits.slice(ALONE)),
    atEnd,
    later,
    wanted,
    share,
    memoryMb,
  }
}

/** From each order's alert, as the record has it, to its cut; in the order of the packets. */
function waitsIn(folder: string, cutAtMs: (number: string) => number): number[] {
  const ledger = openLedger(join(folder, 'ledger.sqlite'))
  const alerts = ledger.readOpenAlerts().filter(({ kind }) => kind === 'new')
  ledger.close()
  return alerts
    .map(({ orderKey, raisedAtMs }) => ({
      number: orderKey.split('/').at(-1) ?? '',
      raisedAtMs: raisedAtMs ?? Number.NaN,
    }))
    .toSorted((left, right) => Number(left.number) - Number(right.number))
    .map(({ number, raisedAtMs }) => cutAtMs(number) - raisedAtMs)
}

const provisionOf = ({ restomenum }: PracticeShop, port: number): object => ({
  sources: [
    {
      kind: 'restomenum',
      name: 'Bench',
      baseUrl: restomenum.baseUrl,
      apiKey: restomenum.apiKey,
      pollSeconds: POLL_SECONDS,
    },
  ],
  printers: [{ name: 'Kasa', connection: { kind: 'tcp', host: '127.0.0.1', port } }],
})

interface Door {
  address: string
  tell(wish: DoorWish): void
  /** CPU time used so far, and memory now. */
  usage(): Promise<{ usedMs: number; memoryMb: number }>
  close(): Promise<void>
}

async function openDoor(folder: string): Promise<Door> {
  const child = fork(fileURLToPath(new URL('doorProcess.ts', import.meta.url)), [folder])
  const opened = await nextAnswer(child)
  if (opened.kind !== 'open') throw new Error(opened.kind)
  return {
    address: opened.address,
    tell: (wish) => void child.send(wish),
    usage: async () => {
      child.send('usage' satisfies DoorWish)
      const answer = await nextAnswer(child)
      if (answer.kind !== 'usage') throw new Error(answer.kind)
      return answer
    },
    close: async () => {
      const ended = once(child, 'exit')
      child.send('stop' satisfies DoorWish)
      await ended
    },
  }
}

/** @throws when it ends instead */
function nextAnswer(child: ChildProcess): Promise<DoorAnswer> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => reject(new Error(`the core's process ended with ${code}`))
    child.once('exit', onExit)
    child.once('message', (answer: DoorAnswer) => {
      child.off('exit', onExit)
      resolve(answer)
    })
  })
}

/** Screens of their own, each with a stream of every change. */
async function openScreens(address: string, count: number): Promise<ClientRequest[]> {
  const { origin } = new URL(address)
  const ask = async (path: string, body: object, headers: object = {}): Promise<unknown> => {
    const asked = { 'content-type': 'application/json', origin, ...headers }
    return (await fetch(`${origin}${path}`, { method: 'POST', headers: asked, body: JSON.stringify(body) })).json()
  }
  const screens: ClientRequest[] = []
  for (let next = address; screens.length < count;) {
    const { secret } = (await ask('/session', { token: new URL(next).hash.slice(1) })) as SessionGrant
    screens.push(await openScreen(`${origin}/api/events`, secret))
    next = ((await ask('/session/address', {}, { [SESSION_HEADER]: secret })) as { address: string }).address
  }
  return screens
}

async function openScreen(url: string, secret: string): Promise<ClientRequest> {
  const stream = get(url, { headers: { [SESSION_HEADER]: secret }, agent: false })
  const [answer] = (await once(stream, 'response')) as [IncomingMessage]
  if (answer.statusCode !== 200) throw new Error(`no stream: ${answer.statusCode}`)
  // It is cut off in the end.
  for (const side of [stream, answer]) side.on('error', () => {})
  answer.resume()
  return stream
}

const ratio = (value: number, base: number): string => (value / base).toFixed(1)

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)))

/** Until it is so, or the time is over. */
async function until(isSo: () => boolean, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs
  while (!isSo() && performance.now() < deadline) await pause(5)
}
