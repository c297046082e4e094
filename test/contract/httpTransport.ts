import { get, type IncomingMessage } from 'node:http'
import { askPort, headersOf, tokenOf } from '../browser/testDoor.ts'
import type { ContractTransport } from './contractSuite.ts'

/** The transport over plain HTTP and server-sent events, as any program on this machine could speak it. */
export async function openHttpTransport(address: string): Promise<ContractTransport> {
  const port = Number(new URL(address).port)
  const origin = `http://127.0.0.1:${port}`
  const json = { 'Content-Type': 'application/json', Origin: origin }
  const opened = await askPort(port, {
    method: 'POST',
    path: '/session',
    headers: json,
    body: JSON.stringify({ token: tokenOf(address) }),
  })
  const session = headersOf(opened)
  const streams = new Set<IncomingMessage>()
  return {
    async request(name, input) {
      const path = `/api/${encodeURIComponent(name)}`
      const answer = await askPort(port, {
        method: 'POST',
        path,
        headers: { ...json, ...session },
        body: JSON.stringify(input),
      })
      return JSON.parse(answer.text) as unknown
    },
    async listen(...names) {
      const stream = await new Promise<IncomingMessage>((resolve, reject) => {
        get({ host: '127.0.0.1', port, path: '/api/events', headers: session, agent: false }, resolve).on(
          'error',
          reject,
        )
      })
      streams.add(stream)
      const heard: unknown[] = []
      let rest = ''
      stream.setEncoding('utf8')
      stream.on('error', () => streams.delete(stream))
      stream.on('data', (piece: string) => {
        const blocks = (rest + piece).split('\n\n')
        rest = blocks.pop() ?? ''
        for (const block of blocks) {
          const [event = '', data = ''] = block.split('\n')
          const payload = JSON.parse(data.slice('data: '.length)) as unknown
          if (names.some((name) => event === `event: ${name}`)) heard.push(payload)
        }
      })
      return {
        heard: async () => [...heard],
        unsubscribe: async () => {
          stream.destroy()
        },
      }
    },
    async close() {
      for (const stream of streams) stream.destroy()
    },
  }
}
