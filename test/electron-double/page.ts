import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Cdp } from './cdp.ts'
import { pageWorld, preloadWorld } from './pageScript.ts'
import { toApp, toChromium } from './origins.ts'
import { createWire } from './wire.ts'

const WORLD = 'electron-double-preload'
const EVENT = 'electron-double'

export interface Paused {
  requestId: string
  frameId: string
  resourceType: string
  request: { url: string; method: string; headers: Record<string, string> }
}

/** Answers requests of this page's own schemes; null: let Chromium fetch it. */
export type Answer = (request: Request) => Promise<Response> | null

export interface PageOptions {
  preload: string | undefined
  answer: Answer
  /** Whether a navigation the page itself began may go on. */
  mayNavigate: (url: string) => boolean
  onWindowOpen: (url: string) => void
  onMessage: (message: object) => void
}

/**
 * One Chromium page as a window's contents. Emits `loaded`, `crashed`, `navigated` (url).
 * Calls wait until the page is set up, so a window can be used right after its constructor, as in Electron.
 */
export class Page extends EventEmitter {
  targetId = ''
  url = ''
  isCrashed = false
  private readonly cdp: Cdp
  private readonly options: PageOptions
  private readonly ready: Promise<void>
  private sessionId = ''
  private preloadContext: string | null = null
  private expected: string | null = null

  constructor(cdp: Cdp, options: PageOptions) {
    super()
    this.cdp = cdp
    this.options = options
    this.ready = this.open()
  }

  async send(method: string, params: object = {}): Promise<Record<string, unknown>> {
    await this.ready
    return this.cdp.send(method, params, this.sessionId)
  }

  /** Resolves when the page has loaded. @throws with Chromium's error text. */
  async load(url: string): Promise<void> {
    await this.ready
    this.isCrashed = false
    this.expected = toChromium(url)
    const loaded = new Promise<void>((resolve) => this.once('loaded', () => resolve()))
    const { errorText } = await this.send('Page.navigate', { url: toChromium(url) })
    if (errorText !== undefined) throw new Error(`${String(errorText)} loading '${url}'`)
    await loaded
  }

  async reload(): Promise<void> {
    await this.ready
    this.expected = toChromium(this.url)
    await this.send('Page.reload')
  }

  /** To the preload's world; lost when there is none, as messages to a page still loading are. */
  post(message: object): void {
    const context = this.preloadContext
    if (context === null) return
    const expression = `electronDoubleDown(${JSON.stringify(createWire().encode(message))})`
    void this.send('Runtime.evaluate', { expression, uniqueContextId: context }).catch(() => this.emit('lost'))
  }

  async close(): Promise<void> {
    await this.ready.catch(() => undefined)
    await this.cdp.send('Target.closeTarget', { targetId: this.targetId }).catch(() => undefined)
  }

  private async open(): Promise<void> {
    const created = await this.cdp.send('Target.createTarget', { url: 'about:blank', newWindow: true })
    this.targetId = String(created['targetId'])
    const attached = await this.cdp.send('Target.attachToTarget', { targetId: this.targetId, flatten: true })
    this.sessionId = String(attached['sessionId'])
    this.listen()
    const send = (method: string, params: object = {}): Promise<unknown> =>
      this.cdp.send(method, params, this.sessionId)
    await Promise.all([
      send('Page.enable'),
      send('Inspector.enable'),
      send('Runtime.addBinding', { name: 'electronDoubleUp', executionContextName: WORLD }),
      send('Page.addScriptToEvaluateOnNewDocument', { source: `(${pageWorld})('${EVENT}')` }),
      this.options.preload === undefined
        ? undefined
        : send('Page.addScriptToEvaluateOnNewDocument', {
            source: preloadSource(this.options.preload),
            worldName: WORLD,
          }),
      send('Runtime.enable'),
      send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
      this.cdp.send('Target.setDiscoverTargets', { discover: true }),
      send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }),
    ])
  }

  private listen(): void {
    const on = <P>(method: string, listener: (params: P) => void): void =>
      void this.cdp.on(`${this.sessionId}:${method}`, listener)
    on('Runtime.executionContextCreated', ({ context }: { context: { name: string; uniqueId: string } }) => {
      if (context.name === WORLD) this.preloadContext = context.uniqueId
    })
    on('Runtime.executionContextsCleared', () => {
      this.preloadContext = null
    })
    on('Runtime.bindingCalled', ({ name, payload }: { name: string; payload: string }) => {
      if (name !== 'electronDoubleUp') return
      const message = createWire().decode(payload) as { kind: string; url: string }
      if (message.kind === 'open') this.options.onWindowOpen(toApp(message.url))
      else this.options.onMessage(message)
    })
    on('Page.loadEventFired', () => this.emit('loaded'))
    on('Page.frameNavigated', ({ frame }: { frame: { parentId?: string; url: string } }) => {
      if (frame.parentId !== undefined) return
      this.url = toApp(frame.url)
      this.emit('navigated', this.url)
    })
    on('Page.windowOpen', ({ url }: { url: string }) => this.options.onWindowOpen(toApp(url)))
    on('Inspector.targetCrashed', () => {
      this.isCrashed = true
      this.preloadContext = null
      this.emit('crashed')
    })
    on('Fetch.requestPaused', (paused: Paused) => void this.pass(paused).catch(() => this.emit('lost')))
    on(
      'Target.attachedToTarget',
      ({ sessionId, targetInfo }: { sessionId: string; targetInfo: { type: string; targetId: string } }) => {
        if (targetInfo.type === 'page') return // a popup: it stays paused until it is closed below
        void this.cdp.send('Runtime.runIfWaitingForDebugger', {}, sessionId).catch(() => this.emit('lost'))
      },
    )
    // What a link opened by target=_blank; script's window.open never comes this far (see pageScript).
    this.cdp.on(
      ':Target.targetCreated',
      ({ targetInfo }: { targetInfo: { type: string; targetId: string; openerId?: string } }) => {
        if (targetInfo.type !== 'page' || targetInfo.openerId !== this.targetId) return
        void this.cdp.send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(() => this.emit('lost'))
      },
    )
  }

  private async pass({ requestId, frameId, resourceType, request }: Paused): Promise<void> {
    if (resourceType === 'Document' && frameId === this.targetId) {
      const wasExpected = this.expected === request.url
      this.expected = null
      if (!wasExpected && !this.options.mayNavigate(toApp(request.url))) {
        await this.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
        return
      }
    }
    const url = toApp(request.url)
    const answer =
      url === request.url
        ? null
        : this.options.answer(new Request(url, { method: request.method, headers: request.headers }))
    if (answer === null) await this.send('Fetch.continueRequest', { requestId })
    else await this.fulfil(requestId, answer)
  }

  private async fulfil(requestId: string, answer: Promise<Response>): Promise<void> {
    const response = await answer
    await this.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    })
  }
}

/** The built preload, unmodified, inside of a CommonJS wrapper like Electron's. */
function preloadSource(path: string): string {
  const code = readFileSync(path, 'utf8')
  return `(${preloadWorld})('${EVENT}', ${createWire}, (require) => { const exports = {}; const module = { exports };\n${code}\n})`
}
