import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import type { Counter } from '../core/counter.ts'
import type { LogEntry } from '../core/host.ts'
import { MAX_REQUEST_BYTES } from '../shared/contract/requests.ts'
import { fail, invalid } from '../shared/contract/problems.ts'
import { fillWords, resources } from '../shared/words/index.ts'
import { createEventStream } from './eventStream.ts'
import { answerHeaders, refusalOf, type Refusal } from './otherPages.ts'
import type { ScreenFile } from './screenFiles.ts'
import type { Sessions } from './sessions.ts'

/** Each tab holds one stream, and a browser opens at most six connections to one server: more than this is a fault. */
const MAX_STREAMS = 24

export interface DoorParts {
  counter: Pick<Counter, 'handle' | 'subscribe'>
  sessions: Sessions
  files: ReadonlyMap<string, ScreenFile>
  /** Known only once the server listens. */
  port(): number
  log(entry: LogEntry): void
}

const tokenBody = z.object({ token: z.string().min(1).max(200) }).strict()

/** A cookie is sent to every port of a host, so the port is in its name: two counters on one machine stay apart. */
const cookieName = (port: number): string => `tezgah-${port}`

/** Everything the browser door answers, as one function from request to answer; `server.ts` puts it on a socket. */
export function createDoorApp(parts: DoorParts): { app: Hono; closeStreams(): void } {
  const app = new Hono()
  const closers = new Set<() => void>()

  app.use(async (context, next) => {
    const refusal = refusalOf(askedBy(context), parts.port())
    if (refusal === null) await next()
    else context.res = refuse(context, parts, refusal)
    for (const [name, value] of Object.entries(answerHeaders)) context.res.headers.set(name, value)
  })
  app.use(
    bodyLimit({
      maxSize: MAX_REQUEST_BYTES,
      onError: (context) => context.json(invalid('', 'requestTooLarge'), 413),
    }),
  )

  addSession(app, parts)
  addContract(app, parts, closers)
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
  return { app, closeStreams: () => closers.forEach((close) => close()) }
}

function addSession(app: Hono, parts: DoorParts): void {
  app.get('/session', (context) => context.json({ hasSession: hasSession(context, parts) }))
  app.post('/session', async (context) => {
    const body = tokenBody.safeParse(await readJson(context))
    const id = body.success ? parts.sessions.redeem(body.data.token) : null
    if (id === null) return context.json(fail('forbidden'), 401)
    setCookie(context, cookieName(parts.port()), id, {
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
      maxAge: 30 * 86_400,
    })
    return context.json({ hasSession: true })
  })
  app.post('/session/address', (context) => {
    if (!hasSession(context, parts)) return context.json(fail('forbidden'), 401)
    return context.json({ address: `http://127.0.0.1:${parts.port()}/#${parts.sessions.issueToken()}` })
  })
}

function addContract(app: Hono, parts: DoorParts, closers: Set<() => void>): void {
  app.use('/api/*', async (context, next) =>
    hasSession(context, parts) ? next() : context.json(fail('forbidden'), 401),
  )

  app.get('/api/events', (context) => {
    if (closers.size >= MAX_STREAMS) return context.json(fail('conflict'), 503)
    const stream = createEventStream(parts.counter, () => closers.delete(stream.close))
    closers.add(stream.close)
    return context.body(stream.body, 200, { 'Content-Type': 'text/event-stream; charset=utf-8' })
  })

  app.post('/api/:name{.*}', async (context) => {
    const input = await readJson(context)
    if (input === wrongType) return context.json(invalid('', 'wrongContentType'), 415)
    if (input === notJson) return context.json(invalid('', 'notJson'), 400)
    return context.json(await parts.counter.handle(context.req.param('name'), input))
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

function hasSession(context: Context, parts: DoorParts): boolean {
  const id = getCookie(context, cookieName(parts.port()))
  return id !== undefined && parts.sessions.has(id)
}

function askedBy(context: Context) {
  return {
    method: context.req.method,
    host: context.req.header('Host'),
    origin: context.req.header('Origin'),
    fetchSite: context.req.header('Sec-Fetch-Site'),
    fetchDest: context.req.header('Sec-Fetch-Dest'),
  }
}

function refuse(context: Context, parts: DoorParts, refusal: Refusal): Response {
  parts.log({ level: 'warn', what: 'door.refused', data: { refusal, method: context.req.method } })
  if (context.req.path.startsWith('/api') || context.req.method !== 'GET') return context.json(fail('forbidden'), 403)
  const address = `http://127.0.0.1:${parts.port()}/`
  const sentences = [resources.tr, resources.en].map((words) => fillWords(words.browserDoor[refusal], { address }))
  return context.text(sentences.join('\n'), 403)
}
