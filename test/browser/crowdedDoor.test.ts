import { get } from 'node:http'
import { connect, type Socket } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openTestDoor } from './testDoor.ts'

/** Fault 69 of docs/faults.md: many streams, streams that nobody reads, clients that never end their request. */

type Door = Awaited<ReturnType<typeof openTestDoor>>

function openStream({ server }: Door, headers: Record<string, string>): { isOver(): boolean; status(): number } {
  let [isOver, status] = [false, 0]
  const asked = get({ host: '127.0.0.1', port: server.port, path: '/api/events', headers, agent: false }, (answer) => {
    status = answer.statusCode ?? 0
    answer.resume()
    answer.on('close', () => (isOver = true))
    answer.on('error', () => (isOver = true))
  })
  asked.on('error', () => (isOver = true))
  onTestFinished(() => void asked.destroy())
  return { isOver: () => isOver, status: () => status }
}

test('HEAD opens no stream', async () => {
  const door = await openTestDoor()
  const session = await door.openSession()
  for (let turn = 0; turn < 30; turn++)
    expect((await door.ask({ method: 'HEAD', path: '/api/events', headers: session })).status).toBe(405)
  expect(door.counter.listenerCount).toBe(0)
})

test('of too many streams of one session the newest win, and another session has its own', async () => {
  const door = await openTestDoor()
  const [greedy, shop] = [await door.openSession(), await door.openSession()]
  const own = openStream(door, shop)
  await vi.waitFor(() => expect(own.status()).toBe(200))
  const streams = []
  for (let turn = 0; turn < 30; turn++) {
    const stream = openStream(door, greedy)
    await vi.waitFor(() => expect(stream.status()).toBe(200))
    streams.push(stream)
  }
  await vi.waitFor(() => expect(door.counter.listenerCount).toBe(5))
  expect(streams.map((stream) => stream.isOver())).toEqual([
    ...Array.from({ length: 26 }, () => true),
    ...Array.from({ length: 4 }, () => false),
  ])
  expect(own.isOver()).toBe(false)
})

test('signing a screen out ends its stream', async () => {
  const door = await openTestDoor()
  const stream = openStream(door, await door.openSession())
  await vi.waitFor(() => expect(stream.status()).toBe(200))
  door.sessions.signOut(door.sessions.list()[0]?.id ?? '')
  await vi.waitFor(() => expect(stream.isOver()).toBe(true))
  expect(door.counter.listenerCount).toBe(0)
})

test('three hundred clients that never end their request: a screen is answered all the while', async () => {
  const door = await openTestDoor()
  const session = await door.openSession()
  const stream = openStream(door, session)
  await vi.waitFor(() => expect(stream.status()).toBe(200))
  const slow: Socket[] = []
  for (let turn = 0; turn < 300; turn++) {
    const socket = connect(door.server.port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: '))
    socket.on('error', () => {})
    slow.push(socket)
  }
  onTestFinished(() => slow.forEach((socket) => socket.destroy()))
  for (let turn = 0; turn < 20; turn++) expect((await door.post('/api/snapshot.get', {}, session)).status).toBe(200)
  await vi.waitFor(() => expect(slow.filter((socket) => !socket.destroyed).length).toBeLessThanOrEqual(128))
  expect(stream.isOver()).toBe(false)
})

test('refusals are counted in the log, not written one by one', async () => {
  const door = await openTestDoor()
  for (let turn = 0; turn < 200; turn++) await door.ask({ headers: { Host: 'evil.example' } })
  await door.server.close()
  const told = door.entries.filter(({ what }) => what === 'door.refused')
  expect(told.map(({ data }) => data)).toEqual([
    { refusal: 'wrongHost', count: 1 },
    { refusal: 'wrongHost', count: 199 },
  ])
})
