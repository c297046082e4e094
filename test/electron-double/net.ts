import { EventEmitter } from 'node:events'
import * as http from 'node:http'
import * as https from 'node:https'
import type { ClientRequest, ClientRequestConstructorOptions, IncomingMessage } from 'electron'
import { strict } from './strict.ts'

type Part = Pick<ClientRequest, 'setHeader' | 'write' | 'abort'>

/** Chromium's network stack, as far as one request asks of it: Node's own does the work. */
class Request extends EventEmitter implements Part {
  private readonly inner: http.ClientRequest

  constructor(options: ClientRequestConstructorOptions) {
    super()
    const { session: _session, redirect, ...rest } = options
    const given = rest as http.RequestOptions
    const here = `${given.protocol ?? 'http:'}//${given.hostname ?? ''}:${given.port ?? ''}${given.path ?? '/'}`
    this.inner = (given.protocol === 'https:' ? https : http).request(given)
    this.inner.on('response', (response) => {
      const { statusCode = 0, headers } = response
      const isRedirect = statusCode >= 300 && statusCode < 400 && headers.location !== undefined
      if (!isRedirect) return this.emit('response', response as unknown as IncomingMessage)
      if (redirect === 'error') return this.emit('error', new Error('net::ERR_FAILED'))
      return this.emit(
        'redirect',
        statusCode,
        given.method ?? 'GET',
        new URL(headers.location ?? '', here).href,
        headers,
      )
    })
    this.inner.on('error', (error) => this.emit('error', error))
    this.inner.on('close', () => this.emit('close'))
    return strict('ClientRequest', this)
  }

  setHeader(name: string, value: string): void {
    this.inner.setHeader(name, value)
  }

  write(chunk: string | Buffer): void {
    this.inner.write(chunk)
  }

  end(chunk?: string | Buffer): this {
    this.inner.end(chunk)
    return this
  }

  abort(): void {
    this.inner.destroy()
    this.emit('abort')
  }
}

export const net = strict('net', {
  request: (options: ClientRequestConstructorOptions | string) => {
    if (typeof options === 'string') throw new Error('electron double: net.request of a text is not implemented')
    return new Request(options)
  },
})

/** Only told of what the updater that stands in its place does. */
export const autoUpdater = strict('autoUpdater', new EventEmitter())
