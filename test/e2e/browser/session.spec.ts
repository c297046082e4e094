import { createServer } from 'node:http'
import { expect, openBoard, request, snapshot, test } from './door.ts'

/** Who gets in, in a real browser: faults 42 and 43 of docs/faults.md. */

test('another browser without the cookie is refused, and told in words what to do', async ({
  openDoor,
  page,
  browser,
}) => {
  const door = await openDoor()
  await openBoard(page, door.address)
  const stranger = await (await browser.newContext({ locale: 'tr-TR' })).newPage()
  for (const address of [`http://127.0.0.1:${door.port}/`, door.address]) {
    await stranger.goto(address)
    await expect(stranger.getByRole('alert').filter({ hasText: 'izni yok' })).toBeVisible()
    expect(await request(stranger, 'snapshot.get', {})).toEqual({ ok: false, error: { code: 'forbidden' } })
    expect(new URL(stranger.url()).hash).toBe('')
  }
  await stranger.context().close()
})

test('a reload keeps the session, and the cookie is out of reach of scripts', async ({ openDoor, page, context }) => {
  const door = await openDoor()
  await openBoard(page, door.address)
  await page.reload()
  await expect.poll(async () => (await snapshot(page)).door).toBe('browser')
  expect(await page.evaluate(() => document.cookie)).toBe('')
  const [cookie] = await context.cookies()
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/', domain: '127.0.0.1' })
})

test('an open screen can let a second one in', async ({ openDoor, page, browser }) => {
  const door = await openDoor()
  await openBoard(page, door.address)
  const address = await page.evaluate(async () => {
    const answer = await fetch('/session/address', { method: 'POST' })
    return ((await answer.json()) as { address: string }).address
  })
  const second = await (await browser.newContext()).newPage()
  await openBoard(second, address)
  await second.context().close()
})

test('a fresh address pasted into a refused page lets it in', async ({ openDoor, page, browser }) => {
  const door = await openDoor()
  const stranger = await (await browser.newContext()).newPage()
  await stranger.goto(`http://127.0.0.1:${door.port}/`)
  await expect(stranger.locator('#tezgah-door-notice')).toBeVisible()
  await openBoard(stranger, door.address)
  await expect(stranger.locator('#tezgah-door-notice')).toHaveCount(0)
  await stranger.context().close()
  await page.close()
})

test('a hostile page in the same browser can neither act nor read', async ({ openDoor, page, context, shop }) => {
  const door = await openDoor()
  await openBoard(page, door.address)
  shop.addPacket({ pos: 'restomenum', lines: [{ title: 'Gizli' }] })
  await expect.poll(async () => (await snapshot(page)).unacknowledgedCount).toBe(1)
  const key = (await snapshot(page)).cards[0]?.key ?? ''

  // Another port of the same machine is the same site to cookies: only the checks of Origin and Sec-Fetch-Site help.
  const server = createServer((_asked, answer) => answer.end('<!doctype html><title>hostile</title>'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const hostile = await context.newPage()
  await hostile.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`)
  const got = await hostile.evaluate(tryEverything, { origin: `http://127.0.0.1:${door.port}`, key })
  expect(got).toEqual({ read: 'refused', acted: 'refused', heard: 'refused', framed: 'refused' })
  server.close()
  expect((await snapshot(page)).unacknowledgedCount).toBe(1)
})

/** Runs in the hostile page. */
async function tryEverything({ origin, key }: { origin: string; key: string }): Promise<Record<string, string>> {
  const refused = (): string => 'refused'
  const body = JSON.stringify({ keys: [key] })
  const url = `${origin}/api/orders.acknowledge`
  const headers = { 'Content-Type': 'application/json' }
  const read = await fetch(url, { method: 'POST', credentials: 'include', headers, body }).then(() => 'read', refused)
  const acted = await fetch(url, { method: 'POST', credentials: 'include', mode: 'no-cors', body }).then(
    () => 'sent',
    refused,
  )
  const heard = await new Promise<string>((resolve) => {
    const source = new EventSource(`${origin}/api/events`, { withCredentials: true })
    source.addEventListener('open', () => resolve('heard'))
    source.addEventListener('error', () => {
      source.close()
      resolve('refused')
    })
  })
  const framed = await new Promise<string>((resolve) => {
    const frame = document.createElement('iframe')
    frame.src = `${origin}/`
    frame.addEventListener('load', () => resolve(frame.contentDocument === null ? 'refused' : 'framed'))
    document.body.append(frame)
  })
  return { read, acted, heard, framed }
}
