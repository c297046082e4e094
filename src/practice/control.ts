import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { z } from 'zod'
import type { AdisyoOptions } from './adisyo.ts'
import { failureSchema, type FailureQueue } from './failure.ts'
import type { NewPacket, PacketChange } from './packet.ts'
import type { RequestLog } from './requestLog.ts'
import type { RestomenumOptions } from './restomenum.ts'
import type { ShopState } from './shopState.ts'

interface Controlled {
  state: ShopState
  failures: FailureQueue
  log: RequestLog
  restomenum: RestomenumOptions
  adisyo: AdisyoOptions
}

const failBody = z.strictObject({ count: z.number().int().min(1).nullable().default(1), failure: failureSchema })
const cancelBody = z.strictObject({ reason: z.string().optional() })
const reopenBody = z.strictObject({ newId: z.string().optional() })
const optionsBody = z.strictObject({
  restomenum: z
    .strictObject({
      shape: z.enum(['production', 'sandbox']),
      scopes: z.array(z.string()),
      knowsClosed: z.boolean(),
      scopeDeniedStatus: z.union([z.literal(200), z.literal(403)]),
      notFoundStatus: z.union([z.literal(200), z.literal(404)]),
      readsPerMinute: z.number().int().min(1).nullable(),
      apiKey: z.string(),
    })
    .partial()
    .default({}),
  adisyo: z
    .strictObject({
      isExpired: z.boolean(),
      capitalEnvelope: z.boolean(),
      wrapsOrder: z.boolean(),
      knowsClosed: z.boolean(),
      hasEnded: z.boolean(),
      couriers: z.array(z.strictObject({ name: z.string(), phone: z.string().nullable() })),
      paymentTypes: z.array(z.string()),
      apiKey: z.string(),
      apiSecret: z.string(),
    })
    .partial()
    .default({}),
})

/**
 * The shop's methods for other processes, JSON over HTTP: every answer `{ ok: true, value }` or, with 400,
 * `{ ok: false, error }`.
 *
 * `GET|POST|DELETE /practice/packets`, `GET|PATCH|DELETE /practice/packets/:id`,
 * `POST /practice/packets/:id/cancel|deliver|reopen`, `POST|DELETE /practice/fail` (`{ count, failure }`; count null:
 * until cleared), `GET|DELETE /practice/requests`, `PATCH /practice/options`.
 */
export async function startControl(shop: Controlled, port: number): Promise<{ url: string; close(): Promise<void> }> {
  const server = createAdaptorServer({ fetch: createRoutes(shop).fetch })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}

function createRoutes({ state, failures, log, restomenum, adisyo }: Controlled): Hono {
  const app = new Hono()
  const packets = '/practice/packets'
  app.onError((error, context) => context.json({ ok: false, error: error.message }, 400))
  app.notFound((context) => context.json({ ok: false, error: 'no such path' }, 404))

  app.get(packets, (context) => context.json({ ok: true, value: state.packets }))
  app.post(packets, async (context) =>
    context.json({ ok: true, value: state.addPacket((await body(context.req)) as NewPacket) }),
  )
  app.delete(packets, (context) => context.json({ ok: true, value: state.clear() ?? null }))
  app.get(`${packets}/:id`, (context) =>
    context.json({ ok: true, value: state.packet(context.req.param('id')) ?? null }),
  )
  app.patch(`${packets}/:id`, async (context) =>
    context.json({
      ok: true,
      value: state.changePacket(context.req.param('id'), (await body(context.req)) as PacketChange),
    }),
  )
  app.delete(`${packets}/:id`, (context) =>
    context.json({ ok: true, value: state.remove(context.req.param('id')) ?? null }),
  )
  app.post(`${packets}/:id/cancel`, async (context) => {
    const { reason } = cancelBody.parse(await body(context.req))
    return context.json({ ok: true, value: state.cancel(context.req.param('id'), reason) })
  })
  app.post(`${packets}/:id/deliver`, (context) =>
    context.json({ ok: true, value: state.deliver(context.req.param('id')) }),
  )
  app.post(`${packets}/:id/reopen`, async (context) => {
    const { newId } = reopenBody.parse(await body(context.req))
    return context.json({ ok: true, value: state.reopen(context.req.param('id'), newId) })
  })

  app.post('/practice/fail', async (context) => {
    const { count, failure } = failBody.parse(await body(context.req))
    failures.failNext(count ?? Number.POSITIVE_INFINITY, failure)
    return context.json({ ok: true, value: null })
  })
  app.delete('/practice/fail', (context) => context.json({ ok: true, value: failures.clearFailures() ?? null }))
  app.get('/practice/requests', (context) => context.json({ ok: true, value: log.requests }))
  app.delete('/practice/requests', (context) => context.json({ ok: true, value: log.clearRequests() ?? null }))
  app.patch('/practice/options', async (context) => {
    const options = optionsBody.parse(await body(context.req))
    Object.assign(restomenum, options.restomenum)
    Object.assign(adisyo, options.adisyo)
    return context.json({ ok: true, value: null })
  })
  return app
}

/** The JSON sent; nothing sent is `{}`. */
async function body(request: { text(): Promise<string> }): Promise<unknown> {
  const text = await request.text()
  return text === '' ? {} : JSON.parse(text)
}
