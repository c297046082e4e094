import type { ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import type { Readable, Writable } from 'node:stream'

interface Message {
  id?: number
  method?: string
  params?: Record<string, unknown>
  result?: Record<string, unknown>
  error?: { message: string }
  sessionId?: string
}

type Answer = { resolve: (result: Record<string, unknown>) => void; reject: (error: Error) => void }

/** Chromium's debugging protocol over its pipe: JSON messages ended by NUL. Events: `<sessionId>:<method>`. */
export class Cdp extends EventEmitter {
  private readonly output: Writable
  private readonly waiting = new Map<number, Answer>()
  private lastId = 0
  private begun: string[] = []

  constructor(child: ChildProcess) {
    super()
    this.setMaxListeners(0)
    this.output = child.stdio[3] as Writable
    const input = child.stdio[4] as Readable
    input.setEncoding('utf8')
    input.on('data', (text: string) => this.read(text))
    this.output.on('error', () => this.end())
    child.once('exit', () => this.end())
  }

  /** @throws Error with Chromium's own words. */
  send(method: string, params: object = {}, sessionId?: string): Promise<Record<string, unknown>> {
    const id = ++this.lastId
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      this.output.write(
        `${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`,
      )
    })
  }

  private read(text: string): void {
    const parts = text.split('\0')
    const last = parts.pop() ?? ''
    for (const part of parts) {
      // Joined only when whole: a message of 10 MB comes in hundreds of pieces.
      const whole = [...this.begun, part].join('')
      this.begun = []
      this.take(JSON.parse(whole) as Message)
    }
    this.begun.push(last)
  }

  private take(message: Message): void {
    if (message.id === undefined) {
      this.emit(`${message.sessionId ?? ''}:${message.method ?? ''}`, message.params ?? {})
      return
    }
    const answer = this.waiting.get(message.id)
    this.waiting.delete(message.id)
    if (message.error === undefined) answer?.resolve(message.result ?? {})
    else answer?.reject(new Error(message.error.message))
  }

  private end(): void {
    for (const answer of this.waiting.values()) answer.reject(new Error('electron double: Chromium ended'))
    this.waiting.clear()
  }
}
