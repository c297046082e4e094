import { get, type IncomingMessage } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test, vi } from 'vitest'
import { emptySnapshot } from './standInCounter.ts'
import { openTestDoor } from './testDoor.ts'

/** Reads server-sent events off a socket, as they come; `pause` makes it a slow screen. */
async function listen(port: number, headers: Record<string, string>) {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: '/api/events', headers, agent: false }, resolve).on('error', reject)
  })
  const messages: { event: string; data: { rev?: number; key?: string | null } }[] = []
  let rest = ''
  let bytes = 0
  answer.setEncoding('utf8')
  answer.on('data', (piece: string) => {
    bytes += piece.length
    const blocks = (rest + piece).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const [event = '', data = ''] = block.split('\n')
      messages.push({ event: event.slice('event: '.length), data: JSON.parse(data.slice('data: '.length)) as object })
    }
  })
  let isOver = false
  answer.on('close', () => (isOver = true))
  answer.on('error', () => (isOver = true))
  const revs = (): (number | undefined)[] =>
    messages.filter(({ event }) => event.startsWith('snapshot.')).map(({ data }) => data.rev)
  return { answer, messages, revs, bytes: () => bytes, isOver: () => isOver }
}

test('the current snapshot comes first, then every change with a rising rev, then what to show', async () => {
  const door = await openTestDoor()
  door.counter.change()
  const screen = await listen(door.server.port, await door.openSession())
  expect(screen.answer.headers['content-type']).toMatch(/^text\/event-stream/)
  await vi.waitFor(() => expect(screen.revs()).toEqual([2]))
  door.counter.change()
  await vi.waitFor(() => expect(screen.revs()).toEqual([2, 3]))
  door.counter.change()
  door.counter.showOrder('a:1')
  await vi.waitFor(() => expect(screen.messages.at(-1)).toEqual({ event: 'order.show', data: { key: 'a:1' } }))
  expect(screen.revs()).toEqual([2, 3, 4])
  screen.answer.destroy()
})

test('an older snapshot is not sent', async () => {
  const door = await openTestDoor()
  const screen = await listen(door.server.port, await door.openSession())
  await vi.waitFor(() => expect(screen.revs()).toEqual([1]))
  door.counter.change()
  await vi.waitFor(() => expect(screen.revs()).toEqual([1, 2]))
  door.counter.emit({ name: 'snapshot.changed', payload: emptySnapshot(1) })
  door.counter.showOrder(null)
  await vi.waitFor(() => expect(screen.messages.at(-1)?.event).toBe('order.show'))
  expect(screen.revs()).toEqual([1, 2])
  screen.answer.destroy()
})

test('a screen that does not read costs one snapshot, and gets the newest when it wakes', async () => {
  const door = await openTestDoor()
  const screen = await listen(door.server.port, await door.openSession())
  await vi.waitFor(() => expect(screen.revs()).toEqual([1]))
  screen.answer.pause()
  const version = 'x'.repeat(100_000)
  for (let turn = 0; turn < 500; turn += 1) {
    door.counter.change({ version })
    await new Promise((resolve) => setImmediate(resolve))
  }
  door.counter.showOrder('last')
  screen.answer.resume()
  await vi.waitFor(() => expect(screen.messages.at(-1)?.data).toEqual({ key: 'last' }))
  const revs = screen.revs()
  expect(revs.at(-1)).toBe(501)
  expect(revs).toEqual(revs.toSorted((a, b) => Number(a) - Number(b)))
  // 50 MB were told; what the socket's own buffers took is far less.
  expect(screen.bytes()).toBeLessThan(25_000_000)
  screen.answer.destroy()
})

test('a screen that stays all day keeps no snapshot of the past alive', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const door = await openTestDoor()
  const screen = await listen(door.server.port, await door.openSession())
  await vi.waitFor(() => expect(screen.revs()).toEqual([1]))
  const told: WeakRef<object>[] = []
  door.counter.subscribe((event) => told.push(new WeakRef(event.payload)))
  for (let turn = 0; turn < 100; turn += 1) {
    door.counter.change()
    const rev = turn + 2
    await vi.waitFor(() => expect(screen.revs().at(-1)).toBe(rev))
  }
  await new Promise((resolve) => setTimeout(resolve, 20))
  collect()
  expect(told.filter((snapshot) => snapshot.deref() !== undefined).length).toBeLessThan(10)
  screen.answer.destroy()
})

test('a screen that leaves is forgotten', async () => {
  const door = await openTestDoor()
  const session = await door.openSession()
  const screens = await Promise.all([listen(door.server.port, session), listen(door.server.port, session)])
  await vi.waitFor(() => expect(door.counter.listenerCount).toBe(2))
  screens[0].answer.destroy()
  await vi.waitFor(() => expect(door.counter.listenerCount).toBe(1))
  door.counter.change()
  await vi.waitFor(() => expect(screens[1].revs()).toEqual([1, 2]))
  screens[1].answer.destroy()
  await vi.waitFor(() => expect(door.counter.listenerCount).toBe(0))
})

test('closing the door ends every stream and returns', async () => {
  const door = await openTestDoor()
  const screen = await listen(door.server.port, await door.openSession())
  await vi.waitFor(() => expect(door.counter.listenerCount).toBe(1))
  await door.server.close()
  await vi.waitFor(() => expect(screen.isOver()).toBe(true))
  expect(door.counter.listenerCount).toBe(0)
})
