import type { RedisClientOptions, RedisClientType } from '@redis/client'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type ErrorCode, fail, ok } from '../../shared/contract/problems.ts'
import { isLinkAddress } from '../../shared/settings/link.ts'
import type { Timers } from '../host.ts'
import { trustedAuthorities } from '../vendors/http/http.ts'
import { codeOfNetworkError } from '../vendors/http/wireFault.ts'
import {
  accountOfEvents,
  BORN_KEY,
  claimKey,
  eventsKey,
  FENCE_KEY,
  HEARD_KEY,
  type LinkEvent,
  MEMBERS_KEY,
  NO_EVENTS_KEY,
  TRIED_KEY,
} from './linkKeys.ts'
import { BEAT, CLAIM, DONE, FREE, GREET, LEAVE, RENEW } from './linkScripts.ts'
import {
  CATCH_UP_MS,
  type ClaimAnswer,
  EVENTS_AT_ONCE,
  KEEP_MS,
  LEASE_MS,
  type LinkSession,
  type LinkTarget,
  NEWBORN_MS,
  type OpenSession,
  type ReadEvent,
} from './linkSession.ts'
import { withinMs } from './withinMs.ts'

/** Nobody waits for longer than this: half of what a slip may be late for the link's sake. */
const ANSWER_WITHIN_MS = 1_000
const OPEN_WITHIN_MS = 1_500
const READ_BLOCKS_MS = 3_000
const FORGOTTEN_AFTER_MS = 7 * 24 * 3_600_000
/** Streams, and scripts that ask for the time and then write. */
const OLDEST_VERSION = 5

const scripts = { GREET, CLAIM, RENEW, DONE, FREE, BEAT, LEAVE }
type ScriptName = keyof typeof scripts

const claimAnswer = z.union([
  z.tuple([z.literal('granted'), z.string(), z.string()]),
  z.tuple([z.enum(['held', 'done']), z.string(), z.string()]),
])
const fields = z.array(z.string())
const streams = z.array(z.tuple([z.string(), z.array(z.tuple([z.string(), fields]))])).nullable()

/** Opens sessions on a Redis or Valkey server; what comes from it is checked like anything from outside. */
export const redisLink =
  (timers: Timers): OpenSession =>
  async (target) => {
    if (!isLinkAddress(target.address)) return fail('hostNotAllowed')
    // The first time it takes as long as its disk does.
    const { createClient } = await import('@redis/client')
    const clients: Client[] = []
    try {
      return await withinMs(timers, OPEN_WITHIN_MS, async () => {
        const { promise: failed, reject } = Promise.withResolvers<never>()
        failed.catch(() => undefined)
        // A server of another kind is heard of by the client's own error alone.
        const add = (): Client => {
          const client = createClient(optionsFor(target))
          client.on('error', reject)
          clients.push(client)
          return client
        }
        // The second waits for events: what waits on a connection holds up what comes after it.
        const [main, reader] = [add(), add()]
        const opened = Promise.all([main.connect(), reader.connect()]).then(() => sessionOn(main, reader, timers))
        return ok(await Promise.race([failed, opened]))
      })
    } catch (error) {
      destroyAll(clients)
      return fail(codeOf(error))
    }
  }

type Options = RedisClientOptions<{}, {}, {}, 2>
type Client = RedisClientType<{}, {}, {}, 2>
function destroyAll(clients: readonly Client[]): void {
  for (const client of clients) if (client.isOpen) client.destroy()
}

function optionsFor({ address, password }: LinkTarget): Options {
  const url = new URL(address)
  const isTls = url.protocol === 'rediss:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const place = { host, port: Number(url.port === '' ? 6379 : url.port), connectTimeout: OPEN_WITHIN_MS }
  const never = { reconnectStrategy: false } as const
  return {
    RESP: 2,
    socket: isTls
      ? // Said here too: an environment variable could say otherwise.
        { ...place, ...never, tls: true, rejectUnauthorized: true, servername: host, ca: trustedAuthorities() }
      : { ...place, ...never },
    database: Number(url.pathname.slice(1) || 0),
    // Tezgah opens a new session itself: a command that waits for a connection would come too late.
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    ...(url.username !== '' && { username: decodeURIComponent(url.username) }),
    ...(password !== null && { password }),
  }
}

async function sessionOn(main: Client, reader: Client, timers: Timers): Promise<LinkSession> {
  const about = new Map((await infoOf(main)).map((line) => line.split(':', 2) as [string, string | undefined]))
  const version = Number.parseInt(about.get('redis_version') ?? '', 10)
  if (version < OLDEST_VERSION) throw new Unfit()
  const names = Object.keys(scripts) as ScriptName[]
  const loaded = await Promise.all(names.map((name) => main.scriptLoad(scripts[name])))
  const shas = new Map(names.map((name, index) => [name, String(loaded[index])]))

  const ask = <T>(work: () => Promise<T>, patienceMs = ANSWER_WITHIN_MS): Promise<T> =>
    withinMs(timers, patienceMs, work)
  const run = (name: ScriptName, keys: string[], given: readonly (string | number)[]): Promise<unknown> =>
    ask(() => main.evalSha(shas.get(name) ?? '', { keys, arguments: given.map(String) }))

  const greeted = await run(
    'GREET',
    [BORN_KEY, TRIED_KEY, NO_EVENTS_KEY],
    [about.get('run_id') ?? '', randomUUID(), KEEP_MS],
  )
  const datasetId = z.string().parse(greeted)

  return {
    datasetId,
    claim: async ({ account, slip, member, counterName, isForced }) => {
      const keys = [claimKey(account, slip), FENCE_KEY, BORN_KEY]
      const given = [member, counterName, LEASE_MS, KEEP_MS, NEWBORN_MS, isForced ? 1 : 0, datasetId]
      return toClaimAnswer(claimAnswer.parse(await run('CLAIM', keys, given)), member)
    },
    renew: async (account, slip, token) => (await run('RENEW', [claimKey(account, slip)], [token, LEASE_MS])) === 1,
    done: async ({ account, slip, member, counterName, token }) => {
      const event: LinkEvent = { what: 'printed', slip, member, counterName }
      const given = [member, counterName, token ?? '', KEEP_MS, JSON.stringify(event)]
      const also = z.string().parse(await run('DONE', claimKeys(account, slip), given))
      return { alsoAt: also === '' ? null : also }
    },
    free: async ({ account, slip, member, counterName, token, isInDoubt }) => {
      const event: LinkEvent = { what: 'freed', slip, member, counterName }
      const given = [member, counterName, token, KEEP_MS, JSON.stringify(event), isInDoubt ? 1 : 0]
      await run('FREE', claimKeys(account, slip), given)
    },
    publish: async (account, body) => {
      const key = eventsKey(account)
      await ask(() =>
        main.xAdd(key, '*', { e: body }, { TRIM: { strategy: 'MAXLEN', strategyModifier: '~', threshold: 20_000 } }),
      )
      await ask(() => main.pExpire(key, KEEP_MS))
    },
    read: async (after) => {
      const nowMs = async (): Promise<number> =>
        Number(((await ask(() => main.sendCommand(['TIME']))) as unknown[])[0]) * 1_000
      const earliest = [...after.values()].includes(null) ? `${(await nowMs()) - CATCH_UP_MS}-0` : ''
      const keys = [...after.keys()].map(eventsKey)
      const ids = [...after.values()].map((id) => id ?? earliest)
      const command = [
        'XREAD',
        'COUNT',
        String(EVENTS_AT_ONCE),
        'BLOCK',
        String(READ_BLOCKS_MS),
        'STREAMS',
        ...keys,
        ...ids,
      ]
      const answer = await ask(() => reader.sendCommand(command), READ_BLOCKS_MS + ANSWER_WITHIN_MS)
      return toEvents(streams.parse(answer))
    },
    beat: async (member, health) => {
      const answer = await run('BEAT', [MEMBERS_KEY, HEARD_KEY], [member, health, FORGOTTEN_AFTER_MS])
      const [before = '', ...told] = fields.parse(answer)
      const members = Array.from({ length: Math.floor(told.length / 3) }, (_, index) => ({
        id: told[index * 3] ?? '',
        health: told[index * 3 + 1] ?? '',
        silentMs: Number(told[index * 3 + 2]),
      }))
      return { before, members }
    },
    leave: async (member) => void (await run('LEAVE', [MEMBERS_KEY, HEARD_KEY], [member])),
    close: () => destroyAll([main, reader]),
  }
}

const claimKeys = (account: string, slip: string): string[] => [claimKey(account, slip), FENCE_KEY, eventsKey(account)]

function toClaimAnswer([kind, what, more]: z.infer<typeof claimAnswer>, member: string): ClaimAnswer {
  if (kind === 'granted') return { kind, token: Number(what), isInDoubt: more === '1' }
  return kind === 'held' ? { kind, counterName: what } : { kind, counterName: what, isOwn: more === member }
}

const toEvents = (answer: z.infer<typeof streams>): ReadEvent[] =>
  (answer ?? []).flatMap(([key, entries]) =>
    entries.map(([id, [, body = '']]) => ({ account: accountOfEvents(key), id, body })),
  )

/** Where a server does not say what it is, it may be fit all the same. */
async function infoOf(client: Client): Promise<string[]> {
  try {
    return (await client.info('server')).split('\r\n')
  } catch (error) {
    if (codeOf(error) === 'linkPasswordRejected' && !/NOPERM/.test(textOf(error))) throw error
    return []
  }
}

/** Too old. */
class Unfit extends Error {}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : '')

/** What went wrong, without a word of the other side: it may repeat what it was sent. */
function codeOf(error: unknown): ErrorCode {
  const name = error instanceof Error ? error.constructor.name : ''
  const text = textOf(error)
  if (/^(WRONGPASS|NOAUTH|NOPERM|ERR invalid password|ERR AUTH|ERR Client sent AUTH)/.test(text))
    return 'linkPasswordRejected'
  if (
    error instanceof Unfit ||
    /^(READONLY|OOM|MISCONF|NOREPLICAS|LOADING|MASTERDOWN|CLUSTERDOWN|ERR|NOSCRIPT|DENIED)/.test(text)
  )
    return 'linkServerUnfit'
  if (/Timeout/.test(name) || error instanceof z.ZodError) return name.includes('Timeout') ? 'timedOut' : 'malformed'
  if (/Got .* instead|Unknown RESP/i.test(text)) return 'malformed'
  return codeOfNetworkError(error, null)
}
