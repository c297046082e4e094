import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import type { Counter } from '../core/counter.ts'
import type { LogEntry } from '../core/host.ts'
import { MAX_REQUEST_BYTES } from '../shared/contract/requests.ts'
import { fail, invalid } from '../shared/contract/problems.ts'
import { fillWords, resources } from '../shared/words/index.ts'
import { createEventStream } from './eventStream.ts'
import { answerHeaders, refusalOf, type Refusal } from './otherPages.ts'
import { createRefusalCount } from './refusalCount.ts'
import type { ScreenFile } from './screenFiles.ts'
import { SESSION_HEADER, type SessionGrant } from './sessionGrant.ts'
import type { Sessions } from './sessions.ts'
import { createStreams, type Streams } from './streams.ts'

export interface DoorParts {
  counter: Pick<Counter, 'handle' | 'subscribe'>
  sessions: Sessions
  files: ReadonlyMap<string, ScreenFile>
  /** Known only once the server listens. */
  port(): number
  log(entry: LogEntry): void
}

const tokenBody = z.object({ token: z.string().min(1).max(200) }).strict()
const resumeBody = z
  .object({ id: z.string().max(64), challenge: z.string().max(100), proof: z.string().max(100) })
  .strict()

/** Everything the browser door answers, as one function from request to answer; `server.ts` puts it on a socket. */
export function createDoorApp(parts: DoorParts): { app: Hono; close(): void } {
  const app = new Hono()
  const streams = createStreams()
  const refusals = createRefusalCount(parts.log)
  parts.sessions.onEnd(streams.closeOf)

  app.use(async (context, next) => {
    const refusal = refusalOf(askedBy(context), parts.port())
    if (refusal === null) await next()
    else {
      refusals.count(refusal)
      context.res = refuse(context, parts.port(), refusal)
    }
    for (const [name, value] of Object.entries(answerHeaders)) context.res.headers.set(name, value)
  })
  app.use(
    bodyLimit({
      maxSize: MAX_REQUEST_BYTES,
      onError: (context) => context.json(invalid('', 'requestTooLarge'), 413),
    }),
  )

  addSession(app, parts)
  addContract(app, parts, streams)
  // Some browsers ask for it whatever icon the page names.
  app.get('/favicon.ico', (context) => context.body(null, 204))
  app.get('*', (context) => {
    const file = parts.files.get(context.req.path)
    return file === undefined
      ? context.json(fail('notFound'), 404)
      : context.body(file.content, 200, { 'Content-Type': file.type })
  })

  app.notFound((context) => context.json(fail('notFound'), 404))
  app.onError((error, context) => {
    parts.log({ level: 'error', what: 'door.failed', data: { error: error.name } })
    return context.json(fail('internal'), 500)
  })
  return {
    app,
    close: () => {
      streams.closeAll()
      refusals.tell()
      parts.sessions.save()
    },
  }
}

/**
 * How a page comes by its session: with a one-time token, with the secret that it kept over a reload, or, when Tezgah
 * was started anew, by proving that it knows its resume key, which nobody else on this port ever hears.
 */
function addSession(app: Hono, { sessions, port }: DoorParts): void {
  const granted = (context: Context, grant: SessionGrant | null) =>
    grant === null ? context.json(fail('forbidden'), 401) : context.json(grant)

  app.post('/session', async (context) => {
    const body = tokenBody.safeParse(await readJson(context))
    const grant = body.success ? sessions.redeem(body.data.token, context.req.header('User-Agent') ?? '') : 'unknown'
    if (grant === 'tooMany') return context.json(fail('conflict'), 409)
    return granted(context, grant === 'unknown' ? null : grant)
  })
  app.post('/session/renew', (context) => granted(context, sessions.renew(secretOf(context))))
  app.post('/session/challenge', (context) => context.json({ challenge: sessions.challenge() }))
  app.post('/session/resume', async (context) => {
    const body = resumeBody.safeParse(await readJson(context))
    if (!body.success) return granted(context, null)
    const { id, challenge, proof } = body.data
    return granted(context, sessions.resume(id, challenge, proof, port()))
  })
  app.post('/session/address', (context) => {
    if (sessions.idOf(secretOf(context)) === null) return context.json(fail('forbidden'), 401)
    return context.json({ address: `http://127.0.0.1:${port()}/#${sessions.issueToken()}` })
  })
}

function addContract(app: Hono, { sessions, counter }: DoorParts, streams: Streams): void {
  app.use('/api/*', async (context, next) =>
    sessions.idOf(secretOf(context)) === null ? context.json(fail('forbidden'), 401) : next(),
  )

  app.get('/api/events', (context) => {
    // Hono answers HEAD by the GET's handler, and nobody would ever read or end that stream.
    if (context.req.method !== 'GET') return context.body(null, 405)
    const id = sessions.idOf(secretOf(context))
    if (id === null) return context.json(fail('forbidden'), 401)
    const body = streams.open(id, (onEnd) => createEventStream(counter, onEnd))
    return context.body(body, 200, { 'Content-Type': 'text/event-stream; charset=utf-8' })
  })

  app.post('/api/:name{.*}', async (context) => {
    const input = await readJson(context)
    if (input === wrongType) return context.json(invalid('', 'wrongContentType'), 415)
    if (input === notJson) return context.json(invalid('', 'notJson'), 400)
    return context.json(await counter.handle(context.req.param('name'), input))
  })
}

const wrongType = Symbol('wrongType')
const notJson = Symbol('notJson')

/** A form or a `text/plain` body needs no CORS preflight, so only JSON is read. */
async function readJson(context: Context): Promise<unknown> {
  const type = context.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') return wrongType
  const text = await context.req.text()
  try {
    return JSON.parse(text) as unknown
  } catch {
    return notJson
  }
}

/** A header and no cookie: cookies are sent to every program that listens on 127.0.0.1, whatever its port. */
const secretOf = (context: Context): string => context.req.header(SESSION_HEADER) ?? ''

function askedBy(context: Context) {
  return {
    method: context.req.method,
    host: context.req.header('Host'),
    origin: context.req.header('Origin'),
    fetchSite: context.req.header('Sec-Fetch-Site'),
    fetchDest: context.req.header('Sec-Fetch-Dest'),
  }
}

function refuse(context: Context, port: number, refusal: Refusal): Response {
  if (context.req.path.startsWith('/api') || context.req.method !== 'GET') return context.json(fail('forbidden'), 403)
  const address = `http://127.0.0.1:${port}/`
  const sentences = [resources.tr, resources.en].map((words) => fillWords(words.browserDoor[refusal], { address }))
  return context.text(sentences.join('\n'), 403)
}
