import { connect, type Socket } from 'node:net'
import { expect, openBoard, snapshot, test } from './door.ts'

test('with few descriptors and hundreds of clients that never end their request, polling and printing go on', async ({
  openDoor,
  page,
  shop,
  printer,
}) => {
  test.skip(process.platform === 'win32', 'Windows has no limit of descriptors')
  const door = await openDoor({ mostFiles: 160 })
  await openBoard(page, door.address)
  const slow = new Set<Socket>()
  let isOver = false
  /** Each that is thrown out comes again. */
  const come = (): void => {
    if (isOver) return
    const socket = connect(door.port, '127.0.0.1', () => socket.write('POST /api/x HTTP/1.1\r\nX: '))
    slow.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => {
      slow.delete(socket)
      setTimeout(come, 20)
    })
  }
  for (let count = 0; count < 300; count++) come()
  await expect.poll(() => slow.size).toBeGreaterThan(100)
  for (let number = 501; number <= 505; number++) {
    shop.addPacket({ number, pos: 'restomenum' })
    await expect
      .poll(() => printer.slips().some(({ text }) => text.includes(`#${number}`)), { timeout: 15_000 })
      .toBe(true)
  }
  await expect.poll(async () => (await snapshot(page)).cards.length, { timeout: 15_000 }).toBe(5)
  isOver = true
  for (const socket of slow) socket.destroy()
  expect((await snapshot(page)).sources.map(({ state }) => state)).toEqual(['ok', 'ok'])
})
