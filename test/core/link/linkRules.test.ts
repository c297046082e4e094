import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { BORN_KEY, claimKey, HEARD_KEY, MEMBERS_KEY } from '../../../src/core/link/linkKeys.ts'
import { type LinkSession, NEWBORN_MS, type OpenSession } from '../../../src/core/link/linkSession.ts'
import { redisLink } from '../../../src/core/link/redisLink.ts'
import { systemClock, systemTimers } from '../../../src/system/systemClock.ts'
import { anOldRedisServer } from '../../support/aRedisServer.ts'
import { LinkDouble, wayTo } from '../../support/linkDouble.ts'

/** The rules of the link's server stand twice: as scripts on the real one, and in the double of it. They are the same. */

/** What is asked is asked of both; a busy computer may take longer than a counter waits. */
const patient = { after: (delayMs: number, callback: () => void) => systemTimers.after(delayMs * 20, callback) }

const members = ['a', 'b', 'c'] as const
const member = fc.constantFrom(...members)
const slip = fc.constantFrom('1:first:', '2:first:', '2:first:mutfak')
/** The how many-eth leave that was given, from the last one back; null: printed without leave. */
const leave = fc.nat({ max: 3 })

const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('claim' as const), member, slip, isForced: fc.boolean() }) },
  fc.record({ do: fc.constant('renew' as const), slip, leave }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('done' as const), member, slip, leave: fc.option(leave) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('free' as const), member, slip, leave, isInDoubt: fc.boolean() }),
  },
  fc.record({ do: fc.constant('expire' as const), slip }),
  fc.record({ do: fc.constant('beat' as const), member, health: fc.constantFrom('', 'well', 'tired') }),
  fc.record({ do: fc.constant('leave' as const), member }),
)
type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never

interface Side {
  session: LinkSession
  /** The leave that was given so long ago is over. */
  expire(account: string, slip: string): Promise<void>
}

let real: Side & {
  /** What comes of another greeting. */
  greet(): Promise<string>
  begin(isNewborn: boolean): Promise<void>
  setWritable(isWritable: boolean): Promise<void>
}

const codeOf = async (opened: ReturnType<OpenSession>): Promise<string> => {
  const answer = await opened
  return answer.ok ? 'ok' : answer.error.code
}

beforeEach(async () => {
  const { server, client } = await anOldRedisServer()
  const target = { address: server.address, password: null }
  const opened = await redisLink(patient)(target)
  if (!opened.ok) throw new Error(opened.error.code)
  real = {
    session: opened.value,
    greet: () => codeOf(redisLink(patient)(target)),
    setWritable: async (isWritable) => void (await client.configSet('maxmemory', isWritable ? '0' : '1')),
    begin: async (isNewborn) => {
      await client.del([MEMBERS_KEY, HEARD_KEY])
      await client.hSet(BORN_KEY, 'at', isNewborn ? Date.now() : 1)
    },
    expire: async (account, slipId) => {
      const key = claimKey(account, slipId)
      if ((await client.exists(key)) === 1) await client.hSet(key, 'until', 0)
    },
  }
})

async function aDouble(isNewborn: boolean): Promise<Side> {
  const time = { ...systemClock, ...systemTimers }
  const nowMs = time.monotonicMs()
  const server = new LinkDouble(time, isNewborn ? nowMs : nowMs - NEWBORN_MS)
  const opened = await wayTo(server, time, () => 0).open({ address: '', password: null })
  if (!opened.ok) throw new Error(opened.error.code)
  return {
    session: opened.value,
    expire: async (account, slipId) => server.expire(`${account}:${slipId}`),
  }
}

/** Who is refused what: `null`, nothing. */
async function refusals({ session }: Pick<Side, 'session'>, account: string): Promise<(string | null)[]> {
  const claim = { account, slip: '1:first:', member: 'a', counterName: 'Kasa A' }
  const asked = {
    claim: () => session.claim({ ...claim, isForced: false }),
    done: () => session.done({ ...claim, token: null }),
    publish: () => session.publish(account, 'one'),
    beat: () => session.beat('a', 'well'),
    leave: () => session.leave('a'),
    ask: () => session.beat('', ''),
  }
  return Promise.all(
    Object.entries(asked).map(([name, ask]) =>
      ask().then(
        () => null,
        () => name,
      ),
    ),
  )
}

test('a server that takes no writes greets nobody, and tells only how the others are', async () => {
  const time = { ...systemClock, ...systemTimers }
  const server = new LinkDouble(time)
  const way = wayTo(server, time, () => 0)
  const opened = await way.open({ address: '', password: null })
  if (!opened.ok) throw new Error(opened.error.code)
  const double = {
    session: opened.value,
    greet: () => codeOf(way.open({ address: '', password: null })),
    setWritable: async (isWritable: boolean) => server.setWritable(isWritable),
  }
  for (const side of [real, double]) {
    await side.setWritable(false)
    expect(await side.greet()).toBe('linkServerUnfit')
    expect(await refusals(side, 'acc')).toEqual(['claim', 'done', 'publish', 'beat', 'leave', null])
    await side.setWritable(true)
    expect(await side.greet()).toBe('ok')
    expect(await refusals(side, 'acc')).toEqual([null, null, null, null, null, null])
  }
})

/** What one side answered to each, in words that do not depend on when or where it began to count. */
async function play({ session, expire }: Side, account: string, actions: readonly Action[]): Promise<unknown[]> {
  const whole = (of: { slip: string }, by: string) => ({
    account,
    slip: of.slip,
    member: by,
    counterName: `Kasa ${by}`,
  })
  const first = await session.claim({ ...whole({ slip: '0:first:' }, 'a'), isForced: false })
  if (first.kind !== 'granted') throw new Error(first.kind)
  const leaves = [first.token]
  const tokenAt = (back: number): number => leaves.at(-1 - back) ?? 0
  const said: unknown[] = [first.isInDoubt]
  for (const one of actions) {
    if (one.do === 'claim') {
      const answer = await session.claim({ ...whole(one, one.member), isForced: one.isForced })
      if (answer.kind === 'granted') leaves.push(answer.token)
      said.push(answer.kind === 'granted' ? { ...answer, token: answer.token - first.token } : answer)
    }
    if (one.do === 'renew') said.push(await session.renew(account, one.slip, tokenAt(one.leave)))
    if (one.do === 'done') {
      const token = one.leave === null ? null : tokenAt(one.leave)
      said.push(await session.done({ ...whole(one, one.member), token }))
    }
    if (one.do === 'free')
      await session.free({ ...whole(one, one.member), token: tokenAt(one.leave), isInDoubt: one.isInDoubt })
    if (one.do === 'expire') await expire(account, one.slip)
    if (one.do === 'leave') await session.leave(one.member)
    if (one.do === 'beat') {
      const beat = await session.beat(one.member, one.health)
      const heard = beat.members.map(({ id, health, silentMs }) => `${id} ${health} ${silentMs > 50_000}`)
      said.push([beat.before, heard.toSorted()])
    }
  }
  await session.publish(account, 'over')
  const told = await session.read(new Map([[account, null]]))
  return [...said, told.map(({ body }) => body)]
}

test.each([
  ['for long', false],
  ['for a moment', true],
])(
  'a server that has been there %s answers as its double does, whatever is asked in whatever order',
  async (_, isNewborn) => {
    let run = 0
    await real.begin(isNewborn)
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (actions) => {
        await real.begin(isNewborn)
        const account = `acc${++run}`
        const double = await aDouble(isNewborn)
        expect(await play(real, account, actions)).toEqual(await play(double, account, actions))
      }),
      { numRuns: 150 },
    )
  },
)
