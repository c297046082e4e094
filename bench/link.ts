import type { Counter } from '../src/core/counter.ts'
import { redisLink } from '../src/core/link/redisLink.ts'
import type { LinkSession } from '../src/core/link/linkSession.ts'
import { startRedisServer } from '../test/support/redisServer.ts'
import { say, sayRow, spreadOf } from './figures.ts'
import { runLatency } from './latency.ts'
import { systemTimers } from '../src/system/systemClock.ts'

const ASKED = 1_000
const PACKETS = Number(process.env['BENCH_LINK_PACKETS'] ?? 100)

/** Several counters as one: what the server's answers take, and what they add to a slip's way. */
export async function measureLink(): Promise<void> {
  const server = await startRedisServer({ keeps: true })
  const near = await sessionAt(server.address)
  const far = await sessionAt(server.address)
  const claims: number[] = []
  const heard: number[] = []
  for (let index = 0; index < ASKED; index++) {
    const slip = { account: 'bench', slip: `${index}:first:`, member: 'near', counterName: 'Kasa' }
    const claimMs = performance.now()
    const answer = await near.claim({ ...slip, isForced: false })
    claims.push(performance.now() - claimMs)
    if (answer.kind !== 'granted') throw new Error(answer.kind)
  }
  let last: string | null = null
  for (let index = 0; index < ASKED; index++) {
    const sinceMs = performance.now()
    const reading = far.read(new Map([['heard', last]]))
    await near.publish('heard', JSON.stringify({ index }))
    last = (await reading).at(-1)?.id ?? last
    heard.push(performance.now() - sinceMs)
  }
  near.close()
  far.close()
  say(`\nThe link through a real server on this computer that writes each command down first, ms, over ${ASKED} each`)
  sayRow('a claim', spreadOf(claims))
  sayRow('an acknowledgement, told here and heard there', spreadOf(heard))

  say(`\nFrom an alert to its slip's first byte, details included, ms, over ${PACKETS} packets`)
  const saveLink = (address: string) => async (counter: Counter) => {
    const link = { enabled: true, address, branchName: '' }
    await counter.handle('link.save', { link, password: null })
  }
  const ways: [string, (counter: Counter) => Promise<void>][] = [
    ['without a link', async () => undefined],
    ['with it', saveLink(server.address)],
    ['with it, and its server dead', saveLink('redis://127.0.0.1:1')],
  ]
  for (const [name, prepare] of ways) {
    const { toAlertMs, toByteMs } = await runLatency(PACKETS, prepare)
    sayRow(name, spreadOf(toByteMs.map((ms, index) => ms - (toAlertMs[index] ?? 0))))
  }
  await server.close()
}

async function sessionAt(address: string): Promise<LinkSession> {
  for (let tries = 0; ; tries++) {
    const opened = await redisLink(systemTimers)({ address, password: null })
    if (opened.ok) return opened.value
    if (tries >= 10) throw new Error(opened.error.code)
  }
}
