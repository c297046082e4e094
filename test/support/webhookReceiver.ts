import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  headers: Record<string, string | string[] | undefined>
  body: string
}

export interface WebhookReceiver {
  address: string
  received: Received[]
  /** What it answers from now on: a status, or `hang` for nothing at all. */
  answer: number | 'hang'
  close(): Promise<void>
}

/** The other end of a webhook: a real server on loopback that keeps what it is sent. @param port 0: any free one */
export async function startWebhookReceiver(port = 0): Promise<WebhookReceiver> {
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
    request.on('end', () => {
      receiver.received.push({ headers: request.headers, body })
      if (receiver.answer === 'hang') return
      if (receiver.answer === 302) response.setHeader('location', '/elsewhere')
      response.writeHead(receiver.answer).end('ok')
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const receiver: WebhookReceiver = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tezgah?token=adres-anahtari`,
    received: [],
    answer: 200,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return receiver
}
