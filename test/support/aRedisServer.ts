import { createClient } from '@redis/client'
import { onTestFinished } from 'vitest'
import {
  type RedisServer,
  type RedisServerOptions,
  type SlowWay,
  startRedisServer,
  startSlowWay,
} from './redisServer.ts'

/** A real server for one test. */
export async function aRedisServer(options?: RedisServerOptions): Promise<RedisServer> {
  const server = await startRedisServer(options)
  onTestFinished(() => server.close())
  return server
}

/**
 * One that has been there for long: of a dataset that has just begun every slip is in doubt for a minute.
 *
 * @returns it, and a client that sees everything in it
 */
export async function anOldRedisServer(options?: RedisServerOptions) {
  const server = await aRedisServer(options)
  const client = createClient({
    url: server.address,
    ...(options?.password !== undefined && { password: options.password }),
  })
  client.on('error', () => undefined)
  await client.connect()
  onTestFinished(() => client.destroy())
  const run = /run_id:(\w+)/.exec(await client.info('server'))?.[1] ?? ''
  await client.hSet('{tezgah}:1:born', { id: 'old', run, at: '1' })
  return { server, client }
}

/** A way to it that can be slow or cut, for one test. */
export async function aSlowWay(toPort: number): Promise<SlowWay> {
  const way = await startSlowWay(toPort)
  onTestFinished(() => way.close())
  return way
}
